import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from '../../base/failure.ts'
import type { ClipId } from '../../base/ids.ts'
import { ms } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import { aviOf } from './aviFile.ts'
import { BLOB_BYTES_AT_MOST, ClipFiles } from './clipFiles.ts'

const clipOf = (bytes: number, pcmuBytes = bytes): Clip => ({
  id: `${bytes} bytes` as ClipId,
  pcma: Uint8Array.from({ length: bytes }, (_, i) => i & 255),
  pcmu: new Uint8Array(pcmuBytes).fill(7),
})
const soundOf = (clip: Clip, fromMs = 0) =>
  ({ is: 'clip', clip: clip.id, play: 1, codec: 'pcma', fromMs: ms(fromMs) }) as const

async function someFiles(t: TestContext): Promise<{ files: ClipFiles; below: string }> {
  const below = mkdtempSync(path.join(tmpdir(), 'portevoix-test-'))
  const files = await ClipFiles.open(below)
  t.after(async () => {
    await files.close()
    rmSync(below, { recursive: true, force: true })
  })
  return { files, below }
}

test('a clip is a file that others may read, in the law of the leg, and goes with the folder', async (t) => {
  const { files } = await someFiles(t)
  const clip = clipOf(1600)
  await files.add(clip)
  await files.add(clip)
  assert.deepEqual([files.ids, files.durationOf(clip.id)], [[clip.id], 200])
  const media = await files.mediaOf(soundOf(clip), true)
  assert.ok(typeof media === 'object' && 'file' in media)
  assert.deepEqual(
    new Uint8Array(readFileSync(media.file)),
    new Uint8Array(aviOf('pcma', clip.pcma)),
  )
  assert.equal(statSync(media.file).mode & 0o444, 0o444)
  await files.forget(media)
  assert.ok(existsSync(media.file), 'it is played again')
  await files.close()
  assert.ok(!existsSync(media.file))
})

test('where rtpengine cannot read files, a question holds as much as the limit, and no more', async (t) => {
  const { files } = await someFiles(t)
  for (const [bytes, isPlayed] of [
    [BLOB_BYTES_AT_MOST - 1, true],
    [BLOB_BYTES_AT_MOST, true],
    [BLOB_BYTES_AT_MOST + 1, false],
  ] as const) {
    const clip = clipOf(bytes)
    await files.add(clip)
    const media = await files.mediaOf(soundOf(clip), false)
    if (isPlayed) assert.ok(typeof media === 'object' && 'blob' in media)
    else assert.match(String(media), /it cannot read .*, and the recording is longer than 7.5 s/)
  }
})

test('what is left of a clip after a hold is in the question, or in a file of its own that goes once it was opened', async (t) => {
  const { files } = await someFiles(t)
  const clip = clipOf(BLOB_BYTES_AT_MOST + 16_000)
  await files.add(clip)
  const long = await files.mediaOf(soundOf(clip, 1000), true)
  assert.ok(typeof long === 'object' && 'file' in long)
  const rest = new Uint8Array(aviOf('pcma', clip.pcma.subarray(8000)))
  assert.deepEqual(new Uint8Array(readFileSync(long.file)), rest)
  await files.forget(long)
  assert.ok(!existsSync(long.file))
  const short = await files.mediaOf(soundOf(clip, 2000), true)
  assert.ok(typeof short === 'object' && 'blob' in short)
})

test('what cannot be kept is refused in a sentence', async (t) => {
  const { files, below } = await someFiles(t)
  for (const clip of [clipOf(0), clipOf(160, 320)]) {
    await assert.rejects(files.add(clip), /a clip needs sound, and as much in A-law as in µ-law/)
  }
  assert.equal(await files.mediaOf(soundOf(clipOf(3)), true), 'the recording is not loaded')
  await assert.rejects(
    ClipFiles.open(import.meta.filename),
    (error) => error instanceof Failure && /No folder for the recordings/.test(error.message),
  )
  assert.ok(existsSync(below))
})
