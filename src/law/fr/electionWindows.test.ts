import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Election } from '../../campaign/election.ts'
import { day, isoDate, weekdayOf } from '../civilDate.ts'
import { knownElection, knownElections } from './elections.ts'
import { accountDepositDeadline, sixMonthWindow } from './electionWindows.ts'

const spanOf = (election: Election): string | undefined => {
  const span = sixMonthWindow(election)
  return span && `${isoDate(span.from)} ${isoDate(span.to)}`
}
const heldOn = (...pollDates: string[]): Election => ({
  name: 'test',
  kind: 'municipal',
  status: 'announced',
  rounds: pollDates.map((pollDate) => ({ pollDate })),
})

test('Code électoral L50-1: the six months before the month of the vote, up to the last round', () => {
  const spans: readonly (readonly [key: string, span: string])[] = [
    ['presidentielle-2017', '2016-10-01 2017-05-08'],
    ['municipales-2020', '2019-09-01 2020-06-29'],
    ['municipales-2026', '2025-09-01 2026-03-23'],
    ['presidentielle-2027', '2026-10-01 2027-05-03'],
  ]
  for (const [key, span] of spans) assert.equal(spanOf(knownElection(key) as Election), span, key)
  assert.equal(spanOf(heldOn('2027-01-31')), '2026-07-01 2027-02-01')
  assert.equal(spanOf(heldOn('2027-07-01')), '2027-01-01 2027-07-02')
  assert.equal(spanOf(heldOn('2008-03-09')), '2007-12-01 2008-03-10')
})

test('Code électoral L50-1: a Saturday at the end of a month moves the window by a month', () => {
  const election: Election = {
    ...heldOn(),
    rounds: [{ pollDate: '2027-05-02', saturday: { pollDate: '2027-04-30', territories: ['GP'] } }],
  }
  assert.equal(spanOf(election), '2026-10-01 2027-05-03')
})

test('Code électoral L50-1: an election without a day has no window', () => {
  assert.equal(sixMonthWindow(heldOn()), undefined)
  assert.equal(sixMonthWindow(heldOn('2027-04-31')), undefined)
})

test('Code électoral L52-12: 18:00 in Paris on the tenth Friday after the first round', () => {
  const deadlines: readonly (readonly [round1: string, at: string])[] = [
    ['2026-03-15', '2026-05-22T16:00:00.000Z'],
    ['2021-06-20', '2021-08-27T16:00:00.000Z'],
    // A first round on a Friday: the first Friday after it is a week later.
    ['2026-09-04', '2026-11-13T17:00:00.000Z'],
    ['2026-09-03', '2026-11-06T17:00:00.000Z'],
  ]
  for (const [round1, at] of deadlines) {
    assert.equal(new Date(accountDepositDeadline(day(round1))).toISOString(), at, round1)
  }
})

test('elections: every known round is on a Sunday, its Saturday the day before', () => {
  assert.equal(new Set(knownElections.map(({ key }) => key)).size, knownElections.length)
  for (const { key, election } of knownElections) {
    for (const { pollDate, saturday } of election.rounds) {
      assert.equal(weekdayOf(day(pollDate)), 7, key)
      if (saturday) assert.equal(day(saturday.pollDate), day(pollDate) - 1, key)
    }
  }
  assert.equal(knownElection('presidentielle-1848'), undefined)
})
