import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysUntil } from './daysUntil.ts'
import { byTrouble, troubleOf } from './troubleOrder.ts'

const now = Date.parse('2026-11-28T10:00:00.000Z')
const after = (ms: number): string => new Date(now + ms).toISOString()
const dayMs = 86_400_000
const quiet = { paused: 0, running: 0, firstDueAt: null }

test('days left: whole ones, and negative from the first millisecond too late', () => {
  assert.equal(daysUntil(after(2 * dayMs), now), 2)
  assert.equal(daysUntil(after(2 * dayMs - 1), now), 1)
  assert.equal(daysUntil(after(0), now), 0)
  assert.equal(daysUntil(after(-1), now), -1)
})

test('trouble: a request is due soon with less than 7 days left', () => {
  assert.equal(troubleOf({ ...quiet, firstDueAt: after(7 * dayMs) }, now), 'none')
  assert.equal(troubleOf({ ...quiet, firstDueAt: after(7 * dayMs - 1) }, now), 'due')
  assert.equal(troubleOf({ ...quiet, firstDueAt: after(-1) }, now), 'overdue')
})

test('trouble: who cannot be read first, then late answers, pauses, what is due; then who calls, then by name', () => {
  const items = [
    { name: 'Zoé', figures: quiet },
    { name: 'Anne', figures: quiet },
    { name: 'calls', figures: { ...quiet, running: 1 } },
    { name: 'due', figures: { ...quiet, firstDueAt: after(dayMs) } },
    { name: 'paused', figures: { ...quiet, paused: 1 } },
    { name: 'late', figures: { ...quiet, firstDueAt: after(-dayMs) } },
    { name: 'unread', figures: null },
  ]
  assert.deepEqual(
    [...items].sort(byTrouble(now)).map(({ name }) => name),
    ['unread', 'late', 'paused', 'due', 'calls', 'Anne', 'Zoé'],
  )
})
