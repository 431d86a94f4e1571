/** Layers of gated recurrent units (K. Cho et al., 2014), as PyTorch's GRU counts them, for one step of one call. */
import { assert } from '../../base/assert.ts'
import { sigmoid, tanh } from './squash.ts'
import { type Sums, vectorSums } from './vectorSums.ts'

export interface GatedRows {
  /** A row a gate (keep, forget, new) and unit: what each input weighs, then what each unit did, then the row's own. */
  readonly gates: readonly (readonly number[])[]
  /** What the new gate's row adds inside of the forgetting, one a unit. */
  readonly inner: readonly number[]
}

export interface GatedLayer {
  readonly inputs: number
  readonly units: number
  readonly ofInputs: Sums
  readonly ofUnits: Sums
  readonly own: Float32Array
  readonly inner: Float32Array
}

/** The first reads the input, the next what the one before it did. */
export function gatedLayers(layers: readonly GatedRows[]): readonly GatedLayer[] {
  const inputsOf = ({ gates, inner }: GatedRows): number =>
    (gates[0]?.length ?? 0) - inner.length - 1
  const sums = vectorSums(
    layers.flatMap((layer) => [
      layer.gates.map((row) => row.slice(0, inputsOf(layer))),
      layer.gates.map((row) => row.slice(inputsOf(layer), -1)),
    ]),
  )
  return layers.map((layer, index) => {
    const { gates, inner } = layer
    assert(gates.length === 3 * inner.length, 'three gates a unit')
    return {
      inputs: inputsOf(layer),
      units: inner.length,
      ofInputs: sums[2 * index] as Sums,
      ofUnits: sums[2 * index + 1] as Sums,
      own: Float32Array.from(gates, (row) => row.at(-1) as number),
      inner: Float32Array.from(inner),
    }
  })
}

/** What the units do next, written over what they did. */
export function takeGatedStep(layer: GatedLayer, input: Float32Array, state: Float32Array): void {
  const { units, own, inner } = layer
  const fromInputs = layer.ofInputs(input)
  const fromUnits = layer.ofUnits(state)
  for (let unit = 0; unit < units; unit += 1) {
    const forgets = units + unit
    const fresh = 2 * units + unit
    const z = sigmoid(at(fromInputs, unit) + at(own, unit) + at(fromUnits, unit))
    const r = sigmoid(at(fromInputs, forgets) + at(own, forgets) + at(fromUnits, forgets))
    const before = at(inner, unit) + at(fromUnits, fresh)
    const n = tanh(at(fromInputs, fresh) + at(own, fresh) + r * before)
    state[unit] = (1 - z) * n + z * at(state, unit)
  }
}

const at = (numbers: Float32Array, index: number): number => numbers[index] as number
