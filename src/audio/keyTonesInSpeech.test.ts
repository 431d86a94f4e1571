/** Keys in the sound: any key at any level, offset and noise is told once; speech and music press none. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { dtmfKeys } from '../base/dtmf.ts'
import { randomFrom } from '../base/random.ts'
import { fromALaw, fromMuLaw, toALaw, toMuLaw } from './g711.ts'
import { hearKeyTone, keyToneSample, newKeyToneEar } from './keyTones.ts'
import { toTelephoneRate } from './resample.ts'
import { ratioOf } from './sound.ts'
import { decodeWav, readWavHeader } from './wav.ts'

const root = path.join(import.meta.dirname, '../..')
/** Of the key itself, which is at −9 dBFS: ITU-T Q.24 tells of receivers down to −25 dBm and below. */
const quietest = -20
/** Noise below the two tones, as bad as lines get (ITU-T Q.24 table A-1 asks for 15 dB of ratio and more). */
const noiseBelow = -15

const laws = [
  (sample: number) => fromALaw(toALaw(sample)),
  (sample: number) => fromMuLaw(toMuLaw(sample)),
] as const

function keysIn(samples: Iterable<number>, law: (sample: number) => number): string {
  const ear = newKeyToneEar()
  let keys = ''
  for (const sample of samples) {
    const clipped = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)))
    keys += hearKeyTone(ear, law(clipped)) ?? ''
  }
  return keys
}

const aPress = fc.record({
  key: fc.constantFrom(...dtmfKeys),
  heldMs: fc.integer({ min: 70, max: 400 }),
  pauseMs: fc.integer({ min: 70, max: 300 }),
})

test('Q.24: any keys, at any level and offset, with noise 15 dB below them, are told once each', () => {
  const anyLine = fc.record({
    presses: fc.array(aPress, { minLength: 1, maxLength: 6 }),
    levelDb: fc.integer({ min: quietest, max: 0 }),
    offset: fc.integer({ min: 0, max: 159 }),
    seed: fc.nat(),
    law: fc.constantFrom(...laws),
  })
  fc.assert(
    fc.property(anyLine, ({ presses, levelDb, offset, seed, law }) => {
      const random = randomFrom(seed)
      const level = ratioOf(levelDb)
      // The power of the pair is that of a sine of amplitude 0.25·√2; uniform noise of width w has w²/12.
      const width = level * 0.25 * ratioOf(noiseBelow) * Math.sqrt(12)
      const noise = (): number => (random.next() - 0.5) * width
      const line: number[] = Array.from({ length: offset }, noise)
      for (const { key, heldMs, pauseMs } of presses) {
        for (let i = 0; i < heldMs * 8; i += 1) line.push(keyToneSample(key, i) * level + noise())
        for (let i = 0; i < pauseMs * 8; i += 1) line.push(noise())
      }
      assert.equal(keysIn(line, law), presses.map(({ key }) => key).join(''))
    }),
    { numRuns: 60 },
  )
})

test('noise of any kind presses no keys: white, loud, and two tones that are no pair', () => {
  const random = randomFrom(24)
  for (const level of [0.01, 0.1, 0.5, 1]) {
    const white = Array.from({ length: 80_000 }, () => (random.next() * 2 - 1) * level)
    for (const law of laws) assert.equal(keysIn(white, law), '', `white noise ${level}`)
  }
  // Q.24: what is 3.5 % beside its frequency is no key; dial tone (440), ringing (425), 50 Hz hum.
  for (const [a, b] of [
    [697 * 1.035, 1209 * 1.035],
    [852 * 0.965, 1477 * 0.965],
    [440, 350],
    [425, 50],
    [697, 770],
    [1209, 1336],
  ] as const) {
    const both = Array.from({ length: 8000 }, (_, i) => {
      const turn = (2 * Math.PI * i) / 8000
      return 0.25 * (Math.sin(turn * a) + Math.sin(turn * b))
    })
    for (const law of laws) assert.equal(keysIn(both, law), '', `${a} and ${b} Hz`)
  }
})

test('talk-off: every recording shipped with the product, at three levels, presses no key', () => {
  const recordings = globSync('{examples,src/http/assets}/**/*.wav', { cwd: root })
  assert.ok(recordings.length >= 20, `${recordings.length} recordings`)
  for (const name of recordings) {
    const bytes = new Uint8Array(readFileSync(path.join(root, name)))
    const header = readWavHeader(bytes)
    assert.ok(!('refused' in header), name)
    const { samples } = toTelephoneRate(decodeWav(bytes, header))
    for (const level of [0.25, 1, 2]) {
      const louder = samples.map((sample) => sample * level)
      for (const law of laws) assert.equal(keysIn(louder, law), '', `${name} at ${level}`)
    }
  }
})
