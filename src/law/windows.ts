/**
 * Hours in which something is open, day by day in local time, and the instants at which it opens and
 * closes. In several places at once it is open only when it is open in every one of them.
 */
import { type EpochMs, epochMs } from '../base/units.ts'
import { changeBetween, instantsOf, localTime, steadyOffset } from './calendar.ts'
import { addDays, type CivilDay, civilDay, dayMs } from './civilDate.ts'
import type { Place } from './territory.ts'

/** Milliseconds of the local day, half-open: `from` is in, `to` is out; 24:00 is `dayMs`. */
export interface Interval {
  readonly from: number
  readonly to: number
}

/** What is open on that day at that place. */
export type Windows = (place: Place, day: CivilDay) => readonly Interval[]

export function openIn(windows: Windows, place: Place, now: EpochMs): boolean {
  const local = localTime(place.zone, now)
  const day = Math.floor(local / dayMs)
  const msOfDay = local - day * dayMs
  for (const { from, to } of windows(place, civilDay(day))) {
    if (msOfDay >= from && msOfDay < to) return true
  }
  return false
}

/** The first place where it is closed now. */
export function closedPlace(
  windows: Windows,
  places: readonly Place[],
  now: EpochMs,
): Place | undefined {
  return places.find((place) => !openIn(windows, place, now))
}

/** No instant from `now` (open everywhere) up to this one is closed anywhere; exact but for windows that touch. */
export function closesAt(windows: Windows, places: readonly Place[], now: EpochMs): EpochMs {
  let closes = Number.POSITIVE_INFINITY
  for (const place of places) {
    const local = localTime(place.zone, now)
    const day = Math.floor(local / dayMs)
    const msOfDay = local - day * dayMs
    let end = 0
    for (const { from, to } of windows(place, civilDay(day))) {
      if (msOfDay >= from && msOfDay < to) end = Math.max(end, to)
    }
    closes = Math.min(closes, now + end - msOfDay)
    // A change of time inside the window moves its end: we do not promise anything across it.
    closes = Math.min(closes, changeBetween(place.zone, now, epochMs(now + dayMs)) ?? closes)
  }
  return epochMs(closes)
}

/** How far ahead an opening is looked for. A common hour that only summer time makes is within a year. */
export const openingSearchDays = 366
/** Places take turns in moving the instant on; at most four openings a day each. */
const turnsMax = openingSearchDays * 8

/** The first instant from `now` on at which it is open in every place; undefined when there is none. */
export function opensAt(
  windows: Windows,
  places: readonly Place[],
  now: EpochMs,
): EpochMs | undefined {
  let instant = now
  for (let turn = 0; turn < turnsMax; turn += 1) {
    let latest = instant
    for (const place of places) {
      const opening = nextOpening(windows, place, latest)
      if (opening === undefined || opening > now + openingSearchDays * dayMs) return undefined
      latest = opening
    }
    if (latest === instant) return instant
    instant = latest
  }
  return undefined
}

function nextOpening(windows: Windows, place: Place, from: EpochMs): EpochMs | undefined {
  if (openIn(windows, place, from)) return from
  const today = civilDay(Math.floor(localTime(place.zone, from) / dayMs))
  for (let ahead = 0; ahead <= openingSearchDays; ahead += 1) {
    const opening = openingOn(windows, place, addDays(today, ahead), from)
    if (opening !== undefined) return opening
  }
  return undefined
}

/** The first opening after `from` among those of one local day. */
function openingOn(
  windows: Windows,
  place: Place,
  day: CivilDay,
  from: EpochMs,
): EpochMs | undefined {
  const intervals = windows(place, day)
  if (intervals.length === 0) return undefined
  const offset = steadyOffset(place.zone, day)
  if (offset !== undefined) return firstAfter(from, day * dayMs - offset, intervals)
  let opening: EpochMs | undefined
  const consider = (instant: EpochMs | undefined): void => {
    if (instant === undefined || instant <= from) return
    if (opening !== undefined && instant >= opening) return
    if (openIn(windows, place, instant)) opening = instant
  }
  for (const interval of intervals) {
    const { first, last } = instantsOf(place.zone, day, interval.from)
    consider(first)
    if (last !== first) consider(last)
  }
  // The clock may jump into a window past its beginning, or back into it.
  const { first: begins } = instantsOf(place.zone, day, 0)
  const { last: ends } = instantsOf(place.zone, addDays(day, 1), 0)
  consider(changeBetween(place.zone, begins, ends))
  return opening
}

/** On a day without a change of time: the earliest beginning after `from`. */
function firstAfter(
  from: EpochMs,
  midnight: number,
  intervals: readonly Interval[],
): EpochMs | undefined {
  let first: number | undefined
  for (const interval of intervals) {
    const begins = midnight + interval.from
    if (begins > from && (first === undefined || begins < first)) first = begins
  }
  return first === undefined ? undefined : epochMs(first)
}
