import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, randomFrom } from '../base/random.ts'
import { type Interval, intervalOfRatio, intervalOfSum, type Stratum, wilson } from './strata.ts'

const endless = 1e12

/** [found, judged, low, high]: Brown, Cai and DasGupta, Statistical Science 16 (2001), and by hand. */
const known = [
  [0, 10, 0, 0.2775],
  [8, 10, 0.4902, 0.9645],
  [10, 10, 0.7225, 1],
  [1, 100, 0.0005, 0.0545],
  [0, 100, 0, 0.037],
] as const

for (const [found, judged, low, high] of known) {
  test(`Wilson: ${found} of ${judged} is ${low} to ${high}`, () => {
    const interval = wilson({ calls: endless, judged, found })
    assert.ok(Math.abs(interval.low - low) < 5e-5, `${interval.low}`)
    assert.ok(Math.abs(interval.high - high) < 5e-5, `${interval.high}`)
  })
}

test('Wilson: who judged every call is sure; one call less, and they are not', () => {
  assert.deepEqual(wilson({ calls: 40, judged: 40, found: 3 }), {
    rate: 0.075,
    low: 0.075,
    high: 0.075,
  })
  const { low, high } = wilson({ calls: 40, judged: 39, found: 3 })
  assert.ok(low < 3 / 39 && high > 3 / 39 && high - low < 0.06)
})

const stratumOf = (random: Random): Stratum => {
  const calls = 1 + random.below(5000)
  const judged = 1 + random.below(Math.min(60, calls))
  return { calls, judged, found: random.below(judged + 1) }
}
const holds = ({ rate, low, high }: Interval): boolean =>
  low >= 0 && low <= rate && rate <= high && high <= 1

test('strata: every interval lies between 0 and 1 and holds its estimate, whatever was found', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = randomFrom(seed)
    const part = Array.from({ length: random.below(4) }, () => stratumOf(random))
    const rest = Array.from({ length: 1 + random.below(3) }, () => stratumOf(random))
    const sum = intervalOfSum([...part, ...rest])
    assert.ok(sum && holds(sum), `seed ${seed}: ${JSON.stringify(sum)}`)
    const ratio = intervalOfRatio(part, rest)
    assert.ok(ratio === null || holds(ratio), `seed ${seed}: ${JSON.stringify(ratio)}`)
  }
})

test('strata: one stratum is Wilson itself; nothing judged of no calls is nothing', () => {
  const only = { calls: endless, judged: 50, found: 45 }
  const interval = intervalOfSum([only])
  const plain = wilson(only)
  assert.ok(interval)
  assert.ok(
    Math.abs(interval.low - plain.low) < 1e-9 && Math.abs(interval.high - plain.high) < 1e-9,
  )
  assert.equal(intervalOfSum([]), null)
  assert.equal(intervalOfRatio([{ ...only, found: 0 }], [{ ...only, found: 0 }]), null)
})

test('strata: no error among 20 machines that stand for nine calls of ten is no proof that there is none', () => {
  const asMachine = { calls: 90_000, judged: 20, found: 0 }
  const asHuman = { calls: 10_000, judged: 20, found: 20 }
  const ratio = intervalOfRatio([asMachine], [asHuman])
  assert.ok(ratio)
  assert.equal(ratio.rate, 0)
  // 20 of 20 are machines: up to 16.1 % may be people, who would be 59 % of all people there are.
  assert.ok(ratio.high > 0.55, `${ratio.high}`)
})

/** A sample of `judged` from a stratum of which `wrong` are what is asked for. */
function drawn(random: Random, calls: number, wrong: number, judged: number): Stratum {
  const left = { calls, wrong }
  let found = 0
  for (let n = 0; n < judged; n += 1) {
    if (random.below(left.calls) < left.wrong) {
      found += 1
      left.wrong -= 1
    }
    left.calls -= 1
  }
  return { calls, judged, found }
}

/** [people among those called machine of so many, people among those called human of so many]. */
const populations = [
  [60, 3000, 5000, 5200],
  [2, 900, 2000, 2300],
  [400, 2000, 1500, 4000],
  [0, 500, 480, 500],
] as const

for (const [wrong, asMachine, right, asHuman] of populations) {
  test(`strata: of ${asMachine} and ${asHuman} calls, nine of ten intervals at least hold the truth (${wrong} wrong)`, () => {
    const times = 400
    const truth = wrong / (wrong + right)
    let held = 0
    for (let seed = 1; seed <= times; seed += 1) {
      const random = randomFrom(seed)
      const ratio = intervalOfRatio(
        [drawn(random, asMachine, wrong, 60)],
        [drawn(random, asHuman, right, 60)],
      )
      if (ratio && ratio.low <= truth + 1e-9 && truth <= ratio.high + 1e-9) held += 1
    }
    assert.ok(held / times >= 0.92, `${held} of ${times}`)
  })
}
