import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tone } from '../../test/support/sounds.ts'
import { toneAmplitude } from './goertzel.ts'
import { toTelephoneRate } from './resample.ts'
import { decibels, peakOf, type Sound } from './sound.ts'

const rates = [11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000, 12_345]

/** The middle, where no edge of the recording plays a part. */
const middle = ({ rateHz, samples }: Sound): Sound => ({
  rateHz,
  samples: samples.subarray(samples.length / 4, (samples.length * 3) / 4),
})

test('resampling keeps tones of the telephone band within 0.2 dB, from any rate', () => {
  for (const rateHz of rates) {
    for (const hz of [300, 1000, 2000, 3300]) {
      const output = toTelephoneRate(tone({ hz, seconds: 0.5, rateHz }))
      const change = decibels(toneAmplitude(middle(output), hz) / 0.5)
      assert.ok(Math.abs(change) < 0.2, `${hz} Hz from ${rateHz}: ${change} dB`)
    }
  }
})

test('resampling puts a tone of 5 kHz, and what it folds to, 50 dB down', () => {
  for (const rateHz of rates.filter((rate) => rate >= 11_025)) {
    const output = toTelephoneRate(tone({ hz: 5000, seconds: 0.5, rateHz, amplitude: 1 }))
    const left = decibels(peakOf(middle(output).samples))
    assert.ok(left < -50, `from ${rateHz}: ${left} dB`)
  }
})

test('resampling keeps the length and a constant, and leaves 8 kHz as it is', () => {
  for (const rateHz of rates) {
    const output = toTelephoneRate({ rateHz, samples: new Float32Array(rateHz).fill(0.25) })
    assert.equal(output.rateHz, 8000)
    assert.ok(Math.abs(output.samples.length - 8000) <= 1, `${output.samples.length} samples`)
    assert.ok(Math.abs((output.samples[4000] ?? 0) - 0.25) < 1e-4)
  }
  const same = tone({ hz: 440, seconds: 0.1 })
  assert.equal(toTelephoneRate(same), same)
})

test('resampling takes recordings shorter than its filter', () => {
  for (const length of [1, 2, 10]) {
    const output = toTelephoneRate({ rateHz: 48_000, samples: new Float32Array(length).fill(0.1) })
    assert.ok(output.samples.length >= 1 && output.samples.every(Number.isFinite))
  }
})
