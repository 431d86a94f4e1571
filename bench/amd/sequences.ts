/** What the ear reads of a labelled call, look by look, for the fit of what is said (fitSaid.py). */
import { LOOKS_INPUTS } from '../../src/audio/amd/said.ts'
import { answerOf, type FittedRow, listenTo } from './fitted.ts'

export interface Sequence {
  /** Row by row. */
  readonly inputs: Float32Array
  readonly steps: number
  readonly isMachine: boolean
  readonly isScreening: boolean
}

const longestMs = 10_000

/** Each look that the ear takes at one call, until tones decide; undefined: nothing was said. */
export function sequenceOf(row: FittedRow, samples: Int16Array): Sequence | undefined {
  const answer = answerOf(row)
  if (answer === undefined) return undefined
  const steps: Float32Array[] = []
  listenTo(row, samples, longestMs, ({ said }) => {
    if (said.steps > steps.length) steps.push(said.input.slice(0, LOOKS_INPUTS))
  })
  if (steps.length === 0) return undefined
  const inputs = new Float32Array(steps.length * LOOKS_INPUTS)
  for (const [index, step] of steps.entries()) inputs.set(step, index * LOOKS_INPUTS)
  const isScreening = row.label === 'screening'
  return { inputs, steps: steps.length, isMachine: answer === 'machine', isScreening }
}
