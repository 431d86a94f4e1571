/** One packet of sound (20 ms of 8 kHz) as two numbers: how loud, and how loud without its low rumble. */
import { TELEPHONE_RATE } from '../sound.ts'

export const FRAME_MS = 20
export const FRAME_SAMPLES = (TELEPHONE_RATE * FRAME_MS) / 1000
/** Nothing is quieter: below the last bit of G.711. */
export const SILENT_DB = -90

/** Emphasis before the voice is looked for: engines, wind and hum lie low, what tells words apart does not. */
const EMPHASIS = 0.6
const FULL_SCALE = 32_768 ** 2 * FRAME_SAMPLES
const FAINTEST = 10 ** (SILENT_DB / 10)

export interface FrameLevel {
  /** Mean square; 1 is a square wave of full scale. */
  power: number
  /** The same after emphasis, in dB. */
  voiceDb: number
  /** Mean square after emphasis. */
  voicePower: number
}

export const newFrameLevel = (): FrameLevel => ({
  power: 0,
  voiceDb: SILENT_DB,
  voicePower: 0,
})

/** (x[n] − a·x[n−1])² summed is (1 + a²)·r0 − 2a·r1, so two sums are enough. */
export function measureLevel(samples: Int16Array, into: FrameLevel): void {
  let r0 = 0
  let r1 = 0
  let last = 0
  for (let i = 0; i < samples.length; i += 1) {
    const sample = samples[i] as number
    r0 += sample * sample
    r1 += sample * last
    last = sample
  }
  into.power = r0 / FULL_SCALE
  const sharp = Math.max(0, ((1 + EMPHASIS * EMPHASIS) * r0 - 2 * EMPHASIS * r1) / FULL_SCALE)
  into.voicePower = sharp
  into.voiceDb = 10 * Math.log10(sharp + FAINTEST)
}

export const powerDb = (power: number): number => 10 * Math.log10(power + FAINTEST)
