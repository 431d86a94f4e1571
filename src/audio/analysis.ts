/**
 * What a page shows of a sound without decoding it: a drawing of fixed size, how loud it is, where
 * nobody speaks. And whether a microphone was overdriven, which nothing can mend.
 */
import { type Ms, ms } from '../base/units.ts'
import type { Stretch } from './edits.ts'
import { integratedLoudness } from './loudness.ts'
import { pausesIn } from './pauses.ts'
import { speechOf } from './silence.ts'
import { decibels, durationOf, peakOf, type Sound } from './sound.ts'

/** Wide enough for the widest page, and the same for a sound of any length. */
export const PEAK_BUCKETS = 600
/** Shorter ones are breath; a listener hears these as pauses. */
export const HEARD_PAUSE: Ms = ms(300)
/** Samples in a row at full scale: one alone is a loud instant, three are a top that is cut off. */
const CLIPPED_RUN = 3
const FULL_SCALE = 0.999

export interface SoundAnalysis {
  readonly durationMs: Ms
  /** The highest sample of each of PEAK_BUCKETS stretches, 0 to 100. */
  readonly peaks: readonly number[]
  /** null: there is no sound. */
  readonly loudnessLufs: number | null
  readonly peakDbfs: number | null
  readonly leadingSilenceMs: Ms
  readonly trailingSilenceMs: Ms
  /** Between the first and the last word, of HEARD_PAUSE at least. */
  readonly pauses: readonly Stretch[]
}

export function analyse(sound: Sound): SoundAnalysis {
  const durationMs = ms(Math.round(durationOf(sound)))
  const speech = speechOf(sound)
  const peak = peakOf(sound.samples)
  const fromMs = speech?.fromMs ?? durationMs
  const toMs = ms(Math.min(durationMs, speech?.toMs ?? durationMs))
  return {
    durationMs,
    peaks: peaksOf(sound.samples, PEAK_BUCKETS),
    loudnessLufs: integratedLoudness(sound) ?? null,
    peakDbfs: peak === 0 ? null : decibels(peak),
    leadingSilenceMs: fromMs,
    trailingSilenceMs: ms(durationMs - toMs),
    pauses: pausesIn(sound).filter(
      (pause) =>
        pause.toMs - pause.fromMs >= HEARD_PAUSE && pause.fromMs >= fromMs && pause.toMs <= toMs,
    ),
  }
}

/** Always `buckets` numbers, however short the sound is. */
export function peaksOf(samples: Float32Array, buckets: number): readonly number[] {
  return Array.from({ length: buckets }, (_, bucket) => {
    const from = Math.floor((bucket * samples.length) / buckets)
    const to = Math.max(from + 1, Math.floor(((bucket + 1) * samples.length) / buckets))
    return Math.min(100, Math.round(100 * peakOf(samples.subarray(from, to))))
  })
}

/** How many times the top of the wave was cut off. Asked of the sound as it was recorded. */
export function clippedRuns(samples: Float32Array): number {
  let runs = 0
  let length = 0
  for (const sample of samples) {
    length = Math.abs(sample) >= FULL_SCALE ? length + 1 : 0
    if (length === CLIPPED_RUN) runs += 1
  }
  return runs
}
