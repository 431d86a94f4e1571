/**
 * One campaign over a link that loses 5 % of everything, signalling and sound: nobody is called twice, every
 * outcome is stored, and what our side says agrees with what the phones lived.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { practiceClock } from '../../src/base/clock.ts'
import type { AttemptId } from '../../src/base/ids.ts'
import { seconds } from '../../src/base/units.ts'
import { runCampaigns } from '../../src/runner/campaignRunner.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { quickMix } from '../../src/telephony/practice/population.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { aCampaign, practiceTrunk, tuesdayTen } from '../support/aCampaign.ts'
import { noiseFor } from '../support/contractWorlds.ts'
import { virtualCampaign } from '../support/virtualCampaign.ts'
import { openFaultyLink } from './support/faultyLink.ts'

const people = 40
const seed = 23
/** Those who are called once whatever comes, and whose call is short. */
const weights = {
  pressesNothing: 2,
  hangsUpAtGate: 2,
  objectsAtOnce: 1,
  declined: 1,
  unallocated: 1,
}
const outcomes: Readonly<Record<string, string>> = {
  pressesNothing: 'notListened',
  hangsUpAtGate: 'hungUpAtGate',
  objectsAtOnce: 'objected',
  declined: 'declined',
  unallocated: 'unallocated',
}

test('a campaign over 5 % loss: forty people, forty calls, forty outcomes', async (t) => {
  const carrier = await startPracticeCarrier({ seed, mix: { ...quickMix, weights } })
  t.after(() => carrier.close())
  const faults = { lossShare: 0.05 }
  const link = await openFaultyLink({ carrierPort: carrier.port, faults, seed })
  t.after(() => link.close())
  const world = await virtualCampaign({
    ...{ seed, contacts: people },
    // Enough of each part for the loss to be heard.
    sounds: (part) => noiseFor({ ...part, durationMs: seconds(2) }),
    trunk: { host: '127.0.0.1', port: link.port, callsPerSecond: 20, concurrentCalls: 50 },
    campaigns: [{ menu: { ...aCampaign().menu, gateTimeoutMs: seconds(1) } }],
  })
  t.after(() => world.close())
  const [own] = await world.store.routeOf(practiceTrunk.id)
  assert.ok(own)
  const trunk = { ...own, kind: 'practice' as const }
  const media = await openMediaEngine({ portRange: { from: 23_000, to: 23_999 } })
  const clock = practiceClock(tuesdayTen)
  const telephony = await openTelephony({ trunks: [trunk], media, clock, version: '' })
  t.after(() => telephony.close())
  const run = runCampaigns({
    ...{ store: world.store, telephony, campaigns: world.campaigns },
    line: { kind: 'practice', trunk, clock },
    onTrunkSign: (listener) => telephony.onTrunkSign(listener),
    newAttemptId: () => randomUUID() as AttemptId,
    onProgress: () => undefined,
  })
  const { campaigns } = await run.finished
  assert.equal(campaigns[0]?.state, 'completed')
  const { rows } = await world.database.pool.query<{ number: string; outcome: string | null }>(
    `select c.phone as number, a.outcome from attempt a
     join target t on t.id = a.target_id join contact c on c.id = t.contact_id`,
  )
  const records = await carrier.records()
  const stored = rows.map(({ number, outcome }) => `${number} ${outcome}`)
  const lived = records.map(({ number, behaviour = '' }) => `${number} ${outcomes[behaviour]}`)
  const { lost, passed } = link.fates
  const again = telephony.counts().reduce((sum, { retransmissions }) => sum + retransmissions, 0)
  t.diagnostic(
    `campaign, 5 % loss | ${rows.length} calls of ${people} people survived | ${lost + passed} datagrams: ${lost} lost, ${again} sent again by us`,
  )
  assert.equal(new Set(records.map(({ number }) => number)).size, people)
  assert.deepEqual(stored.toSorted(), lived.toSorted())
  assert.ok(link.fates.lost > 0)
})
