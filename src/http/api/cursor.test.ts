import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { cursorOf, keyAfter, onePage, pageItemsMax, pageQuery } from './cursor.ts'

const key = z.tuple([z.number(), z.string()])

test('cursor: what was given as next is read as the key it was made of', () => {
  assert.deepEqual(keyAfter(cursorOf([5, 'a']), key), [5, 'a'])
  assert.equal(keyAfter(undefined, key), null)
})

test('cursor: another list’s, a cut and an invented one are refused', () => {
  for (const after of [
    cursorOf(['a', 5]),
    cursorOf([5, 'a']).slice(0, 4),
    'bm9uc2Vuc2U',
    '%',
    '',
  ]) {
    assert.throws(
      () => keyAfter(after, key),
      (error) => error instanceof Failure && error.fields[0]?.field === 'after',
    )
  }
})

test('cursor: a page has its limit of items, and a next only when there is more', () => {
  const page = (rows: number) =>
    onePage(
      Array.from({ length: rows }, (_, index) => index),
      3,
      {
        item: (row) => `item ${row}`,
        key: (row) => row,
      },
    )
  assert.deepEqual(page(2), { items: ['item 0', 'item 1'], next: null })
  assert.equal(page(3).next, null)
  const more = page(4)
  assert.deepEqual([more.items.length, keyAfter(more.next ?? '', z.number())], [3, 2])
})

test('cursor: the limit of a page is 1 to its maximum', () => {
  const fits = (limit: number): boolean => pageQuery.safeParse({ limit }).success
  assert.deepEqual([0, 1, pageItemsMax - 1, pageItemsMax, pageItemsMax + 1].map(fits), [
    false,
    true,
    true,
    true,
    false,
  ])
})
