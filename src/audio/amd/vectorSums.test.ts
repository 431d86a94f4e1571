import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from '../../base/random.ts'
import { vectorSums } from './vectorSums.ts'

const random = randomFrom(9)
const numbers = (count: number): readonly number[] =>
  Array.from({ length: count }, () => random.next() - 0.5)
const matrix = (rows: number, columns: number): readonly (readonly number[])[] =>
  Array.from({ length: rows }, () => numbers(columns))

test('vector sums: many matrices in one memory, each gives what a plain loop gives', () => {
  const matrices = [matrix(16, 1), matrix(48, 35), matrix(384, 128), matrix(32, 7)]
  const all = vectorSums(matrices)
  for (const [index, rows] of matrices.entries()) {
    const input = Float32Array.from(numbers(rows[0]?.length ?? 0))
    const sums = all[index]?.(input) ?? []
    assert.equal(sums.length, rows.length)
    for (const [r, row] of rows.entries()) {
      const sum = row.reduce((before, weight, i) => before + weight * (input[i] as number), 0)
      assert.ok(Math.abs(sum - (sums[r] as number)) < 1e-5, `matrix ${index}, row ${r}`)
    }
  }
})

test('vector sums: rows are taken sixteen at a time, 15 and 17 are a bug', () => {
  for (const rows of [15, 17]) assert.throws(() => vectorSums([matrix(rows, 4)]), /sixteen/)
})

test('vector sums: an input one number short or long is a bug', () => {
  const [sums] = vectorSums([matrix(16, 4)])
  for (const length of [3, 5]) assert.throws(() => sums?.(new Float32Array(length)), /as many/)
  assert.equal(sums?.(new Float32Array(4)).length, 16)
})
