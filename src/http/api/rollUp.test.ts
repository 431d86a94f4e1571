import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrganisationFigures } from '../../store/postgres/rollUp.ts'
import { figuresOf, sumsOf } from './rollUp.ts'

const figures = (organisation: number): OrganisationFigures => ({
  organisation,
  ...{ running: 1, paused: 0, preparing: 2, over: 3, targets: 100, remaining: 40, attempts: 70 },
  ...{ heardToEnd: 20, objections: 1, costMicroEuro: 5_000_000, openRights: 0, firstDueAt: null },
})

test('roll-up: read at once when that works', async () => {
  const asked: (readonly number[])[] = []
  const found = await figuresOf([2, 3], async (ids) => {
    asked.push(ids)
    return ids.map(figures)
  })
  assert.deepEqual(asked, [[2, 3]])
  assert.deepEqual([...found.keys()], [2, 3])
})

test('roll-up: an organisation that cannot be read costs its own row, and the sums leave it out', async () => {
  const found = await figuresOf([2, 3, 4], async (ids) => {
    if (ids.includes(3)) throw new Error('the third is not to be read')
    return ids.map(figures)
  })
  assert.deepEqual([...found.keys()], [2, 4])
  assert.equal(sumsOf([...found.values()]).targets, 200)
})

test('roll-up: nobody below, nothing asked', async () => {
  const found = await figuresOf([], () => assert.fail('nothing is to be asked'))
  assert.equal(found.size, 0)
})
