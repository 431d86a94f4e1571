import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCampaign, tuesdayTen } from '../../test/support/aCampaign.ts'
import { epochMs, hours, minutes, seconds } from '../base/units.ts'
import { type Outcome, outcomes } from '../call/outcome.ts'
import { lastStart } from '../campaign/schedule.ts'
import {
  anotherTrunkDelayMs,
  carrierDelayMaxMs,
  rejectedAttemptsMax,
  retryAt,
  uncountedAttemptsMax,
} from './retry.ts'

const campaign = aCampaign()
const first = { attemptNumber: 1, countedBefore: 0, anotherTrunk: false }

// biome-ignore format: a table
const delays: readonly [Outcome, number | undefined][] = [
  ['busy', minutes(20)], ['noAnswer', hours(3)], ['unreachable', hours(3)],
  ['congestion', seconds(30)], ['carrierFault', seconds(30)], ['rejectedByCarrier', seconds(30)],
  ['notPlaced', 0],
  ['heardToEnd', undefined], ['objected', undefined], ['declined', undefined],
  ['unallocated', undefined], ['unknown', undefined], ['stopped', undefined],
]
for (const [outcome, delay] of delays) {
  const says = delay === undefined ? 'is the last word' : `is tried again after ${delay / 1000} s`
  test(`retry: ${outcome} ${says}`, () => {
    const at = retryAt(outcome, first, campaign, tuesdayTen)
    assert.equal(at === undefined ? undefined : at - tuesdayTen, delay)
  })
}

test('retry: an outcome that may not be retried never is, whatever the policy', () => {
  const generous = { ...campaign, retry: { ...campaign.retry, attemptsMax: 10 } }
  for (const [outcome, facts] of Object.entries(outcomes)) {
    const at = retryAt(outcome as Outcome, first, generous, tuesdayTen)
    assert.equal(at !== undefined, facts.retry, outcome)
  }
})

test('retry: attemptsMax 2 gives one retry; attempts that rang nowhere do not use it up, but end too', () => {
  const again = (outcome: Outcome, attemptNumber: number, countedBefore: number): boolean =>
    retryAt(outcome, { ...first, attemptNumber, countedBefore }, campaign, tuesdayTen) !== undefined
  assert.deepEqual(
    [again('busy', 1, 0), again('busy', 2, 1), again('busy', 3, 2)],
    [true, false, false],
  )
  assert.equal(again('busy', 2, 0), true)
  assert.equal(again('congestion', 2, 1), true)
  const last = campaign.retry.attemptsMax + uncountedAttemptsMax
  assert.deepEqual(
    [last - 1, last, last + 1].map((attempt) => again('congestion', attempt, 0)),
    [true, false, false],
  )
})

test('retry: a carrier that stays congested is asked less and less often, once an hour at least', () => {
  const patient = {
    ...campaign,
    deadline: epochMs(tuesdayTen + hours(24)),
    retry: { ...campaign.retry, attemptsMax: 10 },
  }
  const after = [1, 2, 3, 8, 9].map((attemptNumber) => {
    const at = retryAt('congestion', { ...first, attemptNumber }, patient, tuesdayTen)
    return (at ?? Number.NaN) - tuesdayTen
  })
  assert.deepEqual(after, [30_000, 60_000, 120_000, carrierDelayMaxMs, carrierDelayMaxMs])
})

test('retry: what one carrier could not do another one tries at once, however often it failed before', () => {
  for (const outcome of ['congestion', 'carrierFault', 'rejectedByCarrier'] as const) {
    const history = { attemptNumber: 2, countedBefore: 0, anotherTrunk: true }
    const at = retryAt(outcome, history, campaign, tuesdayTen)
    assert.equal((at ?? Number.NaN) - tuesdayTen, anotherTrunkDelayMs, outcome)
  }
})

for (const attemptNumber of [
  rejectedAttemptsMax - 1,
  rejectedAttemptsMax,
  rejectedAttemptsMax + 1,
]) {
  const again = attemptNumber < rejectedAttemptsMax
  test(`retry: rejected by the carrier at try ${attemptNumber}: ${again ? 'tried again' : 'the last word'}`, () => {
    const history = { ...first, attemptNumber }
    const at = retryAt('rejectedByCarrier', history, campaign, tuesdayTen)
    assert.equal(at !== undefined, again)
  })
}

test('retry: none that could only start when no call may start any more', () => {
  const limit = lastStart(campaign) - campaign.retry.busyDelayMs
  const again = [limit - 1, limit, limit + 1].map(
    (now) => retryAt('busy', first, campaign, epochMs(now)) !== undefined,
  )
  assert.deepEqual(again, [true, false, false])
})
