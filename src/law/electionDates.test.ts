import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, iso } from '../../test/support/callFacts.ts'
import type { Election } from '../campaign/election.ts'
import { isoDate } from './civilDate.ts'
import { type ElectionDates, electionDates } from './electionDates.ts'
import { knownElection, knownElections } from './fr/elections.ts'

const datesOf = (key: string): ElectionDates => {
  const dates = electionDates(knownElection(key) as Election)
  assert.ok(dates, key)
  return dates
}

test('Code électoral L49: when each zone falls silent before the first round of 2027', () => {
  // biome-ignore format: read as a table
  const starts: readonly (readonly [zone: string, startsAt: string])[] = [
    ['America/Miquelon', '2027-04-16T02:00Z'], ['America/Cayenne', '2027-04-16T03:00Z'],
    ['America/Guadeloupe', '2027-04-16T04:00Z'], ['America/Martinique', '2027-04-16T04:00Z'],
    ['America/St_Barthelemy', '2027-04-16T04:00Z'], ['America/Marigot', '2027-04-16T04:00Z'],
    ['Pacific/Gambier', '2027-04-16T09:00Z'], ['Pacific/Marquesas', '2027-04-16T09:30Z'],
    ['Pacific/Tahiti', '2027-04-16T10:00Z'], ['Pacific/Wallis', '2027-04-16T12:00Z'],
    ['Pacific/Noumea', '2027-04-16T13:00Z'], ['Indian/Reunion', '2027-04-16T20:00Z'],
    ['Indian/Mayotte', '2027-04-16T21:00Z'], ['Europe/Paris', '2027-04-16T22:00Z'],
  ]
  const { silences } = datesOf('presidentielle-2027')
  const first = silences.filter(({ startsAt }) => startsAt < instant('2027-04-20T00:00Z'))
  assert.equal(first.length, starts.length)
  for (const [zone, startsAt] of starts) {
    assert.equal(
      iso(first.find((silence) => silence.zone === zone)?.startsAt),
      iso(instant(startsAt)),
      zone,
    )
  }
  // Round 2: the same clock times a fortnight later.
  const later = silences.filter(({ startsAt }) => startsAt >= instant('2027-04-20T00:00Z'))
  for (const { zone, startsAt } of first) {
    const fortnight = 14 * 86_400_000
    assert.equal(
      later.find((silence) => silence.zone === zone)?.startsAt,
      startsAt + fortnight,
      zone,
    )
  }
})

test('Code électoral L52-12: a municipal election has a deposit day, a presidential one its own rule', () => {
  assert.equal(datesOf('presidentielle-2027').accountDeposit, null)
  assert.equal(
    iso(datesOf('municipales-2026').accountDeposit ?? undefined),
    '2026-05-22T16:00:00.000Z',
  )
})

test('elections: each known one has its dates; one without a polling day has none', () => {
  for (const { key, election } of knownElections) {
    const { silences, noFreeNumber } = datesOf(key)
    for (const { startsAt, endsAt } of silences) assert.ok(startsAt < endsAt, key)
    assert.ok(isoDate(noFreeNumber.from) < (election.rounds[0]?.pollDate ?? ''), key)
  }
  const dateless = { name: 'x', kind: 'other', status: 'announced', rounds: [] } as const
  assert.equal(electionDates(dateless), undefined)
})
