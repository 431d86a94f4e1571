/** After too many failures one waits, twice as long each time, and never for longer than the limit. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../base/units.ts'
import { failedAgain, failuresForgottenMs, lockedUntil, lockoutWaitMaxMs } from './lockout.ts'

const now = epochMs(Date.UTC(2026, 4, 5, 8))
const waitOf = (kind: 'email' | 'address', count: number): number =>
  (lockedUntil(kind, { count, lastAt: now }, now) ?? now) - now

test('lock-out: the first failures cost no wait, then it doubles up to its limit', () => {
  for (const [count, wait] of [
    ...[[0, 0] as const, [4, 0] as const, [5, 0] as const],
    ...[[6, 2_000] as const, [7, 4_000] as const, [8, 8_000] as const],
    ...[
      [14, 512_000] as const,
      [15, lockoutWaitMaxMs] as const,
      [1_000, lockoutWaitMaxMs] as const,
    ],
  ]) {
    assert.equal(waitOf('email', count), wait, `${count} failures`)
  }
  assert.equal(waitOf('address', 30), 0)
  assert.equal(waitOf('address', 31), 2_000)
})

test('lock-out: one may try at the instant the wait ends, not a millisecond before', () => {
  const failures = { count: 6, lastAt: now }
  assert.equal(lockedUntil('email', failures, epochMs(now + 1_999)), now + 2_000)
  assert.equal(lockedUntil('email', failures, epochMs(now + 2_000)), null)
})

test('lock-out: failures count in a row, and are forgotten after a day', () => {
  const first = failedAgain(null, now)
  assert.deepEqual(first, { count: 1, lastAt: now })
  const later = epochMs(now + failuresForgottenMs - 1)
  assert.equal(failedAgain(first, later).count, 2)
  assert.equal(failedAgain(first, epochMs(now + failuresForgottenMs)).count, 1)
  const many = { count: 20, lastAt: now }
  assert.equal(lockedUntil('email', many, epochMs(now + failuresForgottenMs)), null)
})
