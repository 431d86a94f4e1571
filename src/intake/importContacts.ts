/**
 * A CSV file → contacts: steps 1 to 3 of the path, in one SqlTransaction. Either the whole file is in,
 * with where each fact comes from, or nothing changed. Memory does not grow with the file.
 */
import path from 'node:path'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { between, type EpochMs, type MonoMs, type Ms, ms } from '../base/units.ts'
import { type Column, type MappingOverrides, mapColumns } from '../contacts/columns.ts'
import {
  type CsvDialect,
  type CsvReader,
  type CsvRecord,
  csvReader,
  dialectOf,
  dialectSampleMax,
} from '../contacts/csvRecords.ts'
import { type Intake, intakeOf } from '../contacts/intake.ts'
import { rejectsHeader, rejectsLine } from '../contacts/rejectedRows.ts'
import type { RejectionReason } from '../contacts/rejection.ts'
import { kindsWithoutConsent, type Source } from '../contacts/source.ts'
import type { ContactSink, ImportCounts, RowCounts } from '../store/contactStore.ts'
import { type ImportingDatabase, postgresContacts } from '../store/postgres/contacts.ts'
import { importSha256 } from './importIdentity.ts'
import { type RejectsFile, rejectsFile } from './rejectsFile.ts'
import { inspectTextFile, sha256Of, type TextEncoding, type TextFile, textOf } from './textFile.ts'

/** More rows than France has people to call: cut the file. */
export const rowsMax = 20_000_000
/** A progress report is worth drawing this often. */
const progressEveryMs = ms(200)

export interface ImportProgress {
  readonly is: 'reading' | 'merging'
  readonly rows: number
  /** As far as its line ends tell. */
  readonly rowsTotal: number
  /** Of the merging, whose steps are not equally long. */
  readonly step?: { readonly done: number; readonly of: number }
  readonly bytes: number
  readonly bytesTotal: number
  readonly rowsPerSecond: number
  /** Time left of the reading, as the bytes so far suggest. */
  readonly leftMs: Ms
}

export interface ImportRequest {
  readonly db: ImportingDatabase
  readonly file: string
  /** As people know it, where it lies under another name. */
  readonly fileName?: string
  readonly evidenceName?: string
  /** Absent: the first of the database. */
  readonly organisation?: number
  readonly source: Source
  readonly mapping: MappingOverrides
  readonly now: EpochMs
  readonly rejectsPath: string
  readonly onProgress?: (progress: ImportProgress) => void
}

/** read = accepted + duplicatesInFile + rejected; blank rows are no rows. */
export interface ImportResult extends ImportCounts {
  /** This very file was imported before, mapped and declared the same way: nothing changed, and the counts are zero. */
  readonly alreadyImportedAt?: EpochMs
  readonly read: number
  readonly rejected: number
  /** Rejected rows by the first thing wrong in each; sums to `rejected`. */
  readonly rejectedByReason: Readonly<Partial<Record<RejectionReason, number>>>
  /** Numbers refused in rows that were accepted for another number. */
  readonly numbersRejected: number
  readonly rejectsFile?: string
  readonly columns: readonly Column[]
  readonly encoding: TextEncoding
  readonly delimiter: string
}

export async function importContacts(request: ImportRequest): Promise<ImportResult> {
  const { db, source, now } = request
  const input = await inspectTextFile(request.file)
  const report = progressReporter(() => reading.read, request, input)
  const store = postgresContacts(db, {
    ...(request.organisation !== undefined && { organisation: request.organisation }),
    onStep: (done, of) => report('merging', input.bytes, { done, of }),
  })
  const evidenceSha256 = source.evidenceFile === null ? null : await sha256Of(source.evidenceFile)
  const fileSha256 = input.sha256
  const reading = readingOf(request, input)
  const identity = importSha256({ fileSha256, evidenceSha256, source, mapping: request.mapping })
  const alreadyImportedAt = await store.importedAt(identity)
  if (alreadyImportedAt !== null) return nothingNew(input, alreadyImportedAt)
  const name = request.fileName ?? path.basename(input.path)
  try {
    const counts = await store.importContacts(
      { name, sha256: fileSha256, importSha256: identity, evidenceSha256, rows: input.lines },
      { ...source, evidenceFile: request.evidenceName ?? source.evidenceFile },
      now,
      (sink) => feed(reading, input, sink, report),
    )
    const kept = reading.rejects.keep()
    const { read, rejected, rejectedByReason, numbersRejected, columns, delimiter } = reading
    return {
      ...counts,
      ...{ read, rejected, rejectedByReason, numbersRejected, columns, delimiter },
      encoding: input.encoding,
      ...(kept === undefined ? {} : { rejectsFile: kept }),
    }
  } catch (error) {
    if (error instanceof NothingAccepted) throw error.failure(reading.rejects.keep())
    reading.rejects.discard()
    throw error
  }
}

/** What is known so far of a file being read. */
interface Reading {
  readonly request: ImportRequest
  readonly rejects: RejectsFile
  reader: CsvReader | undefined
  intake: Intake | undefined
  header: CsvRecord | undefined
  columns: readonly Column[]
  fromRejects: boolean
  dialect: CsvDialect
  delimiter: string
  read: number
  accepted: number
  rejected: number
  objections: number
  rejectedByReason: Partial<Record<RejectionReason, number>>
  numbersRejected: number
}

function readingOf(request: ImportRequest, input: TextFile): Reading {
  const reading: Reading = {
    request,
    rejects: rejectsFile(request.rejectsPath, input, () =>
      rejectsHeader(reading.header as CsvRecord, reading.dialect, reading.fromRejects),
    ),
    reader: undefined,
    intake: undefined,
    header: undefined,
    columns: [],
    fromRejects: false,
    dialect: { delimiter: ';', newline: '\n', skip: 0 },
    delimiter: ';',
    read: 0,
    accepted: 0,
    rejected: 0,
    objections: 0,
    rejectedByReason: {},
    numbersRejected: 0,
  }
  return reading
}

async function feed(
  reading: Reading,
  input: TextFile,
  sink: ContactSink,
  report: Report,
): Promise<RowCounts> {
  let start = ''
  let bytes = 0
  for await (const piece of textOf(input)) {
    bytes += piece.bytes
    if (reading.reader === undefined) {
      start += piece.text
      // The separator is found in the first lines: wait for them, or for the end of a short file.
      if (start.length < dialectSampleMax && bytes < input.bytes) continue
      open(reading, start, sink)
    } else {
      reading.reader.push(piece.text)
    }
    await sink.whenReady()
    report('reading', bytes)
  }
  reading.reader?.end()
  refuseEmpty(reading)
  report('merging', bytes)
  const { read, accepted, rejected, objections, rejectedByReason } = reading
  return { read, accepted, rejected, objections, rejectedByReason }
}

function open(reading: Reading, start: string, sink: ContactSink): void {
  reading.dialect = dialectOf(start.slice(0, dialectSampleMax))
  reading.delimiter = reading.dialect.delimiter
  reading.reader = csvReader(reading.dialect, (record) => {
    if (reading.intake === undefined) readHeader(reading, record)
    else takeRow(reading, reading.intake, record, sink)
  })
  reading.reader.push(start)
}

function readHeader(reading: Reading, record: CsvRecord): void {
  if (record.cells.every((cell) => cell.trim() === '')) return
  const { mapping: overrides, source, now } = reading.request
  const mapping = mapColumns(record.cells, overrides)
  refuseConsentWithoutDeclaration(mapping.columns, source)
  reading.header = record
  reading.columns = mapping.columns
  reading.fromRejects = mapping.fromRejects
  reading.intake = intakeOf({ mapping, source, now })
}

function takeRow(reading: Reading, intake: Intake, record: CsvRecord, sink: ContactSink): void {
  const row = intake(record)
  if (row.is === 'blank') return
  reading.read += 1
  if (reading.read > rowsMax) throw tooManyRows()
  if (row.is === 'contact') {
    reading.accepted += 1
    reading.numbersRejected += row.problems.length
    if (row.objectedAt !== null) reading.objections += 1
    sink.write(row)
  } else {
    reading.rejected += 1
    const reason = row.problems[0]?.reason ?? 'noNumber'
    reading.rejectedByReason[reason] = (reading.rejectedByReason[reason] ?? 0) + 1
  }
  if (row.problems.length === 0) return
  const { dialect, fromRejects } = reading
  reading.rejects.add(rejectsLine({ ...record, problems: row.problems }, dialect, fromRejects))
}

/** A date of consent means nothing without what was consented to, and for whom. */
function refuseConsentWithoutDeclaration(columns: readonly Column[], source: Source): void {
  if (source.consent !== null || kindsWithoutConsent.includes(source.kind)) return
  const column = columns.find(({ use }) => use === 'consentDate' || use === 'consent')
  if (column === undefined) return
  throw new Failure(
    'badInput',
    `Column "${column.header}" holds consents, but the source does not say for whom, by which ` +
      'channel and to which exact text. Declare controller, channel, wording and wordingVersion, or ' +
      `leave the column out: --map "${column.header}=ignore". Nothing was imported.`,
    {
      fr:
        `Ce fichier contient des dates d’accord (colonne « ${column.header} ») : dites au nom de ` +
        'qui, par quel moyen et à quel texte ces personnes ont dit oui. Rien n’a été importé.',
    },
  )
}

function refuseEmpty(reading: Reading): void {
  if (reading.header === undefined) {
    throw new Failure('badInput', 'The file holds no line with text. Nothing was imported.', {
      fr: 'Ce fichier est vide. Rien n’a été importé.',
    })
  }
  if (reading.read === 0) {
    throw new Failure(
      'badInput',
      'The file has a header line and no row below it. Nothing was imported.',
      { fr: 'Ce fichier a des noms de colonnes et aucune ligne en dessous. Rien n’a été importé.' },
    )
  }
  if (reading.accepted === 0) throw new NothingAccepted(reading.read)
}

/** Every row was rejected: the file is not recorded, so that it can be imported once mended. */
class NothingAccepted extends Error {
  readonly rows: number
  constructor(rows: number) {
    super('no row was accepted')
    this.rows = rows
  }
  failure(rejects: string | undefined): Failure {
    return new Failure(
      'badInput',
      `None of the ${this.rows} rows could be taken. Nothing was imported. The reasons stand in ` +
        `${rejects}: correct it, then import that file; or map the columns otherwise.`,
      {
        fr:
          `${this.rows === 1 ? 'La seule ligne' : `Aucune des ${this.rows} lignes`} n’a pu être reprise. Rien ` +
          'n’a été importé. Téléchargez les lignes : les motifs sont devant chacune.',
        ...{ measured: `0 of ${this.rows}`, limit: 'at least 1' },
      },
    )
  }
}

const tooManyRows = (): Failure =>
  new Failure(
    'badInput',
    `The file has more than ${rowsMax} rows. Nothing was imported. Cut it into several files.`,
    {
      fr:
        `Ce fichier a plus de ${rowsMax} lignes. Rien n’a été importé. Coupez-le en plusieurs ` +
        'fichiers.',
      measured: `> ${rowsMax}`,
      limit: String(rowsMax),
    },
  )

type Report = (is: ImportProgress['is'], bytes: number, step?: ImportProgress['step']) => void

function progressReporter(
  rowsRead: () => number,
  { onProgress }: ImportRequest,
  { bytes: bytesTotal, lines }: TextFile,
): Report {
  if (!onProgress) return () => undefined
  const started = realClock.mono()
  let shown: MonoMs = started
  return (is, bytes, step) => {
    const now = realClock.mono()
    if (is === 'reading' && between(shown, now) < progressEveryMs) return
    shown = now
    const spent = Math.max(1, between(started, now))
    const leftMs = ms(Math.round((spent * (bytesTotal - bytes)) / Math.max(1, bytes)))
    const rows = rowsRead()
    const rowsPerSecond = Math.round((rows * 1000) / spent)
    const rowsTotal = is === 'reading' ? Math.max(rows, lines - 1) : rows
    onProgress({
      ...{ is, rows, rowsTotal, bytes, bytesTotal, rowsPerSecond, leftMs },
      ...(step && { step }),
    })
  }
}

function nothingNew(input: TextFile, alreadyImportedAt: EpochMs): ImportResult {
  return {
    ...{ alreadyImportedAt, read: 0, accepted: 0, duplicatesInFile: 0, rejected: 0 },
    ...{ newContacts: 0, merged: 0, objections: 0, households: 0, numbersRejected: 0 },
    rejectedByReason: {},
    ...{ columns: [], encoding: input.encoding, delimiter: ';' },
  }
}
