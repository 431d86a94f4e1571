import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs } from '../base/units.ts'
import { nextSlot, phaseOf, slotDueAt, ticksBetween } from './schedule.ts'

test('packet n of a leg is due at t0 + n·20 ms, after a million packets as after one', () => {
  const t0 = monoMs(1000.5)
  const joined = 7
  for (const n of [0, 1, 2, 1_000_000]) {
    const slot = joined + n * 10
    assert.equal(phaseOf(slot), 7)
    assert.equal(slotDueAt(t0, slot), 1000.5 + 14 + n * 20)
  }
})

test('after a pause the first slot that is not yet due is the next', () => {
  const t0 = monoMs(100)
  const cases: readonly [number, number][] = [
    [99, 0],
    [100, 0],
    [100.1, 1],
    [102, 1],
    [102.1, 2],
  ]
  for (const [now, slot] of cases) assert.equal(nextSlot(t0, monoMs(now)), slot, String(now))
})

test('timestamps are compared across their wrap', () => {
  assert.equal(ticksBetween(0xffffff60, 0), 160)
  assert.equal(ticksBetween(0, 0xffffff60), -160)
})
