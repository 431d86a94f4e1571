/** Cuts the silence before and after speech: nobody hears a blank after "allô". */
import { type Ms, ms } from '../base/units.ts'
import { ratioOf, type Sound } from './sound.ts'

/** 10 ms windows; speech is where 3 of 5 are loud, so that a click before it does not count. */
export const WINDOW_MS: Ms = ms(10)
const LOUD_WINDOWS = { of: 5, atLeast: 3 } as const
/** 21 dB below the loudness all recordings are brought to. */
const SILENT_BELOW_DBFS = -40
/** What is left before speech, for soft beginnings. */
export const LEAD_IN_MS: Ms = ms(30)
export const LEAD_OUT_MS: Ms = ms(250)
/** The ends are faded, so that a cut inside noise does not click. */
const FADE_MS: Ms = ms(5)

export interface Trimmed {
  readonly sound: Sound
  readonly leadingCutMs: Ms
  readonly trailingCutMs: Ms
}

/** From the first word to the last, to the window; undefined when no speech is found at all. */
export function speechOf(sound: Sound): { readonly fromMs: Ms; readonly toMs: Ms } | undefined {
  const loud = loudWindows(sound)
  const first = firstSpeech(loud)
  if (first === undefined) return undefined
  const last = loud.length - 1 - (firstSpeech([...loud].reverse()) ?? 0)
  return { fromMs: ms(first * WINDOW_MS), toMs: ms((last + 1) * WINDOW_MS) }
}

/** Undefined when no speech is found at all. */
export function trimSilence(sound: Sound): Trimmed | undefined {
  const { rateHz, samples } = sound
  const perMs = rateHz / 1000
  const speech = speechOf(sound)
  if (speech === undefined) return undefined
  const from = Math.max(0, (speech.fromMs - LEAD_IN_MS) * perMs)
  const to = Math.min(samples.length, (speech.toMs + LEAD_OUT_MS) * perMs)
  const cut = samples.slice(from, to)
  fade(cut, FADE_MS * perMs)
  return {
    sound: { rateHz, samples: cut },
    leadingCutMs: ms(from / perMs),
    trailingCutMs: ms((samples.length - to) / perMs),
  }
}

/** Which windows of WINDOW_MS, from the beginning on, are loud. */
export function loudWindows({ rateHz, samples }: Sound): readonly boolean[] {
  const length = (rateHz * WINDOW_MS) / 1000
  const threshold = ratioOf(SILENT_BELOW_DBFS) ** 2 * length
  const loud: boolean[] = []
  for (let at = 0; at < samples.length; at += length) {
    let energy = 0
    for (const sample of samples.subarray(at, at + length)) energy += sample * sample
    loud.push(energy > threshold)
  }
  return loud
}

/** The first loud window that enough others follow. */
function firstSpeech(loud: readonly boolean[]): number | undefined {
  const found = loud.findIndex((isLoud, i) => {
    const following = loud.slice(i, i + LOUD_WINDOWS.of)
    return isLoud && following.filter(Boolean).length >= LOUD_WINDOWS.atLeast
  })
  return found === -1 ? undefined : found
}

function fade(samples: Float32Array, length: number): void {
  const end = samples.length - 1
  for (let i = 0; i < Math.min(length, samples.length); i += 1) {
    const gain = i / length
    samples[i] = (samples[i] as number) * gain
    samples[end - i] = (samples[end - i] as number) * gain
  }
}
