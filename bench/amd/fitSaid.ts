/**
 * Fits what is said (src/audio/amd/said.ts) to labelled calls: a gated recurrent network with two answers, by Adam
 * through all its steps, the same from the same seed. Inputs sway (another line, another room, another loudness), so
 * that no voice is learnt by heart.
 */
import { SAID_INPUTS } from '../../src/audio/amd/said.ts'
import type { SaidWeights } from '../../src/audio/amd/saidWeights.gen.ts'
import { type Random, randomFrom } from '../../src/base/random.ts'
import { answerOf, type FittedRow, listenTo, shuffle } from './fitted.ts'
import { SaidNet, type Sequence } from './saidNet.ts'

const longestMs = 10_000

/** Each look that the ear takes at one call, until tones decide; undefined: nothing was said. */
export function sequenceOf(row: FittedRow, samples: Int16Array): Sequence | undefined {
  const answer = answerOf(row)
  if (answer === undefined) return undefined
  const steps: Float32Array[] = []
  listenTo(row, samples, longestMs, ({ said }) => {
    if (said.steps > steps.length) steps.push(Float32Array.from(said.input))
  })
  if (steps.length === 0) return undefined
  const inputs = new Float32Array(steps.length * SAID_INPUTS)
  for (const [index, step] of steps.entries()) inputs.set(step, index * SAID_INPUTS)
  const isScreening = row.label === 'screening'
  return { inputs, steps: steps.length, isMachine: answer === 'machine', isScreening }
}

export interface SaidHow {
  readonly seed: number
  readonly units: number
  readonly rounds: number
  readonly decay: number
  /** How much the bands of a whole call sway, and each look by itself. */
  readonly sway: { readonly call: number; readonly look: number }
}

const batch = 16
const pace = { from: 0.006, to: 0.0002 } as const
/** A batch that pulls harder is an accident. */
const steepest = 1

export function fitSaid(
  sequences: readonly Sequence[],
  how: SaidHow,
  onRound: (round: number, loss: number, net: SaidNet) => void,
): SaidWeights {
  const random = randomFrom(how.seed)
  const net = new SaidNet(SAID_INPUTS, how.units, random)
  const { at, slope } = net
  const [mean, spread] = [new Float32Array(at.length), new Float32Array(at.length)]
  const order = sequences.map((_, index) => index)
  const weightOf = weighing(sequences)
  let count = 0
  const batches = Math.ceil(order.length / batch)
  for (let round = 0; round < how.rounds; round += 1) {
    shuffle(order, random)
    let loss = 0
    for (let from = 0; from < order.length; from += batch) {
      slope.fill(0)
      const some = order.slice(from, from + batch)
      for (const index of some) {
        const sequence = sequences[index] as Sequence
        loss += net.learn(swayed(sequence, how, random), weightOf(sequence) / some.length)
      }
      count += 1
      const done = count / (how.rounds * batches)
      adam({ at, slope, mean, spread, count, decay: how.decay, now: paceAt(done) })
    }
    onRound(round, (loss * batch) / order.length, net)
  }
  return net.weights()
}

/** Of the machine's answer, a look's, on calls it does not learn from; both answers weigh the same. */
export function lossOf(net: SaidNet, sequences: readonly Sequence[]): number {
  const weightOf = weighing(sequences)
  let [sum, weights] = [0, 0]
  for (const sequence of sequences) {
    const sign = sequence.isMachine ? 1 : -1
    const logits = net.hear(sequence)
    const loss = logits.reduce((all, logit) => all + Math.log1p(Math.exp(-sign * logit)), 0)
    sum += (weightOf(sequence) * loss) / logits.length
    weights += weightOf(sequence)
  }
  return sum / weights
}

/** Quickly up, then down along a cosine. */
const paceAt = (done: number): number => {
  const warm = Math.min(1, done / 0.02)
  return warm * (pace.to + ((pace.from - pace.to) * (1 + Math.cos(Math.PI * done))) / 2)
}

interface Adam {
  readonly at: Float32Array
  readonly slope: Float32Array
  readonly mean: Float32Array
  readonly spread: Float32Array
  readonly count: number
  readonly decay: number
  readonly now: number
}

function adam({ at, slope, mean, spread, count, decay, now }: Adam): void {
  let sum = 0
  for (let k = 0; k < at.length; k += 1) sum += (slope[k] as number) ** 2
  const scale = Math.min(1, steepest / Math.sqrt(sum + 1e-12))
  const [first, second] = [1 - 0.9 ** count, 1 - 0.999 ** count]
  for (let k = 0; k < at.length; k += 1) {
    const g = (slope[k] as number) * scale
    const m = 0.9 * (mean[k] as number) + 0.1 * g
    const v = 0.999 * (spread[k] as number) + 0.001 * g * g
    mean[k] = m
    spread[k] = v
    const pull = m / first / (Math.sqrt(v / second) + 1e-8) + decay * (at[k] as number)
    at[k] = (at[k] as number) - now * pull
  }
}

/** Both answers weigh the same. */
function weighing(sequences: readonly Sequence[]): (sequence: Sequence) => number {
  const machines = sequences.filter(({ isMachine }) => isMachine).length
  const people = sequences.length - machines
  return ({ isMachine }) => sequences.length / (2 * (isMachine ? machines : people))
}

/** The same call over another line and from another handset. */
function swayed({ inputs, ...rest }: Sequence, { sway }: SaidHow, random: Random): Sequence {
  const call = Float32Array.from({ length: SAID_INPUTS }, () => sway.call * bell(random))
  // A slope over the bands is another handset; the last input is a time and stays what it is.
  const tilt = sway.call * bell(random)
  for (let i = 0; i < SAID_INPUTS - 2; i += 1) {
    call[i] = (call[i] as number) + tilt * ((2 * i) / (SAID_INPUTS - 3) - 1)
  }
  call[SAID_INPUTS - 1] = 0
  const out = new Float32Array(inputs.length)
  for (let k = 0; k < inputs.length; k += 1) {
    const i = k % SAID_INPUTS
    const noise = i === SAID_INPUTS - 1 ? 0 : sway.look * bell(random)
    out[k] = (inputs[k] as number) + (call[i] as number) + noise
  }
  return { inputs: out, ...rest }
}

/** About a normal variable: three even ones. */
const bell = (random: Random): number => 2 * (random.next() + random.next() + random.next() - 1.5)
