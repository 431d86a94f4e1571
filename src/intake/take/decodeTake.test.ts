/** Recordings as browsers send them, and as an enemy would: refused in a sentence, never a crash. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { inSequence, silence, tone, wavOf } from '../../../test/support/sounds.ts'
import { decodePcm16 } from '../../audio/pcm16.ts'
import { Failure } from '../../base/failure.ts'
import { randomFrom } from '../../base/random.ts'
import { decodeTake } from './decodeTake.ts'

const examples = path.join(import.meta.dirname, '..', '..', '..', 'examples', 'audio')
const spoken = inSequence(
  silence(1, 48_000),
  tone({ hz: 300, seconds: 2, rateHz: 48_000, amplitude: 0.05 }),
)

const ask = (bytes: Uint8Array, asItIs = false) => decodeTake({ bytes, name: 'essai.wav', asItIs })

test('upload: a recording is made as loud as all others, and says what was done to it', async () => {
  const { pcm16, source } = await ask(wavOf(spoken))
  assert.equal(source.leadingSilenceCutMs, 970)
  assert.ok(source.gainDb > 5 && source.gainDb < 30, `${source.gainDb} dB`)
  assert.equal(decodePcm16(pcm16).length / 8, 2030)
})

test('upload: as it is, a recording keeps its loudness and its silence', async () => {
  const { pcm16, source } = await ask(wavOf(spoken), true)
  assert.deepEqual([source.gainDb, source.leadingSilenceCutMs], [0, 0])
  assert.equal(decodePcm16(pcm16).length / 8, 3000)
})

test('upload: a top that was cut off is counted in the file, before anything is made softer', async () => {
  const loud = tone({ hz: 200, seconds: 1, amplitude: 2 })
  const { source } = await ask(
    wavOf({ ...loud, samples: loud.samples.map((s) => Math.max(-1, Math.min(1, s))) }),
  )
  assert.ok(source.clippedRuns >= 390, `${source.clippedRuns}`)
})

const refusals: readonly (readonly [name: string, bytes: () => Uint8Array, sentence: RegExp])[] = [
  ['nothing', () => new Uint8Array(0), /is empty/],
  ['a text', () => Buffer.from('Bonjour.'), /is a text file; Portevoix reads WAV and MP3/],
  ['a program', () => Buffer.from('\x7fELF\x02\x01\x01'), /no sound file that Portevoix knows/],
  ['silence', () => wavOf(silence(3)), /holds silence only/],
  ['three minutes and more', () => wavOf(tone({ hz: 300, seconds: 181 })), /lasts 180 s at most/],
  ['half a second', () => wavOf(tone({ hz: 300, seconds: 0.5 })), /lasts 1 s at least/],
  ['eleven minutes', () => wavOf(silence(660)), /10 min is the most that is read/],
  ['a promise of more', () => wavOf(spoken, { dataSize: 9_000_000 }), /is truncated/],
]
for (const [name, bytes, sentence] of refusals) {
  test(`upload: ${name} is refused in one sentence`, async () => {
    await assert.rejects(ask(bytes()), (error: unknown) => {
      assert.ok(error instanceof Failure && error.code === 'badInput')
      assert.match(error.message, sentence)
      return true
    })
  })
}

test('upload: damaged files are read or refused, and the next one is read', async () => {
  const random = randomFrom(5)
  const mp3 = await readFile(path.join(examples, 'content.mp3'))
  const wav = wavOf(spoken)
  for (const file of [mp3, wav, mp3, wav, mp3, wav]) {
    const damaged = Uint8Array.from(file)
    for (let hit = 0; hit < 30; hit += 1) {
      damaged[Math.floor(random.next() * damaged.length)] = Math.floor(random.next() * 256)
    }
    const cut = damaged.slice(0, Math.floor((0.5 + random.next() / 2) * damaged.length))
    await ask(cut).catch((error: unknown) => assert.ok(error instanceof Failure, String(error)))
  }
  const header = Uint8Array.from(wav)
  new DataView(header.buffer).setUint32(24, 191_999, true)
  await ask(header).catch((error: unknown) => assert.ok(error instanceof Failure, String(error)))
  assert.ok((await ask(wav)).pcm16.length > 0)
})
