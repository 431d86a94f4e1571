/** What sounds around a telephone: every kind from a seed, as loud as 1 (root of the mean square). */
import type { Random } from '../../src/base/random.ts'
import {
  between,
  biquad,
  filtered,
  normal,
  put,
  rate,
  rms,
  samplesOf,
  scaled,
  silence,
} from './mix.ts'
import { music } from './tones.ts'

export const noiseKinds = [
  ...([
    'none',
    'white',
    'pink',
    'brown',
    'babble',
    'street',
    'hum',
    'fan',
    'clatter',
    'music',
  ] as const),
] as const
export type NoiseKind = (typeof noiseKinds)[number]

/** `voices`: some seconds of people speaking, from whom babble is made. */
export function noise(
  kind: NoiseKind,
  lengthMs: number,
  random: Random,
  voices: readonly Float32Array[],
): Float32Array {
  const sound = raw(kind, lengthMs, random, voices)
  const level = rms(sound)
  return level === 0 ? sound : scaled(sound, 1 / level)
}

function raw(
  kind: NoiseKind,
  lengthMs: number,
  random: Random,
  voices: readonly Float32Array[],
): Float32Array {
  switch (kind) {
    case 'none':
      return silence(lengthMs)
    case 'white':
      return white(lengthMs, random)
    case 'pink':
      return pink(lengthMs, random)
    case 'brown':
      return brown(lengthMs, random)
    case 'babble':
      return babble(lengthMs, random, voices)
    case 'street':
      return street(lengthMs, random)
    case 'hum':
      return hum(lengthMs, random)
    case 'fan':
      return fan(lengthMs, random)
    case 'clatter':
      return clatter(lengthMs, random)
    case 'music':
      return music(lengthMs, random)
  }
}

const white = (lengthMs: number, random: Random): Float32Array =>
  silence(lengthMs).map(() => normal(random))

/** Three leaky integrators beside each other fall by about 10 dB a decade (P. Kellet). */
export function pink(lengthMs: number, random: Random): Float32Array {
  let [b0, b1, b2] = [0, 0, 0]
  return silence(lengthMs).map(() => {
    const w = normal(random)
    b0 = 0.99765 * b0 + w * 0.099046
    b1 = 0.963 * b1 + w * 0.2965164
    b2 = 0.57 * b2 + w * 1.0526913
    return b0 + b1 + b2 + w * 0.1848
  })
}

function brown(lengthMs: number, random: Random): Float32Array {
  let last = 0
  const walk = silence(lengthMs).map(() => {
    last = 0.996 * last + normal(random)
    return last
  })
  return filtered(walk, [biquad('high', 60)])
}

function babble(lengthMs: number, random: Random, voices: readonly Float32Array[]): Float32Array {
  const out = silence(lengthMs)
  const people = 4 + random.below(4)
  for (let person = 0; person < people && voices.length > 0; person += 1) {
    let atMs = -random.next() * 3000
    while (atMs < lengthMs) {
      const said = random.pick(voices)
      put(
        out,
        atMs < 0 ? said.subarray(samplesOf(-atMs)) : said,
        Math.max(0, atMs),
        between(random, 0.4, 1),
      )
      atMs += (said.length / rate) * 1000 + between(random, 50, 900)
    }
  }
  return out
}

/** Rumble, cars that come and go, now and then something that rattles. */
function street(lengthMs: number, random: Random): Float32Array {
  const out = brown(lengthMs, random)
  const level = rms(out)
  const cars = 1 + random.below(4)
  for (let car = 0; car < cars; car += 1) {
    const passMs = between(random, 1500, 4000)
    const tyres = filtered(pink(passMs, random), [biquad('band', between(random, 300, 1200), 0.6)])
    const swell = tyres.map((sample, i) => sample * Math.sin((Math.PI * i) / tyres.length) ** 2)
    put(
      out,
      scaled(swell, 1 / Math.max(1e-6, rms(swell))),
      random.next() * lengthMs * 0.8,
      level * 1.2,
    )
  }
  return out
}

function hum(lengthMs: number, random: Random): Float32Array {
  const weights = [1, 0.7, 0.8, 0.3, 0.4, 0.1, 0.2].map((most) => most * random.next())
  const phases = weights.map(() => random.next() * 6.3)
  const hiss = pink(lengthMs, random)
  return hiss.map((sample, i) => {
    let sum = sample * 0.15
    weights.forEach((weight, h) => {
      sum += weight * Math.sin((2 * Math.PI * 50 * (h + 1) * i) / rate + (phases[h] as number))
    })
    return sum
  })
}

function fan(lengthMs: number, random: Random): Float32Array {
  const air = filtered(pink(lengthMs, random), [biquad('low', between(random, 400, 1800))])
  const blades = between(random, 90, 240)
  const depth = between(random, 0.02, 0.15) * rms(air) * 3
  return air.map((sample, i) => sample + depth * Math.sin((2 * Math.PI * blades * i) / rate))
}

/** Dishes, keys, steps, a sleeve on the microphone: short bursts over a little noise. */
export function clatter(lengthMs: number, random: Random): Float32Array {
  const out = scaled(pink(lengthMs, random), 0.05)
  const bursts = Math.max(2, Math.round((lengthMs / 1000) * between(random, 0.8, 4)))
  for (let burst = 0; burst < bursts; burst += 1) {
    const burstMs = random.next() < 0.3 ? between(random, 200, 900) : between(random, 10, 120)
    const body = filtered(white(burstMs, random), [
      biquad('band', between(random, 250, 3000), between(random, 0.5, 4)),
    ])
    const decays = body.map((sample, i) => sample * Math.exp((-4 * i) / body.length))
    put(out, decays, random.next() * lengthMs, between(random, 0.3, 2))
  }
  return out
}

/** In and out at the mouthpiece. */
export function breathing(lengthMs: number, random: Random): Float32Array {
  const periodMs = between(random, 1800, 3500)
  const air = filtered(white(lengthMs, random), [
    biquad('band', between(random, 500, 1500), 0.5),
    biquad('high', 200),
  ])
  return air.map((sample, i) => {
    const phase = ((i / rate) * 1000) / periodMs
    return sample * Math.max(0, Math.sin(2 * Math.PI * phase)) ** 2
  })
}
