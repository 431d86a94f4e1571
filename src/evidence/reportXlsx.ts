/**
 * A report as a workbook: its sums, territories, listening, and every call, written row by row to the
 * disk. Whatever a person may have typed is a string cell: no spreadsheet calculates it.
 */
import ExcelJS from 'exceljs'
import type { Outcome } from '../call/outcome.ts'
import { drawnOutcomeOf } from '../report/drawnCounts.ts'
import { type Language, outcomeWords } from '../report/words.ts'
import type { AttemptRow } from '../store/reportStore.ts'
import { reportWords, sumRows, type WrittenReport } from './reportWords.ts'

/** A sheet of Excel has 1,048,576 rows; one is the header. */
export const rowsOfSheetMax = 1_048_575

export async function writeReportXlsx(
  report: WrittenReport,
  attempts: AsyncIterable<AttemptRow>,
  {
    file,
    language,
    rowsMax = rowsOfSheetMax,
  }: { readonly file: string; readonly language: Language; readonly rowsMax?: number },
): Promise<void> {
  const say = reportWords[language]
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useStyles: true })
  book.creator = 'Portevoix'
  const sums = sheet(book, say.summary, [44, 16])
  for (const [name, value] of sumRows(report, language)) row(sums, [name, value])
  sums.commit()
  const places = sheet(book, say.places, [14, 12, 12, 12, 14, 14], say.placeColumns)
  for (const { area, targets, called, attempts: calls, heardToEnd, objections } of report.areas) {
    row(places, [area || say.nowhere, targets, called, calls, heardToEnd, objections])
  }
  places.commit()
  const curve = sheet(book, say.listening, [12, 16], say.curveColumns)
  for (const [second, calls] of report.heardAtLeast.entries()) row(curve, [second, calls])
  curve.commit()
  await writeAttempts(book, attempts, language, rowsMax)
  await book.commit()
}

async function writeAttempts(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  attempts: AsyncIterable<AttemptRow>,
  language: Language,
  rowsMax: number,
): Promise<void> {
  const say = reportWords[language]
  const begin = (part: number) =>
    sheet(book, `${say.calls}${part === 1 ? '' : ` ${part}`}`, callWidths, say.callColumns)
  let part = 1
  let page = begin(part)
  let written = 0
  for await (const attempt of attempts) {
    if (written === rowsMax) {
      page.commit()
      part += 1
      page = begin(part)
      written = 0
    }
    row(page, cellsOf(attempt, language))
    written += 1
  }
  page.commit()
}

const callWidths = [38, 16, 8, 26, 22, 12, 12, 10, 12]

function cellsOf(attempt: AttemptRow, language: Language): readonly Cell[] {
  const { outcome, placedAt, talkMs, heardMs } = attempt
  return [
    ...[attempt.attempt, attempt.number, attempt.attemptNumber],
    outcome === null ? '' : outcomeWords[outcome][language],
    placedAt === null ? '' : new Date(placedAt).toISOString(),
    ...[inSeconds(talkMs), inSeconds(heardMs), attempt.keys],
    outcome === null ? '' : groupWord(outcome, language),
  ]
}

const groupWord = (outcome: Outcome, language: Language): string =>
  reportWords[language].groups[drawnOutcomeOf[outcome]]

const inSeconds = (durationMs: number | null): Cell =>
  durationMs === null ? '' : Math.round(durationMs / 100) / 10

type Cell = string | number

function sheet(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  name: string,
  widths: readonly number[],
  header?: readonly string[],
): ExcelJS.Worksheet {
  const made = book.addWorksheet(name, { views: header ? [{ state: 'frozen', ySplit: 1 }] : [] })
  made.columns = widths.map((width) => ({ width }))
  if (header) {
    const first = made.addRow([...header])
    first.font = { bold: true }
    first.commit()
  }
  return made
}

function row(to: ExcelJS.Worksheet, cells: readonly Cell[]): void {
  to.addRow([...cells]).commit()
}
