/**
 * Days of the civil calendar as numbers, so that comparing and adding them is arithmetic. A CivilDay
 * has no zone: law/calendar.ts says which instants it covers in a given place.
 */
import { assert } from '../base/assert.ts'

declare const unit: unique symbol
/** Days since 1970-01-01, proleptic Gregorian. */
export type CivilDay = number & { readonly [unit]: 'CivilDay' }
/** 1 Monday … 7 Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const dayMs = 86_400_000
export const minuteMs = 60_000

export const civilDay = (number: number): CivilDay => number as CivilDay

export function dayOf(year: number, month: number, date: number): CivilDay {
  return civilDay(Date.UTC(year, month - 1, date) / dayMs)
}

/** `2027-04-17` → its day; undefined when there is no such day. */
export function parseDay(text: string): CivilDay | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return undefined
  const day = dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  return isoDate(day) === text ? day : undefined
}

/** For dates written in the source: a wrong one is a bug. */
export function day(text: string): CivilDay {
  const parsed = parseDay(text)
  assert(parsed !== undefined, `${text} is a day of the calendar`)
  return parsed
}

export const addDays = (from: CivilDay, days: number): CivilDay => civilDay(from + days)

/** 1970-01-01 was a Thursday. */
export function weekdayOf(when: CivilDay): Weekday {
  const sinceMonday = (when + 3) % 7
  return ((sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1) as Weekday
}

export interface CivilDate {
  readonly year: number
  /** 1 January … 12 December. */
  readonly month: number
  readonly date: number
  /** `2027-04-17` */
  readonly iso: string
}

/** Eleven years; then the memory starts afresh. */
const datesRemembered = 4096
const dates = new Map<CivilDay, CivilDate>()

export function dateOf(when: CivilDay): CivilDate {
  const known = dates.get(when)
  if (known) return known
  if (dates.size >= datesRemembered) dates.clear()
  const utc = new Date(when * dayMs)
  const date = {
    year: utc.getUTCFullYear(),
    month: utc.getUTCMonth() + 1,
    date: utc.getUTCDate(),
    iso: utc.toISOString().slice(0, -'T00:00:00.000Z'.length),
  }
  dates.set(when, date)
  return date
}

export const isoDate = (when: CivilDay): string => dateOf(when).iso
