/**
 * Two processes, real SIP and RTP towards the practice carrier, a real PostgreSQL: what one writes ends
 * the calls of the other. The limits themselves (1 s, 5 s) are held in virtual time by
 * test/simulation/obedience.test.ts; here they are measured, with room for a busy machine.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { practiceClock } from '../../src/base/clock.ts'
import type { AttemptId } from '../../src/base/ids.ts'
import { minutes } from '../../src/base/units.ts'
import { runCampaigns } from '../../src/runner/campaignRunner.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { only } from '../../src/telephony/practice/population.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { aCampaign, practiceTrunk, tuesdayTen } from '../support/aCampaign.ts'
import { startChild } from '../support/child.ts'
import { urlOf } from '../support/database.ts'
import { virtualCampaign } from '../support/virtualCampaign.ts'

const child = path.join(import.meta.dirname, '..', 'support', 'storeChild.ts')
/** Half a minute of dialling; unless it is stopped, each call stays up for minutes. */
const people = 300
const trunkLimits = { callsPerSecond: 10, concurrentCalls: 300 }
const upBeforeWritten = 15
/** Product: 1 s after which no INVITE leaves, 5 s after which no call is up. */
const lastInviteWithinMs = 10_000
const patienceMs = 60_000

test('two processes: everybody objects in one, and the other calls nobody any more', async (t) => {
  await written(t, 'suppressAll')
})

test('two processes: a recording killed in one ends every call of the other', async (t) => {
  const state = await written(t, 'kill')
  assert.equal(state, 'paused')
})

async function written(t: TestContext, what: 'kill' | 'suppressAll'): Promise<string | undefined> {
  const carrier = await startPracticeCarrier({ seed: 5, mix: only('pressesNothing') })
  t.after(() => carrier.close())
  const { host, port } = carrier
  const clock = practiceClock(tuesdayTen)
  const menu = { ...aCampaign().menu, gateTimeoutMs: minutes(5) }
  const world = await virtualCampaign({
    ...{ seed: 5, contacts: people, trunk: { ...trunkLimits, host, port } },
    campaigns: [{ menu, maxTalkMs: minutes(10) }],
  })
  t.after(() => world.close())
  const trunk = { ...practiceTrunk, ...trunkLimits, host, port }
  const media = await openMediaEngine({ portRange: { from: 19_000, to: 19_999 } })
  const telephony = await openTelephony({ trunks: [trunk], media, clock, version: '' })
  t.after(() => telephony.close())
  const up = new Set<AttemptId>()
  telephony.onEvent(({ is, attempt }) => {
    if (is === 'answered') up.add(attempt)
    if (is === 'ended') up.delete(attempt)
  })
  const run = runCampaigns({
    store: world.store,
    telephony,
    line: { kind: 'practice', trunk, clock },
    campaigns: world.campaigns,
    newAttemptId: () => randomUUID() as AttemptId,
  })
  const began = performance.now()
  const until = async (holds: () => boolean, what: string): Promise<void> => {
    while (!holds()) {
      assert.ok(performance.now() - began < 2 * patienceMs, what)
      await wait(5)
    }
  }
  await until(() => up.size >= upBeforeWritten, `${upBeforeWritten} calls are up`)
  const writer = startChild(child, [what, urlOf(world.database), world.campaigns[0] ?? ''])
  const line = await writer.line((text) => /^(killed|suppressed) /.test(text))
  const writtenAt = Number(line.split(' ')[1])
  await writer.ended()
  await until(() => up.size === 0, 'every call ended')
  const [last] = (await carrier.records()).map(({ invitedAt }) => invitedAt).sort((a, b) => b - a)
  t.diagnostic(`last INVITE ${Math.round((last ?? 0) - writtenAt)} ms after it was written`)
  assert.ok((last ?? 0) - writtenAt < lastInviteWithinMs, `an INVITE ${last} after ${writtenAt}`)
  run.drain()
  const { campaigns } = await run.finished
  const records = await carrier.records()
  assert.ok(records.length < people, 'most people were not called')
  const ends = records.map(({ endedAt }) => (endedAt ?? Number.POSITIVE_INFINITY) - writtenAt)
  t.diagnostic(`last leg ended ${Math.round(Math.max(...ends))} ms after it was written`)
  assert.ok(Math.max(...ends) < patienceMs, `the last leg ended after ${Math.max(...ends)} ms`)
  return campaigns[0]?.state
}
