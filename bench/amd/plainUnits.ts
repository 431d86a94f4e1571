/** Gated units as their paper writes them (K. Cho et al., 2014), number by number: what the vectors are held to. */
import type { GatedRows } from '../../src/audio/amd/gatedUnits.ts'

/** The state after. */
export function plainStep(
  { gates, inner }: GatedRows,
  input: Float32Array,
  state: Float32Array,
): Float32Array {
  const units = inner.length
  const gate = (index: number, unit: number): readonly number[] =>
    gates[index * units + unit] as readonly number[]
  return state.map((before, unit) => {
    const [keeps, forgets, news] = [gate(0, unit), gate(1, unit), gate(2, unit)]
    const z = sigmoid(sum(keeps, 0, input) + sum(keeps, input.length, state) + own(keeps))
    const r = sigmoid(sum(forgets, 0, input) + sum(forgets, input.length, state) + own(forgets))
    const kept = (inner[unit] as number) + sum(news, input.length, state)
    const n = Math.tanh(sum(news, 0, input) + own(news) + r * kept)
    return (1 - z) * n + z * before
  })
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const own = (row: readonly number[]): number => row.at(-1) as number

function sum(row: readonly number[], from: number, of: Float32Array): number {
  let total = 0
  for (let i = 0; i < of.length; i += 1) total += (row[from + i] as number) * (of[i] as number)
  return total
}
