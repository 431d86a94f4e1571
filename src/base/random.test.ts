import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom, seedOf } from './random.ts'

test('random: one seed gives one sequence, another seed another', () => {
  const first = (seed: number): readonly number[] => {
    const random = randomFrom(seed)
    return Array.from({ length: 20 }, () => random.next())
  }
  assert.deepEqual(first(7), first(7))
  assert.notDeepEqual(first(7), first(8))
})

test('random: draws are spread evenly and stay in their range', () => {
  const random = randomFrom(1)
  const counts = new Array<number>(10).fill(0)
  const draws = 100_000
  for (let i = 0; i < draws; i += 1) {
    const drawn = random.below(10)
    assert.ok(Number.isInteger(drawn) && drawn >= 0 && drawn < 10)
    counts[drawn] = (counts[drawn] ?? 0) + 1
  }
  // Chi-square with 9 degrees of freedom: 27.9 is passed once in a thousand seeds; this one is fixed.
  const expected = draws / 10
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  assert.ok(chiSquare < 27.9, `chi-square ${chiSquare}`)
})

test('random: a person keeps their seed, and words are not run together', () => {
  assert.equal(seedOf(1, '+33639981234', '0'), seedOf(1, '+33639981234', '0'))
  assert.notEqual(seedOf(1, 'ab', 'c'), seedOf(1, 'a', 'bc'))
  assert.notEqual(seedOf(1, 'a'), seedOf(2, 'a'))
})
