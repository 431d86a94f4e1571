import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ms } from '../base/units.ts'
import {
  delayImpairment,
  estimatedMos,
  JITTER_BUFFER_MS,
  lateShare,
  lossImpairment,
  mosOf,
  ratingOf,
} from './quality.ts'

const near = (found: number, expected: number, by: number, what: string): void =>
  assert.ok(Math.abs(found - expected) <= by, `${what}: ${found}, not ${expected}`)

test('ITU-T G.107 table B.1: the opinion that belongs to a rating', () => {
  for (const [rating, mos] of [
    [93.2, 4.41],
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
    [0, 1],
    [-5, 1],
    [100, 4.5],
    [110, 4.5],
  ] as const) {
    near(mosOf(rating), mos, 0.01, `R = ${rating}`)
  }
})

test('ITU-T G.107 (7-27): delay costs nothing up to 100 ms, then what its curve says', () => {
  for (const [oneWay, lost] of [
    [0, 0],
    [100, 0],
    [150, 0.16],
    [200, 3.04],
    [300, 14.75],
    [400, 24.07],
  ] as const) {
    near(delayImpairment(ms(oneWay)), lost, 0.05, `${oneWay} ms`)
  }
})

test('ITU-T G.113 appendix I: G.711 with concealment, Ie 0 and Bpl 25.1', () => {
  for (const [percent, lost] of [
    [0, 0],
    [1, 3.64],
    [2, 7.01],
    [5, 15.78],
    [10, 27.07],
    [20, 42.13],
  ] as const) {
    near(lossImpairment(percent / 100), lost, 0.01, `${percent} %`)
  }
})

test('a call without a fault has the best rating of the default values', () => {
  const best = { lostShare: 0, jitterMs: ms(0), roundTripMs: ms(0) }
  assert.equal(ratingOf(best), 93.2)
  assert.equal(estimatedMos(best), 4.41)
  assert.equal(estimatedMos({ ...best, roundTripMs: undefined }), 4.41)
  assert.equal(estimatedMos({ ...best, lostShare: 1 }), mosAtTotalLoss)
})

/** 93.2 − 95·100/125.1 = 17.26. */
const mosAtTotalLoss = 1.18

test('jitter costs as loss does, once it is a good part of the buffer', () => {
  assert.equal(lateShare(ms(0)), 0)
  assert.ok(lateShare(ms(5)) < 1e-5)
  near(lateShare(ms(20)), 0.0249, 0.0001, '20 ms')
  assert.ok(lateShare(JITTER_BUFFER_MS) < 0.5)
})

test('more loss, more jitter or more delay never sounds better, and every opinion is 1 to 4.5', () => {
  const call = fc.record({
    lostShare: fc.double({ min: 0, max: 1, noNaN: true }),
    jitterMs: fc.double({ min: 0, max: 500, noNaN: true }).map(ms),
    roundTripMs: fc.double({ min: 0, max: 3000, noNaN: true }).map(ms),
  })
  fc.assert(
    fc.property(call, call, (one, other) => {
      const worse = {
        lostShare: Math.max(one.lostShare, other.lostShare),
        jitterMs: ms(Math.max(one.jitterMs, other.jitterMs)),
        roundTripMs: ms(Math.max(one.roundTripMs, other.roundTripMs)),
      }
      const mos = estimatedMos(worse)
      assert.ok(mos >= 1 && mos <= 4.5)
      assert.ok(mos <= estimatedMos(one) && mos <= estimatedMos(other))
    }),
  )
})
