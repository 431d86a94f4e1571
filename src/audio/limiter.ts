/**
 * Keeps peaks under a ceiling without clipping: the gain goes down before a peak and up after it, over
 * 5 ms each. The gain at an instant is the mean, over a window, of the least gain needed within half
 * that window around; so at a peak every term of the mean is small enough.
 */
import type { Sound } from './sound.ts'

const WINDOW_S = 0.005

export function limit({ rateHz, samples }: Sound, ceiling: number): Sound {
  const half = Math.ceil((WINDOW_S * rateHz) / 2)
  const needed = samples.map((sample) => Math.min(1, ceiling / Math.max(Math.abs(sample), 1e-9)))
  const least = needed.map((_, i) => leastAround(needed, i, half))
  const output = new Float32Array(samples.length)
  for (let i = 0; i < samples.length; i += 1) {
    output[i] = (samples[i] as number) * meanAround(least, i, half)
  }
  return { rateHz, samples: output }
}

function leastAround(values: Float32Array, centre: number, half: number): number {
  let least = 1
  const last = Math.min(values.length - 1, centre + half)
  for (let i = Math.max(0, centre - half); i <= last; i += 1) {
    least = Math.min(least, values[i] as number)
  }
  return least
}

/** Beyond the ends the sound is taken to go on as it is there. */
function meanAround(values: Float32Array, centre: number, half: number): number {
  let sum = 0
  for (let i = centre - half; i <= centre + half; i += 1) {
    sum += values[Math.min(values.length - 1, Math.max(0, i))] as number
  }
  return sum / (2 * half + 1)
}
