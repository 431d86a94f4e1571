/**
 * A telephone cell → the numbers in it. People write two in one cell (`06 … / 01 …`), or a dash for
 * none; phoneNumber.ts reads each.
 */
import { type ParsedPhone, parsePhoneNumber, rejected, tidyPhoneText } from './phoneNumber.ts'

/** Two numbers in one cell are usual; more is a paste gone wrong. */
export const numbersInCellMax = 2
/** A part with fewer digits is a piece of one number written with slashes, not a number. */
const digitsInPartMin = 6

/** Empty list: nothing written. Several readings: several numbers in one cell. */
export function readPhoneCell(cell: string): readonly ParsedPhone[] {
  const whole = parsePhoneNumber(cell)
  if (whole.is === 'number') return [whole]
  const text = tidyPhoneText(cell)
  if (text === '' || nothingHere.test(text)) return []
  const parts = text.split(separator).filter((part) => part.trim() !== '')
  const tooShort = parts.some((part) => part.replace(/\D/g, '').length < digitsInPartMin)
  if (parts.length < 2 || tooShort) return [whole]
  if (parts.length > numbersInCellMax) return [rejected('tooManyNumbers', cell)]
  return parts.map(parsePhoneNumber)
}

/** What people write in a cell they have nothing for. */
const nothingHere = /^(?:[-/?.*x]+|0|n\/?a|n\/?c|n[ée]ant|aucune?|none|null|nan|#n\/a)$/i
const separator = /[/;,|\n]|\s(?:ou|or|et|and|puis)\s|\s-\s/i
