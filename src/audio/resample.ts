/**
 * Any rate from 8 kHz up → the 8 kHz of the telephone: a windowed sinc, evaluated only at the output
 * instants (polyphase). Flat to 3.4 kHz (the telephone band, ITU-T G.712), stopped from 4.2 kHz: what
 * folds back comes from above 4 kHz and lands above 3.8 kHz. Kaiser window for 80 dB.
 */
import { assert } from '../base/assert.ts'
import { type Sound, TELEPHONE_RATE } from './sound.ts'

const PASS_HZ = 3400
const STOP_HZ = 4200
const ATTENUATION_DB = 80
/** Kaiser's formulas for the window of that attenuation. */
const KAISER_BETA = 0.1102 * (ATTENUATION_DB - 8.7)
const TAPS_PER_TRANSITION = (ATTENUATION_DB - 7.95) / 14.36

export function toTelephoneRate(sound: Sound): Sound {
  const { rateHz, samples } = sound
  assert(rateHz >= TELEPHONE_RATE, 'nothing below the telephone rate is accepted')
  if (rateHz === TELEPHONE_RATE) return sound
  const divisor = greatestCommonDivisor(rateHz, TELEPHONE_RATE)
  // Output n lies at input n·step/phases.
  const phases = TELEPHONE_RATE / divisor
  const step = rateHz / divisor
  const filters = polyphase(rateHz, phases)
  const reach = filters.reach
  const length = Math.floor(((samples.length - 1) * phases) / step) + 1
  const output = new Float32Array(length)
  for (let n = 0; n < length; n += 1) {
    const centre = Math.floor((n * step) / phases)
    const offset = ((n * step) % phases) * filters.taps
    let sum = 0
    const first = Math.max(0, reach - 1 - centre)
    const last = Math.min(filters.taps, samples.length - centre + reach - 1)
    for (let tap = first; tap < last; tap += 1) {
      const sample = samples[centre - reach + 1 + tap] as number
      sum += (filters.weights[offset + tap] as number) * sample
    }
    output[n] = sum
  }
  return { rateHz: TELEPHONE_RATE, samples: output }
}

interface Filters {
  /** Taps on each side of the centre. */
  readonly reach: number
  readonly taps: number
  /** One filter of `taps` after the other, for each position between two input samples. */
  readonly weights: Float64Array
}

function polyphase(rateHz: number, phases: number): Filters {
  const reach = Math.ceil((TAPS_PER_TRANSITION * rateHz) / (STOP_HZ - PASS_HZ) / 2)
  const taps = reach * 2
  const cutoff = (PASS_HZ + STOP_HZ) / rateHz
  const weights = new Float64Array(phases * taps)
  for (let phase = 0; phase < phases; phase += 1) {
    let sum = 0
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - (reach - 1) - phase / phases
      const weight = sinc(distance * cutoff) * kaiser(distance / reach)
      weights[phase * taps + tap] = weight
      sum += weight
    }
    // Each filter passes a constant unchanged.
    for (let tap = 0; tap < taps; tap += 1) {
      weights[phase * taps + tap] = (weights[phase * taps + tap] as number) / sum
    }
  }
  return { reach, taps, weights }
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** `x` from −1 to 1 over the window. */
const kaiser = (x: number): number =>
  Math.abs(x) > 1 ? 0 : bessel0(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel0(KAISER_BETA)

/** The modified Bessel function of order 0, by its power series. */
function bessel0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y > 0) [x, y] = [y, x % y]
  return x
}
