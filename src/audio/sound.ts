/** Sound on its way from a file to a clip: one channel, samples of −1 to 1. */
import type { Ms } from '../base/units.ts'
import { ms } from '../base/units.ts'

/** Hz */
export const TELEPHONE_RATE = 8000

export interface Sound {
  readonly rateHz: number
  readonly samples: Float32Array
}

/** Why a recording cannot be used, and what to do: a clause that ends a sentence about the file. */
export interface SoundRefusal {
  readonly refused: string
  /** The same clause in French. */
  readonly fr: string
  readonly measured?: string
  readonly limit?: string
}

export const durationOf = ({ rateHz, samples }: Sound): Ms => ms((samples.length / rateHz) * 1000)

export const decibels = (ratio: number): number => 20 * Math.log10(ratio)
export const ratioOf = (decibels: number): number => 10 ** (decibels / 20)

export function peakOf(samples: Float32Array): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}
