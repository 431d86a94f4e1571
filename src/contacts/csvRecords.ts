/**
 * Step 1 of the path: text, in pieces of any size, → records. papaparse splits; this keeps memory
 * bounded, counts the lines of the file as an editor shows them, and keeps each record as it was
 * written (a rejected row goes back to the person in their own words). RFC 4180, leniently.
 */
import Papa from 'papaparse'
import { Failure } from '../base/failure.ts'

/** A longer line is no table of people: the file is broken or is not CSV. In characters. */
export const lineLengthMax = 131_072
/** How much of the start of a file is looked at to find its separator. In characters. */
export const dialectSampleMax = 65_536
const dialectRecordsMax = 20

export interface CsvRecord {
  readonly cells: readonly string[]
  /** Line of the file on which the record starts; 1 is the first. */
  readonly line: number
  /** As written, line ending included. */
  readonly written: string
  /** A quote stands where RFC 4180 has no place for it: the cells may be cut wrongly. */
  readonly quotesBroken: boolean
}

export interface CsvDialect {
  readonly delimiter: string
  readonly newline: '\n' | '\r'
  /** Characters before the header: a `sep=;` line, as Excel writes it. */
  readonly skip: number
}

export const delimiters: readonly string[] = [';', ',', '\t', '|']

/** The separator that cuts the first records into as many cells as the header, and into most of them. */
export function dialectOf(start: string): CsvDialect {
  const newline = start.includes('\n') || !start.includes('\r') ? '\n' : '\r'
  const hint = /^"?sep=([;,\t|])"?(?:\r\n|\n|\r)/i.exec(start)
  if (hint) return { delimiter: hint[1] as string, newline, skip: hint[0].length }
  let best = { delimiter: ';', score: 0, columns: 1 }
  for (const delimiter of delimiters) {
    const sample = new Papa.Parser({ delimiter, newline, preview: dialectRecordsMax })
    const rows = sample.parse(start, 0, false).data as string[][]
    const header = rows.find((row) => row.some((cell) => cell.trim() !== ''))
    const columns = header?.length ?? 1
    if (columns < 2) continue
    const score = rows.filter((row) => row.length === columns).length / rows.length
    if (score > best.score || (score === best.score && columns > best.columns)) {
      best = { delimiter, score, columns }
    }
  }
  return { delimiter: best.delimiter, newline, skip: 0 }
}

export interface CsvReader {
  push(text: string): void
  /** The last record; fails when the file stops inside quotes. */
  end(): void
}

/** `onRecord` is called for every record, the header included, in order. */
export function csvReader(dialect: CsvDialect, onRecord: (record: CsvRecord) => void): CsvReader {
  const { delimiter, newline } = dialect
  let pending = ''
  let toSkip = dialect.skip
  let line = dialect.skip > 0 ? 2 : 1

  const read = (last: boolean): void => {
    const text = pending
    let at = 0
    const step = (piece: Papa.ParseStepResult<string[]>): void => {
      const end = piece.meta.cursor
      const written = text.slice(at, end)
      at = end
      if (written.length > lineLengthMax) throw lineTooLong(line, written.length)
      if (last && piece.errors.some((error) => error.code === 'MissingQuotes')) throw cutOff(line)
      const cells = piece.data as unknown as readonly string[][]
      onRecord({
        cells: withoutReturn(cells[0] ?? [], newline),
        line,
        written,
        quotesBroken: piece.errors.length > 0,
      })
      line += linesIn(written, newline)
    }
    // A new one each time: papaparse keeps the position of the last piece.
    new Papa.Parser({ delimiter, newline, step } as Papa.ParseConfig).parse(text, 0, !last)
    pending = text.slice(at)
  }

  return {
    push(piece) {
      if (piece.includes('\0'))
        throw notText(line + linesIn(piece.slice(0, piece.indexOf('\0')), newline))
      const skipped = Math.min(toSkip, piece.length)
      toSkip -= skipped
      pending += skipped > 0 ? piece.slice(skipped) : piece
      read(false)
      if (pending.length > lineLengthMax) throw lineTooLong(line, pending.length)
    },
    end() {
      if (pending !== '') read(true)
    },
  }
}

/** Lines end with CR LF in files of Windows: the CR is no part of the last cell. */
function withoutReturn(cells: string[], newline: string): readonly string[] {
  const last = cells.at(-1)
  if (newline === '\n' && last?.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1)
  return cells
}

function linesIn(text: string, newline: string): number {
  let lines = 0
  for (let at = text.indexOf(newline); at >= 0; at = text.indexOf(newline, at + 1)) lines += 1
  return lines
}

const lineTooLong = (line: number, length: number): Failure =>
  new Failure(
    'badInput',
    `Line ${line} has more than ${lineLengthMax} characters: this is not a table of people, or a ` +
      'double quote on that line is never closed. Nothing was imported. Save the file again as CSV.',
    {
      fr:
        `La ligne ${line} a plus de ${lineLengthMax} caractères : un guillemet n’y est sans ` +
        'doute jamais refermé. Rien n’a été importé. Enregistrez de nouveau le fichier en CSV.',
      measured: String(length),
      limit: String(lineLengthMax),
    },
  )

const cutOff = (line: number): Failure =>
  new Failure(
    'badInput',
    `The file is cut off at line ${line}: a double quote opened there is never closed. Nothing was ` +
      'imported. Save or download the file again.',
    {
      fr:
        `Fichier coupé à la ligne ${line} : un guillemet n’est jamais refermé. Rien n’a été ` +
        'importé. Enregistrez-le de nouveau.',
    },
  )

const notText = (line: number): Failure =>
  new Failure(
    'badInput',
    `Line ${line} contains a NUL byte: this is not a text file, or it was damaged. Nothing was ` +
      'imported. Open it in the program it comes from and save it as “CSV UTF-8”.',
    {
      fr:
        `La ligne ${line} contient un octet nul : ce n’est pas du texte, ou le fichier est ` +
        'abîmé. Rien n’a été importé. Enregistrez-le en « CSV UTF-8 ».',
    },
  )
