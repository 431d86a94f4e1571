/** Where tones are in a recording: in which windows each is heard, and what holes are between them. */
import { toneAmplitude } from '../../src/audio/goertzel.ts'
import type { Sound } from '../../src/audio/sound.ts'

export interface ToneStretch {
  readonly hz: number
  readonly fromMs: number
  readonly toMs: number
  /** The longest time without it between its first and its last window. */
  readonly gapMs: number
}

const windowMs = 10
/** Of full scale, for tones sent at half of it: what is quieter is the edge of a packet that came. */
const heardFrom = 0.25

/** One stretch a tone, from the first window it is in to the last; a tone never heard has none. */
export function toneTrack({ rateHz, samples }: Sound, tones: readonly number[]): ToneStretch[] {
  const windowLength = (rateHz * windowMs) / 1000
  const windows = Math.floor(samples.length / windowLength)
  const heard = new Map<number, number[]>()
  for (let window = 0; window < windows; window += 1) {
    const piece = samples.subarray(window * windowLength, (window + 1) * windowLength)
    for (const hz of tones) {
      if (toneAmplitude({ rateHz, samples: piece }, hz) < heardFrom) continue
      heard.set(hz, [...(heard.get(hz) ?? []), window])
    }
  }
  return [...heard].map(([hz, at]) => ({
    hz,
    fromMs: (at[0] ?? 0) * windowMs,
    toMs: ((at.at(-1) ?? 0) + 1) * windowMs,
    gapMs: longestGap(at),
  }))
}

const longestGap = (windows: readonly number[]): number =>
  windows
    .slice(1)
    .reduce((gap, at, i) => Math.max(gap, (at - (windows[i] ?? at) - 1) * windowMs), 0)
