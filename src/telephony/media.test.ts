import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ms } from '../base/units.ts'
import { healthOfAll, openMediaEngine, slicesOf, WORKERS_AT_MOST } from './media.ts'
import type { EngineHealth } from './mediaMessages.ts'

test('media workers: each has ports of its own, in pairs, inside the range', () => {
  assert.deepEqual(slicesOf({ from: 16_384, to: 32_767 }, 1), [{ from: 16_384, to: 32_767 }])
  assert.deepEqual(slicesOf({ from: 10_001, to: 10_014 }, 3), [
    { from: 10_002, to: 10_005 },
    { from: 10_006, to: 10_009 },
    { from: 10_010, to: 10_013 },
  ])
})

test('media workers: 1 to 16', async () => {
  const wrong = [0, WORKERS_AT_MOST + 1, 1.5]
  for (const workers of wrong) await assert.rejects(openMediaEngine({ workers }), /1 to 16/)
})

test('media workers: counts are added up, lateness is that of the worst', () => {
  const one: EngineHealth = {
    packets: 10,
    lateMs: { p50: 1, p99: 2, max: 3 },
    recentLateMs: { p50: 1, p99: 2, max: 3 },
    sendShortfalls: 1,
    backend: 'native',
    received: 5,
    legs: 2,
    droppedLate: 0,
    strays: 4,
    priorityRaised: true,
    workerCpuMs: ms(7),
  }
  const other = { ...one, lateMs: { p50: 0, p99: 9, max: 9 }, priorityRaised: false }
  assert.deepEqual(healthOfAll([one, other]), {
    packets: 20,
    lateMs: { p50: 1, p99: 9, max: 9 },
    recentLateMs: { p50: 1, p99: 2, max: 3 },
    sendShortfalls: 2,
    backend: 'native',
    received: 10,
    legs: 4,
    droppedLate: 0,
    strays: 8,
    priorityRaised: false,
    workerCpuMs: 14,
  })
})
