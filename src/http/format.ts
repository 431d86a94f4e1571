/** Instants, days and slots as a person reads them, in the hour of Paris. */
import type { EpochMs } from '../base/units.ts'
import type { Slot } from '../contacts/consent.ts'
import type { Language } from './language.ts'

const zone = 'Europe/Paris'
const locales = { fr: 'fr-FR', en: 'en-GB' } as const

export const longInstant = (at: EpochMs, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    ...{ timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).format(at)

export const longDay = (at: EpochMs | string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    ...{ timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' },
  }).format(typeof at === 'string' ? new Date(`${at}T12:00:00Z`) : at)

export const decimal = (value: number, language: Language, digits = 0): string =>
  new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)

/** Monday, 5 January 1970, and the six days after it. */
const mondayMs = Date.UTC(1970, 0, 5, 12)
const dayMs = 86_400_000

export const weekday = (day: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', weekday: 'long' }).format(
    mondayMs + (day - 1) * dayMs,
  )

/** `mardi et jeudi 18:00–20:00 ; samedi 10:00–13:00` */
export function slotsText(slots: readonly Slot[], language: Language): string {
  const list = new Intl.ListFormat(locales[language], { type: 'conjunction' })
  return slots
    .map(({ days, from, to }) => {
      const names = days.map((day) => weekday(day, language))
      return `${list.format(names)} ${from}–${to}`
    })
    .join(language === 'fr' ? '\u202f; ' : '; ')
}
