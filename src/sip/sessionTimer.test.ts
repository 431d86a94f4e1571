import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type MonoMs, monoMs, ms, seconds } from '../base/units.ts'
import {
  endMargin,
  noSession,
  refreshTriesMax,
  refreshWaitMin,
  type SessionInput,
  type SessionTimer,
  sessionDeadline,
  stepSession,
} from './sessionTimer.ts'

const at = (now: number): MonoMs => monoMs(now)

const agreed = (intervalS: number, refresher: 'us' | 'them'): SessionTimer =>
  stepSession(
    noSession,
    { is: 'agreed', terms: { intervalMs: seconds(intervalS), refresher } },
    at(0),
  )[0]

// biome-ignore format: one row a session, read as a table
const sessions: readonly (readonly [intervalS: number, refreshAtMs: number, endsAtMs: number])[] = [
  [90, 45_000, 60_000],
  [95.9, 47_950, 63_933],
  [96, 48_000, 64_000],
  [97, 48_500, 65_000],
  [1800, 900_000, 1_768_000],
  [1, 1000, 1000],
]
for (const [intervalS, refreshAtMs, endsAtMs] of sessions) {
  test(`RFC 4028 §10: a session of ${intervalS} s is refreshed at ${refreshAtMs} ms, or ended at ${endsAtMs} ms`, () => {
    const ours = agreed(intervalS, 'us')
    assert.ok(ours.is === 'ours')
    assert.equal(ours.refreshAt, refreshAtMs)
    assert.equal(Math.floor(ours.endsAt), endsAtMs)
    const theirs = agreed(intervalS, 'them')
    assert.equal(Math.floor(sessionDeadline(theirs)?.at ?? 0), endsAtMs)
    assert.deepEqual(stepSession(theirs, { is: 'deadline' }, at(endsAtMs - 1))[1], [])
    assert.deepEqual(stepSession(theirs, { is: 'deadline' }, at(endsAtMs + 1))[1], [
      { is: 'hangUp' },
    ])
  })
}

test('RFC 4028 §10: the margin is a third until a third is 32 s', () => {
  assert.equal(endMargin, 32_000)
  assert.equal(refreshWaitMin, 1000)
})

test('RFC 4028: what answers no refresh of ours changes nothing', () => {
  for (const timer of [noSession, agreed(100, 'us'), agreed(100, 'them')]) {
    assert.deepEqual(stepSession(timer, { is: 'lost' }, at(5)), [timer, []])
    assert.deepEqual(stepSession(timer, { is: 'postponed', byMs: ms(1) }, at(5)), [timer, []])
  }
})

test('property: whatever happens, between two agreements a session is refreshed at most refreshTriesMax times and ends by its end', () => {
  const input: fc.Arbitrary<SessionInput> = fc.oneof(
    fc.constant<SessionInput>({ is: 'deadline' }),
    fc.constant<SessionInput>({ is: 'lost' }),
    fc
      .integer({ min: 0, max: 50_000 })
      .map((byMs): SessionInput => ({ is: 'postponed', byMs: ms(byMs) })),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3600 }),
      fc.array(input, { maxLength: 40 }),
      (intervalS, inputs) => {
        let timer = agreed(intervalS, 'us')
        let now = at(0)
        let refreshes = 0
        let ends = 0
        const step = (next: SessionInput): void => {
          const [after, effects] = stepSession(timer, next, now)
          timer = after
          for (const { is } of effects) {
            if (is === 'refresh') refreshes += 1
            else ends += 1
          }
        }
        for (const next of inputs) {
          if (next.is === 'deadline') now = sessionDeadline(timer)?.at ?? now
          step(next)
        }
        for (let turn = 0; turn < 10 && timer.is !== 'off'; turn += 1) {
          now = sessionDeadline(timer)?.at ?? now
          step({ is: 'deadline' })
        }
        assert.equal(timer.is, 'off')
        assert.equal(ends, 1)
        assert.ok(refreshes <= refreshTriesMax, `${refreshes} refreshes`)
        assert.ok(now <= Math.max(1000, intervalS * 1000))
      },
    ),
  )
})
