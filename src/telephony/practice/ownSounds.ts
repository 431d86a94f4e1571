/**
 * What the practice people's phones play towards us: "allô", a ringback tone, a mailbox greeting, its
 * beep. Made of tones: recognisable by ear and by a detector of answering machines, and nobody's voice.
 */
import { createHash } from 'node:crypto'
import { encodeALaw, encodeMuLaw } from '../../audio/g711.ts'
import type { ClipId } from '../../base/ids.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import type { OwnSound } from './behaviour.ts'

const SAMPLES_A_SECOND = 8000

/** `at` in seconds → −1 to 1. */
type Wave = (at: number) => number

const sounds: Readonly<Record<OwnSound, readonly [seconds: number, Wave]>> = {
  allo: [0.5, (at) => voice(at, 2)],
  // France: 440 Hz, 1.5 s on and 3.5 s off (ITU-T E.180, supplement 2).
  ringback: [1.5, (at) => 0.2 * Math.sin(2 * Math.PI * 440 * at)],
  greeting: [3, (at) => voice(at, 12)],
  beep: [0.4, (at) => 0.4 * Math.sin(2 * Math.PI * 1000 * at)],
}

export function ownSounds(): Readonly<Record<OwnSound, Clip>> {
  const clipOf = ([length, wave]: readonly [number, Wave]): Clip => {
    const samples = Float32Array.from({ length: length * SAMPLES_A_SECOND }, (_, i) =>
      wave(i / SAMPLES_A_SECOND),
    )
    const pcma = encodeALaw(samples)
    const id = createHash('sha256').update(pcma).digest('hex') as ClipId
    return { id, pcma, pcmu: encodeMuLaw(samples) }
  }
  return {
    allo: clipOf(sounds.allo),
    ringback: clipOf(sounds.ringback),
    greeting: clipOf(sounds.greeting),
    beep: clipOf(sounds.beep),
  }
}

/** Six harmonics of a falling 130 Hz that swell four times a second, as syllables do. */
function voice(at: number, syllables: number): number {
  const swell = Math.sin(Math.PI * 4 * at) ** 2
  const fall = 130 - (10 * at) / syllables
  let sum = 0
  for (let harmonic = 1; harmonic <= 6; harmonic += 1) {
    sum += Math.sin(2 * Math.PI * fall * harmonic * at) / harmonic
  }
  return 0.2 * swell * sum
}
