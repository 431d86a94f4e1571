import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EpochMs, epochMs, hours } from '../base/units.ts'
import type { Election } from '../campaign/election.ts'
import { france } from '../law/ruleSets.ts'
import {
  codesKeptMs,
  cutoffsAt,
  dayInParis,
  type KeptCampaign,
  keptWhatever,
  retentionOf,
  retentionTimes,
  yearsBefore,
} from './retention.ts'

const now = epochMs(Date.UTC(2027, 4, 10, 10, 0))
const times = retentionTimes(france, now)
const election: Election = {
  name: 'Présidentielle 2027',
  kind: 'presidential',
  rounds: [
    { pollDate: '2027-04-18', saturday: { pollDate: '2027-04-17', territories: ['GP'] } },
    { pollDate: '2027-05-02' },
  ],
  status: 'announced',
}
const campaign: KeptCampaign = {
  id: 'c1',
  name: 'Second tour',
  practice: false,
  state: 'completed',
  election,
  deadline: epochMs(Date.UTC(2027, 3, 30, 18, 0)),
  endedAt: epochMs(Date.UTC(2027, 3, 30, 17, 0)),
}
const dueAt = (change: Partial<KeptCampaign>, at: EpochMs) =>
  retentionOf({ ...campaign, ...change }, times, at)

test('NS-34 (CNIL): the figures of retention are the dated parameters of the rules', () => {
  const { purgeAfterElectionDays, prospectPurgeDays, proofYears, neverCalledYears, archiveYears } =
    times
  assert.deepEqual(
    [
      ...[purgeAfterElectionDays, prospectPurgeDays, proofYears, neverCalledYears, archiveYears],
    ].map(({ value }) => value),
    [30, 60, 5, 3, 7],
  )
  assert.match(archiveYears.article, /2024\/900, art\. 9/)
  assert.equal(keptWhatever(times).length, 4)
})

test('NS-34 (CNIL): kept through the 30th day after the last round, due from midnight in Paris on', () => {
  // 2 May 2027 + 30 days is 1 June; it ends on 2 June at 00:00 in Paris, 22:00 UTC the day before.
  const limit = epochMs(Date.UTC(2027, 5, 1, 22, 0))
  for (const [at, due] of [
    [limit - 1, false],
    [limit, true],
    [limit + 1, true],
  ] as const) {
    const found = dueAt({}, epochMs(at))
    assert.deepEqual([found.due, found.keptUntil], [due, limit])
  }
  assert.match(dueAt({}, limit).why.fr, /30 jours après le dernier scrutin/)
})

test('NS-34 (CNIL): without an election, 60 days of 24 h after the end; the deadline when it never ended', () => {
  for (const [endedAt, state] of [
    [campaign.endedAt, 'stopped'],
    [null, 'draft'],
  ] as const) {
    const end = endedAt ?? campaign.deadline
    const limit = end + hours(60 * 24)
    const change = { election: null, endedAt, state }
    assert.equal(dueAt(change, epochMs(limit - 1)).due, false)
    assert.equal(dueAt(change, epochMs(limit)).due, true)
    assert.equal(dueAt(change, epochMs(limit + 1)).due, true)
  }
})

test('retention: a campaign that calls, or rings nobody, is never due; one that ends late is kept until then', () => {
  const far = epochMs(Date.UTC(2099, 0, 1))
  for (const change of [{ state: 'running' }, { practice: true }] as const) {
    assert.deepEqual([dueAt(change, far).due, dueAt(change, far).keptUntil], [false, null])
  }
  const late = epochMs(Date.UTC(2027, 7, 1))
  assert.equal(dueAt({ endedAt: late }, epochMs(late - 1)).due, false)
  assert.equal(dueAt({ endedAt: late }, late).due, true)
})

test('retention: years are counted by the calendar of Paris, 29 February included', () => {
  const midnight = (text: string): EpochMs => epochMs(Date.parse(text))
  const table: readonly (readonly [now: string, years: number, cutoff: string])[] = [
    ['2027-05-10T10:00:00Z', 5, '2022-05-10T00:00:00+02:00'],
    ['2027-01-10T22:59:59.999Z', 5, '2022-01-10T00:00:00+01:00'],
    ['2027-01-10T23:00:00Z', 5, '2022-01-11T00:00:00+01:00'],
    ['2028-02-29T10:00:00Z', 3, '2025-03-01T00:00:00+01:00'],
  ]
  for (const [at, years, cutoff] of table) {
    assert.equal(yearsBefore(midnight(at), years), midnight(cutoff), at)
  }
  assert.equal(dayInParis(midnight('2027-01-10T23:00:00Z')), '2027-01-11')
})

test('retention: proofs are kept five years, who was never called three, codes thirty days', () => {
  const { proofs, neverCalled, codes } = cutoffsAt(times, now)
  assert.deepEqual(
    [proofs, neverCalled, codes],
    [yearsBefore(now, 5), yearsBefore(now, 3), now - codesKeptMs],
  )
})
