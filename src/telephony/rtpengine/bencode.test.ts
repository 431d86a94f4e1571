import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Bencode,
  type BencodeDictionary,
  DEPTH_AT_MOST,
  decodeBencode,
  encodeBencode,
  numberAt,
  textAt,
  VALUES_AT_MOST,
} from './bencode.ts'

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const written = (value: Bencode): string => Buffer.from(encodeBencode(value)).toString('latin1')

const aText = fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString('latin1'))
const { value: aValue } = fc.letrec<{ value: Bencode }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.maxSafeInteger(),
    aText,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(aText, tie('value'), { maxKeys: 5 }) as fc.Arbitrary<BencodeDictionary>,
  ),
}))

/** Dictionaries of the reader have no prototype; those of fast-check may. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('rtpengine README, ng protocol: what ping looks like on the wire', () => {
  assert.equal(written({ command: 'ping' }), 'd7:command4:pinge')
  const read = decodeBencode(latin1('5323_1 d6:result4:ponge'), 7)
  assert.ok(read.is === 'value')
  assert.equal(textAt(read.value, 'result'), 'pong')
  assert.equal(read.end, 23)
})

test('what is written is read again, and ends where it ended', () => {
  fc.assert(
    fc.property(aValue, fc.uint8Array({ maxLength: 8 }), (value, behind) => {
      const bytes = encodeBencode(value)
      const read = decodeBencode(Buffer.concat([bytes, behind]))
      assert.ok(read.is === 'value')
      assert.equal(read.end, bytes.length)
      assert.deepEqual(plain(read.value), plain(value))
    }),
  )
})

test('any beginning of a message is incomplete, never wrong: it may still arrive', () => {
  fc.assert(
    fc.property(aValue, fc.nat(), (value, cut) => {
      const bytes = encodeBencode(value)
      const read = decodeBencode(bytes.subarray(0, cut % bytes.length))
      assert.equal(read.is, 'incomplete')
    }),
  )
})

test('no bytes make the reader throw', () => {
  const hostile = fc.array(fc.constantFrom(...'dlie0123456789:-x'), { maxLength: 300 })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        hostile.map((c) => latin1(c.join(''))),
      ),
      (bytes) => {
        const read = decodeBencode(bytes)
        if (read.is === 'value') assert.ok(read.end <= bytes.length)
      },
    ),
    { numRuns: 2000 },
  )
})

for (const [text, is] of [
  ['i0e', 'value'],
  ['i-1e', 'value'],
  ['i9007199254740991e', 'value'],
  ['i9007199254740992e', 'malformed'],
  ['i-0e', 'malformed'],
  ['i01e', 'malformed'],
  ['ie', 'malformed'],
  ['i-e', 'malformed'],
  ['i1-e', 'malformed'],
  ['i11111111111111111111', 'malformed'],
  ['0:', 'value'],
  ['01:x', 'malformed'],
  ['3:ab', 'incomplete'],
  ['9007199254740991:ab', 'incomplete'],
  ['99999999999999999:ab', 'malformed'],
  ['di1ei2ee', 'malformed'],
  ['d1:ae', 'malformed'],
  ['le', 'value'],
  ['e', 'malformed'],
  ['x', 'malformed'],
  ['', 'incomplete'],
] as const) {
  test(`${JSON.stringify(text)} is ${is}`, () => {
    assert.equal(decodeBencode(latin1(text)).is, is)
  })
}

test('lists may be as deep as the limit, and no deeper', () => {
  const nested = (depth: number) => latin1('l'.repeat(depth) + 'e'.repeat(depth))
  // A list at depth n holds what is at depth n + 1; the innermost holds nothing.
  for (const [depth, is] of [
    [DEPTH_AT_MOST, 'value'],
    [DEPTH_AT_MOST + 1, 'value'],
    [DEPTH_AT_MOST + 2, 'malformed'],
    [1_000_000, 'malformed'],
  ] as const) {
    assert.equal(decodeBencode(nested(depth)).is, is, `${depth} deep`)
  }
})

test('a message holds as many values as the limit, and no more', () => {
  const list = (values: number) => latin1(`l${'i1e'.repeat(values - 1)}e`)
  assert.equal(decodeBencode(list(VALUES_AT_MOST - 1)).is, 'value')
  assert.equal(decodeBencode(list(VALUES_AT_MOST)).is, 'value')
  assert.equal(decodeBencode(list(VALUES_AT_MOST + 1)).is, 'malformed')
})

test('a key that names the prototype is a key', () => {
  const read = decodeBencode(latin1('d9:__proto__d1:ai1eee'))
  assert.ok(read.is === 'value')
  assert.equal(numberAt(read.value, '__proto__', 'a'), 1)
  assert.equal(({} as Record<string, unknown>)['a'], undefined)
})

test('what cannot be written is a bug of the caller', () => {
  for (const value of [0.5, Number.NaN, 2 ** 53, '€'])
    assert.throws(() => encodeBencode(value), RangeError)
  assert.equal(written({ a: undefined, b: -0, c: latin1('xy') }), 'd1:bi0e1:c2:xye')
})
