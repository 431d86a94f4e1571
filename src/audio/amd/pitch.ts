/**
 * The melody of what is said: "Allô ?" rises and waits, "Bonjour, vous êtes bien …" stays and goes on. Pitch by
 * autocorrelation of 40 ms at 2 kHz (the line carries the harmonics of a voice it cuts the fundamental from; their
 * distance is enough).
 */
import { FRAME_SAMPLES } from './frame.ts'

const DECIMATION = 4
const PER_FRAME = FRAME_SAMPLES / DECIMATION
const WINDOW = 2 * PER_FRAME
/** 2 kHz ÷ 5 = 400 Hz down to 2 kHz ÷ 27 = 74 Hz. */
const SHORTEST_LAG = 5
const LONGEST_LAG = 27
const KEPT = WINDOW + PER_FRAME
/** Of a perfectly periodic sound 1, of noise about 0.2. */
const VOICED = 0.55
/** How many voiced frames at the end of a spurt are its end. */
const TAIL = 5

export interface Pitch {
  readonly samples: Float64Array
  /** In octaves above 1 Hz, of the last voiced frames, the newest last. */
  readonly tail: Float64Array
  tailCount: number
  /** Of the running spurt, and of all that was said. */
  spurtCount: number
  spurtSum: number
  voiced: number
  looked: number
  sum: number
  sumSquared: number
}

export const newPitch = (): Pitch => ({
  samples: new Float64Array(KEPT),
  tail: new Float64Array(TAIL),
  ...{ tailCount: 0, spurtCount: 0, spurtSum: 0, voiced: 0, looked: 0, sum: 0, sumSquared: 0 },
})

/** Kept for every frame: the next one may be voice. */
export function keepForPitch(pitch: Pitch, heard: Int16Array): void {
  const { samples } = pitch
  samples.copyWithin(0, PER_FRAME)
  for (let i = 0; i < PER_FRAME; i += 1) {
    const at = i * DECIMATION
    samples[KEPT - PER_FRAME + i] =
      (heard[at] as number) +
      (heard[at + 1] as number) +
      (heard[at + 2] as number) +
      (heard[at + 3] as number)
  }
}

export function beginSpurtPitch(pitch: Pitch): void {
  pitch.tailCount = 0
  pitch.spurtCount = 0
  pitch.spurtSum = 0
}

/** Of a frame with voice. */
export function hearPitch(pitch: Pitch): void {
  pitch.looked += 1
  const octaves = pitchOf(pitch.samples)
  if (octaves === 0) return
  pitch.voiced += 1
  pitch.sum += octaves
  pitch.sumSquared += octaves * octaves
  pitch.spurtCount += 1
  pitch.spurtSum += octaves
  if (pitch.tailCount === TAIL) pitch.tail.copyWithin(0, 1)
  else pitch.tailCount += 1
  pitch.tail[pitch.tailCount - 1] = octaves
}

/** Semitones that the end of the spurt lies above the whole of it; 0 when too little was voiced. */
export function riseOf(pitch: Pitch): number {
  if (pitch.spurtCount < TAIL + 2) return 0
  let sum = 0
  for (let i = 0; i < TAIL; i += 1) sum += pitch.tail[i] as number
  const rise = 12 * (sum / TAIL - pitch.spurtSum / pitch.spurtCount)
  return Math.max(-12, Math.min(12, rise))
}

/** Standard deviation in semitones. */
export function spreadOf(pitch: Pitch): number {
  if (pitch.voiced < 2) return 0
  const mean = pitch.sum / pitch.voiced
  return 12 * Math.sqrt(Math.max(0, pitch.sumSquared / pitch.voiced - mean * mean))
}

/** 0: not voiced. */
function pitchOf(samples: Float64Array): number {
  let power = 1
  for (let i = KEPT - WINDOW; i < KEPT; i += 1) power += (samples[i] as number) ** 2
  let best = 0
  let bestLag = 0
  let before = 0
  let beforeBest = 0
  let afterBest = 0
  for (let lag = SHORTEST_LAG - 1; lag <= LONGEST_LAG; lag += 1) {
    let sum = 0
    for (let i = KEPT - WINDOW; i < KEPT; i += 1) {
      sum += (samples[i] as number) * (samples[i - lag] as number)
    }
    if (lag === bestLag + 1) afterBest = sum
    // A little dearer with each lag: two periods fit as well as one.
    if (lag >= SHORTEST_LAG && sum > best * 1.04 && sum > before) {
      best = sum
      bestLag = lag
      beforeBest = before
      afterBest = sum
    }
    before = sum
  }
  if (best < VOICED * power || bestLag === LONGEST_LAG) return 0
  const bend = beforeBest - 2 * best + afterBest
  const away = bend < 0 ? Math.max(-0.5, Math.min(0.5, (beforeBest - afterBest) / (2 * bend))) : 0
  return Math.log2(2000 / (bestLag + away))
}
