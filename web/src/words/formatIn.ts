/** Figures, instants, durations and money as a person reads them, in either language. Pure. */
import { type Language, locales } from './locales.ts'

/** Where the people called vote, unless a territory of another zone is spoken of. */
const paris = 'Europe/Paris'
const fixed = '\u00a0'
const microPerEuro = 1_000_000

/** An instant of the API: ISO 8601, or milliseconds since 1970. */
export type Instant = string | number

export interface Format {
  readonly language: Language
  number(value: number, digits?: number): string
  /** A share from 0 to 1: « 31 % ». */
  percent(share: number, digits?: number): string
  /** « 10 h 05 ». */
  time(at: Instant, zone?: string): string
  /** « 10 h 05 min 07 s ». */
  timeToSecond(at: Instant, zone?: string): string
  /** « mardi 13 avril 2027 ». */
  day(at: Instant, zone?: string): string
  /** « 13 avril 2027 » */
  date(at: Instant, zone?: string): string
  /** « 13 avr. 2027, 10 h 05 ». */
  instant(at: Instant, zone?: string): string
  /** « 3 min 20 s ». */
  duration(lastsMs: number): string
  /** « il y a 3 min ». */
  ago(sinceMs: number): string
  euros(microEuro: number): string
  list(items: readonly string[]): string
  /** The form of a noun that goes with a count: plural(2, 'ligne', 'lignes'). */
  plural(count: number, one: string, other: string): string
}

const formats: Partial<Record<Language, Format>> = {}

export function formatIn(language: Language): Format {
  const made = formats[language] ?? makeFormat(language)
  formats[language] = made
  return made
}

function makeFormat(language: Language): Format {
  const locale = locales[language]
  const number = (value: number, digits = 0): string =>
    intl(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
  const time = (at: Instant, zone = paris): string =>
    language === 'fr'
      ? `${part(at, zone, { hour: '2-digit', hourCycle: 'h23' }, 'hour')}${fixed}h${fixed}${part(at, zone, { hour: '2-digit', minute: '2-digit' }, 'minute')}`
      : dates(locale, zone, { hour: '2-digit', minute: '2-digit' }).format(dateOf(at))
  const shortDate = (at: Instant, zone: string): string =>
    first(
      dates(locale, zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(dateOf(at)),
    )
  // French says « 1er décembre », and « 2 décembre ».
  const first = (date: string): string =>
    language === 'fr' ? date.replace(/(^|\s)1(?= \p{L})/u, '$11er') : date
  return {
    language,
    number,
    percent: (share, digits = 0) =>
      intl(locale, {
        ...{ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits },
      }).format(share),
    time,
    timeToSecond: (at, zone = paris) =>
      language === 'fr'
        ? `${time(at, zone)}${fixed}min${fixed}${twoDigits(new Date(dateOf(at)).getUTCSeconds())}${fixed}s`
        : dates(locale, zone, { timeStyle: 'medium' }).format(dateOf(at)),
    day: (at, zone = paris) => first(dates(locale, zone, { dateStyle: 'full' }).format(dateOf(at))),
    date: (at, zone = paris) =>
      first(dates(locale, zone, { dateStyle: 'long' }).format(dateOf(at))),
    instant: (at, zone = paris) => `${shortDate(at, zone)}, ${time(at, zone)}`,
    duration: (lastsMs) => durationIn(lastsMs, language, number),
    ago: (sinceMs) => agoIn(locale, sinceMs),
    euros: (microEuro) => eurosIn(locale, microEuro),
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    plural: (count, one, other) =>
      new Intl.PluralRules(locale).select(count) === 'one' ? one : other,
  }
}

const dateOf = (at: Instant): Date => new Date(at)
const twoDigits = (value: number): string => String(value).padStart(2, '0')

const numberFormats = new Map<string, Intl.NumberFormat>()
function intl(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached(numberFormats, locale + JSON.stringify(options), () =>
    Intl.NumberFormat(locale, options),
  )
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()
function dates(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return cached(dateFormats, locale + timeZone + JSON.stringify(options), () =>
    Intl.DateTimeFormat(locale, { timeZone, ...options }),
  )
}

function cached<Made>(made: Map<string, Made>, key: string, make: () => Made): Made {
  const known = made.get(key) ?? make()
  made.set(key, known)
  return known
}

function part(
  at: Instant,
  zone: string,
  options: Intl.DateTimeFormatOptions,
  type: 'hour' | 'minute',
): string {
  const parts = dates('fr-FR', zone, options).formatToParts(dateOf(at))
  const value = parts.find((each) => each.type === type)?.value ?? ''
  return type === 'minute' ? value.padStart(2, '0') : String(Number(value))
}

/** The two largest units that are not zero. */
function durationIn(
  lastsMs: number,
  language: Language,
  number: (value: number) => string,
): string {
  const total = Math.max(0, Math.round(lastsMs / 1000))
  const units: readonly (readonly [number, string])[] = [
    [Math.floor(total / 86_400), language === 'fr' ? 'j' : 'd'],
    [Math.floor(total / 3600) % 24, 'h'],
    [Math.floor(total / 60) % 60, 'min'],
    [total % 60, 's'],
  ]
  const first = units.findIndex(([value]) => value > 0)
  if (first === -1) return `0${fixed}s`
  return units
    .slice(first, first + 2)
    .filter(([value], index) => index === 0 || value > 0)
    .map(([value, unit]) => `${number(value)}${fixed}${unit}`)
    .join(fixed)
}

function agoIn(locale: string, sinceMs: number): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const elapsed = Math.max(0, Math.round(sinceMs / 1000))
  if (elapsed < 60) return format.format(-elapsed, 'second')
  if (elapsed < 3600) return format.format(-Math.floor(elapsed / 60), 'minute')
  if (elapsed < 86_400) return format.format(-Math.floor(elapsed / 3600), 'hour')
  return format.format(-Math.floor(elapsed / 86_400), 'day')
}

/** Cents matter below 1,000 € only. */
function eurosIn(locale: string, microEuro: number): string {
  const euros = microEuro / microPerEuro
  const digits = Math.abs(euros) < 1000 && !Number.isInteger(euros) ? 2 : 0
  return intl(locale, {
    ...{ style: 'currency', currency: 'EUR' },
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
  }).format(euros)
}
