/** How much of one frequency there is in a piece of sound (Goertzel's algorithm). */
import type { Sound } from './sound.ts'

/** The amplitude of the sine of `frequencyHz` in the sound: 1 for one of full scale. */
export function toneAmplitude({ rateHz, samples }: Sound, frequencyHz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequencyHz) / rateHz)
  let last = 0
  let before = 0
  for (const sample of samples) {
    const next = sample + coefficient * last - before
    before = last
    last = next
  }
  const power = last * last + before * before - coefficient * last * before
  return samples.length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / samples.length
}
