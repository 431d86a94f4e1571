/** Sound of 8,000 samples a second, full scale 1, and what one does with it: level, place, filter. */

import { ratioOf, TELEPHONE_RATE } from '../../src/audio/sound.ts'
import type { Random } from '../../src/base/random.ts'

export const rate = TELEPHONE_RATE
export const samplesOf = (ms: number): number => Math.max(0, Math.round((ms * rate) / 1000))
export const msOf = (samples: number): number => (samples * 1000) / rate
export const silence = (ms: number): Float32Array => new Float32Array(samplesOf(ms))
export const between = (random: Random, low: number, high: number): number =>
  low + random.next() * (high - low)

/** A normal deviate, by the sum of twelve (Irwin–Hall): good enough for noise, and quick. */
export function normal(random: Random): number {
  let sum = -6
  for (let i = 0; i < 12; i += 1) sum += random.next()
  return sum
}

/** Adds `sound` to `onto` from `atMs` on; what would lie beyond its end is left out. */
export function put(onto: Float32Array, sound: Float32Array, atMs: number, gain = 1): void {
  const start = samplesOf(atMs)
  const count = Math.min(sound.length, onto.length - start)
  for (let i = 0; i < count; i += 1) {
    onto[start + i] = (onto[start + i] as number) + (sound[i] as number) * gain
  }
}

export function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const scaled = (sound: Float32Array, gain: number): Float32Array =>
  sound.map((sample) => sample * gain)

export function rms(sound: Float32Array): number {
  let sum = 0
  for (const sample of sound) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, sound.length))
}

const frame = samplesOf(20)

/** The level while somebody speaks: of the frames within 25 dB of the loudest (roughly ITU-T P.56). */
export function activeRms(sound: Float32Array): number {
  const levels: number[] = []
  for (let at = 0; at + frame <= sound.length; at += frame) {
    levels.push(rms(sound.subarray(at, at + frame)) ** 2)
  }
  const floor = Math.max(...levels, 1e-12) * ratioOf(-25) ** 2
  const active = levels.filter((level) => level >= floor)
  return Math.sqrt(active.reduce((sum, level) => sum + level, 0) / Math.max(1, active.length))
}

/** Speech that a mouth could have said now: no silence around it, active level of 1. */
export function atUnitLevel(sound: Float32Array): Float32Array {
  const level = activeRms(sound)
  return level < 1e-6 ? sound : scaled(trimmed(sound, level * ratioOf(-32)), 1 / level)
}

function trimmed(sound: Float32Array, floor: number): Float32Array {
  const hop = samplesOf(5)
  let from = 0
  let to = sound.length
  while (from + hop < to && rms(sound.subarray(from, from + hop)) < floor) from += hop
  while (to - hop > from && rms(sound.subarray(to - hop, to)) < floor) to -= hop
  return sound.slice(from, to)
}

/** A fade at both ends, so that nothing clicks. */
export function faded(sound: Float32Array, inMs: number, outMs: number): Float32Array {
  const [rise, fall] = [samplesOf(inMs), samplesOf(outMs)]
  return sound.map((sample, i) => {
    const up = i < rise ? i / rise : 1
    const left = sound.length - 1 - i
    return sample * up * (left < fall ? left / fall : 1)
  })
}

export interface Biquad {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

/** R. Bristow-Johnson's cookbook, one second-order section. */
export function biquad(kind: 'low' | 'high' | 'band', hz: number, q = Math.SQRT1_2): Biquad {
  const w = (2 * Math.PI * Math.min(hz, rate * 0.49)) / rate
  const [cos, alpha] = [Math.cos(w), Math.sin(w) / (2 * q)]
  const a0 = 1 + alpha
  const a = [(-2 * cos) / a0, (1 - alpha) / a0] as const
  if (kind === 'band') return { b: [alpha / a0, 0, -alpha / a0], a }
  const edge = kind === 'low' ? (1 - cos) / 2 / a0 : (1 + cos) / 2 / a0
  return { b: [edge, kind === 'low' ? 2 * edge : -2 * edge, edge], a }
}

export function filtered(sound: Float32Array, sections: readonly Biquad[]): Float32Array {
  const out = Float32Array.from(sound)
  for (const { b, a } of sections) {
    let [x1, x2, y1, y2] = [0, 0, 0, 0]
    for (let i = 0; i < out.length; i += 1) {
      const x = out[i] as number
      const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
      x2 = x1
      x1 = x
      y2 = y1
      y1 = y
      out[i] = y
    }
  }
  return out
}

/** A small room or a hall: some early reflections and a tail that decays to −60 dB in `decayMs`. */
export function inRoom(
  random: Random,
  sound: Float32Array,
  decayMs: number,
  wet: number,
): Float32Array {
  const out = Float32Array.from(sound)
  const taps = 24
  for (let tap = 0; tap < taps; tap += 1) {
    const delayMs = between(random, 4, decayMs)
    const gain = wet * 10 ** ((-3 * delayMs) / decayMs) * (random.next() < 0.5 ? -1 : 1)
    put(out, sound, delayMs, gain)
  }
  return out
}
