import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aConsent,
  callFacts,
  instant,
  presidential2027,
  someone,
  tuesdayTen,
} from '../../test/support/callFacts.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import { day, isoDate } from '../law/civilDate.ts'
import { type Place, placesIn } from '../law/territory.ts'
import { type Band, lawfulWeek } from './lawfulWeek.ts'
import {
  callsPerHourOf,
  courseOf,
  openStretches,
  reachableIn,
  reachablePerHour,
} from './reachable.ts'

const { callee: _, consents: __, suppressions: ___, attempts: ____, ...campaign } = callFacts()
const paris = placesIn.FR[0] as Place
const clockOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16)
const shown = (bands: readonly Band[]): string =>
  bands
    .map(
      ({ from, to, is }) => `${clockOf(from)}-${to === 86_400_000 ? '24:00' : clockOf(to)} ${is}`,
    )
    .join(', ')

const weekOf = (
  from: string,
  days: number,
  change: Partial<typeof campaign> & {
    hours?: { days: number[]; from: string; to: string }[]
  } = {},
  insee = '75056',
  place = paris,
) =>
  lawfulWeek({
    campaign: { ...campaign, ...change },
    lastStart: Number.POSITIVE_INFINITY,
    callee: { number: someone, insee },
    ...{ place, from: day(from), days },
  }).map(({ day: each, bands }) => `${isoDate(each)}: ${shown(bands)}`)

test('calendar: a working day opens at ten, closes for lunch and at eight; Sunday is closed', () => {
  assert.deepEqual(weekOf('2026-11-24', 1), [
    '2026-11-24: 00:00-10:00 closed, 10:00-13:00 open, 13:00-14:00 closed, 14:00-20:00 open, 20:00-24:00 closed',
  ])
  assert.deepEqual(weekOf('2026-11-29', 1), ['2026-11-29: 00:00-24:00 closed'])
})

test('calendar: the eve of the vote is frozen in each territory on its own day, with its article', () => {
  const election = presidential2027
  assert.deepEqual(
    weekOf('2027-04-16', 2, { election }).map((line) => line.split(': ')[1]),
    [
      '00:00-10:00 closed, 10:00-13:00 open, 13:00-14:00 closed, 14:00-20:00 open, 20:00-24:00 closed',
      '00:00-24:00 frozen',
    ],
  )
  const martinique = placesIn.MQ[0] as Place
  assert.deepEqual(weekOf('2027-04-16', 1, { election }, '97209', martinique), [
    '2027-04-16: 00:00-24:00 frozen',
  ])
  const [saturday] = lawfulWeek({
    campaign: { ...campaign, election },
    lastStart: Number.POSITIVE_INFINITY,
    callee: { number: someone, insee: '75056' },
    ...{ place: paris, from: day('2027-04-17'), days: 1 },
  })
  assert.match(saturday?.bands[0]?.article ?? '', /L49|L\. ?49/)
  assert.match(saturday?.bands[0]?.reason?.fr ?? '', /Scrutin.*aucun appel/)
})

test('calendar: hours the campaign left out are lawful and not chosen, at its own minutes', () => {
  const hours = [{ days: [2], from: '10:15', to: '12:45' }]
  assert.deepEqual(weekOf('2026-11-24', 1, { hours }), [
    '2026-11-24: 00:00-10:00 closed, 10:00-10:15 unchosen, 10:15-12:45 open, 12:45-13:00 unchosen, ' +
      '13:00-14:00 closed, 14:00-20:00 unchosen, 20:00-24:00 closed',
  ])
})

test('reach: a person is open when their slot, the hours and the campaign all allow', () => {
  const slots = [{ days: [2], from: '12:00', to: '15:00' }]
  const facts = callFacts({ consents: [aConsent({ slots })] })
  const open = openStretches(facts, tuesdayTen, epochMs(tuesdayTen + 24 * 3_600_000))
  assert.deepEqual(open, [
    { from: instant('2026-11-24T12:00:00+01:00'), to: instant('2026-11-24T13:00:00+01:00') },
    { from: instant('2026-11-24T14:00:00+01:00'), to: instant('2026-11-24T15:00:00+01:00') },
  ])
  assert.deepEqual(
    openStretches(callFacts({ consents: [] }), tuesdayTen, epochMs(tuesdayTen + 1e9)),
    [],
  )
})

const hour = 3_600_000
const at = (hours: number): EpochMs => epochMs(tuesdayTen + hours * hour)
const profile = (people: number, ...open: readonly (readonly [number, number])[]) => ({
  ...{ people, territory: 'FR' },
  open: open.map(([from, to]) => ({ from: at(from), to: at(to) })),
})

test('reach: the end of a stretch is out, its beginning in', () => {
  const people = [profile(10, [0, 1])]
  assert.equal(reachableIn(people, { from: at(1), to: at(2) }), 0)
  assert.equal(reachableIn(people, { from: epochMs(at(1) - 1), to: at(2) }), 10)
  assert.equal(reachableIn(people, { from: at(-1), to: at(0) }), 0)
  assert.deepEqual(reachablePerHour([profile(10, [0, 1]), profile(5, [0, 2])], at(0), at(3)), [
    { at: at(0), people: 15 },
    { at: at(1), people: 5 },
  ])
})

test('course: at 100 calls an hour 99, 100 and 101 people', () => {
  const course = (people: number) =>
    courseOf([profile(people, [0, 1])], 100, { from: at(0), to: at(8) })
  assert.deepEqual(course(99), { endsAt: epochMs(at(0) + 0.99 * hour), late: 0, unreachable: 0 })
  assert.deepEqual(course(100), { endsAt: at(1), late: 0, unreachable: 0 })
  assert.deepEqual(course(101), { endsAt: at(1), late: 1, unreachable: 0 })
})

test('course: who can wait shares the hour with who cannot; who is never open is said', () => {
  const people = [profile(50, [0, 1]), profile(150, [0, 4]), profile(7)]
  const { endsAt, late, unreachable } = courseOf(people, 100, { from: at(0), to: at(8) })
  assert.equal(unreachable, 7)
  assert.equal(late, 25, 'half of those open for one hour only')
  assert.ok(endsAt !== null && endsAt > at(1) && endsAt <= at(2))
})

test('course: a trunk with few lines is as fast as its lines', () => {
  assert.equal(callsPerHourOf({ callsPerSecond: 2, concurrentCalls: 10_000 }, 50_000), 7200)
  const narrow = callsPerHourOf({ callsPerSecond: 40, concurrentCalls: 34 }, 50_000)
  assert.equal(Math.round(narrow), 3600, '34 lines of 34 s each')
})
