/**
 * Integrated loudness (ITU-R BS.1770-4): K-weighting, mean square over 400 ms blocks every 100 ms,
 * an absolute gate at −70 LUFS and a relative one 10 LU below what passes it. One channel.
 * The two filters are defined at 48 kHz; their analogue forms are used to have them at any rate.
 */
import type { Sound } from './sound.ts'

const BLOCK_S = 0.4
const STEP_S = 0.1
const ABSOLUTE_GATE_LUFS = -70
const RELATIVE_GATE_LU = -10
/** BS.1770 §2: makes a 997 Hz sine of full scale −3.01 LUFS. */
const OFFSET = -0.691

/** LUFS; undefined when nothing passes the absolute gate: there is no sound. */
export function integratedLoudness(sound: Sound): number | undefined {
  const powers = blockPowers(sound).filter((power) => toLufs(power) > ABSOLUTE_GATE_LUFS)
  if (powers.length === 0) return undefined
  const gate = toLufs(mean(powers)) + RELATIVE_GATE_LU
  return toLufs(mean(powers.filter((power) => toLufs(power) > gate)))
}

const toLufs = (power: number): number => OFFSET + 10 * Math.log10(power)

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean squares of the weighted sound; a sound shorter than one block is one block. */
function blockPowers({ rateHz, samples }: Sound): readonly number[] {
  const shelf = biquad(headShelf(rateHz))
  const highPass = biquad(lowCut(rateHz))
  const stepLength = Math.round(rateHz * STEP_S)
  const energies: number[] = []
  let energy = 0
  for (let i = 0; i < samples.length; i += 1) {
    const weighted = highPass(shelf(samples[i] as number))
    energy += weighted * weighted
    if ((i + 1) % stepLength === 0) {
      energies.push(energy)
      energy = 0
    }
  }
  const stepsPerBlock = Math.round(BLOCK_S / STEP_S)
  if (energies.length < stepsPerBlock) {
    const all = energies.reduce((sum, part) => sum + part, energy)
    return samples.length === 0 ? [] : [all / samples.length]
  }
  const powers: number[] = []
  for (let first = 0; first + stepsPerBlock <= energies.length; first += 1) {
    const block = energies.slice(first, first + stepsPerBlock)
    powers.push(block.reduce((sum, part) => sum + part, 0) / (stepLength * stepsPerBlock))
  }
  return powers
}

interface Coefficients {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

/** Stage 1, the effect of a head: a shelf of +4 dB from 1.7 kHz up. */
function headShelf(rateHz: number): Coefficients {
  const k = Math.tan((Math.PI * 1681.974450955533) / rateHz)
  const q = 0.7071752369554196
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return {
    b: [
      (high + (band * k) / q + k * k) / a0,
      (2 * (k * k - high)) / a0,
      (high - (band * k) / q + k * k) / a0,
    ],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  }
}

/** Stage 2, the revised low-frequency curve: a high pass at 38 Hz. */
function lowCut(rateHz: number): Coefficients {
  const k = Math.tan((Math.PI * 38.13547087602444) / rateHz)
  const q = 0.5003270373238773
  const a0 = 1 + k / q + k * k
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] }
}

/** Direct form II transposed. */
function biquad({ b, a }: Coefficients): (sample: number) => number {
  let first = 0
  let second = 0
  return (sample) => {
    const output = b[0] * sample + first
    first = b[1] * sample - a[0] * output + second
    second = b[2] * sample - a[1] * output
    return output
  }
}
