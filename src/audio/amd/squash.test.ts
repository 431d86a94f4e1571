import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tanh } from './squash.ts'

test('squash: the table is as near to the curve as it says, at its ends too', () => {
  for (let x = -9; x <= 9; x += 0.0037) {
    assert.ok(Math.abs(tanh(x) - Math.tanh(x)) < 2e-6, `tanh ${x}`)
  }
  assert.deepEqual([tanh(8), tanh(-8), tanh(1e9)], [1, -1, 1])
})
