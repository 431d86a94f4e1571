/**
 * Files into one ZIP with a manifest of their SHA-256: written beside its place, readable by its owner
 * only, and given its name once it is whole. An archive that is there already is never overwritten.
 */
import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, linkSync, readdirSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { Failure } from '../base/failure.ts'
import type { PackFile } from './packFile.ts'

export const manifestName = 'manifest.json'

export interface ManifestEntry {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface Manifest {
  readonly format: 'portevoix evidence 1'
  readonly files: readonly ManifestEntry[]
}

/** The earliest a ZIP can say: the archive tells what was, not when it was asked for. */
const everyDate = new Date(1980, 0, 1)
const how = { mtime: everyDate, mode: 0o100600, forceDosTimestamp: true, compress: true }

export async function writeArchive(
  output: string,
  files: AsyncIterable<PackFile>,
): Promise<Manifest> {
  refuseExisting(output)
  clearUp(output)
  const beside = path.join(path.dirname(output), `.${path.basename(output)}.${process.pid}.part`)
  try {
    const manifest = await writeZip(beside, files)
    await sync(beside)
    // Unlike rename, link never replaces what somebody put there meanwhile.
    linkSync(beside, output)
    return manifest
  } catch (error) {
    throw asFailure(error, output)
  } finally {
    rmSync(beside, { force: true })
  }
}

/** What an export that was killed left beside its place. */
function clearUp(output: string): void {
  const folder = path.dirname(output)
  const head = `.${path.basename(output)}.`
  const names = existsSync(folder) ? readdirSync(folder) : []
  for (const name of names.filter((one) => one.startsWith(head) && one.endsWith('.part'))) {
    const pid = Number(name.slice(head.length, -'.part'.length))
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(path.join(folder, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function refuseExisting(output: string): void {
  if (existsSync(output)) throw alreadyThere(output)
}

const alreadyThere = (output: string): Failure =>
  new Failure('badInput', `${output} exists already and is left as it is: choose another name.`)

async function writeZip(file: string, files: AsyncIterable<PackFile>): Promise<Manifest> {
  const zip = new ZipFile()
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  const written = pipeline(zip.outputStream, target)
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject)
    written.catch(reject)
  })
  // Raced by whoever waits; a failure while nobody waits is met at the next wait.
  failed.catch(() => undefined)
  const entries: ManifestEntry[] = []
  try {
    for await (const one of files) entries.push(await addFile(zip, one, failed))
    const manifest: Manifest = { format: 'portevoix evidence 1', files: entries }
    zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), manifestName, how)
    zip.end()
    await written
    return manifest
  } catch (error) {
    target.destroy()
    await written.catch(() => undefined)
    throw error
  }
}

/** Resolves once the file has passed, so that one file at a time is in memory. */
async function addFile(
  zip: ZipFile,
  { path: name, content }: PackFile,
  failed: Promise<never>,
): Promise<ManifestEntry> {
  const hash = createHash('sha256')
  const counted = { bytes: 0 }
  const pieces = typeof content === 'function' ? content() : whole(content)
  const stream = Readable.from(hashed(pieces, hash, counted), { objectMode: false })
  const passed = once(stream, 'end')
  passed.catch(() => undefined)
  // A source that fails ends its own stream only: the archive must hear of it.
  const broken = new Promise<never>((_, reject) => stream.once('error', reject))
  broken.catch(() => undefined)
  zip.addReadStream(stream, name, how)
  await Promise.race([passed, failed, broken])
  return { path: name, bytes: counted.bytes, sha256: hash.digest('hex') }
}

async function* whole(content: string | Uint8Array): AsyncGenerator<string | Uint8Array> {
  if (content.length > 0) yield content
}

/** Small lines are gathered, for the compressor does not like crumbs. */
const pieceBytes = 65_536

async function* hashed(
  pieces: AsyncIterable<string | Uint8Array>,
  hash: Hash,
  counted: { bytes: number },
): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = []
  let waiting = 0
  const flush = (): Buffer => {
    const piece = Buffer.concat(gathered)
    gathered = []
    waiting = 0
    hash.update(piece)
    counted.bytes += piece.length
    return piece
  }
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece as string)
    gathered.push(bytes)
    waiting += bytes.length
    if (waiting >= pieceBytes) yield flush()
  }
  if (waiting > 0) yield flush()
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function asFailure(error: unknown, output: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (error instanceof Failure || code === undefined || syscall === undefined) return error
  if (code === 'EEXIST') return alreadyThere(output)
  return new Failure('badInput', `${output} cannot be written (${code}): choose another place.`)
}
