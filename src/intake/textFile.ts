/**
 * A file from disk, before anything of it is believed: is it there, is it text, in which encoding,
 * and which file is it (its hash). One pass, bounded memory; the second pass reads the text.
 */
import { isAscii, isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../base/failure.ts'

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface TextFile {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly encoding: TextEncoding
  readonly bom: Uint8Array
  /** About as many as an editor shows: for those who wait while it is read. */
  readonly lines: number
}

/** Few enough that the connection to the database is served between two. */
const chunkBytes = 65_536

export async function inspectTextFile(file: string): Promise<TextFile> {
  const size = await sizeOf(file)
  const hash = createHash('sha256')
  const utf8 = utf8Check()
  let head = Buffer.alloc(0)
  let bytes = 0
  let lines = 0
  for await (const chunk of chunksOf(file)) {
    if (head.length < headBytes) {
      head = Buffer.concat([head, chunk.subarray(0, headBytes)])
    }
    if (bytes === 0) refuseBinary(file, head)
    hash.update(chunk)
    utf8.push(chunk)
    bytes += chunk.length
    lines += linesIn(chunk)
  }
  if (bytes === 0 || size === 0)
    throw new Failure('badInput', `${nameOf(file)} is empty.`, {
      fr: 'Ce fichier est vide. Rien n’a été importé.',
    })
  const sha256 = hash.digest('hex')
  const marked = boms.find(({ bom }) => bom.every((byte, i) => head[i] === byte))
  if (marked && marked.encoding !== 'utf-8') return { path: file, sha256, bytes, lines, ...marked }
  const verdict = utf8.end()
  if (verdict === 'cutOff') throw cutOff(file)
  if (verdict === 'mixed') throw mixed(file)
  const bom = marked?.bom ?? new Uint8Array()
  const encoding = verdict === 'utf8' ? 'utf-8' : 'windows-1252'
  return { path: file, sha256, bytes, lines, encoding, bom }
}

const lineFeed = 0x0a
function linesIn(chunk: Buffer): number {
  let lines = 0
  for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) lines += 1
  return lines
}

/** Pieces of text, the byte order mark left out; fails when the file is no longer what it was. */
export async function* textOf(file: TextFile): AsyncGenerator<{ text: string; bytes: number }> {
  const decoder = new TextDecoder(file.encoding, { fatal: true })
  const hash = createHash('sha256')
  try {
    for await (const chunk of chunksOf(file.path)) {
      hash.update(chunk)
      yield { text: decoder.decode(chunk, { stream: true }), bytes: chunk.length }
    }
    yield { text: decoder.decode(), bytes: 0 }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error
    throw cutOff(file.path)
  }
  if (hash.digest('hex') !== file.sha256) {
    throw new Failure(
      'badInput',
      `${nameOf(file.path)} changed while it was being read. Nothing was imported. Try again when ` +
        'no other program is writing it.',
      {
        fr:
          'Le fichier a changé pendant sa lecture. Rien n’a été importé. Recommencez quand aucun ' +
          'autre programme ne l’écrit.',
      },
    )
  }
}

/** Text in the encoding of the file it came from, so that a copied line keeps its bytes. */
export function encodeAs(encoding: TextEncoding, text: string): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8')
    case 'utf-16le':
      return Buffer.from(text, 'utf16le')
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16()
    case 'windows-1252':
      return Buffer.from(Array.from(text, windows1252Byte))
  }
}

export async function sha256Of(file: string): Promise<string> {
  await sizeOf(file)
  const hash = createHash('sha256')
  for await (const chunk of chunksOf(file)) hash.update(chunk)
  return hash.digest('hex')
}

const boms: readonly { readonly encoding: TextEncoding; readonly bom: Uint8Array }[] = [
  { encoding: 'utf-8', bom: Uint8Array.of(0xef, 0xbb, 0xbf) },
  { encoding: 'utf-16le', bom: Uint8Array.of(0xff, 0xfe) },
  { encoding: 'utf-16be', bom: Uint8Array.of(0xfe, 0xff) },
]

const headBytes = 16

/** As far as the first bytes tell; the whole file is looked at when it is imported. */
export function encodingOfHead(head: Uint8Array): { encoding: TextEncoding; bomBytes: number } {
  const marked = boms.find(({ bom }) => bom.every((byte, i) => head[i] === byte))
  if (marked) return { encoding: marked.encoding, bomBytes: marked.bom.length }
  const whole = head.subarray(0, head.length - unfinishedBytes(head))
  return { encoding: isUtf8(whole) ? 'utf-8' : 'windows-1252', bomBytes: 0 }
}

/** First bytes of files people take for CSV. */
const binaries: readonly (readonly [string, readonly number[]])[] = [
  ['an Excel workbook or another zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
]

/** `head`: the first bytes of a file. */
export function refuseBinary(file: string, head: Uint8Array): void {
  const found = binaries.find(([, magic]) => magic.every((byte, i) => head[i] === byte))
  if (!found) return
  throw new Failure(
    'badInput',
    `${nameOf(file)} is ${found[0]}, not a CSV file. Nothing was imported. Open it in the program ` +
      'it comes from and save it as “CSV UTF-8”.',
    {
      fr:
        'Ce n’est pas un fichier de personnes. Enregistrez votre tableau en CSV ou en Excel ' +
        '(.xlsx). Rien n’a été importé.',
    },
  )
}

interface Utf8Check {
  push(chunk: Buffer): void
  end(): 'utf8' | 'other' | 'cutOff' | 'mixed'
}

/** Whole-file check: a character may be cut by the end of a chunk, never by the end of the file. */
function utf8Check(): Utf8Check {
  let carried = Buffer.alloc(0)
  let accents = false
  let broken = false
  let brokenAfterAccents = false
  return {
    push(chunk) {
      if (broken) return
      const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk
      const whole = bytes.subarray(0, bytes.length - unfinishedBytes(bytes))
      carried = Buffer.from(bytes.subarray(whole.length))
      broken = !isUtf8(whole)
      brokenAfterAccents = broken && accents
      accents ||= !broken && !isAscii(whole)
    },
    end() {
      if (broken) return brokenAfterAccents ? 'mixed' : 'other'
      if (carried.length === 0) return 'utf8'
      // One odd byte at the very end of plain letters is an accent of Windows-1252.
      return accents ? 'cutOff' : 'other'
    },
  }
}

/** Bytes at the end that begin a character without finishing it (RFC 3629 §3). */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number
    if ((byte & 0xc0) === 0x80) continue
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needs > back ? back : 0
  }
  return 0
}

const windows1252 = new Map(
  Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, i) => i)),
    (character, byte) => [character, byte] as const,
  ),
)
const questionMark = 0x3f
const windows1252Byte = (character: string): number => windows1252.get(character) ?? questionMark

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file)
    if (found.isDirectory()) {
      throw new Failure('badInput', `${nameOf(file)} is a folder: name the CSV file in it.`, {
        fr: 'C’est un dossier : désignez le fichier CSV qu’il contient.',
      })
    }
    if (found.isFile()) return found.size
    throw new Failure('badInput', `${nameOf(file)} is not a file that can be read twice.`, {
      fr: 'Ce fichier ne se lit pas deux fois : enregistrez-le sur un disque.',
    })
  } catch (error) {
    throw asFileFailure(file, error)
  }
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
      yield chunk as Buffer
    }
  } catch (error) {
    throw asFileFailure(file, error)
  }
}

const fileSentences: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist (any more): check its name.',
  ENOTDIR: 'does not exist: check its name.',
  EACCES: 'may not be read by this user: change its rights.',
  EPERM: 'may not be read by this user: change its rights.',
  EISDIR: 'is a folder: name the CSV file in it.',
  EIO: 'could not be read: the disk or the network drive failed.',
  ESTALE: 'could not be read: the network drive went away.',
}

function asFileFailure(file: string, error: unknown): unknown {
  const sentence = fileSentences[(error as NodeJS.ErrnoException).code ?? '']
  if (sentence === undefined) return error
  return new Failure('badInput', `${nameOf(file)} ${sentence} Nothing was imported.`, {
    fr: 'Ce fichier n’a pas pu être lu sur le serveur. Rien n’a été importé. Déposez-le de nouveau.',
  })
}

const nameOf = (file: string): string => `The file "${path.basename(file)}"`

const cutOff = (file: string): Failure =>
  new Failure(
    'badInput',
    `${nameOf(file)} stops in the middle of a character: it was cut off. Nothing was imported. ` +
      'Save or download it again.',
    {
      fr:
        'Fichier coupé : il s’arrête au milieu d’une lettre. Rien n’a été importé. ' +
        'Enregistrez-le de nouveau.',
    },
  )

const mixed = (file: string): Failure =>
  new Failure(
    'badInput',
    `${nameOf(file)} mixes two encodings: it begins as UTF-8 and goes on as something else. Nothing ` +
      'was imported. Save it again as “CSV UTF-8”.',
    {
      fr:
        'Ce fichier mélange deux encodages. Rien n’a été importé. Enregistrez-le ' +
        'en « CSV UTF-8 ».',
    },
  )
