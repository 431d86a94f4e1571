import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainStep } from '../../bench/amd/plainUnits.ts'
import { type GatedRows, gatedLayers } from '../../src/audio/amd/gatedUnits.ts'
import { randomFrom } from '../../src/base/random.ts'

const random = randomFrom(9)
const numbers = (count: number, most: number): number[] =>
  Array.from({ length: count }, () => Math.round(most * (random.next() - 0.5) * 1000) / 1000)
const layerOf = (inputs: number, units: number): GatedRows => ({
  gates: Array.from({ length: 3 * units }, () => numbers(inputs + units + 1, 0.8)),
  inner: numbers(units, 0.8),
})

test('gated units: layers in one memory do for fifty steps what the formulas say, to a thousandth', () => {
  const rows = [layerOf(35, 64), layerOf(64, 32), layerOf(1, 192)]
  for (const [index, layer] of gatedLayers(rows).entries()) {
    const state = new Float32Array(layer.units)
    for (let step = 0; step < 50; step += 1) {
      const input = Float32Array.from(numbers(layer.inputs, 4))
      const expected = plainStep(rows[index] as GatedRows, input, state)
      layer.step(input, state)
      for (const [unit, value] of expected.entries()) {
        const off = Math.abs(value - (state[unit] as number))
        assert.ok(off < 1e-3, `layer ${index}, step ${step}, unit ${unit}: ${off}`)
      }
    }
  }
})

test('gated units: what the sums say for sure, a hundred or a million, is 0 or 1 and never more', () => {
  const strong = (own: number): GatedRows => ({
    gates: Array.from({ length: 96 }, (_, row) => [
      0,
      ...Array<number>(32).fill(0),
      row < 32 ? -9 : own,
    ]),
    inner: Array<number>(32).fill(0),
  })
  for (const own of [-30, 30]) {
    const [layer] = gatedLayers([strong(own)])
    const state = new Float32Array(32)
    for (let step = 0; step < 3; step += 1) layer?.step(Float32Array.of(0), state)
    for (const value of state) assert.ok(Math.abs(value - Math.sign(own)) < 1e-3, `${value}`)
    for (const value of state) assert.ok(Math.abs(value) <= 1, `${value}`)
  }
})

test('gated units: an input beyond 2.5 counts as 2.5, not as what 16 bits leave of it', () => {
  const rows: GatedRows = {
    gates: Array.from({ length: 96 }, (_, row) => [
      row < 64 ? 0 : 0.1,
      ...Array<number>(33).fill(0),
    ]),
    inner: Array<number>(32).fill(0),
  }
  const [layer] = gatedLayers([rows])
  const after = [2.4, 2.5, 2.6, 1000].map((value) => {
    const state = new Float32Array(32)
    layer?.step(Float32Array.of(value), state)
    return state[0] as number
  })
  assert.ok((after[0] as number) < (after[1] as number))
  assert.equal(after[2], after[1])
  assert.equal(after[3], after[1])
})

test('gated units: 32 at a time, 31 and 33 are a bug; so is an input or a state of another length', () => {
  for (const units of [31, 33])
    assert.throws(() => gatedLayers([layerOf(4, units)]), /32 at a time/)
  const [layer] = gatedLayers([layerOf(4, 32)])
  for (const length of [3, 5])
    assert.throws(() => layer?.step(new Float32Array(length), new Float32Array(32)), /as many/)
  for (const length of [31, 33])
    assert.throws(() => layer?.step(new Float32Array(4), new Float32Array(length)), /as many/)
})

test('gated units: weights of a row that sum up to 65 fit, to 66 are a bug', () => {
  const heavy = (weight: number): GatedRows => ({
    gates: Array.from({ length: 96 }, () => [weight, ...Array<number>(33).fill(0)]),
    inner: Array<number>(32).fill(0),
  })
  for (const weight of [32, 32.7]) {
    // One weight is no more than 16 bits can tell.
    assert.equal(gatedLayers([heavy(weight)]).length, 1)
  }
  const two = (weight: number): GatedRows => ({
    ...heavy(weight),
    gates: heavy(weight).gates.map(([first = 0, ...others]) => [
      first,
      ...others.slice(0, -1),
      weight,
    ]),
  })
  assert.equal(gatedLayers([two(32.5)]).length, 1)
  assert.throws(() => gatedLayers([two(33)]), /sum up to less than 65/)
})
