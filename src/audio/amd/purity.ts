/**
 * Tone or voice? A vowel that is held keeps one pitch for some packets too, and most of its power in two harmonics that
 * stand beside each other; it is less pure than a tone, its level moves, it swells and dies away, and its two peaks
 * stand as harmonics do. How much each of these says was fitted to labelled tones (scripts/amdWeights.ts).
 */
import { toneWeights } from './toneWeights.gen.ts'

export interface Tone {
  readonly hz: number
  /** 0: a single one. */
  readonly secondHz: number
  readonly startedAtMs: number
  readonly durationMs: number
  readonly power: number
  readonly frames: number
  /** The least that lay in its peaks, of all the power on the line. */
  readonly purity: number
  /** From frame to frame, root of the mean square: in dB and in Hz. */
  readonly levelMoves: number
  readonly pitchMoves: number
  /** Of its inner frames, but for the first ones, in dB: strings that were struck fade. */
  readonly drift: number
  /** Of its inner frames, what lay in its peaks on average; and in how many of all of them a pair was seen. */
  readonly meanPurity: number
  readonly pairShare: number
  /** How many frames of the seconds before it were as pure, the later the more. */
  readonly melodyBefore: number
  /** How far below it lies what was heard 40 ms before it, and what is heard 60 ms after it, in dB. */
  readonly riseDb: number
  readonly fallDb: number
  /** What was heard just before it was not silence. */
  readonly isAttached: boolean
}

/** Lower ones are the second harmonic of a voice. */
export const LOWEST_HZ = 384
/** A logit: what a tone must be worth. Measured on the calls of the fit, and on the development split. */
const TONE_ABOVE = 3

export const TONE_INPUTS = 20
const input = new Float64Array(TONE_INPUTS)

export function isNoVoice(tone: Tone): boolean {
  if (tone.hz < LOWEST_HZ) return false
  toneInput(tone, input)
  return score(input) > TONE_ABOVE
}

/** Each between about −2 and 2. */
export function toneInput(tone: Tone, into: Float64Array): void {
  const isPair = tone.secondHz > 0
  into[0] = Math.log(1 - tone.purity + LEAST)
  into[1] = Math.log(1 - tone.meanPurity + LEAST)
  into[2] = Math.log(tone.levelMoves / 10 + LEAST)
  into[3] = Math.log(tone.pitchMoves / 100 + LEAST)
  into[4] = Math.min(2, Math.abs(tone.drift) / 3)
  into[5] = Math.log(tone.frames) - 2
  into[6] = tone.riseDb / 20 - 1
  into[7] = tone.fallDb / 20 - 1
  into[8] = tone.isAttached ? 1 : 0
  into[9] = tone.pairShare
  into[10] = isPair ? 1 : 0
  into[11] = Math.log(tone.hz / 900)
  into[12] = isPair ? Math.min(600, tone.secondHz - tone.hz) / 300 - 1 : 0
  into[13] = isPair ? Math.min(1, 5 * fromHarmonic(tone)) : 1
  into[14] = isPair ? Math.min(1, 5 * fromOctave(tone)) : 1
  into[15] = (10 * Math.log10(tone.power + 1e-12) + 30) / 15
  into[16] = Math.log(1 + tone.durationMs / 100) - 1.3
  into[17] = Math.max(-2, Math.min(2, tone.drift / 3))
  // A string fades evenly, 1; what trembles or beats comes back, 0.
  into[18] = Math.min(
    1,
    Math.abs(tone.drift) / (tone.levelMoves * Math.max(1, tone.frames - 4) + LEAST),
  )
  into[19] = Math.log1p(Math.max(0, tone.melodyBefore)) - 1
}

/** So that nothing measured as 0 has no logarithm. */
const LEAST = 0.001

/** n and n + 1 times the pitch of a voice: how far from it. */
function fromHarmonic({ hz, secondHz }: Tone): number {
  const harmonic = hz / Math.max(1, secondHz - hz)
  return Math.abs(harmonic - Math.round(harmonic)) / Math.max(1, harmonic)
}

/** Two, three or four times a note. */
function fromOctave({ hz, secondHz }: Tone): number {
  const ratio = secondHz / hz
  return Math.min(Math.abs(ratio - 2), Math.abs(ratio - 3), Math.abs(ratio - 4))
}

function score(values: Float64Array): number {
  const { hidden, out } = toneWeights
  let sum = out[hidden.length] as number
  for (let n = 0; n < hidden.length; n += 1) {
    const row = hidden[n] as readonly number[]
    let inner = row[TONE_INPUTS] as number
    for (let i = 0; i < TONE_INPUTS; i += 1) inner += (row[i] as number) * (values[i] as number)
    sum += (out[n] as number) * Math.tanh(inner)
  }
  return sum
}
