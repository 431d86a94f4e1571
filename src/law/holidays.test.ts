import assert from 'node:assert/strict'
import { test } from 'node:test'
import Holidays from 'date-holidays'
import { addDays, dateOf, day, isoDate } from './civilDate.ts'
import {
  easterSunday,
  type HolidayCalendar,
  holidayCalendars,
  holidayOn,
  holidaysOf,
} from './holidays.ts'

test('Computus: Easter Sundays of the almanac', () => {
  const almanac =
    '2000-04-23 2008-03-23 2011-04-24 2016-03-27 2024-03-31 2026-04-05 2027-03-28 2038-04-25'
  for (const date of almanac.split(' '))
    assert.equal(isoDate(easterSunday(Number(date.slice(0, 4)))), date)
})

test('Code du travail L3133-1: the eleven national holidays of 2027', () => {
  assert.deepEqual([...holidaysOf('FR', 2027).keys()].sort((a, b) => a - b).map(isoDate), [
    ...['2027-01-01', '2027-03-29', '2027-05-01', '2027-05-06', '2027-05-08', '2027-05-17'],
    ...['2027-07-14', '2027-08-15', '2027-11-01', '2027-11-11', '2027-12-25'],
  ])
})

test('Code du travail L3134-13: Good Friday and 26 December in Alsace-Moselle only', () => {
  for (const date of ['2027-03-26', '2027-12-26']) {
    assert.equal(holidayOn('alsaceMoselle', day(date))?.text, 'L. 3134-13')
    assert.equal(holidayOn('FR', day(date)), undefined)
    assert.equal(holidayOn('GP', day(date)), undefined)
  }
})

test('Code du travail L3422-2: abolition of slavery, each territory on its own day', () => {
  const days: readonly (readonly [HolidayCalendar, string])[] = [
    ['YT', '04-27'],
    ['MQ', '05-22'],
    ['GP', '05-27'],
    ['MF', '05-27'],
    ['MF', '05-28'],
    ['GF', '06-10'],
    ['BL', '10-09'],
    ['RE', '12-20'],
  ]
  for (const [calendar, date] of days) {
    const closed = holidayCalendars.filter((each) => holidayOn(each, day(`2027-${date}`)))
    const alike = days.filter(([, other]) => other === date).map(([each]) => each)
    assert.deepEqual(closed.sort(), alike.sort(), `${calendar} ${date}`)
  }
})

/** Where date-holidays and we differ, and why we keep ours. */
const knownDifferences: Readonly<Record<string, string>> = {
  'GP Good Friday': 'theirs: custom, not statute (L. 3422-2)',
  'MQ Good Friday': 'theirs: custom, not statute (L. 3422-2)',
  'MF 28 May': 'ours: local practice, kept closed',
  'PF 29 June': 'ours: replaced by Matari’i in 2025 (K), kept closed until confirmed',
}

const theirCodes: Readonly<Record<HolidayCalendar, readonly [country: string, state?: string]>> = {
  FR: ['FR'],
  alsaceMoselle: ['FR', '67'],
  GP: ['FR', 'GP'],
  MQ: ['FR', 'MQ'],
  GF: ['FR', 'GF'],
  RE: ['FR', 'RE'],
  YT: ['FR', 'YT'],
  PM: ['PM'],
  BL: ['FR', 'BL'],
  MF: ['FR', 'MF'],
  NC: ['NC'],
  PF: ['PF'],
  WF: ['WF'],
}

test('holidays: those of date-holidays from 2026 to 2040, but for the differences we know', () => {
  const differences = new Set<string>()
  for (const calendar of holidayCalendars) {
    const [country, state] = theirCodes[calendar]
    const theirs = state ? new Holidays(country, state) : new Holidays(country)
    for (let year = 2026; year <= 2040; year += 1) {
      const ours = new Set([...holidaysOf(calendar, year).keys()].map(isoDate))
      const dates = theirs.getHolidays(year).filter(({ type }) => type === 'public')
      const other = new Set(dates.map(({ date }) => date.slice(0, '2027-01-01'.length)))
      for (const date of ours.symmetricDifference(other)) differences.add(named(calendar, date))
    }
  }
  assert.deepEqual([...differences].sort(), Object.keys(knownDifferences).sort())
})

function named(calendar: HolidayCalendar, date: string): string {
  const { year, month, date: ofMonth } = dateOf(day(date))
  if (addDays(day(date), 2) === easterSunday(year)) return `${calendar} Good Friday`
  const name = new Date(Date.UTC(year, month - 1, ofMonth)).toLocaleString('en-GB', {
    month: 'long',
    timeZone: 'UTC',
  })
  return `${calendar} ${ofMonth} ${name}`
}
