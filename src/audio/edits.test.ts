/** Cuts, moves and insertions: properties over random sounds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inSequence, silence, tone } from '../../test/support/sounds.ts'
import { ms } from '../base/units.ts'
import { analyse, clippedRuns, PEAK_BUCKETS, peaksOf } from './analysis.ts'
import { cutStretches, joined, moveStretch, pieceOf, replaceStretch } from './edits.ts'
import { decodePcm16, encodePcm16 } from './pcm16.ts'
import { durationOf, type Sound } from './sound.ts'

const rateHz = 8000
const lengthMs = 400
const anySound = fc
  .array(fc.integer({ min: -100, max: 100 }), { minLength: 3200, maxLength: 3200 })
  .map((values): Sound => ({ rateHz, samples: Float32Array.from(values, (value) => value / 100) }))
/** Whole milliseconds: 8 samples each. */
const cuts = fc
  .uniqueArray(fc.integer({ min: 0, max: lengthMs }), { minLength: 3, maxLength: 3 })
  .map((instants) => [...instants].sort((a, b) => a - b).map(ms))
const few = { numRuns: 40 }

test('edits: what is cut is missing to the sample, and the rest stays beside its joints', () => {
  fc.assert(
    fc.property(anySound, cuts, (sound, [from, to]) => {
      if (from === undefined || to === undefined) return
      const cut = cutStretches(sound, [{ fromMs: from, toMs: to }])
      assert.equal(cut.samples.length, sound.samples.length - (to - from) * 8)
      const kept = Math.max(0, from * 8 - 40)
      assert.deepEqual(cut.samples.slice(0, kept), sound.samples.slice(0, kept))
    }),
    few,
  )
})

test('edits: what is moved keeps its length, and moving it back gives every sample its place', () => {
  const steady = { rateHz, samples: Float32Array.from({ length: 3200 }, (_, i) => (i % 7) / 10) }
  fc.assert(
    fc.property(cuts, ([before, from, to]) => {
      if (before === undefined || from === undefined || to === undefined) return
      const there = moveStretch(steady, { fromMs: from, toMs: to }, before)
      assert.equal(there.samples.length, steady.samples.length)
      const lasts = to - from
      const back = moveStretch(there, { fromMs: before, toMs: ms(before + lasts) }, to)
      // Fades touch 5 ms on both sides of a joint; everything else is where it was.
      const touched = [before, from, to].flatMap((at) => [at - 6, at + 6])
      back.samples.forEach((sample, i) => {
        const at = i / 8
        const isNear = touched.some((edge, n) => n % 2 === 0 && at >= edge && at <= edge + 12)
        if (!isNear) assert.equal(sample, steady.samples[i], `at ${at} ms`)
      })
    }),
    few,
  )
})

test('edits: a replaced stretch makes the sound longer by the difference', () => {
  const sound = tone({ hz: 440, seconds: 1 })
  const longer = replaceStretch(sound, { fromMs: ms(200), toMs: ms(300) }, silence(0.5))
  assert.equal(durationOf(longer), 1400)
  assert.equal(durationOf(pieceOf(longer, { fromMs: ms(200), toMs: ms(700) })), 500)
  assert.ok(longer.samples.slice(2000, 5000).every((sample) => sample === 0))
})

test('edits: nothing joined to a sound is that sound', () => {
  const sound = tone({ hz: 440, seconds: 0.1 })
  assert.deepEqual(joined([silence(0), sound]).samples, sound.samples)
})

test('analysis: the drawing has as many peaks for any length, each the highest of its stretch', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), (length) => {
      const samples = Float32Array.from({ length }, (_, i) => Math.sin(i))
      const peaks = peaksOf(samples, PEAK_BUCKETS)
      assert.equal(peaks.length, PEAK_BUCKETS)
      const highest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      assert.ok(length < PEAK_BUCKETS || Math.max(...peaks) === Math.round(highest * 100))
    }),
    few,
  )
})

test('analysis: silence before, between and after words is measured to the window', () => {
  const word = tone({ hz: 300, seconds: 1 })
  const sound = inSequence(
    silence(0.5),
    word,
    silence(0.4),
    word,
    silence(0.29),
    word,
    silence(1.2),
  )
  const { leadingSilenceMs, trailingSilenceMs, pauses, durationMs } = analyse(sound)
  assert.deepEqual([leadingSilenceMs, trailingSilenceMs, durationMs], [500, 1200, 5390])
  assert.deepEqual(pauses, [{ fromMs: 1500, toMs: 1900 }])
})

test('analysis: two samples at full scale are loud, three in a row are a top cut off', () => {
  const at = (...values: number[]): number => clippedRuns(Float32Array.from(values))
  assert.equal(at(0, 1, 1, 0), 0)
  assert.equal(at(0, 1, 1, 1, 0), 1)
  assert.equal(at(1, 1, 1, 1, 0, -1, -1, -1), 2)
})

test('sound kept in 16 bits comes back within half a step, and what is too loud is clipped', () => {
  const samples = Float32Array.from([0, 0.5, -0.5, 1.5, -1.5, 0.123_456])
  const back = decodePcm16(encodePcm16(samples))
  assert.deepEqual(
    [...back].map((sample) => Math.round(sample * 10_000) / 10_000),
    [0, 0.5, -0.5, 1, -1, 0.1234],
  )
})
