/** Instants, days and figures as a person reads them, in the hour of Paris. */
import type { EpochMs } from '../base/units.ts'
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
