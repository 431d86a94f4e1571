import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inSequence, silence, tone } from '../../test/support/sounds.ts'
import { ms } from '../base/units.ts'
import { limit } from './limiter.ts'
import { integratedLoudness } from './loudness.ts'
import {
  GAIN_AT_MOST_DB,
  LONGEST_PART,
  PEAK_CEILING_DBFS,
  prepareSound,
  refuseLength,
  SHORTEST_PART,
  TARGET_LUFS,
} from './prepare.ts'
import { toTelephoneRate } from './resample.ts'
import { LEAD_IN_MS, trimSilence } from './silence.ts'
import { decibels, durationOf, peakOf, ratioOf, type Sound } from './sound.ts'

function prepared(sound: Sound) {
  const result = prepareSound(sound)
  assert.ok(!('refused' in result), 'refused' in result ? result.refused : '')
  return result
}

function refused(sound: Sound): string {
  const result = prepareSound(sound)
  assert.ok('refused' in result)
  return result.refused
}

/** A tone whose loudness comes and goes like syllables. */
function speech(seconds: number, amplitude = 0.5, rateHz = 8000): Sound {
  const { samples } = tone({ hz: 500, seconds, amplitude, rateHz })
  const syllable = (i: number): number => 0.2 + 0.8 * Math.sin((Math.PI * i * 4) / rateHz) ** 2
  return { rateHz, samples: samples.map((sample, i) => sample * syllable(i)) }
}

test('BS.1770-4: a sine of 997 Hz at full scale in one channel measures −3.01 LUFS', () => {
  for (const rateHz of [48_000, 44_100, 16_000]) {
    const measured = integratedLoudness(tone({ hz: 997, seconds: 3, amplitude: 1, rateHz })) ?? 0
    assert.ok(Math.abs(measured + 3.01) < 0.05, `${measured} LUFS at ${rateHz}`)
  }
})

test('BS.1770-4: pauses are gated out, and silence has no loudness', () => {
  const loud = tone({ hz: 997, seconds: 5, amplitude: 0.1 })
  const alone = integratedLoudness(loud) ?? 0
  const withPause = integratedLoudness(inSequence(loud, silence(5))) ?? 0
  assert.ok(Math.abs(alone - withPause) < 0.6, `${alone} and ${withPause}`)
  // Without the gate five seconds at −40 dB beside five at −20 would measure 3 LU less.
  const soft = tone({ hz: 997, seconds: 5, amplitude: 0.001 })
  assert.ok(Math.abs((integratedLoudness(inSequence(loud, soft)) ?? 0) - alone) < 0.6)
  assert.equal(integratedLoudness(silence(3)), undefined)
  assert.equal(integratedLoudness(silence(0)), undefined)
})

test('the limiter never lets a sample above the ceiling, and leaves quiet sound alone', () => {
  const anySound = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { maxLength: 500 })
  fc.assert(
    fc.property(anySound, fc.double({ min: 0.1, max: 1, noNaN: true }), (values, ceiling) => {
      const limited = limit({ rateHz: 8000, samples: Float32Array.from(values) }, ceiling)
      assert.ok(peakOf(limited.samples) <= ceiling * 1.000001)
    }),
  )
  const quiet = tone({ hz: 440, seconds: 0.1, amplitude: 0.3 })
  assert.deepEqual(limit(quiet, 0.5), quiet)
})

test('every recording comes out at the same loudness, under the ceiling, whatever its level', () => {
  for (const amplitude of [0.02, 0.1, 0.5, 1]) {
    const { sound, peakDbfs, gainDb } = prepared(speech(3, amplitude))
    const loudness = integratedLoudness(sound) ?? 0
    assert.ok(Math.abs(loudness - TARGET_LUFS) < 0.5, `${loudness} LUFS from ${amplitude}`)
    assert.ok(peakDbfs <= PEAK_CEILING_DBFS + 0.001)
    assert.ok(gainDb <= GAIN_AT_MOST_DB)
  }
})

test('sound with high peaks is limited, not clipped', () => {
  const clicks = speech(3, 0.05)
  for (let i = 400; i < clicks.samples.length; i += 800) clicks.samples[i] = 0.9
  const { sound } = prepared(clicks)
  assert.ok(Math.abs(decibels(peakOf(sound.samples)) - PEAK_CEILING_DBFS) < 0.1)
})

test('no more than 50 ms of silence is left before speech, no more than 300 ms after it', () => {
  for (const rateHz of [8000, 44_100]) {
    const recorded = inSequence(silence(1.7, rateHz), speech(2, 0.5, rateHz), silence(2, rateHz))
    const { sound, leadingSilenceCutMs, trailingSilenceCutMs } = prepared(recorded)
    const before = 1700 - leadingSilenceCutMs
    const after = 2000 - trailingSilenceCutMs
    assert.ok(before >= 0 && before <= 50, `${before} ms before`)
    assert.ok(after >= 0 && after <= 300, `${after} ms after`)
    assert.ok(Math.abs(durationOf(sound) - 2000 - before - after) < 1)
    const heardFrom = sound.samples.findIndex((sample) => Math.abs(sample) > 0.02)
    assert.ok(heardFrom <= 50 * 8, `first sound after ${heardFrom / 8} ms`)
  }
})

test('silence is found in noise and after a constant of the sound card and a click', () => {
  const recorded = inSequence(silence(1), speech(2), silence(1))
  recorded.samples.forEach((sample, i) => {
    recorded.samples[i] = sample + 0.02 + (((i * 7919) % 13) - 6) * 0.0002
  })
  recorded.samples[2000] = 0.9
  const { leadingSilenceCutMs } = prepared(recorded)
  assert.ok(Math.abs(leadingSilenceCutMs - (1000 - LEAD_IN_MS)) <= 20, `${leadingSilenceCutMs} ms`)
})

test('the ends of a cut are faded', () => {
  const trimmed = trimSilence(tone({ hz: 440, seconds: 1 }))
  assert.ok(trimmed)
  assert.equal(trimmed.leadingCutMs, 0)
  assert.equal(Math.abs(trimmed.sound.samples[0] ?? 1), 0)
  assert.equal(Math.abs(trimmed.sound.samples.at(-1) ?? 1), 0)
})

test('a part lasts from 1 to 180 s, silence around it not counted', () => {
  const cases: readonly (readonly [number, boolean])[] = [
    [SHORTEST_PART - 1, true],
    [SHORTEST_PART, false],
    [SHORTEST_PART + 1, false],
    [LONGEST_PART - 1, false],
    [LONGEST_PART, false],
    [LONGEST_PART + 1, true],
  ]
  for (const [duration, isRefused] of cases) {
    assert.equal(refuseLength(ms(duration)) !== undefined, isRefused, `${duration} ms`)
  }
  assert.match(refused(inSequence(silence(3), speech(0.4), silence(3))), /1 s at least/)
})

test('a recording of nothing, of clicks, or far too quiet is refused', () => {
  assert.match(refused(silence(5)), /silence only/)
  assert.match(refused(silence(0)), /silence only/)
  const clicks = silence(5)
  for (let i = 4000; i < clicks.samples.length; i += 8000) clicks.samples[i] = 1
  assert.match(refused(clicks), /only clicks/)
  assert.match(refused(speech(3, 0.001)), /too quiet/)
})

test('the least loudness accepted is the target less the greatest gain', () => {
  const loudness = integratedLoudness(toTelephoneRate(speech(3, 0.1))) ?? 0
  const lowest = 0.1 * ratioOf(TARGET_LUFS - GAIN_AT_MOST_DB - loudness)
  assert.match(refused(speech(3, lowest * 0.98)), /too quiet/)
  prepared(speech(3, lowest * 1.02))
})
