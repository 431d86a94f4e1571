/**
 * Dates as files write them → instants. French order, day first; a date without an hour is that day's
 * first instant in Paris. What a spreadsheet stored as a number is not read: it is told apart so that
 * the person can be told what to do.
 */
import { type EpochMs, epochMs } from '../base/units.ts'

export type ParsedDate =
  | { readonly is: 'date'; readonly at: EpochMs; readonly day: string }
  | { readonly is: 'serial' }
  | { readonly is: 'unreadable' }

const months: readonly string[] = [
  ...['janv?(?:ier)?|january', 'fev(?:r(?:ier)?)?|feb(?:ruary)?', 'mars?|march'],
  ...['avr(?:il)?|apr(?:il)?', 'mai|may', 'juin|june?', 'juil(?:let)?|july?', 'aout|aug(?:ust)?'],
  ...['sept?(?:embre|ember)?', 'oct(?:obre|ober)?', 'nov(?:embre|ember)?', 'dec(?:embre|ember)?'],
]
const monthExpressions = months.map((names) => new RegExp(`^(?:${names})$`))

const time = '(?:(?:[ T,]|\\s*a)\\s*(\\d{1,2})\\s*[:h]\\s*(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?)?'
const zone = '\\s*(z|[+-]\\d{2}:?\\d{2})?'
const dayFirst = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})${time}$`)
const yearFirst = new RegExp(`^(\\d{4})[/-](\\d{1,2})[/-](\\d{1,2})${time}${zone}$`, 'i')
const inWords = new RegExp(`^(\\d{1,2})(?:er|st|nd|rd|th)?\\s+([a-z]+)\\.?\\s+(\\d{4})${time}$`)
const monthFirst = new RegExp(`^([a-z]+)\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${time}$`)

/** Files repeat the same few days: fifty years of them are remembered. */
const daysRememberedMax = 20_000
const rememberedDays = new Map<string, ParsedDate>()

export function parseDate(text: string): ParsedDate {
  const known = rememberedDays.get(text)
  if (known) return known
  const parsed = readDate(text)
  if (rememberedDays.size < daysRememberedMax && text.length <= 10) rememberedDays.set(text, parsed)
  return parsed
}

function readDate(text: string): ParsedDate {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
  if (/^\d{5}(?:[.,]\d+)?$/.test(plain)) return { is: 'serial' }
  const french = dayFirst.exec(plain)
  if (french) return dateOf(french[3], french[2], french[1], french.slice(4))
  const iso = yearFirst.exec(plain)
  if (iso) return dateOf(iso[1], iso[2], iso[3], iso.slice(4))
  const words = inWords.exec(plain)
  if (words) return dateOf(words[3], monthOf(words[2]), words[1], words.slice(4))
  const english = monthFirst.exec(plain)
  if (english) return dateOf(english[3], monthOf(english[1]), english[2], english.slice(4))
  return { is: 'unreadable' }
}

const monthOf = (name = ''): string =>
  String(monthExpressions.findIndex((expression) => expression.test(name)) + 1)

type Part = string | undefined

function dateOf(yearText: Part, monthText: Part, dayText: Part, rest: readonly Part[]): ParsedDate {
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)]
  const [hour, minute, second] = [Number(rest[0] ?? 0), Number(rest[1] ?? 0), Number(rest[2] ?? 0)]
  const midnight = Date.UTC(year, month - 1, day)
  // 31/02 rolls over into March: only a day the calendar has comes back as itself.
  const iso = Number.isNaN(midnight) ? undefined : isoDay(midnight)
  const written = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  if (iso !== written || hour > 23 || minute > 59 || second > 59) return { is: 'unreadable' }
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000
  const offset = offsetOf(rest[3])
  const at = offset === undefined ? epochOfParis(local) : epochMs(local - offset)
  return { is: 'date', at, day: written }
}

/** `+02:00`, `Z` → milliseconds east of Greenwich. */
function offsetOf(text: Part): number | undefined {
  if (text === undefined) return undefined
  if (/^z$/i.test(text)) return 0
  const sign = text.startsWith('-') ? -1 : 1
  const digits = text.replace(/\D/g, '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))) * 60_000
}

const parisFields = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
})

/** What clocks in Paris show, written as if it were UTC → the instant. */
function epochOfParis(local: number): EpochMs {
  const first = local - parisOffset(local)
  return epochMs(local - parisOffset(first))
}

function parisOffset(at: number): number {
  const part: Record<string, number> = {}
  for (const { type, value } of parisFields.formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - at
}

const isoDay = (utc: number): string => new Date(utc).toISOString().slice(0, 10)
