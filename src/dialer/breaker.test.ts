import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { monoMs } from '../base/units.ts'
import {
  allowedNow,
  type Breaker,
  type BreakerInput,
  type BreakerWhy,
  breakerDueAt,
  closedBreaker,
  openFirstMs,
  openFor,
  openMaxMs,
  probeEveryMs,
  probesGoodMin,
  probesUpMax,
  stepBreaker,
} from './breaker.ts'

const zero = monoMs(0)
const faults: BreakerWhy = { is: 'faults', faults: 12, calls: 20 }
const opened = stepBreaker(closedBreaker, { is: 'sick', why: faults }, zero)
const half = stepBreaker(opened, { is: 'tick' }, monoMs(openFirstMs))

for (const [at, is] of [
  [openFirstMs - 1, 'open'],
  [openFirstMs, 'halfOpen'],
  [openFirstMs + 1, 'halfOpen'],
] as const) {
  test(`breaker: ${at} ms after it opened it is ${is}`, () => {
    assert.equal(stepBreaker(opened, { is: 'tick' }, monoMs(at)).is, is)
  })
}

test('breaker: half open, few calls leave, and slowly', () => {
  let breaker = half
  let now = openFirstMs as number
  for (let probe = 0; probe < probesUpMax; probe += 1) {
    assert.equal(allowedNow(breaker, 50, monoMs(now)), 1)
    assert.equal(allowedNow(breaker, 0, monoMs(now)), 0, 'no line is free')
    breaker = stepBreaker(breaker, { is: 'probe' }, monoMs(now))
    assert.deepEqual(
      [-1, 0].map((late) => allowedNow(breaker, 50, monoMs(now + probeEveryMs + late))),
      probe + 1 < probesUpMax ? [0, 1] : [0, 0],
    )
    now += probeEveryMs
  }
})

for (const good of [probesGoodMin - 1, probesGoodMin, probesGoodMin + 1]) {
  test(`breaker: ${good} good probes ${good < probesGoodMin ? 'do not close' : 'close'} it`, () => {
    let breaker = half
    for (let probe = 0; probe < good; probe += 1) {
      breaker = stepBreaker(breaker, { is: 'probe' }, zero)
      breaker = stepBreaker(breaker, { is: 'probed', good: true }, zero)
    }
    assert.equal(breaker.is, good < probesGoodMin ? 'halfOpen' : 'closed')
  })
}

test('breaker: each failed probe makes it wait twice as long, up to five minutes', () => {
  let breaker: Breaker = opened
  let now = 0
  const waits: number[] = []
  for (let time = 0; time < 8; time += 1) {
    const until = breakerDueAt(breaker) ?? Number.NaN
    waits.push(until - now)
    now = until
    breaker = stepBreaker(breaker, { is: 'tick' }, monoMs(now))
    breaker = stepBreaker(breaker, { is: 'probe' }, monoMs(now))
    breaker = stepBreaker(breaker, { is: 'probed', good: false }, monoMs(now))
  }
  assert.deepEqual(
    waits,
    [10, 20, 40, 80, 160, 300, 300, 300].map((seconds) => seconds * 1000),
  )
  assert.equal(openFor(1000), openMaxMs)
})

test('breaker: a probe that says nothing about the carrier neither closes nor opens it', () => {
  const probing = stepBreaker(half, { is: 'probe' }, zero)
  const after = stepBreaker(probing, { is: 'probed', good: null }, zero)
  assert.ok(after.is === 'halfOpen' && after.good === 0 && after.probesUp === 0)
})

test('breaker: without registration it waits for the carrier; registered, calls that fail are about calls', () => {
  const why = { is: 'notRegistered', refused: true } as const
  const waiting = stepBreaker(opened, { is: 'sick', why }, zero)
  assert.equal(breakerDueAt(waiting), undefined)
  assert.equal(stepBreaker(waiting, { is: 'tick' }, monoMs(1e9)), waiting)
  assert.equal(stepBreaker(waiting, { is: 'answers' }, zero), waiting)
  const registered = stepBreaker(waiting, { is: 'registered' }, zero)
  assert.equal(registered.is, 'halfOpen')
  const failed = stepBreaker(registered, { is: 'probed', good: false }, zero)
  assert.ok(failed.is === 'open' && failed.until !== null && failed.why.is === 'nothingWorks')
})

const inputs = fc.array(
  fc.constantFrom<BreakerInput>(
    { is: 'tick' },
    { is: 'sick', why: faults },
    { is: 'sick', why: { is: 'silent' } },
    { is: 'sick', why: { is: 'notRegistered', refused: false } },
    { is: 'probe' },
    { is: 'probed', good: true },
    { is: 'probed', good: false },
    { is: 'probed', good: null },
    { is: 'registered' },
    { is: 'answers' },
  ),
  { maxLength: 60 },
)

test('breaker: whatever happens, nothing leaves while it is open, and there is always a way back', () => {
  fc.assert(
    fc.property(inputs, (all) => {
      let breaker: Breaker = closedBreaker
      let now = zero
      for (const input of all) {
        now = monoMs(now + 3000)
        breaker = stepBreaker(breaker, input, now)
        if (breaker.is === 'open') assert.equal(allowedNow(breaker, 9, now), 0)
        if (breaker.is === 'halfOpen') assert.ok(breaker.probesUp >= 0)
      }
      const way = [{ is: 'registered' }, { is: 'answers' }, { is: 'tick' }] as const
      now = monoMs(now + openMaxMs)
      for (const input of way) breaker = stepBreaker(breaker, input, now)
      for (let good = 0; good < probesGoodMin; good += 1) {
        breaker = stepBreaker(breaker, { is: 'probed', good: true }, now)
      }
      assert.equal(breaker.is, 'closed')
    }),
  )
})
