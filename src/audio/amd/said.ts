/**
 * What is said, as far as it tells who speaks: a small recurrent network (gated units: K. Cho et al., 2014) reads how
 * loud each band of a voice is, 25 times a second while somebody speaks, and says after each look what a mailbox's
 * sentence is worth against a person's. It knows no word and no language; it was fitted to sentences by
 * scripts/amdWeights.ts.
 *
 *   silence: nothing is read ─a word has begun→ read, from 80 ms before on ─the word is over→ nothing is read
 */
import { saidWeights } from './saidWeights.gen.ts'
import { BANDS, bandLevels } from './spectrum.ts'

/** Every second packet: 32 ms of 40 are looked at. */
export const STEP_FRAMES = 2
/** A word is believed 60 ms after it began: so many looks are kept until then. */
const KEPT_LOOKS = 2
/** More than are kept need not be made up. */
const LOST_LOOKS_AT_MOST = 3
/** What of a band lies further below the whole is not heard. */
const LEAST_DB = -30
const HALF_RANGE_DB = 15
/** Bands, the level, the pause before. */
export const SAID_INPUTS = BANDS + 2
const LEVEL_AT = BANDS
const PAUSE_AT = BANDS + 1
/** A pause of 4 s is as long as it can be. */
const LONGEST_PAUSE_STEPS = 100

export interface Said {
  readonly state: Float64Array
  /** Of the last step. */
  readonly input: Float32Array
  readonly looks: readonly Float32Array[]
  frame: number
  /** Steps taken, and how long ago the last one was. */
  steps: number
  pauseSteps: number
  /** Logits: above 0 a machine speaks, an assistant that asks who calls. */
  machine: number
  screening: number
}

const numbersOf = (rows: readonly string[]): Float32Array =>
  Float32Array.from(rows.flatMap((row) => row.split(' ').map(Number)))
const gates = numbersOf(saidWeights.gates)
const inner = numbersOf([saidWeights.inner])
const answers = numbersOf(saidWeights.answers)
export const SAID_UNITS = inner.length
const ROW = SAID_INPUTS + SAID_UNITS + 1

export const newSaid = (): Said => ({
  state: new Float64Array(SAID_UNITS),
  input: new Float32Array(SAID_INPUTS),
  looks: Array.from({ length: KEPT_LOOKS + 1 }, () => new Float32Array(SAID_INPUTS).fill(-1)),
  ...{ frame: 0, steps: 0, pauseSteps: 0, machine: 0, screening: 0 },
})

/** Does this packet's spectrum have to be looked at? */
export const isLook = (said: Said): boolean => said.frame % STEP_FRAMES === 0

/**
 * The next packet, of so many dB below the loudest of the call. `heard`: there may be a voice in it, and its spectrum
 * was looked at; `speaks`: somebody is in the middle of a word.
 */
export function hearSaid(said: Said, belowPeakDb: number, heard: boolean, speaks: boolean): void {
  const { frame, looks } = said
  said.frame += 1
  if (frame % STEP_FRAMES !== 0) return
  const count = frame / STEP_FRAMES
  const look = looks[count % looks.length] as Float32Array
  if (heard) {
    bandLevels(look, LEAST_DB)
    for (let band = 0; band < BANDS; band += 1) {
      look[band] = (look[band] as number) / HALF_RANGE_DB + 1
    }
    look[LEVEL_AT] = Math.max(-1, 1 + belowPeakDb / HALF_RANGE_DB)
  } else look.fill(-1)
  if (!speaks) {
    said.pauseSteps += 1
    return
  }
  const { input } = said
  input.set(looks[(count + 1) % looks.length] as Float32Array)
  input[PAUSE_AT] = Math.log1p(Math.min(said.pauseSteps, LONGEST_PAUSE_STEPS)) / 2
  said.pauseSteps = 0
  said.steps += 1
  step(said)
}

/** Packets that never came: what was last heard goes on, as whoever spoke does. */
export function loseSaid(said: Said, frames: number): void {
  const { looks } = said
  for (let lost = 0; lost < frames; lost += 1) {
    if (isLook(said) && lost < LOST_LOOKS_AT_MOST * STEP_FRAMES) {
      const count = said.frame / STEP_FRAMES
      const before = looks[(count + looks.length - 1) % looks.length] as Float32Array
      looks[count % looks.length]?.set(before)
    }
    said.frame += 1
  }
}

// Written anew by each step.
const keep = new Float64Array(SAID_UNITS)
const made = new Float64Array(SAID_UNITS)

function step(said: Said): void {
  const { state, input } = said
  for (let unit = 0; unit < SAID_UNITS; unit += 1) {
    const z = sigmoid(row(unit * ROW, input, state))
    const r = sigmoid(row((SAID_UNITS + unit) * ROW, input, state))
    const from = (2 * SAID_UNITS + unit) * ROW
    let fresh = gates[from + ROW - 1] as number
    for (let i = 0; i < SAID_INPUTS; i += 1) {
      fresh += (gates[from + i] as number) * (input[i] as number)
    }
    let before = inner[unit] as number
    for (let i = 0; i < SAID_UNITS; i += 1) {
      before += (gates[from + SAID_INPUTS + i] as number) * (state[i] as number)
    }
    keep[unit] = z
    made[unit] = Math.tanh(fresh + r * before)
  }
  for (let unit = 0; unit < SAID_UNITS; unit += 1) {
    const z = keep[unit] as number
    state[unit] = (1 - z) * (made[unit] as number) + z * (state[unit] as number)
  }
  said.machine = answer(0, state)
  said.screening = answer(SAID_UNITS + 1, state)
}

function row(from: number, input: Float32Array, state: Float64Array): number {
  let sum = gates[from + ROW - 1] as number
  for (let i = 0; i < SAID_INPUTS; i += 1) sum += (gates[from + i] as number) * (input[i] as number)
  const back = from + SAID_INPUTS
  for (let i = 0; i < SAID_UNITS; i += 1) sum += (gates[back + i] as number) * (state[i] as number)
  return sum
}

function answer(from: number, state: Float64Array): number {
  let sum = answers[from + SAID_UNITS] as number
  for (let i = 0; i < SAID_UNITS; i += 1)
    sum += (answers[from + i] as number) * (state[i] as number)
  return sum
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
