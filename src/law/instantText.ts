/** An instant as a person writes it: ISO 8601 with its offset, or milliseconds since 1970. */
import { type EpochMs, epochMs, ms } from '../base/units.ts'
import { dayMs, parseDay } from './civilDate.ts'

/** Years the law is asked about; outside them a number of milliseconds is a slip of the unit. */
const firstInstant = 0
export const lastInstant: number = Date.UTC(2200, 0, 1) - 1

const iso =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:?\d{2})$/i

export function parseInstant(written: string | number): EpochMs | undefined {
  const instant = typeof written === 'number' ? written : readIso(written.trim())
  if (instant === undefined || !Number.isInteger(instant)) return undefined
  return instant >= firstInstant && instant <= lastInstant ? epochMs(instant) : undefined
}

function readIso(text: string): number | undefined {
  const parts = iso.exec(text)
  if (!parts) return undefined
  const [, date = '', hour, minute, second = '0', fraction = '', offset = ''] = parts
  const day = parseDay(date)
  const [h, m, s] = [Number(hour), Number(minute), Number(second)]
  const ahead = readOffset(offset)
  if (day === undefined || h > 23 || m > 59 || s > 59 || ahead === undefined) return undefined
  const ofDay = ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.padEnd(3, '0'))
  return ms(day * dayMs + ofDay - ahead)
}

function readOffset(text: string): number | undefined {
  if (/^z$/i.test(text)) return 0
  const digits = text.replace(':', '').slice(1)
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))]
  if (hours > 18 || minutes > 59) return undefined
  return (hours * 60 + minutes) * 60_000 * (text.startsWith('-') ? -1 : 1)
}
