/** When a session ends: without requests, and whatever is requested. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../base/units.ts'
import {
  seenAgain,
  seenEveryMs,
  sessionIdleMs,
  sessionIsOver,
  sessionMs,
  sessionTimes,
} from './lifetimes.ts'

const now = epochMs(Date.UTC(2026, 4, 5, 8))
const times = sessionTimes(now)

test('sessions: one ends when nothing was asked for too long, at that very instant', () => {
  assert.equal(sessionIsOver(times, epochMs(now + sessionIdleMs - 1)), false)
  assert.equal(sessionIsOver(times, epochMs(now + sessionIdleMs)), true)
})

test('sessions: being used puts the idle end off, not the last one', () => {
  let seen = times
  for (let at = now; at < now + sessionMs; at = epochMs(at + sessionIdleMs - 1)) {
    seen = { ...seen, ...seenAgain(seen, at, sessionIdleMs) }
  }
  assert.equal(seen.endsAt, now + sessionMs)
  assert.equal(sessionIsOver(seen, epochMs(now + sessionMs - 1)), false)
  assert.equal(sessionIsOver(seen, epochMs(now + sessionMs)), true)
})

test('sessions: not every request writes that the session was seen', () => {
  assert.equal(seenAgain(times, epochMs(now + seenEveryMs - 1), sessionIdleMs), null)
  const again = seenAgain(times, epochMs(now + seenEveryMs), sessionIdleMs)
  assert.equal(again?.idleUntil, now + seenEveryMs + sessionIdleMs)
})
