/**
 * The file of rejected rows: the person's own lines, as they wrote them, with what is wrong and what
 * to do in front. Corrected, it is imported like any file: the front columns are left out, and the
 * guard that keeps a spreadsheet from running a cell as a formula is undone.
 */
import type { CsvDialect } from './csvRecords.ts'
import { normalised } from './headerWords.ts'
import { type RejectionReason, rejections } from './rejection.ts'

export const rejectsColumns: readonly string[] = [
  'ligne',
  'colonne',
  'valeur masquée',
  'motif',
  'quoi faire',
]

export function isRejectsHeader(headers: readonly string[]): boolean {
  return rejectsColumns.every((name, i) => normalised(headers[i] ?? '') === normalised(name))
}

/** One thing wrong in a row. */
export interface Problem {
  /** Header of the column, or empty when it is about the row. */
  readonly column: string
  readonly reason: RejectionReason
  /** The value as it may be shown. */
  readonly measured: string
}

/** A cell a spreadsheet would run (= + - @), or that already wears the guard. */
const needsGuard = /^'*[=+\-@\t\r]/
const wearsGuard = /^''*[=+\-@\t\r]/

export const guarded = (cell: string): string => (needsGuard.test(cell) ? `'${cell}` : cell)
export const unguarded = (cell: string): string => (wearsGuard.test(cell) ? cell.slice(1) : cell)

/** A record of the input, and where the reasons columns of an earlier rejects file end in it. */
export interface RowAsWritten {
  readonly cells: readonly string[]
  readonly written: string
}

export function rejectsHeader(
  row: RowAsWritten,
  dialect: CsvDialect,
  fromRejects: boolean,
): string {
  return front(rejectsColumns, row, dialect, fromRejects)
}

export function rejectsLine(
  row: RowAsWritten & { readonly line: number; readonly problems: readonly Problem[] },
  dialect: CsvDialect,
  fromRejects: boolean,
): string {
  const each = (part: (problem: Problem) => string): string =>
    [...new Set(row.problems.map(part))].filter((text) => text !== '').join(' | ')
  const reasons = [
    String(row.line),
    each(({ column }) => column),
    each(({ measured }) => measured),
    each(({ reason }) => rejections[reason].why.fr),
    each(({ reason }) => rejections[reason].howToFix.fr),
  ]
  return front(reasons, row, dialect, fromRejects)
}

/** Cells that need no guard leave the line exactly as it was written. */
function front(
  reasons: readonly string[],
  { cells, written }: RowAsWritten,
  { delimiter, newline }: CsvDialect,
  fromRejects: boolean,
): string {
  const ending = /\r\n$|\n$|\r$/.exec(written)?.[0] ?? newline
  const own = fromRejects ? cells.slice(rejectsColumns.length) : cells
  const asWritten = !fromRejects && !own.some((cell) => needsGuard.test(cell))
  const head = reasons.map((cell) => quoted(guarded(cell), delimiter)).join(delimiter)
  const rest = asWritten
    ? written.slice(0, written.length - (written.endsWith(ending) ? ending.length : 0))
    : own.map((cell) => quoted(fromRejects ? cell : guarded(cell), delimiter)).join(delimiter)
  return head + delimiter + rest + ending
}

function quoted(cell: string, delimiter: string): string {
  if (!cell.includes('"') && !cell.includes(delimiter) && !/[\r\n]/.test(cell)) return cell
  return `"${cell.replaceAll('"', '""')}"`
}
