/**
 * One campaign over two trunks with real SIP and RTP, the practice carrier answering on two ports: one of
 * them goes away in the middle of the campaign, and everybody is called all the same.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { practiceClock } from '../../src/base/clock.ts'
import type { AttemptId, TrunkId } from '../../src/base/ids.ts'
import { seconds } from '../../src/base/units.ts'
import { runCampaigns } from '../../src/runner/campaignRunner.ts'
import type { RunProgress } from '../../src/runner/run.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { only } from '../../src/telephony/practice/population.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { aCampaign, practiceTrunk, tuesdayTen } from '../support/aCampaign.ts'
import { virtualCampaign } from '../support/virtualCampaign.ts'

const people = 80
const limits = { callsPerSecond: 5, concurrentCalls: 60, route: 'main road' }
const spare = 'spare' as TrunkId

test('routes over real sockets: one of two carriers goes away, and everybody is reached', async (t) => {
  const first = await startPracticeCarrier({ seed: 5, mix: only('pressesNothing') })
  const second = await startPracticeCarrier({ seed: 5, mix: only('pressesNothing') })
  t.after(() => second.close())
  const menu = { ...aCampaign().menu, gateTimeoutMs: seconds(1) }
  const world = await virtualCampaign({
    ...{ seed: 5, contacts: people, trunk: { ...limits, host: first.host, port: first.port } },
    others: [{ ...limits, id: spare, host: second.host, port: second.port }],
    // Shorter than Timer B (RFC 3261 §17.1.1.2): silence is the carrier's fault, whoever gave up first.
    campaigns: [{ menu }],
  })
  t.after(() => world.close())
  const [own, other] = await world.store.routeOf(practiceTrunk.id)
  assert.ok(own && other)
  const [trunk, beside] = [own, other].map((one) => ({ ...one, kind: 'practice' as const }))
  assert.ok(trunk && beside)
  const media = await openMediaEngine({ portRange: { from: 20_000, to: 20_999 } })
  const clock = practiceClock(tuesdayTen)
  const telephony = await openTelephony({ trunks: [trunk, beside], media, clock, version: '' })
  t.after(() => telephony.close())
  const progress: RunProgress[] = []
  let gone: Promise<void> | undefined
  const run = runCampaigns({
    ...{ store: world.store, telephony, campaigns: world.campaigns },
    line: { kind: 'practice', trunk, others: [beside], clock },
    onTrunkSign: (listener) => telephony.onTrunkSign(listener),
    newAttemptId: () => randomUUID() as AttemptId,
    onProgress: (now) => {
      progress.push(now)
      if (now.attempts >= 5) gone ??= first.close()
    },
  })
  const { campaigns } = await run.finished
  await gone
  assert.equal(campaigns[0]?.state, 'completed')
  const { rows } = await world.database.pool.query<{
    outcome: string
    trunk: string
    calls: number
  }>(
    `select outcome, trunk_id as trunk, count(*)::int as calls from attempt
     group by 1, 2 order by 1, 2`,
  )
  t.diagnostic(rows.map(({ outcome, trunk: id, calls }) => `${outcome} ${id} ${calls}`).join(', '))
  // Calls that were up when the carrier went away ended with it, as calls do; nobody is left with a fault of
  // the carrier alone, and nobody who was reached is called again.
  const { rows: lived } = await world.database.pool.query<{ people: number; most: number }>(
    `select count(*) filter (where took > 0)::int as people, max(reached)::int as most from (
       select count(*) filter (where outcome <> 'carrierFault') as took,
         count(*) filter (where outcome = 'notListened') as reached
       from attempt group by target_id) as each`,
  )
  assert.deepEqual(lived, [{ people, most: 1 }])
  assert.ok(rows.some(({ outcome }) => outcome === 'carrierFault'))
  assert.ok(progress.some(({ trunks }) => trunks.some(({ breaker }) => breaker.is === 'open')))
})
