/** The sounds of soundPlans.ts made audible: tones and synthetic speech, recognisable by a detector, nobody's voice. */
import { createHash } from 'node:crypto'
import { encodeALaw, encodeMuLaw } from '../../audio/g711.ts'
import type { ClipId } from '../../base/ids.ts'
import { randomFrom, seedOf } from '../../base/random.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import { lengthOf, type OwnSound, planOf, type SoundPiece, soundNames } from './soundPlans.ts'
import { syntheticSpeech } from './syntheticSpeech.ts'

const SAMPLES_A_MS = 8
/** A telephone is never digitally silent: −60 dBFS. */
const LINE_NOISE = 0.001
const TONE_LEVEL = 0.3
/** Tones are switched on and off so fast, without a click. */
const RAMP_SAMPLES = 40

export function ownSounds(): Readonly<Record<OwnSound, Clip>> {
  return Object.fromEntries(soundNames.map((name) => [name, clipOf(name)])) as Record<
    OwnSound,
    Clip
  >
}

function clipOf(name: OwnSound): Clip {
  const samples = soundOf(name)
  const pcma = encodeALaw(samples)
  const id = createHash('sha256').update(pcma).digest('hex') as ClipId
  return { id, pcma, pcmu: encodeMuLaw(samples) }
}

/** 8,000 samples a second of −1 to 1. `voice`: another than its plan's, to try it. */
export function soundOf(name: OwnSound, voice = planOf(name).voice): Float32Array {
  const { pieces } = planOf(name)
  const noise = randomFrom(seedOf(voice, name))
  const out = Float32Array.from(
    { length: lengthOf(name) * SAMPLES_A_MS },
    () => (noise.next() - 0.5) * LINE_NOISE,
  )
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    const words = seedOf(voice, name, String(index))
    for (const [i, sample] of samplesOf(piece, { voice, words }).entries()) {
      out[at + i] = (out[at + i] ?? 0) + sample
    }
    at += piece.ms * SAMPLES_A_MS
  }
  return out
}

function samplesOf(
  piece: SoundPiece,
  seeds: { readonly voice: number; readonly words: number },
): Float32Array {
  switch (piece.is) {
    case 'speech':
      return syntheticSpeech(seeds, piece.ms)
    case 'tones':
      return tone(piece.hz, piece.ms * SAMPLES_A_MS)
    case 'pause':
      return new Float32Array(0)
    default:
      return piece satisfies never
  }
}

const tone = (frequencies: readonly number[], length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => {
    const ramp = Math.min(1, (i + 1) / RAMP_SAMPLES, (length - i) / RAMP_SAMPLES)
    const sum = frequencies.reduce(
      (all, hz) => all + Math.sin((2 * Math.PI * hz * i) / (1000 * SAMPLES_A_MS)),
      0,
    )
    return (TONE_LEVEL * ramp * sum) / frequencies.length
  })
