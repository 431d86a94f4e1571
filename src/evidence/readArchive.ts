/**
 * Reads an archive of ours and holds it against its manifest (APPNOTE.TXT 6.3.10 §4.3): every file named
 * there is there with its bytes, and no other. A file is read as a stream, whatever it claims to hold.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { z } from 'zod'
import { Failure } from '../base/failure.ts'
import { type Manifest, manifestName } from './archive.ts'

export interface ArchiveCheck {
  readonly intact: boolean
  readonly files: number
  /** One sentence a file that is not what the manifest says. */
  readonly wrong: readonly string[]
  /** Of the manifest itself: who notes it elsewhere can tell this archive from another. */
  readonly manifestSha256: string
}

/** A pack has some dozens of files; a directory larger than that is not ours. */
const directoryBytesMax = 16 * 1024 * 1024
const manifestBytesMax = 16 * 1024 * 1024
/** A record that ends an archive, with the longest comment. */
const endBytesMax = 22 + 65_535

/** Names are shown on a terminal, which obeys control characters. */
const isPrintable = (name: string): boolean => !/\p{C}/u.test(name)

const manifestSchema = z.strictObject({
  format: z.literal('portevoix evidence 1'),
  files: z
    .array(
      z.strictObject({
        path: z.string().min(1).refine(isPrintable),
        bytes: z.int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(100_000),
})

export async function verifyArchive(file: string): Promise<ArchiveCheck> {
  const handle = await openArchive(file)
  try {
    const entries = await entriesOf(handle, file)
    const manifestEntry = entries.get(manifestName)
    if (!manifestEntry) throw notOurs(file)
    const { text, sha256 } = await manifestOf(file, handle, manifestEntry)
    const manifest = parseManifest(file, text)
    const wrong: string[] = []
    for (const { path, bytes, sha256: expected } of manifest.files) {
      const entry = entries.get(path)
      if (!entry) wrong.push(`${path} is missing.`)
      else wrong.push(...(await differs(file, handle, entry, { path, bytes, sha256: expected })))
    }
    const named = new Set([manifestName, ...manifest.files.map(({ path }) => path)])
    for (const name of entries.keys()) {
      if (!named.has(name)) wrong.push(`${name} is in the archive and not in its manifest.`)
    }
    return {
      intact: wrong.length === 0,
      files: manifest.files.length,
      wrong,
      manifestSha256: sha256,
    }
  } finally {
    await handle.close()
  }
}

async function openArchive(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure('badInput', `The archive ${file} cannot be read (${code}).`)
  }
}

const notOurs = (file: string): Failure =>
  new Failure('badInput', `${file} is no evidence pack of Portevoix, or is cut short.`)

interface Entry {
  readonly name: string
  readonly method: number
  readonly compressedBytes: number
  readonly headerAt: number
}

const endSignature = 0x06054b50
const end64Signature = 0x06064b50
const directorySignature = 0x02014b50
const headerSignature = 0x04034b50
const all32 = 0xffffffff

async function entriesOf(handle: FileHandle, file: string): Promise<ReadonlyMap<string, Entry>> {
  const { size } = await handle.stat()
  const tail = await bytesAt(handle, Math.max(0, size - endBytesMax), Math.min(size, endBytesMax))
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== endSignature) at -= 1
  if (at < 0) throw notOurs(file)
  let directoryBytes = tail.readUInt32LE(at + 12)
  let directoryAt = tail.readUInt32LE(at + 16)
  if (directoryAt === all32 || directoryBytes === all32) {
    // The locator stands right before (§4.3.15).
    const end64At = at >= 20 ? Number(tail.readBigUInt64LE(at - 20 + 8)) : -1
    const end64 = await bytesAt(handle, end64At, 56)
    if (end64.length < 56 || end64.readUInt32LE(0) !== end64Signature) throw notOurs(file)
    directoryBytes = Number(end64.readBigUInt64LE(40))
    directoryAt = Number(end64.readBigUInt64LE(48))
  }
  if (directoryBytes > directoryBytesMax) throw notOurs(file)
  return parseDirectory(await bytesAt(handle, directoryAt, directoryBytes), file)
}

function parseDirectory(directory: Buffer, file: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== directorySignature) throw notOurs(file)
    const nameLength = directory.readUInt16LE(at + 28)
    const extraLength = directory.readUInt16LE(at + 30)
    const commentLength = directory.readUInt16LE(at + 32)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const sizes = [directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20)]
    const [, compressedBytes = 0, headerAt = 0] = with64(
      [...sizes, directory.readUInt32LE(at + 42)],
      extra,
    )
    // Two files of one name: a reader could be shown the other one.
    if (entries.has(name) || !isPrintable(name)) throw notOurs(file)
    entries.set(name, { name, method: directory.readUInt16LE(at + 10), compressedBytes, headerAt })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

/** Values of 32 bits that say "see the extra field" (§4.5.3), in the order in which they stand there. */
function with64(values: readonly number[], extra: Buffer): readonly number[] {
  let field = 0
  while (field + 4 <= extra.length && extra.readUInt16LE(field) !== 1) {
    field += 4 + extra.readUInt16LE(field + 2)
  }
  let at = field + 4
  return values.map((value) => {
    if (value !== all32 || at + 8 > extra.length) return value
    at += 8
    return Number(extra.readBigUInt64LE(at - 8))
  })
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  if (at < 0 || !Number.isSafeInteger(at)) return Buffer.alloc(0)
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, at)
  return buffer.subarray(0, bytesRead)
}

type Sink = (piece: Buffer) => void

/** false: what stands there cannot be unpacked. */
async function readEntry(
  file: string,
  handle: FileHandle,
  entry: Entry,
  sink: Sink,
): Promise<boolean> {
  const header = await bytesAt(handle, entry.headerAt, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== headerSignature) return false
  const from = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (entry.compressedBytes === 0) return entry.method === 0
  if (!Number.isSafeInteger(from + entry.compressedBytes)) return false
  const packed = createReadStream(file, { start: from, end: from + entry.compressedBytes - 1 })
  const drain = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of pieces) sink(piece)
  }
  try {
    if (entry.method === 0) await pipeline(packed, drain)
    else await pipeline(packed, createInflateRaw(), drain)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error
    return false
  }
}

async function manifestOf(
  file: string,
  handle: FileHandle,
  entry: Entry,
): Promise<{ readonly text: string; readonly sha256: string }> {
  const pieces: Buffer[] = []
  let bytes = 0
  const read = await readEntry(file, handle, entry, (piece) => {
    bytes += piece.length
    if (bytes > manifestBytesMax) throw notOurs(file)
    pieces.push(piece)
  })
  if (!read || bytes > manifestBytesMax) throw notOurs(file)
  const whole = Buffer.concat(pieces)
  return { text: whole.toString('utf8'), sha256: createHash('sha256').update(whole).digest('hex') }
}

function parseManifest(file: string, text: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    throw notOurs(file)
  }
}

async function differs(
  file: string,
  handle: FileHandle,
  entry: Entry,
  { path, bytes, sha256 }: Manifest['files'][number],
): Promise<readonly string[]> {
  const hash = createHash('sha256')
  let found = 0
  const read = await readEntry(file, handle, entry, (piece) => {
    found += piece.length
    // A few bytes can unpack to terabytes: what is too long already is not read to its end.
    if (found > bytes) throw new RangeError('longer than the manifest says')
    hash.update(piece)
  })
  if (found > bytes) return [`${path} has more than the ${bytes} bytes of the manifest.`]
  if (!read) return [`${path} cannot be unpacked.`]
  if (found !== bytes) return [`${path} has ${found} bytes; the manifest says ${bytes}.`]
  return hash.digest('hex') === sha256 ? [] : [`${path} was changed: its SHA-256 is another one.`]
}
