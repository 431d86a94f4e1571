/**
 * Attempts as CSV, a line at a time (RFC 4180), for a spreadsheet. Numbers come masked. A cell that a
 * spreadsheet would take for a formula gets an apostrophe in front: a name such as `=HYPERLINK(…)` is
 * text that somebody typed into a form.
 */

/** One CallAttempt as the store exports it (store/reportStore.ts); only what is written here. */
export interface ExportedAttempt {
  readonly attempt: string
  readonly number: string
  readonly attemptNumber: number
  readonly outcome: string | null
  readonly placedAt: number | null
  readonly endedAt: number | null
  readonly sipStatus: number | null
  readonly ringMs: number | null
  readonly talkMs: number | null
  readonly firstAudioMs: number | null
  readonly heardMs: number | null
  readonly keys: string
  /** Of the voicemail, sent in one go since it was last begun; null: none was left. */
  readonly voicemailMs: number | null
  /** Whether the machine had beeped before it. */
  readonly voicemailBeep: boolean | null
  readonly lawVersion: string
}

const columns = [
  'attempt',
  'number',
  'attemptNumber',
  'outcome',
  'placedAt',
  'endedAt',
  'sipStatus',
  'ringMs',
  'talkMs',
  'firstAudioMs',
  'heardMs',
  'keys',
  'lawVersion',
  'voicemailMs',
  'voicemailBeep',
] as const satisfies readonly (keyof ExportedAttempt)[]

/** OWASP, CSV injection: = + - @, tab and carriage return at the start of a cell. */
const formula = /^[=+\-@\t\r]/
const needsQuotes = /[",\r\n]/

export const csvHeader: string = csvLine(columns)

/** `instant` writes EpochMs the way the reader wants it (ISO 8601 at the command line). */
export function csvOfAttempt(row: ExportedAttempt, instant: (at: number) => string): string {
  return csvLine(
    columns.map((column) => {
      const value = row[column]
      if (value === null) return ''
      if (column === 'placedAt' || column === 'endedAt') return instant(Number(value))
      return String(value)
    }),
  )
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
