/**
 * Step 2 of the path: one record → the person it names, with what each fact rests on, or why it is
 * rejected. Pure; nothing is guessed. A row that claims a consent we cannot read is rejected whole:
 * importing the person without it would lose what they said.
 */
import type { E164, EpochMs } from '../base/units.ts'
import type { Column, Mapping } from './columns.ts'
import type { CsvRecord } from './csvRecords.ts'
import { parseDate } from './dateText.ts'
import { normalised } from './headerWords.ts'
import { parseLanguage } from './language.ts'
import type { TerritoryCode } from './numberPlan.ts'
import { readPhoneCell } from './phoneCell.ts'
import {
  parseInsee,
  parsePostcode,
  placesDisagree,
  territoryOfInsee,
  territoryOfPostcode,
} from './place.ts'
import { normalDistrict } from './pollingDistrict.ts'
import { type Problem, rejectsColumns, unguarded } from './rejectedRows.ts'
import type { RejectionReason } from './rejection.ts'
import { type RowCells, rowReader } from './rowCells.ts'
import { consentReader, type RowConsent } from './rowConsent.ts'
import { objectionOf } from './rowObjection.ts'
import { kindsFilledInByPerson, type Source } from './source.ts'

/** What one row says about one person. */
export interface ContactRow {
  readonly is: 'contact'
  readonly line: number
  /** Distinct, in the order of the columns. */
  readonly numbers: readonly E164[]
  readonly lastName: string | null
  readonly firstName: string | null
  readonly commune: string | null
  readonly postcode: string | null
  readonly insee: string | null
  readonly territory: TerritoryCode | null
  /** Same last name and same full address: one home. null when the row does not say enough. */
  readonly home: string | null
  readonly communeSaidBy: string | null
  /** Calendar day. */
  readonly communeSaidAt: string | null
  /** Only as the person gave them: null from any source they did not fill in. */
  readonly pollingDistrict: string | null
  readonly language: string | null
  readonly consent: RowConsent | null
  /** When they objected to being called; null when they did not. Who objected has no consent. */
  readonly objectedAt: EpochMs | null
  /** A second number that was refused while the first was taken. */
  readonly problems: readonly Problem[]
}

export interface RejectedRow {
  readonly is: 'rejected'
  readonly line: number
  readonly problems: readonly Problem[]
}

/** Nothing written in any cell: spreadsheets leave such rows at the end. */
export interface BlankRow {
  readonly is: 'blank'
  readonly line: number
}

export type Intake = (record: CsvRecord) => ContactRow | RejectedRow | BlankRow

export interface IntakeOf {
  readonly mapping: Mapping
  readonly source: Source
  readonly now: EpochMs
}

/** Reads rows of one file: which cell holds what is settled once. */
export function intakeOf({ mapping, source, now }: IntakeOf): Intake {
  const width = mapping.columns.length
  const phoneColumns = mapping.columns.filter(({ use }) => use === 'phone')
  const cellsOf = rowReader(mapping)
  const consentOf = consentReader(mapping, source, now)
  return (record) => {
    const { cells, line } = record
    const own = mapping.fromRejects ? cells.slice(rejectsColumns.length) : cells
    if (own.every((cell) => cell.trim() === '')) return { is: 'blank', line }
    const broken = shapeProblem(record, width)
    if (broken) return { is: 'rejected', line, problems: [broken] }
    const row = cellsOf(cells)
    const objectedAt = objectionOf(row, now)
    const wrongAboutObjection = row.problems.length > 0
    const person = readPerson(row, source)
    const consent = objectedAt === null ? consentOf(row) : null
    // Whoever objected is not called: a wrong postcode must not lose what they said.
    if (objectedAt !== null && !wrongAboutObjection) row.problems.length = 0
    const wrongAboutPerson = row.problems.length > 0
    const numbers = readNumbers(row, cells, phoneColumns, mapping.fromRejects)
    if (numbers.length === 0 && row.problems.length === 0) {
      row.wrong({ header: phoneColumns[0]?.header ?? '', text: '' }, 'noNumber')
    }
    const { problems } = row
    if (wrongAboutPerson || numbers.length === 0) return { is: 'rejected', line, problems }
    return { is: 'contact', line, numbers, ...person, consent, objectedAt, problems }
  }
}

/** Cells that may have been cut wrongly are not read at all. */
function shapeProblem(record: CsvRecord, width: number): Problem | undefined {
  if (record.quotesBroken) return { column: '', reason: 'badQuotes', measured: '' }
  const { length } = record.cells
  if (length <= width || record.cells.slice(width).every((cell) => cell.trim() === '')) return
  return { column: '', reason: 'tooManyCells', measured: `${length} > ${width}` }
}

function readNumbers(
  row: RowCells,
  cells: readonly string[],
  columns: readonly Column[],
  fromRejects: boolean,
): readonly E164[] {
  const numbers: E164[] = []
  for (const { index, header } of columns) {
    const written = cells[index]
    if (written === undefined || written === '') continue
    for (const reading of readPhoneCell(fromRejects ? unguarded(written) : written)) {
      if (reading.is === 'rejected') {
        row.problems.push({ column: header, reason: reading.code, measured: reading.measured })
      } else if (!numbers.includes(reading.number)) {
        numbers.push(reading.number)
      }
    }
  }
  return numbers
}

type Person = Omit<ContactRow, 'is' | 'line' | 'numbers' | 'consent' | 'objectedAt' | 'problems'>

function readPerson(row: RowCells, source: Source): Person {
  const lastName = row.text('lastName')
  const street = row.text('street')
  const insee = code(row, 'insee', parseInsee, 'inseeUnreadable')
  const postcode = code(row, 'postcode', parsePostcode, 'postcodeUnreadable')
  const home = lastName && street && postcode ? homeOf(lastName, street, postcode) : null
  return {
    lastName,
    firstName: row.text('firstName'),
    commune: row.text('commune'),
    postcode,
    insee,
    territory: territoryOf(row, insee, postcode),
    home,
    communeSaidBy: row.text('communeSaidBy'),
    communeSaidAt: saidAt(row),
    ...givenByPerson(row, source),
  }
}

function code(
  row: RowCells,
  field: 'insee' | 'postcode',
  parse: (text: string) => string | undefined,
  reason: RejectionReason,
): string | null {
  const cell = row.cell(field)
  if (cell === undefined) return null
  const parsed = parse(cell.text)
  if (parsed === undefined) row.wrong(cell, reason)
  return parsed ?? null
}

/** The INSEE code names the commune; a postcode only its region, so it speaks when nothing else does. */
function territoryOf(
  row: RowCells,
  insee: string | null,
  postcode: string | null,
): TerritoryCode | null {
  const byInsee = insee === null ? undefined : territoryOfInsee(insee)
  const byPostcode = postcode === null ? undefined : territoryOfPostcode(postcode)
  if (byInsee && byPostcode && placesDisagree(byInsee, byPostcode)) {
    const header = row.cell('insee')?.header ?? ''
    row.wrong({ header, text: `${insee} / ${postcode}` }, 'placesDisagree')
  }
  return byInsee ?? byPostcode ?? null
}

function saidAt(row: RowCells): string | null {
  const cell = row.cell('communeSaidAt')
  if (cell === undefined) return null
  const date = parseDate(cell.text)
  if (date.is === 'date') return date.day
  row.wrong(cell, 'saidAtUnreadable')
  return null
}

/** A directory or a bought file cannot know these but by supposing them (RGPD art. 9). */
function givenByPerson(
  row: RowCells,
  { kind }: Source,
): Pick<Person, 'pollingDistrict' | 'language'> {
  if (!kindsFilledInByPerson.includes(kind)) return { pollingDistrict: null, language: null }
  const district = row.text('pollingDistrict')
  const cell = row.cell('language')
  const language = cell && parseLanguage(cell.text)
  if (cell && language === undefined) row.wrong(cell, 'languageUnreadable')
  return {
    pollingDistrict: district === null ? null : normalDistrict(district),
    language: language ?? null,
  }
}

const homeOf = (lastName: string, street: string, postcode: string): string =>
  [normalised(lastName), normalised(street), postcode].join('|')
