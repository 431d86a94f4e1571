/**
 * A file of half a million people through the API of a running server: sent, previewed, imported as a
 * task, while the event loop of the server goes on serving; then the list searched. And a workbook.
 * Run: npm run bench -- people [rows, default 500000] [megabytes of the file] [xlsx]
 */
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { copyFile, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import ExcelJS from 'exceljs'
import { realClock, steadyNow } from '../src/base/clock.ts'
import { parseSource } from '../src/contacts/source.ts'
import { openEventHub } from '../src/http/api/eventHub.ts'
import { importKind } from '../src/http/api/importTask.ts'
import { startLongWork } from '../src/http/api/longWork.ts'
import { headOf, isWorkbook, previewFile, previewHead } from '../src/intake/preview.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { contactsByName } from '../src/store/postgres/contactBook.ts'
import { firstOrganisation } from '../src/store/postgres/organisations.ts'
import { beginUpload, completeUpload } from '../src/store/postgres/uploads.ts'
import { tenantDatabase } from '../src/store/tenant.ts'
import { writePeople } from './peopleFile.ts'

const rows = Number(process.argv[2] ?? 500_000)
const megabytes = Number(process.argv[3] ?? 0)
const asWorkbook = process.argv[4] === 'xlsx'
/** A line without a remark. */
const lineBytes = 97
const secondsMax = 20
const searches = 200

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-bench-'))
  chmodSync(folder, 0o755)
  const padding = Math.max(0, Math.floor((megabytes * 1e6) / rows - lineBytes))
  const csv = path.join(folder, 'people.csv')
  await writePeople(csv, { rows, seed: 1, padding })
  const file = asWorkbook ? await workbookOf(csv, path.join(folder, 'people.xlsx')) : csv
  const database = await openDatabase({ dataFolder: path.join(folder, 'data') })
  try {
    await measure(database, folder, file)
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(database: Database, folder: string, file: string): Promise<void> {
  const tenant = (organisation: number): Database => tenantDatabase(database, organisation)
  const work = startLongWork({
    ...{ system: database, tenant, events: openEventHub(realClock.epoch()) },
    ...{ folder: path.join(folder, 'files'), log: console.error },
  })
  const organisation = await firstOrganisation(database)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const bytes = statSync(file).size
  const id = crypto.randomUUID()
  const about = { id, organisation, name: path.basename(file), bytes, by: 'bench' }
  await beginUpload(database.pool, { ...about, createdAt: realClock.epoch() })
  await copyFile(file, path.join(work.uploads.folder, id))
  await completeUpload(database.pool, id, realClock.epoch())
  const previewMs = await timed(async () => {
    const { path: arrived } = await work.uploads.arrived(database, id)
    const head = await headOf(arrived)
    return isWorkbook(head) ? previewFile(arrived, new Map()) : previewHead(head, new Map())
  })
  delay.enable()
  const started = steadyNow()
  const kind = importKind(work.uploads)
  const { id: task } = await work.tasks.add(kind, {
    organisation,
    input: {
      ...{ upload: id, fileName: about.name, sheet: asWorkbook ? '' : null, mapping: [] },
      ...{ source: declared, evidence: null },
    },
    by: 'bench',
  })
  const ended = await work.tasks.ended(task)
  const seconds = (steadyNow() - started) / 1000
  delay.disable()
  if (ended.state !== 'done') throw new Error(JSON.stringify(ended.failure))
  const { read, accepted, duplicates, rejected } = ended.result as Record<string, number>
  if (read !== (accepted ?? 0) + (duplicates ?? 0) + (rejected ?? 0)) throw new Error('no sum')
  const found = await searched(tenant(organisation), organisation)
  console.table({
    file: { value: `${Math.round(bytes / 1e6)} MB, ${read} rows` },
    'preview, ms': { value: Math.round(previewMs) },
    [`import, s (limit ${secondsMax})`]: { value: seconds.toFixed(1) },
    'rows a second': { value: Math.round((read ?? 0) / seconds) },
    'event loop late, p99 and most, ms': {
      value: `${(delay.percentile(99) / 1e6).toFixed(1)}, ${(delay.max / 1e6).toFixed(1)}`,
    },
    'page of contacts by name, p50 and p99, ms': { value: found },
    'resident memory now, MB': { value: Math.round(process.memoryUsage().rss / 1e6) },
  })
  await work.close()
  if (rows === 500_000 && seconds > secondsMax) process.exitCode = 1
}

async function searched(database: Database, organisation: number): Promise<string> {
  const took: number[] = []
  for (let n = 0; n < searches; n += 1) {
    const prefix = n % 2 === 0 ? `nom${(n * 7919) % 50_000}` : ''
    const after = prefix === '' ? { key: `nom${(n * 104_729) % 50_000}`, id: 0 } : null
    took.push(
      await timed(() => contactsByName(database.pool, { organisation, prefix, after, limit: 51 })),
    )
  }
  took.sort((a, b) => a - b)
  const at = (share: number): string => (took[Math.floor(took.length * share)] ?? 0).toFixed(1)
  return `${at(0.5)}, ${at(0.99)}`
}

async function timed(work: () => unknown): Promise<number> {
  const started = steadyNow()
  await work()
  return steadyNow() - started
}

async function workbookOf(csv: string, target: string): Promise<string> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: target })
  const sheet = workbook.addWorksheet('Personnes')
  for (const line of (await readFile(csv, 'utf8')).replace('\ufeff', '').split('\r\n')) {
    if (line !== '') sheet.addRow(line.split(';')).commit()
  }
  await workbook.commit()
  return target
}

const declared = parseSource({
  ...{ kind: 'ownForm', holder: 'Équipe de Camille Exemple', channel: 'automate' },
  ...{ collectedFrom: '2026-01-01', collectedTo: '2026-06-29', controller: 'Camille Exemple' },
  ...{ wording: "J'accepte d'être appelé par un automate.", wordingVersion: 'v1' },
})

await main()
