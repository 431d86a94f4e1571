/**
 * The words of a refusal: local hours and dates in English and French, as a person reads them, and
 * the exact instant for `measured` and `limit`. Narrow no-break spaces where French typography asks.
 */
import type { EpochMs } from '../base/units.ts'
import { localTime, offsetAt } from './calendar.ts'
import {
  type CivilDay,
  civilDay,
  dateOf,
  dayMs,
  isoDate,
  minuteMs,
  weekdayOf,
} from './civilDate.ts'
import type { Place } from './territory.ts'
import type { Said } from './verdict.ts'

/** U+202F. */
const thin = '\u202f'

const weekdays: readonly Said[] = [
  { en: 'Monday', fr: 'lundi' },
  { en: 'Tuesday', fr: 'mardi' },
  { en: 'Wednesday', fr: 'mercredi' },
  { en: 'Thursday', fr: 'jeudi' },
  { en: 'Friday', fr: 'vendredi' },
  { en: 'Saturday', fr: 'samedi' },
  { en: 'Sunday', fr: 'dimanche' },
]
const months: readonly Said[] = [
  { en: 'January', fr: 'janvier' },
  { en: 'February', fr: 'février' },
  { en: 'March', fr: 'mars' },
  { en: 'April', fr: 'avril' },
  { en: 'May', fr: 'mai' },
  { en: 'June', fr: 'juin' },
  { en: 'July', fr: 'juillet' },
  { en: 'August', fr: 'août' },
  { en: 'September', fr: 'septembre' },
  { en: 'October', fr: 'octobre' },
  { en: 'November', fr: 'novembre' },
  { en: 'December', fr: 'décembre' },
]

/** `13:12`, `13 h 12`; `14:00`, `14 h`. */
export const sayHour = (msOfDay: number): Said =>
  minutesOfDay[Math.floor(msOfDay / minuteMs)] as Said

/** All of a day, and 24:00: every refusal says one or two of them. */
const minutesOfDay: readonly Said[] = Array.from({ length: 24 * 60 + 1 }, (_, ofDay) => {
  const hour = Math.floor(ofDay / 60)
  const minute = ofDay % 60
  const minutes = String(minute).padStart(2, '0')
  const fr = minute === 0 ? `${hour}${thin}h` : `${hour}${thin}h${thin}${minutes}`
  return { en: `${String(hour).padStart(2, '0')}:${minutes}`, fr }
})

/** `Friday 16 April`, `vendredi 16 avril`; the year too when it is not the one of `seenFrom`. */
export function sayDay(when: CivilDay, seenFrom: CivilDay = when): Said {
  const { year } = dateOf(when)
  const ofYear = when === seenFrom || dateOf(seenFrom).year === year
  const said = ofYear ? saidDays : saidDaysAndYears
  const known = said.get(when)
  if (known) return known
  if (said.size >= daysRemembered) said.clear()
  const words = wordsOfDay(when, ofYear ? '' : ` ${year}`)
  said.set(when, words)
  return words
}

/** Three years; then the memory starts afresh. */
const daysRemembered = 1024
const saidDays = new Map<CivilDay, Said>()
const saidDaysAndYears = new Map<CivilDay, Said>()

function wordsOfDay(when: CivilDay, ofYear: string): Said {
  const { month, date } = dateOf(when)
  const weekday = weekdays[weekdayOf(when) - 1] as Said
  const name = months[month - 1] as Said
  return {
    en: `${weekday.en} ${date} ${name.en}${ofYear}`,
    fr: `${weekday.fr} ${date === 1 ? '1er' : date} ${name.fr}${ofYear}`,
  }
}

/** An instant as seen from another one at that place: the hour alone on the same day, else day and hour. */
export function sayInstant(place: Place, instant: EpochMs, seenFrom: EpochMs): Said {
  const there = at(place, instant)
  const here = at(place, seenFrom)
  const hour = sayHour(there.msOfDay)
  if (there.day === here.day) return hour
  const when = sayDay(there.day, here.day)
  return { en: `${when.en}, ${hour.en}`, fr: `${when.fr}, ${hour.fr}` }
}

/** Day and hour, even on the same day. */
export function sayDayAndHour(place: Place, instant: EpochMs, seenFrom: EpochMs): Said {
  const { day, msOfDay } = at(place, instant)
  const hour = sayHour(msOfDay)
  const when = sayDay(day, at(place, seenFrom).day)
  return { en: `${when.en}, ${hour.en}`, fr: `${when.fr}, ${hour.fr}` }
}

/** After "calls start again": `at 14:00`, `on Monday 23 November, 10:00`. */
export function sayWhen(place: Place, instant: EpochMs, seenFrom: EpochMs): Said {
  const said = sayInstant(place, instant, seenFrom)
  if (at(place, instant).day === at(place, seenFrom).day) {
    return { en: `at ${said.en}`, fr: `à ${said.fr}` }
  }
  return { en: `on ${said.en}`, fr: `le ${said.fr}` }
}

/** `2027-04-16T00:00:00.000-04:00 America/Martinique`: exact, the same in every language. */
export function exactInstant(place: Place, instant: EpochMs): string {
  const { day, msOfDay } = at(place, instant)
  const offset = offsetAt(place.zone, instant)
  const size = Math.abs(offset)
  const second = padded(Math.floor((msOfDay % minuteMs) / 1000), 2)
  const time = `${hourAndMinute(msOfDay)}:${second}.${padded(msOfDay % 1000, 3)}`
  return `${isoDate(day)}T${time}${offset < 0 ? '-' : '+'}${hourAndMinute(size)} ${place.zone.name}`
}

const hourAndMinute = (duration: number): string => sayHour(duration).en

const padded = (value: number, width: number): string => String(value).padStart(width, '0')

/** Two sentences or parts in both languages at once. */
export const both = (en: string, fr: string): Said => ({ en, fr })

function at(place: Place, instant: EpochMs): { readonly day: CivilDay; readonly msOfDay: number } {
  const local = localTime(place.zone, instant)
  const day = Math.floor(local / dayMs)
  return { day: civilDay(day), msOfDay: local - day * dayMs }
}
