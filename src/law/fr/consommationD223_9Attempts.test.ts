import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  around,
  instant,
  iso,
  ruleSays,
  someone,
  unknownWithout,
  verdictOf,
} from '../../../test/support/callFacts.ts'
import { type E164, type EpochMs, epochMs } from '../../base/units.ts'
import type { CallFacts } from '../facts.ts'

type Attempts = NonNullable<CallFacts['attempts']>
const day = 86_400_000
const tuesday = instant('2026-11-24T11:00:00+01:00')
const otherNumber = '+33199001234' as E164

const at = (...instants: readonly number[]): Attempts =>
  instants.map((each, index) => ({
    at: epochMs(each),
    number: index % 2 ? otherNumber : someone,
    thisCampaign: false,
  }))
const inCampaign = (count: number): Attempts =>
  Array.from({ length: count }, (_, index) => ({
    at: epochMs(tuesday - (index + 1) * day),
    number: index % 2 ? otherNumber : someone,
    thisCampaign: true,
  }))

test('D223-9 al. 3: the fifth attempt in thirty days is refused, whatever number of the person was tried', () => {
  const says = (count: number): string => {
    const attempts = at(...Array.from({ length: count }, (_, i) => tuesday - (i + 1) * day))
    return ruleSays('fr.D223-9-attempts', { now: tuesday, attempts })
  }
  assert.deepEqual([3, 4, 5].map(says), ['allowed', 'refused', 'refused'])
})

test('D223-9 al. 3: an attempt is forgotten after 30 × 24 hours, to the millisecond', () => {
  const oldest = tuesday - 20 * day
  const attempts = at(oldest, tuesday - 3, tuesday - 2, tuesday - 1)
  assert.deepEqual(
    around(oldest + 30 * day, (now) => ruleSays('fr.D223-9-attempts', { now, attempts })),
    ['refused', 'allowed', 'allowed'],
  )
})

test('D223-9 al. 3: when thirty calendar days last longer than 30 × 24 hours, they count', () => {
  // 31 October 2027 has 25 hours: an attempt late on 10 October is within thirty calendar days until
  // 9 November 00:00, an hour after the thirty times 24 hours have run out.
  const oldest = instant('2027-10-10T00:00:00+02:00')
  const attempts = at(oldest, oldest + 1, oldest + 2, oldest + 3)
  const calendar = instant('2027-11-09T00:00:00+01:00')
  assert.equal(calendar - (oldest + 30 * day), 3_600_000)
  assert.deepEqual(
    around(calendar, (now) => ruleSays('fr.D223-9-attempts', { now, attempts })),
    ['refused', 'allowed', 'allowed'],
  )
})

test('D223-9 al. 3: when 30 × 24 hours last longer than thirty calendar days, they count', () => {
  const oldest = instant('2027-03-10T15:00:00+01:00')
  const attempts = at(oldest, oldest + 1, oldest + 2, oldest + 3)
  assert.deepEqual(
    around(instant('2027-04-09T16:00:00+02:00'), (now) =>
      ruleSays('fr.D223-9-attempts', { now, attempts }),
    ),
    ['refused', 'allowed', 'allowed'],
  )
})

test('D223-9 al. 3: the refusal names the first instant at which a call is possible again', () => {
  const starts = [10, 12, 14, 16, 18].map((ago) => tuesday - ago * day)
  const { refusals } = verdictOf({ now: tuesday, attempts: at(...starts) })
  const refusal = refusals.find((each) => each.rule === 'fr.D223-9-attempts')
  // Five count; two must be forgotten before one more is allowed.
  assert.equal(iso(refusal?.notBefore), iso((starts[3] as EpochMs) + 30 * day))
  assert.equal(refusal?.measured, '5 attempts in 30 days')
})

test('D223-9 al. 3: an attempt another clock dated ahead of ours counts', () => {
  const attempts = at(tuesday + 500, tuesday + 501, tuesday + 502, tuesday + 503)
  assert.equal(ruleSays('fr.D223-9-attempts', { now: tuesday, attempts }), 'refused')
})

test('attempts: not knowing them is unknown, for both caps', () => {
  assert.deepEqual(unknownWithout('attempts'), ['fr.D223-9-attempts', 'fr.attempts-campaign'])
})

test('attempts cap of a campaign: two by default, fewer when asked, never more', () => {
  const says = (count: number, maxAttempts?: number): string =>
    ruleSays('fr.attempts-campaign', {
      now: tuesday,
      attempts: inCampaign(count),
      ...(maxAttempts === undefined ? {} : { maxAttempts }),
    })
  assert.deepEqual(
    [1, 2, 3].map((count) => says(count)),
    ['allowed', 'refused', 'refused'],
  )
  assert.deepEqual(
    [0, 1, 2].map((count) => says(count, 1)),
    ['allowed', 'refused', 'refused'],
  )
  assert.deepEqual(
    [1, 2].map((count) => says(count, 3)),
    ['allowed', 'refused'],
  )
  assert.equal(says(0, 0), 'refused')
})

test('attempts cap of a campaign: attempts of other campaigns do not count, and the cap is for good', () => {
  const others = at(tuesday - day, tuesday - 2 * day)
  assert.equal(ruleSays('fr.attempts-campaign', { now: tuesday, attempts: others }), 'allowed')
  const { refusals, askAgainAt } = verdictOf({ now: tuesday, attempts: inCampaign(2) })
  assert.equal(askAgainAt, undefined)
  assert.equal(
    refusals[0]?.reason.fr,
    'Cette personne a déjà été appelée 2 fois dans cette campagne, tous numéros ' +
      'confondus\u202f: c’est la limite.',
  )
})
