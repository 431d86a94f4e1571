import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type MonoMs, monoMs, ms } from '../base/units.ts'
import {
  allowedShare,
  atOwnShare,
  ceilingShare,
  cutEveryMs,
  faultHoldFirstMs,
  faultHoldMaxMs,
  faultsBeforeHold,
  feelMs,
  heldFor,
  intervalMs,
  nextStartAt,
  type Pacer,
  pacerOf,
  recoveryMs,
  replied,
  retryAfterMaxMs,
  shareAt,
  shareMin,
  started,
  windowGuardMs,
} from './pacer.ts'

const zero = monoMs(0)
const limitOf = (callsPerSecond: number): number => Math.max(1, Math.floor(callsPerSecond))

/** Starts as soon as allowed, `lateness` late each time. */
function startsOf(pacer: Pacer, count: number, lateness: (start: number) => number): MonoMs[] {
  const starts: MonoMs[] = []
  let now = zero
  let after = pacer
  for (let start = 0; start < count; start += 1) {
    now = monoMs(Math.max(now, nextStartAt(after) + lateness(start)))
    after = started(after, now)
    starts.push(now)
  }
  return starts
}

/** In a window that is half-open: an instant and the one a second later are not in one second. */
function mostInAnySecond(starts: readonly MonoMs[]): number {
  return Math.max(
    ...starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length),
  )
}

test('pacer: in no second start more calls than callsPerSecond, however late the wake-ups are', () => {
  const lateness = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1 })
  const rates = fc.oneof(
    fc.integer({ min: 1, max: 60 }),
    fc.double({ min: 0.2, max: 60, noNaN: true }),
  )
  fc.assert(
    fc.property(rates, lateness, (callsPerSecond, lates) => {
      const limit = limitOf(callsPerSecond)
      const starts = startsOf(
        pacerOf(callsPerSecond, zero),
        limit * 3 + 5,
        (i) => lates[i % lates.length] as number,
      )
      assert.ok(mostInAnySecond(starts) <= limit)
    }),
    { numRuns: 200 },
  )
})

test('pacer: as counted at the carrier’s door, in no second more than callsPerSecond', () => {
  const jitter = fc.array(fc.double({ min: 0, max: windowGuardMs, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), jitter, (callsPerSecond, onTheWay) => {
      const starts = startsOf(pacerOf(callsPerSecond, zero), callsPerSecond * 3 + 5, () => 0)
      const arrivals = starts.map((at, i) => monoMs(at + (onTheWay[i % onTheWay.length] as number)))
      assert.ok(mostInAnySecond(arrivals) <= callsPerSecond)
    }),
    { numRuns: 200 },
  )
})

for (const [firstOnTheWay, counted] of [
  [windowGuardMs - 1, 50],
  [windowGuardMs, 50],
  [windowGuardMs + 1, 51],
] as const) {
  test(`pacer: 50 calls a second, the first ${firstOnTheWay} ms on the way: ${counted} arrive in a second`, () => {
    const [first, ...others] = startsOf(pacerOf(50, zero), 100, () => 0)
    assert.equal(mostInAnySecond([monoMs((first ?? 0) + firstOnTheWay), ...others]), counted)
  })
}

/** So many starts in so many milliseconds, which the guard makes longer. */
const rates: readonly [callsPerSecond: number, starts: number, inMs: number][] = [
  [0.5, 1, 2000],
  [1, 1, 1000],
  [2.5, 2, 1000],
  [20, 20, 1000],
  [100, 100, 1000],
]
for (const [callsPerSecond, count, inMs] of rates) {
  test(`pacer: at ${callsPerSecond} calls a second punctual starts are spaced evenly`, () => {
    const gapMs = (inMs + windowGuardMs) / count
    const starts = startsOf(pacerOf(callsPerSecond, zero), 5, () => 0)
    const gaps = starts.slice(1).map((at, i) => Number((at - (starts[i] as number)).toFixed(6)))
    assert.deepEqual(gaps, [gapMs, gapMs, gapMs, gapMs])
  })
}

test('pacer: the guard costs 2 % of the rate, wake-ups 2 ms late not 1 % more', () => {
  const punctual = (100 * 1000) / (1000 + windowGuardMs)
  assert.ok(punctual > 98, String(punctual))
  const starts = startsOf(pacerOf(100, zero), 3000, () => 2)
  const perSecond = (starts.length - 1) / ((starts.at(-1) as number) / 1000)
  assert.ok(perSecond > 0.99 * punctual && perSecond <= punctual, String(perSecond))
})

test('pacer: a long pause is not made good by a burst', () => {
  let pacer = started(pacerOf(100, zero), zero)
  let now = monoMs(60_000)
  let atOnce = 0
  for (; nextStartAt(pacer) <= now; atOnce += 1) pacer = started(pacer, now)
  // 50 ms may be made good: five starts at 100 a second, and the one that is due.
  assert.ok(atOnce <= 6, String(atOnce))
  now = nextStartAt(pacer)
  assert.ok(now > 60_000)
})

test('RFC 3261 §20.33: Retry-After holds to its last millisecond, the longest wish counts, an hour at most', () => {
  const held = heldFor(pacerOf(10, zero), ms(5000), zero)
  assert.equal(nextStartAt(held), 5000)
  assert.equal(nextStartAt(heldFor(held, ms(4999), zero)), 5000)
  assert.equal(nextStartAt(heldFor(held, ms(5001), zero)), 5001)
  for (const wish of [retryAfterMaxMs - 1, retryAfterMaxMs, retryAfterMaxMs + 1]) {
    const expected = Math.min(wish, retryAfterMaxMs)
    assert.equal(nextStartAt(heldFor(pacerOf(10, zero), ms(wish), zero)), expected)
  }
})

test('pacer: congestion halves the rate, once for one burst, never below a sixteenth, and it grows back', () => {
  const now = monoMs(10_000)
  const once = replied(pacerOf(10, zero), 'congestion', now)
  assert.equal(shareAt(once, now), 0.5)
  assert.equal(intervalMs(once, now), (1000 + windowGuardMs) / 5)
  // What has grown back meanwhile is cut with the rest.
  const cutAgain = (wait: number): number => (0.5 + wait / recoveryMs) / 2
  for (const [wait, share] of [
    [cutEveryMs - 1, 0.5],
    [cutEveryMs, cutAgain(cutEveryMs)],
    [cutEveryMs + 1, cutAgain(cutEveryMs + 1)],
  ] as const) {
    const again = replied(once, 'congestion', monoMs(now + wait))
    assert.ok(Math.abs(again.cutShare - share) < 1e-9, `${again.cutShare} after ${wait} ms`)
  }
  let often = once
  for (let second = 1; second < 60; second += 1) {
    often = replied(often, 'congestion', monoMs(now + second * 1000))
  }
  assert.ok(often.cutShare >= shareMin && often.cutShare < 2 * shareMin)
  // Fast to 0.9 of where it was cut, in 4 s of the 10; then slowly, a tenth of two minutes.
  const kneeMs = (ceilingShare - 0.5) * recoveryMs
  assert.ok(Math.abs(shareAt(once, monoMs(now + kneeMs)) - ceilingShare) < 1e-9)
  assert.ok(shareAt(once, monoMs(now + kneeMs + 0.1 * feelMs - 1)) < 1)
  assert.equal(shareAt(once, monoMs(now + kneeMs + 0.1 * feelMs + 1)), 1)
  assert.equal(nextStartAt(often) > now + 60_000, true)
})

test('pacer: faults in a row hold the trunk, longer each time, and one good reply ends it', () => {
  let pacer = pacerOf(10, zero)
  for (let fault = 1; fault < faultsBeforeHold; fault += 1) pacer = replied(pacer, 'fault', zero)
  assert.equal(pacer.hold, null)
  pacer = replied(pacer, 'fault', zero)
  assert.deepEqual(pacer.hold, { until: faultHoldFirstMs, why: 'carrierFaults' })
  // What was placed before the hold says nothing new.
  pacer = replied(pacer, 'fault', monoMs(faultHoldFirstMs - 1))
  assert.equal(pacer.hold?.until, faultHoldFirstMs)
  let now = zero
  for (let probe = 0; probe < 10; probe += 1) {
    now = monoMs(pacer.hold?.until ?? Number.NaN)
    pacer = replied(started(pacer, monoMs(Math.max(now, nextStartAt(pacer)))), 'fault', now)
  }
  assert.equal((pacer.hold?.until ?? 0) - now, faultHoldMaxMs)
  const good = replied(pacer, 'good', now)
  assert.deepEqual([good.faultsInRow, good.faultHolds], [0, 0])
})

test('pacer: a carrier that takes a third of what it sold is felt for, not run into', () => {
  const [sold, real] = [30, 10]
  let pacer = pacerOf(sold, zero)
  const accepted: MonoMs[] = []
  let refused = 0
  let inLastMinute = 0
  for (let now = zero; now < 180_000; now = monoMs(now + 5)) {
    if (now < nextStartAt(pacer)) continue
    pacer = started(pacer, now)
    if (accepted.filter((at) => at > now - 950).length < real) {
      accepted.push(now)
      if (now > 120_000) inLastMinute += 1
    } else {
      pacer = replied(pacer, 'congestion', now)
      if (now > 120_000) refused += 1
    }
  }
  assert.ok(mostInAnySecond(accepted) <= sold)
  // Most of what the carrier takes, for less than one refusal in thirty.
  assert.ok(inLastMinute > 0.7 * real * 60, `${inLastMinute} accepted in a minute`)
  assert.ok(refused < inLastMinute / 30, `${refused} refused, ${inLastMinute} accepted`)
})

test('pacer: our own share and the carrier’s: the lower one rules, and neither is above the whole', () => {
  const now = monoMs(10_000)
  const cut = replied(pacerOf(10, zero), 'congestion', now)
  assert.equal(allowedShare(atOwnShare(cut, 0.3), now), 0.3)
  assert.equal(allowedShare(atOwnShare(cut, 0.8), now), 0.5)
  assert.equal(allowedShare(atOwnShare(pacerOf(10, zero), 1), now), 1)
  assert.throws(() => atOwnShare(cut, 1.01))
})
