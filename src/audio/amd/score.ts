/**
 * The chance that a machine answered, from the cadence: a small network (its inputs to a few neurons to one), fitted to
 * labelled calls by scripts/amdWeights.ts. What it may see is listed here; it never sees how loud a call is, nor
 * whether we speak (the calls it was fitted to were made, and nobody in them listened).
 */
import { type FeatureName, type FeatureRow, featureAt } from './features.ts'
import { weights } from './weights.ts'

type Scale = 'time' | 'count' | 'plain'

/** A time weighs by its ratio, not by its difference; all are cut where the calls of the fit ended. */
export const scoreInputs: readonly (readonly [FeatureName, Scale, number, number])[] = [
  ['onsetMs', 'time', 0, 3000],
  ['speechMs', 'time', 0, 8000],
  ['spurtMs', 'time', 0, 6000],
  ['silenceMs', 'time', 0, 5000],
  ['firstSpurtMs', 'time', 0, 6000],
  ['longestSpurtMs', 'time', 0, 6000],
  ['longestPauseMs', 'time', 0, 3000],
  ['loudMs', 'time', 0, 8000],
  ['loudSilenceMs', 'time', 0, 5000],
  ['spurts', 'count', 0, 6],
  ['words', 'count', 0, 12],
  ['recentDb', 'plain', -40, 0],
  ['aboveFloorDb', 'plain', 5, 45],
  ['swingDb', 'plain', 2, 12],
  ['floorStepDb', 'plain', -20, 20],
  ['floorSwingDb', 'plain', 0, 10],
  ['rise', 'plain', -8, 8],
  ['pitchSpread', 'plain', 0, 8],
  ['voicedShare', 'plain', 0, 1],
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
  const { hidden, out } = weights
  let sum = out[out.length - 1] as number
  for (let n = 0; n < hidden.length; n += 1) {
    const neuron = hidden[n] as readonly number[]
    let inner = neuron[input.length] as number
    for (let i = 0; i < input.length; i += 1) inner += (neuron[i] as number) * (input[i] as number)
    sum += (out[n] as number) * Math.tanh(inner)
  }
  return 1 / (1 + Math.exp(-sum))
}
