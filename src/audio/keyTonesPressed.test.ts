/** Keys people really press, as tones: held, over our own speech and its echo, two at once, through lost packets. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { type DtmfKey, dtmfKeys } from '../base/dtmf.ts'
import { randomFrom } from '../base/random.ts'
import { fromALaw, toALaw } from './g711.ts'
import { hearKeyTone, keyToneSample, newKeyToneEar } from './keyTones.ts'
import { toTelephoneRate } from './resample.ts'
import { ratioOf } from './sound.ts'
import { decodeWav, readWavHeader } from './wav.ts'

const root = path.join(import.meta.dirname, '../..')
/** Every recording shipped with the product, one after the other: what we say while a key is pressed. */
const ourSpeech = Float32Array.from(
  globSync('{examples,src/http/assets}/**/*.wav', { cwd: root })
    .toSorted()
    .flatMap((name) => {
      const bytes = new Uint8Array(readFileSync(path.join(root, name)))
      const header = readWavHeader(bytes)
      assert.ok(!('refused' in header), name)
      return [...toTelephoneRate(decodeWav(bytes, header)).samples]
    }),
)
/** What a poor line gives back of what we say. */
const echoDb = -25

function keysIn(samples: Iterable<number>): string {
  const ear = newKeyToneEar()
  let keys = ''
  for (const sample of samples) {
    const clipped = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)))
    keys += hearKeyTone(ear, fromALaw(toALaw(clipped))) ?? ''
  }
  return keys
}

const quiet = (ms: number): number[] => new Array<number>(ms * 8).fill(0)
const press = (key: DtmfKey, ms: number, levelDb = 0): number[] =>
  Array.from({ length: ms * 8 }, (_, tick) => keyToneSample(key, tick) * ratioOf(levelDb))
const both = (one: number[], other: number[]): number[] =>
  one.map((sample, i) => (sample + (other[i] ?? 0)) / 2)
const overOurSpeech = (samples: readonly number[], from: number): number[] =>
  samples.map(
    (sample, i) => sample + (ourSpeech[(from + i) % ourSpeech.length] ?? 0) * ratioOf(echoDb),
  )

test('keys as tones: any key of 60 ms and more, at −9 to −29 dBFS, is told once over the echo of our own speech', () => {
  const random = randomFrom(4733)
  for (const levelDb of [0, -6, -12, -16, -20]) {
    for (let from = 0; from < ourSpeech.length; from += 19_200) {
      const key = random.pick(dtmfKeys)
      const line = [
        ...quiet(50 + random.below(40)),
        ...press(key, 60 + random.below(100), levelDb),
        ...quiet(200),
      ]
      assert.equal(keysIn(overOurSpeech(line, from)), key, `${levelDb} dB, from ${from}`)
    }
  }
})

test('keys as tones: held for 5 s over the echo of our own speech is one press, two with 60 ms between are two', () => {
  for (const levelDb of [0, -12, -20]) {
    for (let from = 0; from < ourSpeech.length; from += 48_000) {
      const held = [...press('9', 5000, levelDb), ...quiet(100)]
      assert.equal(keysIn(overOurSpeech(held, from)), '9', `${levelDb} dB, from ${from}`)
      const nine = press('9', 100, levelDb)
      const twice = [...nine, ...quiet(60), ...nine, ...quiet(100)]
      assert.equal(keysIn(overOurSpeech(twice, from)), '99', `${levelDb} dB, from ${from}`)
    }
  }
})

test('keys as tones: held for 5 s and spoken over by somebody 6 dB louder is one press', () => {
  const loud = press('9', 5000, -12).map((sample, i) => sample + (ourSpeech[i] ?? 0) * 0.7)
  assert.equal(keysIn([...press('9', 60, -12), ...loud, ...quiet(100)]), '9')
})

test('keys as tones: our own speech, its echo and everything between press no key', () => {
  for (const levelDb of [0, -6, -12, echoDb]) {
    assert.equal(keysIn(ourSpeech.map((sample) => sample * ratioOf(levelDb))), '', `${levelDb} dB`)
  }
})

test('keys as tones: two keys at once are no key, in one row, in one column and in neither', () => {
  for (const [one, other] of ['12', '39', '14', '*7', '19', '0#'].map((pair) => [...pair])) {
    const [first, second] = [press(one as DtmfKey, 300), press(other as DtmfKey, 300)]
    assert.equal(keysIn([...both(first, second), ...quiet(100)]), '', `${one} and ${other}`)
  }
})

test('keys as tones: a second finger on a held key presses nothing; rolled over, each is told once', () => {
  for (const [one, other] of ['12', '39', '14', '19', '0#'].map((pair) => [...pair])) {
    const [first, second] = [press(one as DtmfKey, 100), press(other as DtmfKey, 100)]
    const added = [...first, ...both(first, second), ...first, ...quiet(100)]
    assert.equal(keysIn(added), one, `${other} on ${one}`)
    const rolled = [...first, ...both(first, second), ...second, ...quiet(100)]
    assert.equal(keysIn(rolled), `${one}${other}`, `from ${one} to ${other}`)
  }
})

test('keys as tones: a press of 100 ms is told once although any one packet of it is lost', () => {
  for (const key of dtmfKeys) {
    for (const offset of [0, 40, 80, 120]) {
      const line = [...new Array<number>(offset).fill(0), ...press(key, 100), ...quiet(200)]
      for (let lost = 0; lost < 6; lost += 1) {
        assert.equal(keysIn(line.toSpliced(lost * 160, 160)), key, `${key}, ${offset}, ${lost}`)
      }
    }
  }
})

test('keys as tones: as on a dial, ten times 70 ms and 60 ms', () => {
  const times = Array.from({ length: 10 }, () => [...press('2', 70), ...quiet(60)])
  assert.equal(keysIn(times.flat()), '2'.repeat(10))
})
