/**
 * The chance that a machine answered, from the cadence: a small network (its inputs to a few neurons to one), fitted to
 * labelled calls by scripts/amdWeights.ts, beside what each input says by itself. What it may see is listed here; it
 * never sees how loud a call is, nor whether we speak (the calls it was fitted to were made, and nobody in them
 * listened).
 */
import { type FeatureName, type FeatureRow, featureAt, SAID_MOST } from './features.ts'
import { tanh } from './squash.ts'
import { weights } from './weights.ts'

type Scale = 'time' | 'count' | 'plain'
/** What more of it says, whatever else is heard: a machine (1), a person (−1), or it depends (0). */
export type Leaning = 1 | 0 | -1

/** Name, scale, least, most, leaning. A time weighs by its ratio; all are cut where the calls of the fit ended. */
export const scoreInputs: readonly (readonly [FeatureName, Scale, number, number, Leaning])[] = [
  ['onsetMs', 'time', 0, 3000, 0],
  ['speechMs', 'time', 0, 8000, 1],
  ['spurtMs', 'time', 0, 6000, 1],
  ['silenceMs', 'time', 0, 5000, -1],
  ['firstSpurtMs', 'time', 0, 6000, 1],
  ['longestSpurtMs', 'time', 0, 6000, 1],
  ['longestPauseMs', 'time', 0, 3000, 0],
  ['loudMs', 'time', 0, 8000, 1],
  ['loudSilenceMs', 'time', 0, 5000, -1],
  ['spurts', 'count', 0, 6, 0],
  ['words', 'count', 0, 12, 0],
  ['recentDb', 'plain', -40, 0, 1],
  ['aboveFloorDb', 'plain', 5, 45, 0],
  ['swingDb', 'plain', 2, 12, 0],
  ['floorStepDb', 'plain', -20, 20, 0],
  ['floorSwingDb', 'plain', 0, 10, 0],
  ['aboveBeforeDb', 'plain', 0, 50, 0],
  ['lowDb', 'plain', -6, 6, 0],
  ['fallMs', 'plain', 0, 300, 0],
  ['rise', 'plain', -8, 8, -1],
  ['pitchSpread', 'plain', 0, 8, 0],
  ['voicedShare', 'plain', 0, 1, 0],
  ['saidMachine', 'plain', -SAID_MOST, SAID_MOST, 1],
]

const inputAt = scoreInputs.map(([name]) => featureAt[name])
const input = new Float64Array(scoreInputs.length)

/** Each input between about −1 and 1. */
export function scoreInput(row: FeatureRow, into: Float64Array): void {
  for (let i = 0; i < scoreInputs.length; i += 1) {
    const [, scale, low, high] = scoreInputs[i] as (typeof scoreInputs)[number]
    const value = Math.max(low, Math.min(high, row[inputAt[i] as number] as number))
    const share =
      scale === 'time'
        ? Math.log1p(value / 100) / Math.log1p(high / 100)
        : (value - low) / (high - low)
    into[i] = 2 * share - 1
  }
}

/** 0 to 1. */
export function machineScore(row: FeatureRow): number {
  scoreInput(row, input)
  const { hidden, out, direct } = weights
  let sum = out[out.length - 1] as number
  for (let i = 0; i < input.length; i += 1) sum += (direct[i] as number) * (input[i] as number)
  for (let n = 0; n < hidden.length; n += 1) {
    const neuron = hidden[n] as readonly number[]
    let inner = neuron[input.length] as number
    for (let i = 0; i < input.length; i += 1) inner += (neuron[i] as number) * (input[i] as number)
    sum += (out[n] as number) * tanh(inner)
  }
  return 1 / (1 + Math.exp(-sum))
}
