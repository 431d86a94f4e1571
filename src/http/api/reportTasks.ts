/** Reports as files: every call as CSV or XLSX, the report as PDF. Made in the background, from pages by key. */
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CampaignId } from '../../base/ids.ts'
import { reportPdf } from '../../evidence/reportPdf.ts'
import { writeReportXlsx } from '../../evidence/reportXlsx.ts'
import { csvHeader, csvOfAttempt } from '../../report/exportCsv.ts'
import type { Language } from '../../report/words.ts'
import type { Database } from '../../store/database.ts'
import { postgresStore } from '../../store/postgres/postgresStore.ts'
import { reportStore } from '../../store/postgres/report.ts'
import type { AttemptRow } from '../../store/reportStore.ts'
import type { TaskContext, TaskKind } from '../../tasks/task.ts'
import { campaignReport, type ReportReply } from './reportOf.ts'
import type { ExportFormat } from './reportShapes.ts'

export interface ReportExport {
  readonly campaign: CampaignId
  readonly format: ExportFormat
  readonly language: Language
}

const types: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

export const exportKind: TaskKind<ReportExport, { readonly rows: number }> = {
  name: 'exportReport',
  repeatable: true,
  permission: 'report.export',
  async run({ campaign, format, language }, context) {
    const report = await reportNow(context.database, campaign)
    const name = `${fileName(report.campaign.name)}.${format}`
    const file = context.newFile(name, types[format])
    const count = { rows: 0 }
    const rows = counted(
      reportStore(context.database).attemptRows(campaign),
      report,
      context,
      count,
    )
    switch (format) {
      case 'csv':
        await writeCsv(rows, file)
        break
      case 'xlsx':
        await writeReportXlsx(report, rows, { file, language })
        break
      case 'pdf':
        await writeFile(file, await reportPdf(report, language, context.now()), { mode: 0o600 })
        break
    }
    return count
  },
}

async function reportNow(database: Database, campaign: CampaignId): Promise<ReportReply> {
  const store = postgresStore(database, '')
  try {
    return await campaignReport({ database, store }, campaign)
  } finally {
    await store.close()
  }
}

/** Says how far it is, and stops when it is told to. */
async function* counted(
  rows: AsyncIterable<AttemptRow>,
  { attempts }: ReportReply,
  { signal, progress }: TaskContext,
  count: { rows: number },
): AsyncGenerator<AttemptRow> {
  for await (const row of rows) {
    signal.throwIfAborted()
    count.rows += 1
    progress({ done: count.rows, total: Math.max(attempts.total, count.rows), unit: 'rows' })
    yield row
  }
}

/** Spreadsheets need the mark to read letters with accents. */
const byteOrderMark = '\ufeff'

async function writeCsv(rows: AsyncIterable<AttemptRow>, file: string): Promise<void> {
  const lines = async function* (): AsyncGenerator<string> {
    yield byteOrderMark + csvHeader
    for await (const row of rows) yield csvOfAttempt(row, (at) => new Date(at).toISOString())
  }
  await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 }))
}

const nameMax = 80

/** Letters, digits and spaces of the campaign's name: it goes into a header and onto a disk. */
const fileName = (campaign: string): string =>
  campaign
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, nameMax) || 'report'
