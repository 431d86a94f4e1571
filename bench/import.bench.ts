/**
 * One million rows with duplicates and bad rows → contacts in a durable embedded PostgreSQL. The
 * numbers are synthetic, over real prefixes (only 60,000 numbers of fiction exist) and never dialled.
 * In the same run, for scale: COPY alone into a plain table, and the library on every number.
 * Run: node bench/import.bench.ts [rows, default 1000000] [seed]
 */
import { chmodSync, createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { from as copyFrom } from 'pg-copy-streams'
import { steadyNow } from '../src/base/clock.ts'
import { epochMs } from '../src/base/units.ts'
import { parseSource } from '../src/contacts/source.ts'
import { importContacts } from '../src/intake/importContacts.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { writePeople } from './peopleFile.ts'

const rows = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? 1)
const libraryRows = 100_000

const secondsMax = 20
const residentMegabytesMax = 600

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-bench-'))
  // The database of root runs as another user, who must be able to enter.
  chmodSync(folder, 0o755)
  const file = path.join(folder, 'contacts.csv')
  await writePeople(file, { rows, seed })
  const db = await openDatabase({ dataFolder: path.join(folder, 'data') })
  try {
    const started = steadyNow()
    let read = started
    const result = await importContacts({
      db,
      file,
      source: declared,
      mapping: new Map(),
      now: epochMs(Date.UTC(2026, 5, 30)),
      rejectsPath: path.join(folder, 'rejects.csv'),
      onProgress: ({ is }) => {
        if (is === 'merging') read = steadyNow()
      },
    })
    const took = (steadyNow() - started) / 1000
    const peak = peakMegabytes()
    const merged = (steadyNow() - read) / 1000
    const { accepted, duplicatesInFile, rejected } = result
    if (result.read !== accepted + duplicatesInFile + rejected) throw new Error('sums do not close')
    console.table({
      import: figures(result.read, took),
      '… of it reading and staging': figures(result.read, took - merged),
      '… of it merging': figures(result.read, merged),
      'COPY alone, no checks': figures(result.read, await copyAlone(db, file)),
      'library on every number': figures(libraryRows, await libraryAlone(file)),
    })
    console.log(JSON.stringify({ ...result, columns: undefined, rejectsFile: undefined }))
    console.log(
      `peak resident memory of this process: ${peak} MB (limit ${residentMegabytesMax} MB)`,
    )
    console.log(`${took.toFixed(1)} s for ${rows} rows (limit ${secondsMax} s per 1,000,000)`)
    if (rows === 1_000_000 && (took > secondsMax || peak > residentMegabytesMax)) {
      process.exitCode = 1
    }
  } finally {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const declared = parseSource({
  kind: 'ownForm',
  holder: 'Équipe de Camille Exemple',
  collectedFrom: '2026-01-01',
  collectedTo: '2026-06-29',
  controller: 'Camille Exemple',
  channel: 'automate',
  wording: "J'accepte d'être appelé par un automate aux heures cochées.",
  wordingVersion: 'v1',
})

const figures = (count: number, took: number): Record<string, string | number> => ({
  rows: count,
  seconds: Number(took.toFixed(2)),
  'rows/s': Math.round(count / took),
})

/** VmHWM: the highest resident set since the process began; the database is another process. */
function peakMegabytes(): number {
  const status = readFileSync('/proc/self/status', 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024)
}

async function copyAlone(db: Database, file: string): Promise<number> {
  const client = await db.pool.connect()
  try {
    await client.query('create unlogged table copied (line text)')
    const started = steadyNow()
    const sql = `copy copied from stdin (format csv, delimiter E'\\x01', quote E'\\x02')`
    await pipeline(createReadStream(file), client.query(copyFrom(sql)))
    const took = (steadyNow() - started) / 1000
    await client.query('drop table copied')
    return took
  } finally {
    client.release()
  }
}

async function libraryAlone(file: string): Promise<number> {
  const numbers: string[] = []
  const lines = createInterface({ input: createReadStream(file) })
  for await (const line of lines) {
    if (numbers.push(line.split(';')[2] ?? '') > libraryRows) break
  }
  const started = steadyNow()
  let valid = 0
  for (const number of numbers) if (parsePhoneNumberFromString(number, 'FR')?.isValid()) valid += 1
  if (valid === 0) throw new Error('the library refused every number')
  return (steadyNow() - started) / 1000
}

await main()
