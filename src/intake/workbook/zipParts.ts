/**
 * The parts of a workbook's zip (APPNOTE.TXT 6.3.10 §4.3), each read as a stream that is cut off at named
 * limits: what an archive says of its sizes is not believed, a few kilobytes can unpack to terabytes.
 */
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { Failure } from '../../base/failure.ts'

/** A workbook has some dozens of parts; Excel's own limit is memory. */
export const partsMax = 2_000
/** One part unpacked: a million rows of twenty columns stay below. */
export const partBytesMax = 2e9
/** All that is unpacked of one workbook. */
export const unpackedBytesMax = 3e9
/** Unpacked bytes for one packed; sheets of people have 5 to 30. */
export const ratioMax = 200
/** Small parts may be packed as tightly as they like. */
export const ratioFromBytes = 10e6
const directoryBytesMax = 4 * 1024 * 1024
const endBytesMax = 22 + 65_535

interface Entry {
  readonly method: number
  readonly compressedBytes: number
  readonly headerAt: number
}

export interface ZipParts {
  readonly names: readonly string[]
  /** Nothing when there is no such part. */
  part(name: string): AsyncIterable<Buffer>
  close(): Promise<void>
}

const signatures = { end: 0x06054b50, directory: 0x02014b50, header: 0x04034b50 }

export async function openZip(file: string): Promise<ZipParts> {
  const handle = await open(file, 'r')
  try {
    const entries = await entriesOf(handle)
    let unpacked = 0
    return {
      names: [...entries.keys()],
      part(name) {
        const entry = entries.get(name)
        return unpackedPart(file, handle, entry, (bytes) => {
          unpacked += bytes
          if (unpacked > unpackedBytesMax) throw bomb(unpacked, unpackedBytesMax)
        })
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function entriesOf(handle: FileHandle): Promise<ReadonlyMap<string, Entry>> {
  const { size } = await handle.stat()
  const tail = await bytesAt(handle, Math.max(0, size - endBytesMax), Math.min(size, endBytesMax))
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== signatures.end) at -= 1
  if (at < 0) throw damaged()
  const count = tail.readUInt16LE(at + 10)
  const directoryBytes = tail.readUInt32LE(at + 12)
  // A larger one would be of the 64-bit kind, which no spreadsheet needs.
  if (count > partsMax) throw tooManyParts(count)
  if (directoryBytes > directoryBytesMax) throw damaged()
  const directory = await bytesAt(handle, tail.readUInt32LE(at + 16), directoryBytes)
  return parseDirectory(directory)
}

function parseDirectory(directory: Buffer): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== signatures.directory) throw damaged()
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw locked()
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(name.replace(/^\//, ''), {
      method: directory.readUInt16LE(at + 10),
      compressedBytes: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    })
    if (entries.size > partsMax) throw tooManyParts(entries.size)
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

async function* unpackedPart(
  file: string,
  handle: FileHandle,
  entry: Entry | undefined,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  if (!entry || entry.compressedBytes === 0) return
  const header = await bytesAt(handle, entry.headerAt, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== signatures.header) throw damaged()
  const from = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = createReadStream(file, { start: from, end: from + entry.compressedBytes - 1 })
  const pieces = entry.method === 0 ? packed : packed.pipe(createInflateRaw())
  // A broken pipe does not pass its error on by itself.
  packed.on('error', (error) => pieces.destroy(error))
  let bytes = 0
  try {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      bytes += piece.length
      count(piece.length)
      if (bytes > partBytesMax) throw bomb(bytes, partBytesMax)
      if (bytes > ratioFromBytes && bytes > entry.compressedBytes * ratioMax) {
        throw tooTight(bytes / entry.compressedBytes)
      }
      yield piece
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (error instanceof Failure || syscall !== undefined || !code?.startsWith('Z_')) throw error
    throw damaged()
  } finally {
    packed.destroy()
    pieces.destroy()
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, at)
  return buffer.subarray(0, bytesRead)
}

export const damaged = (): Failure =>
  new Failure(
    'badInput',
    'This Excel workbook is damaged or cut off. Nothing was imported. Save it again and drop it here.',
    { fr: 'Ce classeur est abîmé ou coupé. Rien n’a été importé. Enregistrez-le de nouveau.' },
  )
const locked = (): Failure =>
  new Failure(
    'badInput',
    'This Excel workbook is locked by a password. Nothing was imported. Save it without one.',
    {
      fr: 'Ce classeur est protégé par un mot de passe. Rien n’a été importé. Enregistrez-le sans.',
    },
  )
const tooManyParts = (count: number): Failure =>
  new Failure('badInput', 'This archive is no workbook of people. Nothing was imported.', {
    fr: 'Cette archive n’est pas un classeur de personnes. Rien n’a été importé.',
    measured: `${count} parts`,
    limit: String(partsMax),
  })
const bomb = (bytes: number, limit: number): Failure =>
  new Failure(
    'badInput',
    'This workbook unpacks to more than can be read. Nothing was imported. Save the sheet as CSV.',
    {
      fr:
        'Ce classeur se déplie en trop de données. Rien n’a été importé. Enregistrez la feuille ' +
        'en CSV.',
      measured: `> ${Math.floor(bytes / 1e6)} MB`,
      limit: `${limit / 1e6} MB`,
    },
  )
const tooTight = (ratio: number): Failure =>
  new Failure(
    'badInput',
    'This workbook is packed more tightly than any sheet of people. Nothing was imported. Save the sheet as CSV.',
    {
      fr:
        'Ce classeur est plus comprimé qu’aucune feuille de personnes. Rien n’a été importé. ' +
        'Enregistrez la feuille en CSV.',
      measured: `1 : ${Math.floor(ratio)}`,
      limit: `1 : ${ratioMax}`,
    },
  )
