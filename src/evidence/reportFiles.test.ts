/** Reports on paper and as a workbook: complete, split where a sheet is full, and nothing calculates. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import ExcelJS from 'exceljs'
import type { AttemptId } from '../base/ids.ts'
import { epochMs } from '../base/units.ts'
import type { AttemptRow } from '../store/reportStore.ts'
import { checkPdf, type WrittenCheck } from './checkPdf.ts'
import { reportPdf } from './reportPdf.ts'
import { sumRows, type WrittenReport } from './reportWords.ts'
import { writeReportXlsx } from './reportXlsx.ts'

const report: WrittenReport = {
  campaign: {
    ...{ name: '=HYPERLINK("http://x")', state: 'completed', practice: true },
    why: { fr: '@tout le monde a été appelé', en: 'everybody was called' },
    deadline: '2027-04-16T18:00:00.000Z',
  },
  people: { targets: 10, reached: 5, notReached: 2, refused: 1, notCalled: 2 },
  notCalledBecause: { waiting: 1, reachedOnOtherNumber: 1, callUnderWay: 0, notPlaced: 0 },
  refusedBy: [{ rule: 'fr.consent', people: 1, reason: { fr: 'sans accord', en: 'no consent' } }],
  attempts: { total: 8, byOutcome: { heardToEnd: 3, objected: 1, busy: 4 } },
  heardToEnd: { people: 3 },
  ...{ objections: 1, complaints: 0, heardAtLeast: [5, 4, 3] },
  money: { costMicroEuro: 1_234_567, billedMs: 90_000 },
  areas: [
    { area: '75', targets: 6, called: 5, attempts: 6, heardToEnd: 2, objections: 1 },
    { area: '', targets: 4, called: 2, attempts: 2, heardToEnd: 1, objections: 0 },
  ],
}

async function* calls(count: number): AsyncGenerator<AttemptRow> {
  for (let index = 0; index < count; index += 1) {
    yield {
      ...{ attempt: `-${index}` as AttemptId, number: '+336••••••34', attemptNumber: 1 },
      ...{ state: 'ended', outcome: 'heardToEnd', armedAt: epochMs(0), placedAt: epochMs(1000) },
      ...{ endedAt: null, sipStatus: null, ringMs: null, talkMs: 52_040, firstAudioMs: null },
      ...{
        heardMs: null,
        voicemailMs: null,
        voicemailBeep: null,
        keys: '=1',
        rtpSent: null,
        rtpReceived: null,
        rtpLost: null,
      },
      ...{ rtpJitterMs: null, mos: null, roundTripMs: null, rtpOutLost: null },
      ...{ rtpOutJitterMs: null, rulesRun: [], lawVersion: 'fr-1' },
    }
  }
}

async function workbook(t: TestContext, count: number, rowsMax: number): Promise<ExcelJS.Workbook> {
  const folder = mkdtempSync('/tmp/portevoix-report-')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'report.xlsx')
  await writeReportXlsx(report, calls(count), { file, language: 'fr', rowsMax })
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  return book
}

test('report workbook: its sums, territories, listening and calls, and no cell is a formula', async (t) => {
  const book = await workbook(t, 3, 10)
  assert.deepEqual(
    book.worksheets.map(({ name }) => name),
    ['Synthèse', 'Territoires', 'Écoute', 'Appels'],
  )
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => assert.notEqual(cell.type, ExcelJS.ValueType.Formula, cell.address)),
    )
  }
  const sheet = book.getWorksheet('Appels')
  const first = sheet?.getRow(2).values as unknown[]
  assert.deepEqual(
    Array.from(first.slice(1), (cell) => cell ?? ''),
    [
      ...['-0', '+336••••••34', 1, 'écouté jusqu’au bout', '1970-01-01T00:00:01.000Z'],
      ...[52, '', '=1', 'Jusqu’au bout'],
    ],
  )
  assert.equal(book.getWorksheet('Territoires')?.getRow(3).getCell(1).value, 'commune inconnue')
})

test('report workbook: a full sheet is followed by another, at the limit and beside it', async (t) => {
  for (const [count, sheets] of [
    [2, 4],
    [3, 4],
    [4, 5],
  ] as const) {
    const book = await workbook(t, count, 3)
    assert.equal(book.worksheets.length, sheets, `${count} calls`)
  }
})

test('report on paper: made in both languages, empty or full; the sums are those of the page', async () => {
  const none = { ...report, refusedBy: [], areas: [], heardAtLeast: [] }
  const empty: WrittenReport = { ...none, attempts: { total: 0, byOutcome: {} } }
  const many = Array.from({ length: 107 }, (_, index) => ({ ...report.areas[0], area: `${index}` }))
  const long = { ...report, areas: many } as WrittenReport
  for (const [what, language] of [
    [report, 'fr'],
    [empty, 'en'],
    [long, 'fr'],
  ] as const) {
    const pdf = await reportPdf(what, language, epochMs(0))
    assert.equal(pdf.subarray(0, 8).toString('latin1'), '%PDF-1.7')
  }
  const rows = new Map(sumRows(report, 'en'))
  assert.equal(rows.get('People chosen'), 10)
  assert.equal(rows.get('Cost (€)'), 1.23)
})

test('check on paper: made in both languages', async () => {
  const check: WrittenCheck = {
    ...{ judgedAt: '2027-04-13T08:00:00.000Z', lawVersion: 'fr-1', rulesRead: 42 },
    ...{ launchable: false, messageHash: 'a3f9' },
    findings: (['blocks', 'warns'] as const).map((weight) => ({
      ...{ weight, article: null, measured: 'live: 6800 ms', limit: 'fully spoken by 5000 ms' },
      title: { fr: 'Identité', en: 'Identity' },
      say: { fr: 'L’avis manque : déclarez-le.', en: 'The notice is missing.' },
    })),
    people: { people: 3, now: 1, later: 1, never: 1, unknown: 0, reasons: [] },
  }
  for (const language of ['fr', 'en'] as const) {
    const pdf = await checkPdf({ name: 'T1', controller: 'Camille Exemple' }, check, language)
    assert.equal(pdf.subarray(0, 8).toString('latin1'), '%PDF-1.7')
  }
  await assert.rejects(checkPdf({ name: 'T1', controller: '' }, null, 'fr'), { code: 'notFound' })
})
