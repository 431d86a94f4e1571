/** Layers of gated recurrent units (K. Cho et al., 2014), as PyTorch's GRU counts them, for one step of one call. */
import { assert } from '../../base/assert.ts'
import { compiled } from './vectorCode.ts'
import {
  BYTES,
  PACKED_AT_ONCE,
  PAIR,
  ROW_MOST,
  ROWS_AT_ONCE,
  SHORT_MOST,
  UNITS_AT_ONCE,
  vectorFunctions,
  WEIGHT_STEPS,
} from './vectorSums.ts'

export interface GatedRows {
  /** A row a gate (keep, forget, new) and unit: what each input weighs, then what each unit did, then the row's own. */
  readonly gates: readonly (readonly number[])[]
  /** What the new gate's row adds inside of the forgetting, one a unit. */
  readonly inner: readonly number[]
}

export interface GatedLayer {
  readonly inputs: number
  readonly units: number
  /** What the units do next, written over what they did. */
  step(input: Float32Array, state: Float32Array): void
}

type Row = readonly number[]

const GATES = 3
const SHORT_BYTES = 2

/** The first reads the input, the next what the one before it did. All lie in one memory. */
export function gatedLayers(layers: readonly GatedRows[]): readonly GatedLayer[] {
  const plans = layers.map(matricesOf)
  const wanted = plans.reduce((sum, plan) => sum + bytesOf(plan), 0)
  const { memory, run } = compiled(wanted, vectorFunctions)
  let next = 0
  const room = (bytes: number): number => {
    next += bytes
    return next - bytes
  }
  return plans.map(({ inputs, units, ofInputs, ofUnits }) => {
    const fromInputs = placed(memory, room, ofInputs, inputs)
    const fromUnits = placed(memory, room, ofUnits, units)
    const sumsBytes = GATES * units * BYTES
    const [inputSums, unitSums] = [room(sumsBytes), room(sumsBytes)]
    const gate = units * BYTES
    const multiply = (of: Placed, sums: number): void => {
      run.pack(of.at, of.packedAt, of.packed / PACKED_AT_ONCE)
      const end = of.packedAt + of.pairs * BYTES
      run.multiply(of.weightsAt, of.packedAt, end, sums, (GATES * units) / ROWS_AT_ONCE)
    }
    return {
      ...{ inputs, units },
      step: (input, state) => {
        assert(input.length === inputs && state.length === units, 'as many numbers as a row')
        fromInputs.given.set(input)
        fromUnits.given.set(state)
        multiply(fromInputs, inputSums)
        multiply(fromUnits, unitSums)
        run.gate(
          ...[inputSums, inputSums + gate, inputSums + 2 * gate],
          ...[unitSums, unitSums + gate, unitSums + 2 * gate],
          ...[fromUnits.at, units / UNITS_AT_ONCE],
        )
        state.set(fromUnits.given)
      },
    }
  })
}

/** Of a layer: what it is given, its weights and its sums, twice. */
const bytesOf = ({ inputs, units }: { readonly inputs: number; readonly units: number }): number =>
  [inputs, units].reduce((sum, count) => {
    const ofRow = pairsOf(count) * BYTES + BYTES
    return sum + withOne(count) * (BYTES + SHORT_BYTES) + GATES * units * ofRow
  }, 0)

/** A matrix a source, each row with what it adds by itself: the input is followed by a one. */
function matricesOf({ gates, inner }: GatedRows) {
  const units = inner.length
  const inputs = (gates[0]?.length ?? 0) - units - 1
  assert(gates.length === GATES * units, 'three gates a unit')
  assert(units % ROWS_AT_ONCE === 0, 'units are taken 32 at a time')
  const ofInputs = gates.map((row) => [...row.slice(0, inputs), row.at(-1) as number])
  const ofUnits = gates.map((row, index) => [
    ...row.slice(inputs, -1),
    ...(index < 2 * units ? [0] : [inner[index - 2 * units] as number]),
  ])
  return { inputs, units, ofInputs, ofUnits }
}

interface Placed {
  /** Fractions: what is given, then a one. */
  readonly at: number
  readonly given: Float32Array
  readonly packedAt: number
  readonly packed: number
  readonly pairs: number
  readonly weightsAt: number
}

const withOne = (count: number): number => Math.ceil((count + 1) / PACKED_AT_ONCE) * PACKED_AT_ONCE
const pairsOf = (count: number): number => Math.ceil((count + 1) / PAIR)

/** For `count` numbers: as fractions and packed, and the weights. */
function placed(
  memory: ArrayBuffer,
  room: (bytes: number) => number,
  rows: readonly Row[],
  count: number,
): Placed {
  const [packed, pairs] = [withOne(count), pairsOf(count)]
  const at = room(packed * BYTES)
  const packedAt = room(packed * SHORT_BYTES)
  const weightsAt = room(rows.length * pairs * BYTES)
  new Float32Array(memory, at, packed)[count] = 1
  placeRows(rows, new Int16Array(memory, weightsAt, rows.length * pairs * PAIR))
  return { at, given: new Float32Array(memory, at, count), packedAt, packed, pairs, weightsAt }
}

/** In blocks of rows, pair by pair. */
function placeRows(rows: readonly Row[], into: Int16Array): void {
  const pairs = into.length / rows.length / PAIR
  rows.forEach((row, r) => {
    const sum = row.reduce((before, weight) => before + Math.abs(weight), 0)
    assert(sum < ROW_MOST, `weights of a row sum up to less than ${Math.floor(ROW_MOST)}`)
    const block = Math.floor(r / ROWS_AT_ONCE)
    row.forEach((weight, i) => {
      const pair = block * pairs + Math.floor(i / PAIR)
      const place = (pair * ROWS_AT_ONCE + (r % ROWS_AT_ONCE)) * PAIR + (i % PAIR)
      const steps = Math.round(weight * WEIGHT_STEPS)
      assert(Math.abs(steps) < SHORT_MOST, 'a weight fits in 16 bits')
      into[place] = steps
    })
  })
}
