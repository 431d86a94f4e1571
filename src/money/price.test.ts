import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { budgetReachedWhy, budgetState, callsThatFit } from './budget.ts'
import { chargeOf, dearestCall, estimate, type PriceList } from './price.ts'

/** 1.2 cents a minute, half a cent a call, 30 seconds at least, then by the second. */
const price: PriceList = {
  perMinuteMicroEuro: 12_000,
  perCallMicroEuro: 5000,
  firstIncrementSeconds: 30,
  incrementSeconds: 1,
}

// biome-ignore format: a table
const calls: readonly [talkMs: number | undefined, billedMs: number, costMicroEuro: number][] = [
  [undefined, 0, 0],
  [0, 30_000, 11_000], [1, 30_000, 11_000], [29_999, 30_000, 11_000], [30_000, 30_000, 11_000],
  [30_001, 31_000, 11_200], [31_000, 31_000, 11_200], [60_000, 60_000, 17_000], [60_001, 61_000, 17_200],
]
test('price: an answered call is billed for the first increment, then by steps; others cost nothing', () => {
  for (const [talkMs, billedMs, costMicroEuro] of calls) {
    assert.deepEqual(chargeOf(price, talkMs), { billedMs, costMicroEuro }, String(talkMs))
  }
})

test('price: fractions of a micro-euro are never given away', () => {
  const odd = { ...price, perMinuteMicroEuro: 1, perCallMicroEuro: 0, firstIncrementSeconds: 0 }
  assert.equal(chargeOf(odd, 1).costMicroEuro, 1)
  assert.equal(chargeOf(odd, 60_001).costMicroEuro, 2)
})

test('price: without a price list the time is known and the cost is none', () => {
  assert.deepEqual(chargeOf(undefined, 1234.4), { billedMs: 1234, costMicroEuro: 0 })
})

test('price: no call costs more than the dearest', () => {
  fc.assert(
    fc.property(fc.nat(120_000), fc.integer({ min: 1, max: 60 }), (talkMs, incrementSeconds) => {
      const list = { ...price, incrementSeconds }
      assert.ok(chargeOf(list, talkMs).costMicroEuro <= dearestCall(list, 120_000))
    }),
  )
})

test('price: a launch costs at most what it costs when everybody answers', () => {
  const cost = estimate(price, { people: 1000, messageMs: 60_000, answeredShare: 0.4 })
  assert.deepEqual(cost, { expectedMicroEuro: 6_800_000, atMostMicroEuro: 17_000_000 })
})

const spending = { budgetMicroEuro: 1000, spentMicroEuro: 0, callsUp: 0, dearestCallMicroEuro: 100 }

test('budget: as many calls fit as could all be the dearest, at the limit and beside it', () => {
  assert.equal(callsThatFit(spending), 10)
  assert.equal(callsThatFit({ ...spending, callsUp: 9 }), 1)
  assert.equal(callsThatFit({ ...spending, callsUp: 10 }), 0)
  assert.equal(callsThatFit({ ...spending, callsUp: 11 }), 0)
  assert.equal(callsThatFit({ ...spending, spentMicroEuro: 899 }), 1)
  assert.equal(callsThatFit({ ...spending, spentMicroEuro: 900 }), 1)
  assert.equal(callsThatFit({ ...spending, spentMicroEuro: 901 }), 0)
  assert.equal(callsThatFit({ ...spending, budgetMicroEuro: null }), Number.POSITIVE_INFINITY)
  assert.equal(callsThatFit({ ...spending, dearestCallMicroEuro: 0 }), Number.POSITIVE_INFINITY)
})

test('budget: it warns from nine tenths on, and is reached when no call fits any more', () => {
  const dear = { ...spending, dearestCallMicroEuro: 10 }
  assert.equal(budgetState({ ...dear, budgetMicroEuro: null }), 'none')
  assert.equal(budgetState({ ...dear, spentMicroEuro: 899 }), 'within')
  assert.equal(budgetState({ ...dear, spentMicroEuro: 900 }), 'warned')
  assert.equal(budgetState({ ...dear, spentMicroEuro: 990 }), 'warned')
  assert.equal(budgetState({ ...dear, spentMicroEuro: 991 }), 'reached')
  assert.equal(
    budgetReachedWhy(6_000_000_000),
    'the budget of 6000.00 € leaves no room for another call',
  )
})
