/** A clip through an ear as the media worker would do it: 20 ms at a time, lost packets told as such. */
import type { AmdEar } from '../../src/audio/amd/signs.ts'
import type { AmdVerdict, AmdVerdictName } from '../../src/base/amd.ts'
import { openClassicEar } from './classic.ts'
import type { ClipRow } from './manifest.ts'

export const frameMs = 20
const frameSamples = 160
/** A clip that ends before anything was said goes on in silence for so long. */
export const heardAtMostMs = 12_500

export interface HeardBeep {
  readonly startedAtMs: number
  readonly atMs: number
  readonly hz: number
}

export interface Heard {
  readonly verdict: AmdVerdictName
  readonly atMs: number
  readonly confidence: number
  readonly beeps: readonly HeardBeep[]
  readonly features: AmdVerdict['features']
}

type ClipFacts = Pick<ClipRow, 'lost' | 'weSpeakUntilMs'>

export function hearWithEar(ear: AmdEar, clip: ClipFacts, samples: Int16Array): Heard {
  const lost = new Set(clip.lost)
  const beeps: HeardBeep[] = []
  let told: AmdVerdict | undefined
  eachFrame(samples, (frame, index) => {
    if (lost.has(index)) {
      ear.lost(1)
      return false
    }
    // Whoever finds a machine stops speaking to it.
    const weSpeak = index * frameMs < clip.weSpeakUntilMs && told?.verdict !== 'machine'
    for (const sign of ear.hear(frame, weSpeak)) {
      if (sign.is === 'verdict') told = sign.verdict
      if (sign.is === 'beep') beeps.push(sign)
    }
    return told !== undefined && index * frameSamples >= samples.length
  })
  return heardOf(told, beeps)
}

/** Of whom nothing was told is unknown. */
export const heardOf = (told: AmdVerdict | undefined, beeps: readonly HeardBeep[]): Heard => ({
  verdict: told?.verdict ?? 'unknown',
  atMs: told?.atMs ?? heardAtMostMs,
  confidence: told?.confidence ?? 0,
  features: told?.features ?? {},
  beeps,
})

/** What is lost never reaches the classic detector: its time stands still meanwhile, ours does not. */
export function hearWithClassic(clip: ClipFacts, samples: Int16Array): Heard {
  const ear = openClassicEar()
  const lost = new Set(clip.lost)
  let verdict: AmdVerdictName = 'unknown'
  let atMs = heardAtMostMs
  eachFrame(samples, (frame, index) => {
    const found = lost.has(index) ? undefined : ear.hear(frame)
    if (!found) return false
    verdict = found.status === 'notSure' ? 'unknown' : found.status
    atMs = (index + 1) * frameMs
    return true
  })
  return { verdict, atMs, confidence: 1, beeps: [], features: {} }
}

const nothing = new Int16Array(frameSamples)

/** Until `take` says that it has heard enough. */
export function eachFrame(
  samples: Int16Array,
  take: (frame: Int16Array, index: number) => boolean,
): void {
  const frames = Math.max(samples.length / frameSamples, heardAtMostMs / frameMs)
  for (let index = 0; index < frames; index += 1) {
    const from = index * frameSamples
    const whole = from + frameSamples <= samples.length
    if (take(whole ? samples.subarray(from, from + frameSamples) : nothing, index)) return
  }
}
