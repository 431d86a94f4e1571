/** The tones of a telephone network, of machines and of instruments, as loud as 1 at their peak unless said. */
import type { Random } from '../../src/base/random.ts'
import { between, faded, joined, normal, put, rate, samplesOf, silence } from './mix.ts'

export function tone(hz: readonly number[], lengthMs: number, phase = 0): Float32Array {
  return silence(lengthMs).map((_, i) => {
    let sum = 0
    for (const each of hz) sum += Math.sin((2 * Math.PI * each * i) / rate + phase)
    return sum / hz.length
  })
}

export interface BeepShape {
  readonly hz: readonly number[]
  readonly lengthMs: number
  readonly fadeMs: number
  /** Share of the second and third harmonic, and of noise. */
  readonly impurity: number
  /** It warbles by so much of its frequency, as an old tape does. */
  readonly wow: number
}

export function beep(shape: BeepShape, random: Random): Float32Array {
  const phases = shape.hz.map(() => random.next() * 2 * Math.PI)
  const wowPhase = random.next() * 6.3
  const sound = silence(shape.lengthMs).map((_, i) => {
    // The frequency sways by `wow`: its integral is the phase.
    const swayed =
      i +
      ((shape.wow * rate) / (2 * Math.PI * 6)) * Math.sin((2 * Math.PI * 6 * i) / rate + wowPhase)
    let sum = 0
    shape.hz.forEach((hz, n) => {
      const angle = (2 * Math.PI * hz * swayed) / rate + (phases[n] as number)
      sum += Math.sin(angle)
      if (shape.impurity > 0 && hz * 3 < 3800) {
        sum += shape.impurity * (Math.sin(2 * angle) + 0.5 * Math.sin(3 * angle))
      }
    })
    return sum / shape.hz.length + shape.impurity * 0.1 * normal(random)
  })
  return faded(sound, shape.fadeMs, shape.fadeMs)
}

/** ITU-T E.180: 950, 1,400 and 1,800 Hz, a third of a second each. */
export const specialInformationTone = (): Float32Array =>
  joined([950, 1400, 1800].flatMap((hz) => [tone([hz], 330), silence(30)]))

/** The French ringing tone: 440 Hz, 1.5 s on, 3.5 s off. */
export const ringback = (lengthMs: number, from: number): Float32Array =>
  cadence(lengthMs, 440, { onMs: 1500, offMs: 3500, from })
/** The French busy tone: 440 Hz, half a second on, half a second off. */
export const busy = (lengthMs: number, from: number): Float32Array =>
  cadence(lengthMs, 440, { onMs: 500, offMs: 500, from })
/** The congestion tone: a quarter of a second on and off. */
export const congestion = (lengthMs: number, from: number): Float32Array =>
  cadence(lengthMs, 440, { onMs: 250, offMs: 250, from })

/** `from`: where in its period it is when we begin to listen. */
function cadence(
  lengthMs: number,
  hz: number,
  { onMs, offMs, from }: { readonly onMs: number; readonly offMs: number; readonly from: number },
): Float32Array {
  const sound = tone([hz], lengthMs)
  const [on, period] = [samplesOf(onMs), samplesOf(onMs + offMs)]
  return sound.map((sample, i) => ((i + samplesOf(from)) % period < on ? sample : 0))
}

/** ITU-T T.30: a calling fax says 1,100 Hz for half a second every 3.5 s … */
export function faxCalling(lengthMs: number, startMs: number): Float32Array {
  const out = silence(lengthMs)
  for (let at = startMs; at < lengthMs; at += 3500) put(out, tone([1100], 500), at)
  return out
}

/** … a called one 2,100 Hz for 2.6 to 4 s, then the V.21 preamble (1,650 and 1,850 Hz, 300 baud). */
export function faxAnswering(lengthMs: number, startMs: number, random: Random): Float32Array {
  const out = silence(lengthMs)
  const cedMs = between(random, 2600, 4000)
  put(out, tone([2100], cedMs), startMs)
  let phase = 0
  const preamble = silence(1000).map((_, i) => {
    // Flags, 0x7e: zero, six ones, zero.
    const bit = Math.floor((i * 300) / rate) % 8
    phase += (2 * Math.PI * (bit === 0 || bit === 7 ? 1850 : 1650)) / rate
    return Math.sin(phase)
  })
  put(out, preamble, startMs + cedMs + 75)
  return out
}

const scale = [0, 2, 4, 5, 7, 9, 11, 12, 14, 16]

/** A melody over chords and a beat: notes of 150 to 600 ms with overtones, as a radio or a hold music plays. */
export function music(lengthMs: number, random: Random): Float32Array {
  const out = silence(lengthMs)
  const beatMs = between(random, 260, 520)
  const tonic = 110 * 2 ** (random.below(12) / 12)
  for (let atMs = -random.next() * beatMs, beat = 0; atMs < lengthMs; atMs += beatMs, beat += 1) {
    if (atMs < 0) continue
    const degree = random.pick(scale)
    put(
      out,
      note(tonic * 4 * 2 ** (degree / 12), beatMs * between(random, 0.6, 1.3), random),
      atMs,
      0.5,
    )
    if (beat % 4 === 0) {
      const root = random.pick([0, 5, 7, 9])
      for (const third of [0, 4, 7]) {
        put(out, note(tonic * 2 * 2 ** ((root + third) / 12), beatMs * 4, random), atMs, 0.3)
      }
    }
    if (beat % 2 === 1) put(out, drum(random), atMs, 0.5)
  }
  return out
}

function note(hz: number, lengthMs: number, random: Random): Float32Array {
  const overtones = [1, 0.5, 0.35, 0.2, 0.1].map((most) => most * between(random, 0.3, 1))
  const vibrato = between(random, 0, 0.006)
  const sound = silence(lengthMs).map((_, i) => {
    const t = i / rate
    const bent = t + (vibrato * Math.sin(2 * Math.PI * 5.5 * t)) / (2 * Math.PI * 5.5)
    let sum = 0
    overtones.forEach((weight, h) => {
      if (hz * (h + 1) < 3700) sum += weight * Math.sin(2 * Math.PI * hz * (h + 1) * bent)
    })
    return sum * Math.exp(-2 * t)
  })
  return faded(sound, 10, 40)
}

function drum(random: Random): Float32Array {
  const lengthMs = between(random, 40, 120)
  return silence(lengthMs).map(
    (_, i) => normal(random) * 0.3 * Math.exp((-5 * i) / samplesOf(lengthMs)),
  )
}
