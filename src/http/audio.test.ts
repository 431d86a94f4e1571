import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Range, rangeOf } from './audio.ts'

// biome-ignore format: one row a case
const cases: readonly [string | undefined, Range | 'unsatisfiable' | undefined][] = [
  [undefined, undefined],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=0-9', { from: 0, to: 9 }],
  ['bytes=90-200', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-200', { from: 0, to: 99 }],
  ['bytes=99-99', { from: 99, to: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=9-3', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=-', undefined],
  ['bytes=0-1,5-6', undefined],
  ['items=0-1', undefined],
  ['bytes=0-99999999999999999999', undefined],
]
for (const [header, range] of cases) {
  test(`RFC 9110 §14: “${header ?? 'no range'}” of 100 bytes gives ${JSON.stringify(range)}`, () => {
    assert.deepEqual(rangeOf(header, 100), range)
  })
}
