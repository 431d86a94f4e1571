/** What a line does to sound: the handset's band, the coders on the way, lost packets, our own voice coming back. */
import { fromALaw, fromMuLaw, toALaw, toMuLaw } from '../../src/audio/g711.ts'
import { ratioOf } from '../../src/audio/sound.ts'
import type { Random } from '../../src/base/random.ts'
import { between, biquad, filtered, normal, put, rms, samplesOf, scaled } from './mix.ts'

export const codecs = ['alaw', 'mulaw', 'gsm', 'amr'] as const
export type Codec = (typeof codecs)[number]

/** A telephone's microphone: it hears nothing below its edge, little above, and one hump in between. */
export function throughHandset(sound: Float32Array, random: Random): Float32Array {
  const hump = filtered(sound, [
    biquad('band', between(random, 900, 2600), between(random, 0.6, 1.5)),
  ])
  const share = between(random, 0, 0.6)
  const mixed = sound.map((sample, i) => sample + share * (hump[i] as number))
  return filtered(mixed, [
    biquad('high', between(random, 120, 320)),
    biquad('low', between(random, 3000, 3800)),
  ])
}

/** `gsm` and `amr` are approximations of what those coders leave: band, coarse spectrum, silence made anew. */
export function throughCodec(sound: Float32Array, codec: Codec, random: Random): Float32Array {
  switch (codec) {
    case 'alaw':
      return sound.map((sample) => fromALaw(toALaw(asInt(sample))) / 32_768)
    case 'mulaw':
      return sound.map((sample) => fromMuLaw(toMuLaw(asInt(sample))) / 32_768)
    case 'gsm':
      return throughCodec(coarse(banded(sound, 280, 3300), 13, random), 'alaw', random)
    case 'amr':
      return throughCodec(
        discontinuous(coarse(banded(sound, 200, 3400), 17, random), random),
        'alaw',
        random,
      )
  }
}

const asInt = (sample: number): number =>
  Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))

const banded = (sound: Float32Array, low: number, high: number): Float32Array =>
  filtered(sound, [biquad('high', low), biquad('low', high), biquad('low', high)])

/**
 * What a speech coder of few bits leaves: most of its error lies under the sound's own spectrum (each partial
 * smeared by some hundred hertz, `snrDb` below it), a little is spread over the whole band, in blocks of 5 ms.
 */
function coarse(sound: Float32Array, snrDb: number, random: Random): Float32Array {
  const block = samplesOf(5)
  const wobble = filtered(
    sound.map(() => normal(random)),
    [biquad('low', 500)],
  )
  const depth = ratioOf(-snrDb) / Math.max(1e-9, rms(wobble))
  const out = sound.map((sample, i) => sample * (1 + depth * (wobble[i] as number)))
  for (let at = 0; at < sound.length; at += block) {
    const part = out.subarray(at, at + block)
    const level = rms(part) * ratioOf(-snrDb - 13)
    for (let i = 0; i < part.length; i += 1) {
      part[i] = (part[i] as number) + normal(random) * level
    }
  }
  return out
}

/** A mobile sends nothing while nobody speaks (DTX): the network makes a calm noise of about that level instead. */
function discontinuous(sound: Float32Array, random: Random): Float32Array {
  const block = samplesOf(20)
  const hangover = 7
  const out = Float32Array.from(sound)
  const levels: number[] = []
  for (let at = 0; at < sound.length; at += block) levels.push(rms(sound.subarray(at, at + block)))
  const floor = [...levels].sort((a, b) => a - b)[Math.floor(levels.length / 10)] ?? 0
  let quietFor = 0
  levels.forEach((level, index) => {
    quietFor = level > floor * 2.5 + 1e-4 ? 0 : quietFor + 1
    if (quietFor <= hangover) return
    const at = index * block
    for (let i = at; i < Math.min(sound.length, at + block); i += 1) out[i] = normal(random) * floor
  })
  return out
}

/** Which frames of 20 ms are lost: bursts as in Gilbert's model, `percent` of all on average. */
export function lostFrames(frames: number, percent: number, random: Random): readonly number[] {
  const lost: number[] = []
  if (percent === 0) return lost
  const leaveBurst = between(random, 0.35, 0.9)
  const enterBurst = (leaveBurst * percent) / (100 - percent)
  let inBurst = false
  for (let index = 0; index < frames; index += 1) {
    inBurst = inBurst ? random.next() >= leaveBurst : random.next() < enterBurst
    if (inBurst) lost.push(index)
  }
  return lost
}

/** Nothing arrives in a lost frame. */
export function withLoss(sound: Float32Array, lost: readonly number[]): Float32Array {
  const out = Float32Array.from(sound)
  const block = samplesOf(20)
  for (const index of lost) out.fill(0, index * block, (index + 1) * block)
  return out
}

/** Our own message as it comes back: later, duller, `db` below how we sent it. */
export function echoOf(
  message: Float32Array,
  {
    db,
    delayMs,
    untilMs,
  }: { readonly db: number; readonly delayMs: number; readonly untilMs: number },
): (onto: Float32Array) => void {
  const dull = filtered(message, [biquad('low', 2400), biquad('high', 250)])
  const sent = dull.subarray(0, samplesOf(untilMs))
  return (onto) => put(onto, scaled(sent, ratioOf(db)), delayMs)
}
