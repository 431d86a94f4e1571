/** Options of the command line into values that cannot be wrong; each refusal says what would pass. */
import { Failure } from '../base/failure.ts'
import { type E164, type EpochMs, epochMs, type Ms, seconds } from '../base/units.ts'
import {
  type ParsedPhone,
  parsePhoneNumber,
  parseCallerId as readCallerId,
} from '../contacts/phoneNumber.ts'
import { rejections } from '../contacts/rejection.ts'
import { instantsOf, zoneOf } from '../law/calendar.ts'
import { parseDay } from '../law/civilDate.ts'

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
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?$/.exec(
    text.trim(),
  )
  if (parts) {
    const [, date, hour, minute, second = '00', offset] = parts
    if (offset) {
      const at = Date.parse(`${date}T${hour}:${minute}:${second}${offset}`)
      if (!Number.isNaN(at)) return epochMs(at)
    } else {
      const day = parseDay(date as string)
      if (day !== undefined && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60) {
        const msOfDay = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
        return instantsOf(zoneOf(HOME_ZONE), day, msOfDay).first
      }
    }
  }
  throw new Failure(
    'usage',
    `${name} must be an instant such as 2027-04-13T20:00 (hour of Paris) or 2027-04-13T20:00+02:00, not "${text}".`,
  )
}

export function parseDate(name: string, text: string): string {
  if (parseDay(text) !== undefined) return text
  throw new Failure('usage', `${name} must be a date such as 2027-04-18, not "${text}".`)
}

/** A number to call: one that a person may have. */
export function parseNumber(name: string, text: string): E164 {
  return numberOr(name, parsePhoneNumber(text))
}

/** A number to show: it may be one of the automated systems' own, which are never dialled. */
export function parseCallerId(name: string, text: string): E164 {
  return numberOr(name, readCallerId(text))
}

/** The user part of a trunk test's URI: any number that can be written; law says whether it may ring. */
export function parseTrunkTestNumber(text: string): E164 {
  return numberOr('The number in the URI', readCallerId(decodeURIComponent(text)))
}

function numberOr(name: string, parsed: ParsedPhone): E164 {
  if (parsed.is === 'number') return parsed.number
  const { why, howToFix } = rejections[parsed.code]
  throw new Failure('usage', `${name} cannot be used: ${why.en} ${howToFix.en}`)
}
