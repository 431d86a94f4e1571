import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Faults, fatesOf, heldMs } from './faults.ts'

const some = (faults: Faults, seed = 7, stream = 'rtp 0') => {
  const next = fatesOf(faults, seed, stream)
  return Array.from({ length: 5000 }, next)
}

test('faults: a seed and a stream have one fate, other seeds and streams have others', () => {
  const faults = { lossShare: 0.05, delayMs: 200, jitterMs: 40, reorderShare: 0.1 }
  assert.deepEqual(some(faults), some(faults))
  assert.notDeepEqual(some(faults), some(faults, 8))
  assert.notDeepEqual(some(faults), some(faults, 7, 'rtp 1'))
})

test('faults: a share of 0 never happens, one of 1 always', () => {
  assert.ok(some({}).every(({ is, delaysMs }) => is === 'passed' && delaysMs[0] === 0))
  assert.ok(some({ lossShare: 1 }).every(({ delaysMs }) => delaysMs.length === 0))
  assert.ok(some({ duplicateShare: 1 }).every(({ delaysMs }) => delaysMs.length === 2))
  assert.ok(some({ reorderShare: 1 }).every(({ delaysMs }) => delaysMs[0] === heldMs))
})

test('faults: 5 % loss loses one in twenty, jitter stays within its 40 ms on both sides', () => {
  const lost = some({ lossShare: 0.05 }).filter(({ is }) => is === 'lost').length
  assert.ok(lost > 200 && lost < 300, `${lost} of 5000`)
  const delays = some({ delayMs: 200, jitterMs: 40 }).flatMap(({ delaysMs }) => delaysMs)
  const [least, most] = [Math.min(...delays), Math.max(...delays)]
  assert.ok(least >= 160 && least < 165 && most <= 240 && most > 235, `${least} to ${most} ms`)
})
