/** RFC 8785: one text per value, and no text for two of them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { BrokenInvariant } from './assert.ts'
import { canonicalJson } from './canonical.ts'

/** RFC 8785 gives -0 the text of 0: they are one number. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)

test('RFC 8785 §3.2.3: the order in which keys were written does not matter', () => {
  const shuffled = json.map((value) => [value, reversed(value)] as const)
  fc.assert(
    fc.property(shuffled, ([value, other]) => canonicalJson(value) === canonicalJson(other)),
  )
})

test('RFC 8785: two values have one text exactly when they are equal', () => {
  const pair = fc.tuple(json, json)
  fc.assert(
    fc.property(pair, ([a, b]) => {
      assert.equal(canonicalJson(a) === canonicalJson(b), isDeepStrictEqual(a, b))
    }),
    { numRuns: 1000 },
  )
})

test('RFC 8785: what is read back from the text is the value', () => {
  fc.assert(
    fc.property(json, (value) => {
      assert.deepEqual(JSON.parse(canonicalJson(value)), value)
    }),
  )
})

const near: readonly (readonly [unknown, unknown])[] = [
  [
    ['a', 'b'],
    ['a,b', ''],
  ],
  [{ a: 'b' }, { 'a":"b': '' }],
  [
    [1, [2]],
    [[1], 2],
  ],
  [{ a: null }, {}],
  ['1', 1],
  ['é', 'e\u0301'],
]
for (const [a, b] of near) {
  test(`RFC 8785: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`, () => {
    assert.notEqual(canonicalJson(a), canonicalJson(b))
  })
}

test('RFC 8785 §3.2.3: keys are sorted by UTF-16 code units; what is undefined is absent', () => {
  assert.equal(
    canonicalJson({ '\ufb33': 1, '\u{1f600}': 2, b: undefined, a: [true] }),
    '{"a":[true],"\u{1f600}":2,"\ufb33":1}',
  )
})

test('RFC 8785: what JSON cannot hold is a bug', () => {
  const unusable = [Number.NaN, Number.POSITIVE_INFINITY, new Map(), undefined, 1n, () => 1]
  for (const value of unusable) assert.throws(() => canonicalJson(value), BrokenInvariant)
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const)
  return Object.fromEntries(members.reverse())
}
