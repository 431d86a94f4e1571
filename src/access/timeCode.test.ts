/** RFC 6238 § 5.2: a code is good within its window, and once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../base/units.ts'
import { acceptedStep, timeStepOf } from './timeCode.ts'

const now = epochMs(1_777_968_015_000)
const step = timeStepOf(now)

test('time codes: one step before and after the clock is taken, two are not', () => {
  for (const [delta, accepted] of [
    ...[[-2, null] as const, [-1, step - 1] as const, [0, step] as const],
    ...[[1, step + 1] as const, [2, null] as const, [null, null] as const],
  ]) {
    assert.equal(acceptedStep(delta, 0, now), accepted, `delta ${delta}`)
  }
})

test('time codes: a code that was used, and any before it, is refused', () => {
  assert.equal(acceptedStep(0, step - 1, now), step)
  assert.equal(acceptedStep(0, step, now), null)
  assert.equal(acceptedStep(-1, step, now), null)
  assert.equal(acceptedStep(1, step, now), step + 1)
})
