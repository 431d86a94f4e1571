/**
 * A row of a suppression list: a number, or its keyed hash, in one of the columns. The first row may be a
 * header; rows that are neither are told with their line, for a list with a hole protects nobody in it.
 */
import type { E164 } from '../base/units.ts'
import type { CsvRecord } from './csvRecords.ts'
import { wordsOf } from './headerWords.ts'
import { maskText, parseCallerId } from './phoneNumber.ts'

export type ListRow =
  | { readonly is: 'number'; readonly number: E164 }
  /** 64 hexadecimal digits, small letters. */
  | { readonly is: 'hash'; readonly hash: string }
  | { readonly is: 'header' }
  | { readonly is: 'blank' }
  | { readonly is: 'rejected'; readonly line: number; readonly sentence: string }

export interface ListRows {
  read(record: CsvRecord): ListRow
}

/** Words by which the column is named; without a header the first one holds it. */
const columnWords: ReadonlySet<string> = new Set([
  ...['number', 'numero', 'phone', 'telephone', 'tel', 'mobile', 'portable', 'fixe'],
  ...['hash', 'hmac', 'empreinte', 'sha256'],
])

export function listRows(kept: 'clear' | 'hashed'): ListRows {
  let column = 0
  let first = true
  return {
    read(record) {
      if (record.cells.every((cell) => cell.trim() === '')) return { is: 'blank' }
      if (first) {
        first = false
        const named = record.cells.findIndex((cell) =>
          wordsOf(cell).some((word) => columnWords.has(word)),
        )
        if (named >= 0) {
          column = named
          return { is: 'header' }
        }
      }
      const cell = record.cells[column]?.trim() ?? ''
      return kept === 'hashed' ? hashOf(cell, record.line) : numberOf(cell, record.line)
    },
  }
}

function hashOf(cell: string, line: number): ListRow {
  if (/^[0-9a-f]{64}$/i.test(cell)) return { is: 'hash', hash: cell.toLowerCase() }
  const found = cell === '' ? 'nothing' : `"${maskText(cell)}"`
  const sentence = `Line ${line}: a hash of 64 hexadecimal digits is expected, not ${found}.`
  return { is: 'rejected', line, sentence }
}

function numberOf(cell: string, line: number): ListRow {
  // Of whatever class: who cannot be called today may have a number in service tomorrow.
  const parsed = parseCallerId(cell)
  if (parsed.is === 'number') return parsed
  const sentence = `Line ${line}: "${parsed.measured}" is not taken: ${parsed.reason}`
  return { is: 'rejected', line, sentence }
}
