/**
 * Fits what is said (src/audio/amd/said.ts) to labelled calls: a gated recurrent network with two answers, by Adam
 * through all its steps, the same from the same seed. Inputs sway (another line, another room, another loudness), so
 * that no voice is learnt by heart.
 */
import { hearFrame, loseFrames, newListening } from '../../src/audio/amd/listening.ts'
import { SAID_INPUTS } from '../../src/audio/amd/said.ts'
import type { SaidWeights } from '../../src/audio/amd/saidWeights.gen.ts'
import { BANDS } from '../../src/audio/amd/spectrum.ts'
import { type Random, randomFrom } from '../../src/base/random.ts'
import type { ClipRow } from './manifest.ts'
import { SaidNet, type Sequence } from './saidNet.ts'

const frameSamples = 160
const longestMs = 10_000
const human = new Set(['human', 'ringback'])
const machine = new Set(['machine', 'screening', 'announcement'])

/** Each look that the ear takes at one call, until tones decide; undefined: nothing was said. */
export function sequenceOf(
  row: Pick<ClipRow, 'label' | 'lost' | 'weSpeakUntilMs'>,
  samples: Int16Array,
): Sequence | undefined {
  if (!human.has(row.label) && !machine.has(row.label)) return undefined
  const lost = new Set(row.lost)
  const heard = newListening()
  const steps: Float32Array[] = []
  const frames = Math.min(Math.floor(samples.length / frameSamples), longestMs / 20)
  for (let frame = 0; frame < frames; frame += 1) {
    const at = frame * frameSamples
    const weSpeak = frame * 20 < row.weSpeakUntilMs
    if (lost.has(frame)) loseFrames(heard, 1)
    else hearFrame(heard, samples.subarray(at, at + frameSamples), weSpeak, false)
    if (heard.said.steps > steps.length) steps.push(Float32Array.from(heard.said.input))
    const { counted } = heard.beeps
    if (counted.beeps + counted.special + counted.fax > 0) break
  }
  if (steps.length === 0) return undefined
  const inputs = new Float32Array(steps.length * SAID_INPUTS)
  for (const [index, step] of steps.entries()) inputs.set(step, index * SAID_INPUTS)
  const isScreening = row.label === 'screening'
  return { inputs, steps: steps.length, isMachine: machine.has(row.label), isScreening }
}

export interface SaidHow {
  readonly seed: number
  readonly units: number
  readonly rounds: number
  readonly decay: number
  /** How much the bands of a whole call sway, and each look by itself; shares of the throat's size and of the pace. */
  readonly sway: Readonly<Record<'call' | 'look' | 'throat' | 'pace', number>>
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

/** The same sentence from another throat, at another pace, over another line. */
function swayed({ inputs, steps, ...rest }: Sequence, { sway }: SaidHow, random: Random): Sequence {
  const call = lineOf(sway.call, random)
  const throat = 1 + sway.throat * (2 * random.next() - 1)
  const pace = 1 + sway.pace * (2 * random.next() - 1)
  const count = Math.max(1, Math.floor(steps * pace))
  const out = new Float32Array(count * SAID_INPUTS)
  for (let step = 0; step < count; step += 1) {
    const from = Math.min(steps - 1, Math.floor(step / pace)) * SAID_INPUTS
    const to = step * SAID_INPUTS
    for (let band = 0; band < BANDS; band += 1) {
      const at = Math.min(BANDS - 1, Math.max(0, band * throat))
      const [low, share] = [Math.floor(at), at % 1]
      const below = inputs[from + low] as number
      const above = inputs[from + Math.min(BANDS - 1, low + 1)] as number
      const level = below + share * (above - below)
      out[to + band] = level + (call[band] as number) + sway.look * bell(random)
    }
    out[to + BANDS] = (inputs[from + BANDS] as number) + (call[BANDS] as number)
    // A pause is where it is: the steps beside it are no pauses of their own.
    const isRepeated = step > 0 && Math.floor((step - 1) / pace) === Math.floor(step / pace)
    out[to + BANDS + 1] = isRepeated ? 0 : (inputs[from + BANDS + 1] as number)
  }
  return { inputs: out, steps: count, ...rest }
}

/** A handset and a line: each band a little louder or fainter, and a slope over all of them. */
function lineOf(most: number, random: Random): Float32Array {
  const tilt = most * bell(random)
  return Float32Array.from(
    { length: BANDS + 1 },
    (_, band) => most * bell(random) + (band < BANDS ? tilt * ((2 * band) / (BANDS - 1) - 1) : 0),
  )
}

/** About a normal variable: three even ones. */
const bell = (random: Random): number => 2 * (random.next() + random.next() + random.next() - 1.5)

function shuffle(order: number[], random: Random): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
}
