import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sigmoid, tanh } from './squash.ts'

test('squash: the table is as near to the curves as it says, at its ends too', () => {
  for (let x = -9; x <= 9; x += 0.0037) {
    assert.ok(Math.abs(tanh(x) - Math.tanh(x)) < 2e-6, `tanh ${x}`)
    assert.ok(
      Math.abs(sigmoid(x) - 1 / (1 + Math.exp(-x))) < 2e-6 || Math.abs(x) > 8,
      `sigmoid ${x}`,
    )
  }
  assert.deepEqual([tanh(8), tanh(-8), tanh(1e9), sigmoid(-1e9)], [1, -1, 1, 0])
})
