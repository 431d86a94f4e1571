/**
 * What the clock on the wall says at an instant, and at which instant it says something: exact to the
 * millisecond, both ways through a change of time. The zone rules are those of the runtime (IANA, via
 * Intl); one day in one zone is looked up once, so that deciding a call costs two map reads.
 */
import { assert } from '../base/assert.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import { type CivilDay, civilDay, dayMs } from './civilDate.ts'

export interface Zone {
  readonly name: string
  readonly format: Intl.DateTimeFormat
  /** UTC day → its offsets. Bounded by `daysRemembered`. */
  readonly days: Map<number, DayOffsets>
}

/** Offset before and after the change of time in this UTC day; no change: `changeAt` is Infinity. */
interface DayOffsets {
  readonly before: number
  readonly changeAt: number
  readonly after: number
}

/** Eleven years a zone; then the memory starts afresh. */
const daysRemembered = 4096
/** Every zone of the world fits. */
const zonesMax = 1000
const zones = new Map<string, Zone>()

export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  assert(zones.size < zonesMax, 'zones are few')
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const zone = { name, format, days: new Map() }
  zones.set(name, zone)
  return zone
}

/** Local time minus UTC at this instant, in milliseconds. */
export function offsetAt(zone: Zone, instant: EpochMs): number {
  const offsets = offsetsOn(zone, Math.floor(instant / dayMs))
  return instant < offsets.changeAt ? offsets.before : offsets.after
}

/** Milliseconds the local clock and calendar have run since their own 1970-01-01 00:00. */
export const localTime = (zone: Zone, instant: EpochMs): number => instant + offsetAt(zone, instant)

export const localDay = (zone: Zone, instant: EpochMs): CivilDay =>
  civilDay(Math.floor(localTime(zone, instant) / dayMs))

/**
 * The instants at which the clock there shows `msOfDay` on `day`: twice the same but in the hour that
 * is lived twice (first and last of them), and the change itself when the hour is skipped.
 */
export function instantsOf(
  zone: Zone,
  day: CivilDay,
  msOfDay: number,
): { readonly first: EpochMs; readonly last: EpochMs } {
  const local = day * dayMs + msOfDay
  const early = offsetAt(zone, epochMs(local - dayMs))
  const late = offsetAt(zone, epochMs(local + dayMs))
  if (early === late) return { first: epochMs(local - early), last: epochMs(local - early) }
  const found = [early, late]
    .map((offset) => epochMs(local - offset))
    .filter((instant) => localTime(zone, instant) === local)
    .sort((a, b) => a - b)
  const [first] = found
  const last = found.at(-1)
  if (first !== undefined && last !== undefined) return { first, last }
  const change = changeBetween(zone, epochMs(local - dayMs), epochMs(local + dayMs))
  assert(change !== undefined, 'a local time that no instant has was skipped by a change of time')
  return { first: change, last: change }
}

/** The offset that holds there on a day and those beside it; undefined near a change of time. */
export function steadyOffset(zone: Zone, day: CivilDay): number | undefined {
  const offset = offsetAt(zone, epochMs((day - 1) * dayMs))
  return offset === offsetAt(zone, epochMs((day + 2) * dayMs)) ? offset : undefined
}

/** When this day begins there (the first such instant; midnight is unique in every zone we use). */
export const midnightOf = (zone: Zone, day: CivilDay): EpochMs => instantsOf(zone, day, 0).first

/** The change of time after `from` and not after `to`, if any: `from` and `to` are days apart at most. */
export function changeBetween(zone: Zone, from: EpochMs, to: EpochMs): EpochMs | undefined {
  for (let utcDay = Math.floor(from / dayMs); utcDay <= Math.floor(to / dayMs); utcDay += 1) {
    const { changeAt } = offsetsOn(zone, utcDay)
    if (changeAt > from && changeAt <= to) return epochMs(changeAt)
  }
  return undefined
}

function offsetsOn(zone: Zone, utcDay: number): DayOffsets {
  const known = zone.days.get(utcDay)
  if (known) return known
  if (zone.days.size >= daysRemembered) zone.days.clear()
  const offsets = measureOffsets(zone, utcDay)
  zone.days.set(utcDay, offsets)
  return offsets
}

function measureOffsets({ format }: Zone, utcDay: number): DayOffsets {
  let from = utcDay * dayMs
  let to = from + dayMs
  const before = measureOffset(format, from)
  const after = measureOffset(format, to)
  if (before === after) return { before, changeAt: Number.POSITIVE_INFINITY, after }
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (measureOffset(format, middle) === before) from = middle
    else to = middle
  }
  return { before, changeAt: to, after }
}

function measureOffset(format: Intl.DateTimeFormat, instant: number): number {
  const shown: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(instant)) shown[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  return local - Math.floor(instant / 1000) * 1000
}
