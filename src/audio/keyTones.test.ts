import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { type DtmfKey, dtmfKeys } from '../base/dtmf.ts'
import { randomFrom } from '../base/random.ts'
import { fromALaw, toALaw } from './g711.ts'
import { hearKeyTone, keyToneSample, newKeyToneEar } from './keyTones.ts'
import { toTelephoneRate } from './resample.ts'
import { ratioOf } from './sound.ts'
import { decodeWav, readWavHeader } from './wav.ts'

/** Through A-law, as the telephone brings it. */
function heard(samples: readonly number[]): string {
  const ear = newKeyToneEar()
  return samples
    .map((sample) => hearKeyTone(ear, fromALaw(toALaw(Math.round(sample * 32_767)))) ?? '')
    .join('')
}

const quiet = (ms: number): number[] => new Array<number>(ms * 8).fill(0)
const press = (key: DtmfKey, ms: number, gain = 1): number[] =>
  Array.from({ length: ms * 8 }, (_, tick) => keyToneSample(key, tick) * gain)

test('Q.23: all sixteen keys are told, once each, at any offset to the blocks', () => {
  for (const offset of [0, 3, 7, 11, 19]) {
    for (const key of dtmfKeys) {
      assert.equal(heard([...quiet(offset), ...press(key, 65), ...quiet(60)]), key)
      assert.equal(heard([...quiet(offset), ...press(key, 900), ...quiet(60)]), key, 'held')
    }
  }
})

test('Q.24: two presses with a pause of 60 ms are two keys, a dropout of 10 ms makes none', () => {
  const nine = press('9', 100)
  assert.equal(heard([...nine, ...quiet(60), ...nine, ...quiet(60)]), '99')
  assert.equal(heard([...nine, ...quiet(10), ...nine, ...quiet(60)]), '9')
  assert.equal(heard([...nine, ...press('1', 100), ...quiet(60)]), '91')
})

test('Q.24: keys are told down to −32 dBFS a tone, in noise 20 dB below them, 8 dB of twist', () => {
  const random = randomFrom(5)
  assert.equal(heard([...press('9', 100, ratioOf(-20)), ...quiet(60)]), '9')
  assert.equal(heard([...press('9', 100, ratioOf(-40)), ...quiet(60)]), '')
  const noisy = press('9', 200).map((sample) => sample + (random.next() - 0.5) * 0.08)
  assert.equal(heard([...noisy, ...quiet(60)]), '9')
  for (const [row, column] of [
    [0.4, 0.16],
    [0.16, 0.4],
  ] as const) {
    const twisted = Array.from({ length: 800 }, (_, tick) => {
      const turn = (2 * Math.PI * tick) / 8000
      return row * Math.sin(turn * 852) + column * Math.sin(turn * 1477)
    })
    assert.equal(heard([...twisted, ...quiet(60)]), '9')
  }
})

test('a press of 20 ms, one tone alone, and noise are no keys', () => {
  const random = randomFrom(6)
  assert.equal(heard([...press('9', 20), ...quiet(60)]), '')
  const alone = Array.from(
    { length: 800 },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * 852 * i) / 8000),
  )
  assert.equal(heard(alone), '')
  assert.equal(heard(Array.from({ length: 80_000 }, () => random.next() - 0.5)), '')
})

test('speech presses no keys', () => {
  const folder = path.join(import.meta.dirname, '../../examples/audio')
  for (const name of ['gate.wav', 'content.wav', 'closing.wav', 'objection.wav']) {
    const bytes = new Uint8Array(readFileSync(path.join(folder, name)))
    const header = readWavHeader(bytes)
    assert.ok(!('refused' in header))
    assert.equal(heard([...toTelephoneRate(decodeWav(bytes, header)).samples]), '', name)
  }
})
