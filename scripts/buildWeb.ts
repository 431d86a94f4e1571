/**
 * Builds web/ into web/dist when it is stale: `node scripts/buildWeb.ts`, `npm start` and the tests.
 * What the build is made from is hashed; a build of the same hash is never made twice, and two
 * processes that ask at once share one.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { webConfig, webDist, webFolder } from './webConfig.ts'

const root = path.dirname(import.meta.dirname)
const madeFrom = [
  'web/index.html',
  'web/tsconfig.json',
  'web/public/**/*',
  'web/src/**/*',
  'src/base/**/*.ts',
  'src/campaign/**/*.ts',
  'src/report/drawings.ts',
  'package-lock.json',
  'scripts/webConfig.ts',
  'scripts/buildWeb.ts',
]
const stamp = 'built-from.txt'
const lock = path.join(webFolder, 'dist.lock')
/** A builder that died leaves its lock behind; a build takes some seconds. */
const lockStaleMs = 120_000
const lockPollMs = 200
/** Below this many bytes a compressed copy saves nothing. */
const compressFromBytes = 1024
const brotliQuality = 9

export interface BuiltWeb {
  readonly folder: string
  readonly built: boolean
  readonly tookMs: number
}

/** The folder of a build that is up to date, made now if need be. */
export async function buildWeb(): Promise<BuiltWeb> {
  const started = performance.now()
  const done = (built: boolean): BuiltWeb => ({
    folder: webDist,
    built,
    tookMs: Math.round(performance.now() - started),
  })
  const hash = await hashOfSources()
  if (await isBuiltFrom(hash)) return done(false)
  await takeLock()
  try {
    if (await isBuiltFrom(hash)) return done(false)
    const fresh = `${webDist}.new`
    const { build } = await import('vite')
    await build(webConfig(fresh))
    await compressFolder(fresh)
    await writeFile(path.join(fresh, stamp), hash)
    await rm(webDist, { recursive: true, force: true })
    await rename(fresh, webDist)
    return done(true)
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const names = globSync(madeFrom, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  for (const name of names) {
    hash.update(path.relative(root, name))
    hash.update(await readFile(name))
  }
  return hash.digest('hex')
}

async function isBuiltFrom(hash: string): Promise<boolean> {
  const file = path.join(webDist, stamp)
  return existsSync(file) && readFileSync(file, 'utf8') === hash
}

async function takeLock(): Promise<void> {
  for (;;) {
    try {
      await mkdir(lock)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const held = await stat(lock).catch(() => undefined)
    if (held && Date.now() - held.mtimeMs > lockStaleMs) await rm(lock, { recursive: true })
    else await wait(lockPollMs)
  }
}

/** Each text file gets a .br and a .gz beside it: the server only chooses. */
async function compressFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && /\.(js|css|svg|json|webmanifest)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
  await Promise.all(files.map(compressFile))
}

async function compressFile(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length < compressFromBytes) return
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality },
    }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  await writeFile(`${file}.br`, br)
  await writeFile(`${file}.gz`, gz)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { folder, built, tookMs } = await buildWeb()
  console.log(built ? `built ${folder} in ${tookMs} ms` : `${folder} is up to date`)
}
