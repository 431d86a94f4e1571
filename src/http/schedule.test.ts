import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ms } from '../base/units.ts'
import { untilAnswer } from './schedule.ts'

test('answers leave at a multiple of the schedule: at its edge −1, at it, +1', () => {
  const every = ms(400)
  assert.equal(untilAnswer(ms(0), every), 400)
  assert.equal(untilAnswer(ms(399), every), 1)
  assert.equal(untilAnswer(ms(400), every), 400)
  assert.equal(untilAnswer(ms(401), every), 399)
})

test('answers tell nothing of work shorter than the schedule', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 399 }), (elapsed) => {
      assert.equal(elapsed + untilAnswer(ms(elapsed), ms(400)), 400)
    }),
  )
})
