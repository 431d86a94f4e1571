/** Fits the score of the ear to labelled calls: a network of one hidden layer, by Adam, the same from the same seed. */
import { hearFrame, loseFrames, measureNow, newListening } from '../../src/audio/amd/listening.ts'
import { scoreInput, scoreInputs } from '../../src/audio/amd/score.ts'
import { type Random, randomFrom } from '../../src/base/random.ts'
import type { ClipRow } from './manifest.ts'

export interface Weights {
  readonly hidden: readonly (readonly number[])[]
  readonly out: readonly number[]
}

/** One instant of one call. */
export interface Example {
  readonly atMs: number
  readonly input: Float64Array
  readonly isMachine: boolean
  weight: number
}

const frameSamples = 160
/** Twice as often as the ear asks is no news. */
const everyFrames = 5
const longestMs = 9000
/** What is heard long after the first word weighs less: most calls are decided by then. */
const fadesMs = 2500
const human = new Set(['human', 'ringback'])
const machine = new Set(['machine', 'screening', 'announcement'])

/** Every tenth of a second from the first word on; what tones decide is left to them. */
export function examplesOf(row: ClipRow, samples: Int16Array): readonly Example[] {
  if (!human.has(row.label) && !machine.has(row.label)) return []
  const isMachine = machine.has(row.label)
  const lost = new Set(row.lost)
  const heard = newListening()
  const examples: Example[] = []
  const frames = Math.min(Math.floor(samples.length / frameSamples), longestMs / 20)
  for (let frame = 0; frame < frames; frame += 1) {
    const at = frame * frameSamples
    if (lost.has(frame)) loseFrames(heard, 1)
    else
      hearFrame(
        heard,
        samples.subarray(at, at + frameSamples),
        frame * 20 < row.weSpeakUntilMs,
        false,
      )
    const { counted } = heard.beeps
    if (counted.beeps + counted.special + counted.fax > 0) break
    if (heard.frame % everyFrames !== 0 || heard.cadence.speech === 0) continue
    const input = new Float64Array(scoreInputs.length)
    scoreInput(measureNow(heard), input)
    examples.push({ atMs: heard.frame * 20, input, isMachine, weight: 1 })
  }
  const first = examples[0]?.atMs ?? 0
  let sum = 0
  for (const example of examples) {
    example.weight = 1 / (1 + ((example.atMs - first) / fadesMs) ** 2)
    sum += example.weight
  }
  for (const example of examples) example.weight /= sum
  return examples
}

export interface FitHow {
  readonly seed: number
  readonly neurons: number
  readonly rounds: number
  /** Weights are pulled to nothing by so much. */
  readonly decay: number
  /** Inputs sway by so much while it learns, so that it learns no single voice by heart. */
  readonly sway: number
  /** How much dearer a person called a machine is than a machine called a person. */
  readonly humanWeighs: number
}

const batch = 64

export function fit(examples: readonly Example[], how: FitHow): Weights {
  const random = randomFrom(how.seed)
  const inputs = scoreInputs.length
  const size = how.neurons * (inputs + 1) + how.neurons + 1
  const at = Float64Array.from({ length: size }, () => (random.next() - 0.5) * 0.6)
  const balance = balanceOf(examples, how.humanWeighs)
  const order = examples.map((_, index) => index)
  const [mean, spread, slope] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ]
  const swayed = new Float64Array(inputs)
  let step = 0
  for (let round = 0; round < how.rounds; round += 1) {
    shuffle(order, random)
    const pace = 0.01 * (1 - round / how.rounds) + 0.0005
    for (let from = 0; from < order.length; from += batch) {
      slope.fill(0)
      for (const index of order.slice(from, from + batch)) {
        const example = examples[index] as Example
        for (let i = 0; i < inputs; i += 1) {
          const sway = how.sway * (random.next() + random.next() - 1)
          swayed[i] = (example.input[i] as number) + sway
        }
        addSlope({ ...example, input: swayed }, balance, at, how.neurons, slope)
      }
      step += 1
      for (let k = 0; k < size; k += 1) {
        const g = (slope[k] as number) / batch + how.decay * (at[k] as number)
        mean[k] = 0.9 * (mean[k] as number) + 0.1 * g
        spread[k] = 0.999 * (spread[k] as number) + 0.001 * g * g
        const m = (mean[k] as number) / (1 - 0.9 ** step)
        const v = (spread[k] as number) / (1 - 0.999 ** step)
        at[k] = (at[k] as number) - (pace * m) / (Math.sqrt(v) + 1e-8)
      }
    }
  }
  return unpacked(at, how.neurons)
}

/** Both answers weigh the same, and an example weighs one on average. */
function balanceOf(examples: readonly Example[], humanWeighs: number): (example: Example) => number {
  let [people, machines] = [0, 0]
  for (const { isMachine, weight } of examples) {
    if (isMachine) machines += weight
    else people += weight
  }
  const scale = examples.length / 2
  return ({ isMachine, weight }) => (weight * scale) / (isMachine ? machines : people / humanWeighs)
}

function addSlope(
  example: Example,
  balance: (example: Example) => number,
  at: Float64Array,
  neurons: number,
  slope: Float64Array,
): void {
  const { input, isMachine } = example
  const stride = input.length + 1
  const outAt = neurons * stride
  const inner = new Float64Array(neurons)
  let sum = at[outAt + neurons] as number
  for (let n = 0; n < neurons; n += 1) {
    let value = at[n * stride + input.length] as number
    for (let i = 0; i < input.length; i += 1)
      value += (at[n * stride + i] as number) * (input[i] as number)
    inner[n] = Math.tanh(value)
    sum += (at[outAt + n] as number) * (inner[n] as number)
  }
  const wrong = (1 / (1 + Math.exp(-sum)) - (isMachine ? 1 : 0)) * balance(example)
  slope[outAt + neurons] = (slope[outAt + neurons] as number) + wrong
  for (let n = 0; n < neurons; n += 1) {
    const active = inner[n] as number
    slope[outAt + n] = (slope[outAt + n] as number) + wrong * active
    const back = wrong * (at[outAt + n] as number) * (1 - active * active)
    for (let i = 0; i < input.length; i += 1) {
      slope[n * stride + i] = (slope[n * stride + i] as number) + back * (input[i] as number)
    }
    slope[n * stride + input.length] = (slope[n * stride + input.length] as number) + back
  }
}

function unpacked(at: Float64Array, neurons: number): Weights {
  const stride = scoreInputs.length + 1
  const rounded = (values: Float64Array): readonly number[] =>
    Array.from(values, (value) => Math.round(value * 1000) / 1000)
  return {
    hidden: Array.from({ length: neurons }, (_, n) =>
      rounded(at.slice(n * stride, (n + 1) * stride)),
    ),
    out: rounded(at.slice(neurons * stride)),
  }
}

function shuffle(order: number[], random: Random): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
}
