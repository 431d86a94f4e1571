import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { encodeAs, inspectTextFile, type TextEncoding, textOf } from './textFile.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-text-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(bytes: Uint8Array | string, name = 'people.csv'): string {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}

async function readAll(file: string): Promise<{ text: string; encoding: TextEncoding }> {
  const inspected = await inspectTextFile(file)
  let text = ''
  for await (const piece of textOf(inspected)) text += piece.text
  return { text, encoding: inspected.encoding }
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')
const text = 'Nom;Prénom\r\nLefèvre;Zoë €\r\n'

// biome-ignore format: bytes of one text → the encoding found, as a table
const encodings: readonly (readonly [Uint8Array, TextEncoding])[] = [
  [Buffer.from(text), 'utf-8'], [Buffer.from(`\ufeff${text}`), 'utf-8'], [encodeAs('windows-1252', text), 'windows-1252'],
  [Buffer.concat([Buffer.of(0xff, 0xfe), utf16(text)]), 'utf-16le'],
  [Buffer.concat([Buffer.of(0xfe, 0xff), utf16(text).swap16()]), 'utf-16be'],
]

test('text file: UTF-8 with and without mark, both UTF-16 and Windows-1252 give the same text', async () => {
  for (const [bytes, encoding] of encodings)
    assert.deepEqual(await readAll(fileOf(bytes)), { text, encoding })
})

test('text file: a character cut by the end of a piece is whole again, over many pieces', async () => {
  const long = 'é'.repeat(300_001)
  assert.deepEqual(await readAll(fileOf(`a${long}`)), { text: `a${long}`, encoding: 'utf-8' })
  const ansi = encodeAs('windows-1252', `${'a'.repeat(600_000)}é`)
  assert.equal((await readAll(fileOf(ansi))).text.at(-1), 'é')
})

test('text file: written in the encoding it was read in, every text keeps its bytes', async () => {
  const every = Uint8Array.from({ length: 255 }, (_, i) => i + 1)
  assert.equal((await inspectTextFile(fileOf(every))).encoding, 'windows-1252')
  assert.deepEqual(
    new Uint8Array(encodeAs('windows-1252', (await readAll(fileOf(every))).text)),
    every,
  )
  for (const [bytes, encoding] of encodings) {
    const { bom } = await inspectTextFile(fileOf(bytes))
    assert.deepEqual(Buffer.concat([bom, encodeAs(encoding, text)]), Buffer.from(bytes))
  }
})

// biome-ignore format: bytes → the sentence, as a table
const unusable: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['empty', Buffer.of(), /is empty/], ['xlsx', Buffer.from('PK\u0003\u0004rest'), /Excel workbook.*save it as “CSV UTF-8”/],
  ['xls', Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), /old Excel workbook/], ['pdf', Buffer.from('%PDF-1.7'), /is a PDF/],
  ['png', Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d), /PNG/], ['gzip', Buffer.of(0x1f, 0x8b, 8, 0), /gzip/],
  ['cut UTF-8', Buffer.concat([Buffer.from('Prénom\nZo'), Buffer.of(0xc3)]), /middle of a character/],
  ['mixed', Buffer.concat([Buffer.from('é'.repeat(200_000)), Buffer.alloc(300_000, 0xe9)]), /mixes two encodings/],
]

test('text file: what is no text, or was cut off, is one clear sentence', async () => {
  for (const [name, bytes, sentence] of unusable)
    await assert.rejects(readAll(fileOf(bytes, name)), isBadInput(sentence), name)
  const odd = Buffer.concat([Buffer.of(0xff, 0xfe), utf16(text), Buffer.of(0x41)])
  await assert.rejects(readAll(fileOf(odd)), isBadInput(/middle of a character/))
})

test('text file: a folder, a missing or an unreadable file is one clear sentence', async () => {
  mkdirSync(path.join(folder, 'sub'))
  await assert.rejects(inspectTextFile(path.join(folder, 'sub')), isBadInput(/is a folder/))
  await assert.rejects(inspectTextFile(path.join(folder, 'none.csv')), isBadInput(/does not exist/))
  await assert.rejects(inspectTextFile('/dev/null'), isBadInput(/cannot|not a file/))
  const locked = fileOf(text, 'locked.csv')
  chmodSync(locked, 0o000)
  // root reads everything: the sentence is for everybody else.
  if (process.getuid?.() === 0) assert.equal((await inspectTextFile(locked)).encoding, 'utf-8')
  else await assert.rejects(inspectTextFile(locked), isBadInput(/may not be read/))
})

test('text file: a file that changes or goes away between the two readings is a failure', async () => {
  const file = fileOf(text)
  const inspected = await inspectTextFile(file)
  const drain = async (): Promise<void> => {
    for await (const piece of textOf(inspected)) assert.ok(piece.bytes >= 0)
  }
  fileOf(`${text}more`)
  await assert.rejects(drain(), isBadInput(/changed while it was being read/))
  rmSync(file)
  await assert.rejects(drain(), isBadInput(/does not exist/))
})

const isBadInput = (sentence: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure && error.code === 'badInput', String(error))
  assert.match(error.message, sentence)
  return true
}
