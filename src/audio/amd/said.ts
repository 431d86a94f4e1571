/**
 * What is said, as far as it tells who speaks: a small recurrent network (two layers of gated units) reads how loud
 * each band of a voice is, 50 times a second while somebody speaks, and says after every second look what a mailbox's
 * sentence is worth against a person's. It knows no word and no language; it was fitted to sentences by
 * scripts/amdWeights.ts.
 *
 *   silence: nothing is read ─a word has begun→ read, from 80 ms before on ─the word is over→ nothing is read
 */
import { assert } from '../../base/assert.ts'
import { type GatedRows, gatedLayers } from './gatedUnits.ts'
import { saidWeights } from './saidWeights.gen.ts'
import { BANDS, bandLevels } from './spectrum.ts'

/** Of each packet the spectrum is looked at; the network takes two looks at a time. */
export const STEP_FRAMES = 2
/** A word is believed 60 ms after it began: so many looks are kept until then. */
const KEPT_LOOKS = 4
/** More than are kept need not be made up. */
const LOST_LOOKS_AT_MOST = KEPT_LOOKS + STEP_FRAMES
/** What of a band lies further below the whole is not heard. */
const LEAST_DB = -30
const HALF_RANGE_DB = 15
/** Of each look its bands, of each its level, the pause before. */
export const LOOKS_INPUTS = STEP_FRAMES * (BANDS + 1) + 1
const LEVEL_AT = STEP_FRAMES * BANDS
const PAUSE_AT = LOOKS_INPUTS - 1
/** Then of each look its bands less their mean so far: without the colour that a voice and a line have throughout. */
export const SAID_INPUTS = LOOKS_INPUTS + STEP_FRAMES * BANDS
/** Before anything is heard, the mean is that of all calls, worth a second of voice (docs/adr/0029). */
const USUAL_STEPS = 25
/** A pause of 4 s is as long as it can be. */
const LONGEST_PAUSE_STEPS = 100

/** One packet's. */
interface Look {
  readonly bands: Float32Array
  level: number
}

export interface Said {
  /** Of each layer. */
  readonly states: readonly Float32Array[]
  /** Of the last step. */
  readonly input: Float32Array
  /** Of each band, of all steps. */
  readonly means: Float32Array
  readonly looks: readonly Look[]
  frame: number
  /** Steps taken, and how long ago the last one was. */
  steps: number
  pauseSteps: number
  /** Logits: above 0 a machine speaks, an assistant that asks who calls. */
  machine: number
  screening: number
}

/** The network as it was fitted. */
export const gatedRows = (): readonly GatedRows[] =>
  saidWeights.layers.map(({ gates, inner }) => ({
    ...{ gates: gates.map(numbersOf), inner: numbersOf(inner) },
  }))

const layers = gatedLayers(gatedRows())
const usual = Float32Array.from(numbersOf(saidWeights.usual))
assert(layers[0]?.inputs === SAID_INPUTS, 'the network was fitted to other looks')
const [answersMachine = [], answersScreening = []] = saidWeights.answers.map(numbersOf)

export const newSaid = (): Said => ({
  states: layers.map(({ units }) => new Float32Array(units)),
  input: new Float32Array(SAID_INPUTS),
  means: Float32Array.from(usual),
  looks: Array.from({ length: KEPT_LOOKS + STEP_FRAMES }, () => ({
    ...{ bands: new Float32Array(BANDS).fill(-1), level: -1 },
  })),
  ...{ frame: 0, steps: 0, pauseSteps: 0, machine: 0, screening: 0 },
})

/**
 * The next packet, of so many dB below the loudest of the call. `heard`: there may be a voice in it, and its spectrum
 * was looked at; `speaks`: somebody is in the middle of a word.
 */
export function hearSaid(said: Said, belowPeakDb: number, heard: boolean, speaks: boolean): void {
  const { frame, looks } = said
  said.frame += 1
  const look = looks[frame % looks.length] as Look
  if (heard) {
    bandLevels(look.bands, LEAST_DB)
    for (let band = 0; band < BANDS; band += 1) {
      look.bands[band] = (look.bands[band] as number) / HALF_RANGE_DB + 1
    }
    look.level = Math.max(-1, 1 + belowPeakDb / HALF_RANGE_DB)
  } else {
    look.bands.fill(-1)
    look.level = -1
  }
  if (said.frame % STEP_FRAMES !== 0) return
  if (!speaks) {
    said.pauseSteps += 1
    return
  }
  readOldest(said)
  said.pauseSteps = 0
  takeStep(said)
}

/** What is kept longest: the looks after the newest one, around the ring. */
function readOldest({ input, looks, frame, pauseSteps }: Said): void {
  for (let each = 0; each < STEP_FRAMES; each += 1) {
    const { bands, level } = looks[(frame + each) % looks.length] as Look
    input.set(bands, each * BANDS)
    input[LEVEL_AT + each] = level
  }
  input[PAUSE_AT] = Math.log1p(Math.min(pauseSteps, LONGEST_PAUSE_STEPS)) / 2
}

/** Packets that never came: what was last heard goes on, as whoever spoke does. */
export function loseSaid(said: Said, frames: number): void {
  const { looks } = said
  for (let lost = 0; lost < frames; lost += 1) {
    if (lost < LOST_LOOKS_AT_MOST) {
      const before = looks[(said.frame + looks.length - 1) % looks.length] as Look
      const look = looks[said.frame % looks.length] as Look
      look.bands.set(before.bands)
      look.level = before.level
    }
    said.frame += 1
  }
}

/** One step of the network, from the looks in `input` and the states before. */
export function takeStep(said: Said): void {
  said.steps += 1
  readLessMeans(said)
  let { input } = said
  for (const [index, layer] of layers.entries()) {
    const state = said.states[index] as Float32Array
    layer.step(input, state)
    input = state
  }
  said.machine = answer(answersMachine, input)
  said.screening = answer(answersScreening, input)
}

function readLessMeans({ input, means, steps }: Said): void {
  for (let band = 0; band < BANDS; band += 1) {
    let level = 0
    for (let at = band; at < LEVEL_AT; at += BANDS) level += (input[at] as number) / STEP_FRAMES
    const before = means[band] as number
    const mean = before + (level - before) / (steps + USUAL_STEPS)
    means[band] = mean
    for (let at = band; at < LEVEL_AT; at += BANDS)
      input[LOOKS_INPUTS + at] = (input[at] as number) - mean
  }
}

function answer(row: readonly number[], state: Float32Array): number {
  let sum = row[state.length] as number
  for (let i = 0; i < state.length; i += 1) sum += (row[i] as number) * (state[i] as number)
  return sum
}

/** A row of the weights: thousandths of 16 bits each, in base64. */
export function numbersOf(row: string): readonly number[] {
  const bytes = Buffer.from(row, 'base64')
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i) / 1000)
}
