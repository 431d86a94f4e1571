/**
 * The slots a person named (contacts/consent.ts) as windows of local time. A slot that ends at or
 * before its beginning crosses midnight: Friday 22:00–02:00 runs into Saturday and belongs to Friday.
 */
import type { Slot } from '../contacts/consent.ts'
import { type CivilDay, dayMs, minuteMs, weekdayOf } from './civilDate.ts'
import { holidayOn } from './holidays.ts'
import type { Interval, Windows } from './windows.ts'

/** `18:30` → milliseconds of the day; `24:00` → the end of it; undefined for anything else. */
export const parseTimeOfDay = (text: string): number | undefined => timesOfDay.get(text)

/** All 1,441 of them: a slot is read at every decision. */
const timesOfDay: ReadonlyMap<string, number> = new Map(
  Array.from({ length: dayMs / minuteMs + 1 }, (_, minute) => {
    const hour = Math.floor(minute / 60)
    return [`${twoDigits(hour)}:${twoDigits(minute % 60)}`, minute * minuteMs]
  }),
)

/** These slots as windows, the same in every place; the day asked last is remembered: it is asked again. */
export function slotWindows(slots: readonly Slot[]): Windows {
  let asked: CivilDay | undefined
  let open: readonly Interval[] = []
  return (_place, day) => {
    if (day !== asked) open = slotIntervals(slots, day)
    asked = day
    return open
  }
}

/** What these slots open on that day. A slot whose hours cannot be read opens nothing. */
export function slotIntervals(slots: readonly Slot[], day: CivilDay): readonly Interval[] {
  const today = weekdayOf(day)
  const yesterday = today === 1 ? 7 : today - 1
  const open: Interval[] = []
  for (const slot of slots) {
    const from = parseTimeOfDay(slot.from)
    const to = parseTimeOfDay(slot.to)
    // From and to alike name no time at all: a whole day is written 00:00–24:00.
    if (from === undefined || to === undefined || from === to) continue
    if (from < to) {
      if (slot.days.includes(today)) open.push({ from, to })
      continue
    }
    if (slot.days.includes(today)) open.push({ from, to: dayMs })
    if (slot.days.includes(yesterday) && to > 0) open.push({ from: 0, to })
  }
  return open
}

/**
 * What the person asked for in so many words: those slots alone count, beside the usual hours; on a
 * public holiday only the slots that name holidays. Undefined when there is no such slot.
 */
export function expressWindows(slots: readonly Slot[]): Windows | undefined {
  const express = slots.filter((slot) => slot.expressOutsideHours)
  if (express.length === 0) return undefined
  const onHolidays = express.filter((slot) => slot.includesHolidays)
  return ({ holidays }, day) => slotIntervals(holidayOn(holidays, day) ? onHolidays : express, day)
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
