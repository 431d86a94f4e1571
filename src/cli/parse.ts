/** Options of the command line into values that cannot be wrong; each refusal says what would pass. */
import { Failure } from '../base/failure.ts'
import { type E164, type EpochMs, epochMs, type Ms, seconds } from '../base/units.ts'
import { parsePhoneNumber } from '../contacts/phoneNumber.ts'
import { epochOfLocal } from '../law/calendar.ts'

/** Campaign teams write the hour of Paris; another zone is written as an offset. */
export const HOME_ZONE = 'Europe/Paris'

export function parseWhole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new Failure('usage', `${name} must be a whole number from ${min} to ${max}, not "${text}".`)
}

export function parseSeconds(name: string, text: string, min: number, max: number): Ms {
  const value = Number(text.replace(/\s*s$/, ''))
  if (text.trim() !== '' && value >= min && value <= max) return seconds(value)
  throw new Failure('usage', `${name} must be from ${min} to ${max} seconds, not "${text}".`)
}

/** `2027-04-13T20:00`, `2027-04-13 20:00` (hour of Paris) or with an offset: `2027-04-13T20:00+02:00`. */
export function parseInstant(name: string, text: string): EpochMs {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?$/.exec(text.trim())
  if (parts) {
    const [, date, hour, minute, second = '00', offset] = parts
    if (offset) {
      const at = Date.parse(`${date}T${hour}:${minute}:${second}${offset}`)
      if (!Number.isNaN(at)) return epochMs(at)
    } else if (isDate(date as string) && Number(hour) < 24 && Number(minute) < 60) {
      return epochOfLocal(`${date}`, `${hour}:${minute}:${second}`, HOME_ZONE)
    }
  }
  throw new Failure(
    'usage',
    `${name} must be an instant such as 2027-04-13T20:00 (hour of Paris) or 2027-04-13T20:00+02:00, not "${text}".`,
  )
}

export function parseDate(name: string, text: string): string {
  if (isDate(text)) return text
  throw new Failure('usage', `${name} must be a date such as 2027-04-18, not "${text}".`)
}

export function parseNumber(name: string, text: string): E164 {
  const parsed = parsePhoneNumber(text)
  if (parsed.is === 'number') return parsed.number
  throw new Failure('usage', `${name} is not a number that can be used: ${parsed.reason} ${parsed.howToFix}`)
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
