/** The beginning of a file of people, as it will be read: columns with what they hold, and first rows. */
import { open } from 'node:fs/promises'
import { Failure } from '../base/failure.ts'
import { maskNumbersIn } from '../base/redact.ts'
import {
  type Column,
  type Mapping,
  type MappingOverrides,
  mapColumns,
  recogniseColumns,
} from '../contacts/columns.ts'
import { type CsvRecord, csvReader, dialectOf, dialectSampleMax } from '../contacts/csvRecords.ts'
import { forbiddenSubjectOf } from '../contacts/forbiddenColumns.ts'
import { encodingOfHead, refuseBinary, type TextEncoding } from './textFile.ts'
import { previewSheet } from './workbook/sheetAsCsv.ts'

/** What a preview is made from. */
export const headBytesMax = 262_144
const rowsShownMax = 8
const examplesMax = 3
const exampleMax = 80

export interface PreviewColumn extends Column {
  readonly examples: readonly string[]
  /** What it looks like, when such a column may not be imported at all. */
  readonly forbidden: string | null
}

export interface FilePreview {
  readonly columns: readonly PreviewColumn[]
  readonly rows: readonly (readonly string[])[]
  readonly encoding: TextEncoding | 'workbook'
  readonly delimiter: string
  readonly sheets: readonly string[]
  readonly sheet: string | null
  /** A file of lines to correct, come back. */
  readonly fromRejects: boolean
  /** Why it cannot be imported as it is. */
  readonly refusal: string | null
  /** The same in French. */
  readonly refusalFr: string | null
}

export const isWorkbook = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04

export async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const buffer = Buffer.alloc(headBytesMax)
    const { bytesRead } = await handle.read(buffer, 0, headBytesMax, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Of a file that has arrived. */
export async function previewFile(
  file: string,
  overrides: MappingOverrides,
  wanted?: string,
): Promise<FilePreview> {
  const head = await headOf(file)
  if (!isWorkbook(head)) return previewHead(head, overrides)
  const { sheets, sheet, rows } = await previewSheet(file, wanted)
  return {
    ...previewOf(rows, overrides),
    ...{ encoding: 'workbook', delimiter: '', sheets, sheet },
  }
}

/** Of the first bytes of a CSV file; a letter or a line cut at their end is no mistake of the file. */
export function previewHead(head: Uint8Array, overrides: MappingOverrides): FilePreview {
  refuseBinary('file', head)
  const { encoding, bomBytes } = encodingOfHead(head)
  const text = new TextDecoder(encoding).decode(head.subarray(bomBytes), { stream: true })
  const dialect = dialectOf(text.slice(0, dialectSampleMax))
  const records: CsvRecord[] = []
  const reader = csvReader(dialect, (record) => {
    if (record.cells.some((cell) => cell.trim() !== '')) records.push(record)
  })
  reader.push(text)
  // A short file ends without a line end.
  if (head.length < headBytesMax || records.length === 0) reader.end()
  return {
    ...previewOf(
      records.map(({ cells }) => cells),
      overrides,
    ),
    ...{ encoding, delimiter: dialect.delimiter, sheets: [], sheet: null },
  }
}

function previewOf(
  records: readonly (readonly string[])[],
  overrides: MappingOverrides,
): Pick<FilePreview, 'columns' | 'rows' | 'fromRejects' | 'refusal' | 'refusalFr'> {
  const [header, ...rows] = records
  if (!header)
    throw new Failure('badInput', 'The file holds no line with text.', {
      fr: 'Ce fichier est vide. Rien n’a été importé.',
    })
  const { columns, fromRejects, refusal, refusalFr } = mapped(header, overrides)
  return {
    ...{ fromRejects, refusal, refusalFr },
    columns: columns.map((column) => ({
      ...column,
      examples: examplesOf(column, rows),
      forbidden: forbiddenSubjectOf(column.header) ?? null,
    })),
    rows: rows.slice(0, rowsShownMax),
  }
}

/** What may not be imported is shown beside the column it is about. */
function mapped(
  header: readonly string[],
  overrides: MappingOverrides,
): { columns: readonly Column[] } & Pick<FilePreview, 'fromRejects' | 'refusal' | 'refusalFr'> {
  try {
    return { ...mapColumns(header, overrides), refusal: null, refusalFr: null }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { message, fr = message } = error
    return {
      ...stillShown(header, overrides),
      ...{ refusal: maskNumbersIn(message), refusalFr: maskNumbersIn(fr) },
    }
  }
}

function stillShown(header: readonly string[], overrides: MappingOverrides): Mapping {
  try {
    return recogniseColumns(header, overrides)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const columns = header.map((name, index) => ({
      ...{ index, header: name, use: 'ignore' as const, because: 'unknown' as const },
    }))
    return { columns, fromRejects: false }
  }
}

function examplesOf({ index }: Column, rows: readonly (readonly string[])[]): readonly string[] {
  const said = rows.map((cells) => (cells[index] ?? '').trim()).filter((cell) => cell !== '')
  return [...new Set(said)].slice(0, examplesMax).map((cell) => cell.slice(0, exampleMax))
}
