/** Fits the score of the ear to labelled calls: a network of one hidden layer, by Adam, the same from the same seed. */
import { measureNow } from '../../src/audio/amd/listening.ts'
import { scoreInput, scoreInputs } from '../../src/audio/amd/score.ts'
import { randomFrom } from '../../src/base/random.ts'
import { answerOf, listenTo, shuffle } from './fitted.ts'
import type { ClipRow } from './manifest.ts'

export interface Weights {
  readonly hidden: readonly (readonly number[])[]
  readonly out: readonly number[]
  readonly direct: readonly number[]
}

/** One instant of one call. */
export interface Example {
  readonly atMs: number
  readonly input: Float64Array
  readonly isMachine: boolean
  weight: number
}

/** Twice as often as the ear asks is no news. */
const everyFrames = 5
const longestMs = 9000
/** What is heard long after the first word weighs less: most calls are decided by then. */
const fadesMs = 5000

/** Every tenth of a second from the first word on; what tones decide is left to them. */
export function examplesOf(row: ClipRow, samples: Int16Array): readonly Example[] {
  const answer = answerOf(row)
  if (answer === undefined) return []
  const isMachine = answer === 'machine'
  const examples: Example[] = []
  listenTo(row, samples, longestMs, (heard) => {
    if (heard.frame % everyFrames !== 0 || heard.cadence.speech === 0) return
    const input = new Float64Array(scoreInputs.length)
    scoreInput(measureNow(heard), input)
    examples.push({ atMs: heard.frame * 20, input, isMachine, weight: 1 })
  })
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
/** Of its pace: where Adam begins, and where it ends. */
const pace = { from: 0.01, to: 0.0005 } as const

/** All weights in one row: each neuron's (inputs and its own bias), the neurons' and a bias, the direct ones. */
interface Net {
  readonly at: Float64Array
  readonly neurons: number
  readonly outAt: number
  readonly directAt: number
}

const inputs = scoreInputs.length
const stride = inputs + 1
const leanings = scoreInputs.map(([, , , , leaning]) => leaning)

export function fit(examples: readonly Example[], how: FitHow): Weights {
  const random = randomFrom(how.seed)
  const outAt = how.neurons * stride
  const directAt = outAt + how.neurons + 1
  const at = Float64Array.from({ length: directAt + inputs }, () => (random.next() - 0.5) * 0.6)
  const net = { at, neurons: how.neurons, outAt, directAt }
  const dear = weightsOf(examples, how.humanWeighs)
  const order = examples.map((_, index) => index)
  const [mean, spread, slope] = [at.map(() => 0), at.map(() => 0), at.map(() => 0)]
  const swayed = new Float64Array(inputs)
  let step = 0
  for (let round = 0; round < how.rounds; round += 1) {
    shuffle(order, random)
    const now = pace.from * (1 - round / how.rounds) + pace.to
    for (let from = 0; from < order.length; from += batch) {
      slope.fill(0)
      for (let k = from; k < Math.min(from + batch, order.length); k += 1) {
        const index = order[k] as number
        const { input, isMachine } = examples[index] as Example
        for (let i = 0; i < inputs; i += 1) {
          swayed[i] = (input[i] as number) + how.sway * (random.next() + random.next() - 1)
        }
        addSlope(net, swayed, isMachine, dear[index] as number, slope)
      }
      step += 1
      for (let k = 0; k < at.length; k += 1) {
        const g = (slope[k] as number) / batch + how.decay * (at[k] as number)
        mean[k] = 0.9 * (mean[k] as number) + 0.1 * g
        spread[k] = 0.999 * (spread[k] as number) + 0.001 * g * g
        const m = (mean[k] as number) / (1 - 0.9 ** step)
        const v = (spread[k] as number) / (1 - 0.999 ** step)
        at[k] = (at[k] as number) - (now * m) / (Math.sqrt(v) + 1e-8)
      }
      lean(net)
    }
  }
  return unpacked(net)
}

/** What leans to one answer never speaks for the other: neurons speak for machines, so their inputs' signs say it. */
function lean({ at, neurons, outAt, directAt }: Net): void {
  for (let n = 0; n < neurons; n += 1) at[outAt + n] = Math.max(0, at[outAt + n] as number)
  leanings.forEach((leaning, i) => {
    if (leaning === 0) return
    const held = (k: number): void => {
      at[k] = leaning * Math.max(0, leaning * (at[k] as number))
    }
    held(directAt + i)
    for (let n = 0; n < neurons; n += 1) held(n * stride + i)
  })
}

/** Both answers weigh the same, but for `humanWeighs`; an example weighs one on average. */
function weightsOf(examples: readonly Example[], humanWeighs: number): Float64Array {
  let [people, machines] = [0, 0]
  for (const { isMachine, weight } of examples) {
    if (isMachine) machines += weight
    else people += weight
  }
  const scale = examples.length / 2
  return Float64Array.from(examples, ({ isMachine, weight }) =>
    isMachine ? (weight * scale) / machines : (weight * scale * humanWeighs) / people,
  )
}

const inner = new Float64Array(64)

function addSlope(
  { at, neurons, outAt, directAt }: Net,
  input: Float64Array,
  isMachine: boolean,
  weight: number,
  slope: Float64Array,
): void {
  let sum = at[outAt + neurons] as number
  for (let i = 0; i < inputs; i += 1) sum += (at[directAt + i] as number) * (input[i] as number)
  for (let n = 0; n < neurons; n += 1) {
    let value = at[n * stride + inputs] as number
    for (let i = 0; i < inputs; i += 1)
      value += (at[n * stride + i] as number) * (input[i] as number)
    inner[n] = Math.tanh(value)
    sum += (at[outAt + n] as number) * (inner[n] as number)
  }
  const wrong = (1 / (1 + Math.exp(-sum)) - (isMachine ? 1 : 0)) * weight
  const add = (k: number, value: number): void => {
    slope[k] = (slope[k] as number) + value
  }
  add(outAt + neurons, wrong)
  for (let i = 0; i < inputs; i += 1) add(directAt + i, wrong * (input[i] as number))
  for (let n = 0; n < neurons; n += 1) {
    const active = inner[n] as number
    add(outAt + n, wrong * active)
    const back = wrong * (at[outAt + n] as number) * (1 - active * active)
    for (let i = 0; i < inputs; i += 1) add(n * stride + i, back * (input[i] as number))
    add(n * stride + inputs, back)
  }
}

function unpacked({ at, neurons, outAt, directAt }: Net): Weights {
  const rounded = (values: Float64Array): readonly number[] =>
    Array.from(values, (value) => Math.round(value * 1000) / 1000)
  return {
    hidden: Array.from({ length: neurons }, (_, n) =>
      rounded(at.slice(n * stride, (n + 1) * stride)),
    ),
    out: rounded(at.slice(outAt, directAt)),
    direct: rounded(at.slice(directAt)),
  }
}

/** The mean of several: their neurons beside each other, each speaking for its share. */
export function together(nets: readonly Weights[]): Weights {
  const share = (value: number): number => Math.round((value / nets.length) * 10_000) / 10_000
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
  return {
    hidden: nets.flatMap(({ hidden }) => hidden),
    out: [
      ...nets.flatMap(({ out }) => out.slice(0, -1).map(share)),
      share(sum(nets.map(({ out }) => out.at(-1) as number))),
    ],
    direct: leanings.map((_, i) => share(sum(nets.map(({ direct }) => direct[i] as number)))),
  }
}
