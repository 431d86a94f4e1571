import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant, iso } from '../../test/support/callFacts.ts'
import { epochMs } from '../base/units.ts'
import { changeBetween, instantsOf, localDay, localTime, midnightOf, zoneOf } from './calendar.ts'
import { addDays, civilDay, day, dayMs, isoDate, parseDay, weekdayOf } from './civilDate.ts'
import { placesIn } from './territory.ts'

const zones = [
  ...new Set(
    Object.values(placesIn)
      .flat()
      .map(({ zone }) => zone),
  ),
]
const aZone = fc.constantFrom(...zones)
const aDay = fc
  .integer({ min: day('2000-01-01'), max: day('2100-12-31') })
  .map((number) => civilDay(number))
const paris = zoneOf('Europe/Paris')
const halfPastTwo = 2.5 * 3_600_000

test('calendar: dates that exist are days, others are not', () => {
  assert.equal(isoDate(day('2028-02-29')), '2028-02-29')
  for (const none of ['2027-02-29', '2027-13-01', '2027-00-10', '2027-4-17', '17/04/2027', '']) {
    assert.equal(parseDay(none), undefined, none)
  }
})

test('calendar: weekdays go from 1 Monday to 7 Sunday, before 1970 too', () => {
  const known: readonly (readonly [string, number])[] = [
    ['1969-12-29', 1],
    ['1969-12-31', 3],
    ['1970-01-01', 4],
    ['2027-04-17', 6],
    ['2027-04-18', 7],
  ]
  for (const [date, weekday] of known) assert.equal(weekdayOf(day(date)), weekday, date)
})

test('calendar: an hour that summer time skips is the instant of the change', () => {
  const { first, last } = instantsOf(paris, day('2027-03-28'), halfPastTwo)
  assert.equal(iso(first), '2027-03-28T01:00:00.000Z')
  assert.equal(last, first)
})

test('calendar: an hour lived twice has a first and a last instant', () => {
  const { first, last } = instantsOf(paris, day('2027-10-31'), halfPastTwo)
  assert.equal(iso(first), '2027-10-31T00:30:00.000Z')
  assert.equal(iso(last), '2027-10-31T01:30:00.000Z')
})

test('calendar: the change of time is found to the millisecond', () => {
  const change = instant('2027-10-31T01:00:00Z')
  const around = changeBetween(paris, epochMs(change - dayMs), epochMs(change + dayMs))
  assert.equal(iso(around), iso(change))
  assert.equal(changeBetween(paris, change, epochMs(change + dayMs)), undefined)
  assert.equal(localTime(paris, epochMs(change - 1)) - localTime(paris, change), 3_600_000 - 1)
})

test('calendar: midnights of 2027 in every zone are those of the election calendar', () => {
  const starts: Readonly<Record<string, string>> = {
    'America/Miquelon': '2027-04-16T02:00:00.000Z',
    'America/Cayenne': '2027-04-16T03:00:00.000Z',
    'America/Guadeloupe': '2027-04-16T04:00:00.000Z',
    'America/Martinique': '2027-04-16T04:00:00.000Z',
    'America/St_Barthelemy': '2027-04-16T04:00:00.000Z',
    'America/Marigot': '2027-04-16T04:00:00.000Z',
    'Pacific/Gambier': '2027-04-16T09:00:00.000Z',
    'Pacific/Marquesas': '2027-04-16T09:30:00.000Z',
    'Pacific/Tahiti': '2027-04-16T10:00:00.000Z',
    'Pacific/Wallis': '2027-04-15T12:00:00.000Z',
    'Pacific/Noumea': '2027-04-15T13:00:00.000Z',
    'Indian/Reunion': '2027-04-15T20:00:00.000Z',
    'Indian/Mayotte': '2027-04-15T21:00:00.000Z',
    'Europe/Paris': '2027-04-15T22:00:00.000Z',
  }
  assert.deepEqual(
    Object.fromEntries(zones.map((zone) => [zone.name, iso(midnightOf(zone, day('2027-04-16')))])),
    starts,
  )
})

test('property: every midnight from 2000 to 2100 exists once in each zone and begins its day', () => {
  fc.assert(
    fc.property(aZone, aDay, (zone, when) => {
      const { first, last } = instantsOf(zone, when, 0)
      assert.equal(first, last)
      assert.equal(localDay(zone, first), when)
      assert.equal(localDay(zone, epochMs(first - 1)), addDays(when, -1))
    }),
  )
})

test('property: local time and back is the same instant, or the other one of an hour lived twice', () => {
  const first = instant('2000-01-01T00:00:00Z')
  const anInstant = fc.integer({ min: first, max: instant('2100-01-01T00:00:00Z') }).map(epochMs)
  fc.assert(
    fc.property(aZone, anInstant, (zone, at) => {
      const local = localTime(zone, at)
      const when = Math.floor(local / dayMs)
      const found = instantsOf(zone, civilDay(when), local - when * dayMs)
      assert.ok(at === found.first || at === found.last)
    }),
  )
})

test('property: local time agrees with Intl, to the millisecond around the change to summer time', () => {
  const years = fc.integer({ min: 2000, max: 2100 })
  fc.assert(
    fc.property(aZone, years, fc.integer({ min: -2, max: 2 }), (zone, year, nudge) => {
      const begin = epochMs(Date.UTC(year, 0, 1))
      const change = changeBetween(zone, begin, epochMs(Date.UTC(year, 5, 30)))
      const at = epochMs((change ?? begin) + nudge)
      const shown = new Date(at).toLocaleString('sv-SE', { timeZone: zone.name })
      assert.equal(
        new Date(localTime(zone, at)).toISOString().slice(0, 19).replace('T', ' '),
        shown,
      )
    }),
    { numRuns: 300 },
  )
})
