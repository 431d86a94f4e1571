import assert from 'node:assert/strict'
import { test } from 'node:test'
import { presidential2027 } from '../../test/support/callFacts.ts'
import { type EpochMs, epochMs, ms } from '../base/units.ts'
import { campaignOutlook, type OutlookAsked } from './campaignOutlook.ts'
import type { CampaignFacts } from './sameFacts.ts'

const at = (text: string): EpochMs => epochMs(Date.parse(text))

const campaign: CampaignFacts = {
  ...{ now: at('2026-11-24T10:00:00+01:00'), channel: 'automate', controller: 'Camille Exemple' },
  ...{ purpose: 'electoral', election: null, callerId: '+33163001234', maxAttempts: 2 },
  ...{
    trunk: { kind: 'practice', callerIds: [] },
    ringTimeoutMs: ms(25_000),
    maxTalkMs: ms(60_000),
  },
}

/** One call a second: as many people as seconds. */
const outlook = (change: Partial<OutlookAsked> & Pick<OutlookAsked, 'remaining'>) =>
  campaignOutlook({
    ...{ campaign, pace: 1, from: at('2026-11-24T10:00:00+01:00') },
    lastStart: at('2026-12-24T20:00:00+01:00'),
    ...change,
  })
const hours = (count: number): number => count * 3600
const ends = (change: Parameters<typeof outlook>[0]): string =>
  new Date(outlook(change).endsAt ?? Number.NaN).toISOString()

test('outlook: D. 223-9: lunch, the night, the weekend are walked over', () => {
  assert.equal(ends({ remaining: hours(3) }), '2026-11-24T12:00:00.000Z')
  assert.equal(ends({ remaining: hours(3) + 1 }), '2026-11-24T13:00:01.000Z')
  assert.equal(ends({ remaining: hours(9) + 1 }), '2026-11-25T09:00:01.000Z')
  // Tuesday to Friday are 36 hours; Saturday and Sunday none.
  assert.equal(ends({ remaining: hours(36) + 1 }), '2026-11-30T09:00:01.000Z')
})

test('outlook: only the hours the campaign chose count', () => {
  const chosen = { ...campaign, hours: [{ days: [2, 4], from: '18:00', to: '20:00' }] }
  assert.equal(ends({ campaign: chosen, remaining: hours(2) }), '2026-11-24T19:00:00.000Z')
  assert.equal(ends({ campaign: chosen, remaining: hours(2) + 1 }), '2026-11-26T17:00:01.000Z')
})

test('outlook: L. 49 3°: the days of a vote and their eves are walked over', () => {
  const voting = {
    campaign: { ...campaign, election: presidential2027 },
    from: at('2027-04-16T14:00:00+02:00'),
    lastStart: at('2027-04-30T20:00:00+02:00'),
  }
  assert.equal(ends({ ...voting, remaining: hours(6) }), '2027-04-16T18:00:00.000Z')
  assert.equal(ends({ ...voting, remaining: hours(6) + 1 }), '2027-04-19T08:00:01.000Z')
})

test('outlook: who is not called before the last start is counted', () => {
  const lastStart = at('2026-11-24T12:00:00+01:00')
  const cases = [hours(2) - 1, hours(2), hours(2) + 1].map((remaining) =>
    outlook({ remaining, lastStart }),
  )
  assert.deepEqual(
    cases.map(({ endsAt, notCalledInTime }) => [endsAt !== null, notCalledInTime]),
    [
      [true, 0],
      [true, 0],
      [false, 1],
    ],
  )
  assert.deepEqual(outlook({ remaining: 5, lastStart: at('2026-11-24T10:00:00+01:00') }), {
    ...{ endsAt: null, notCalledInTime: 5 },
  })
})
