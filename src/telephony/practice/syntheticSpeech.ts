/**
 * Speech that says nothing and is nobody's: syllables of a voiced source through the resonances of a mouth, with hiss
 * and stops between them, melody and pauses. Close enough to a voice that a detector treats it as one (Klatt's cascade
 * of resonators, JASA 67, 1980); the same for a seed, sample by sample.
 */
import { type Random, randomFrom, seedOf } from '../../base/random.ts'
import type { Ms } from '../../base/units.ts'

const SAMPLES_A_SECOND = 8000
/** Of French vowels, about as Calliope (1989) gives them for men: F1, F2, F3 in hertz. */
const vowels = [
  [684, 1256, 2503],
  [365, 1961, 2644],
  [308, 2064, 2976],
  [460, 1090, 2380],
  [315, 764, 2027],
  [300, 1750, 2120],
  [530, 1718, 2558],
  [550, 1340, 2350],
] as const

interface Voice {
  readonly pitchHz: number
  /** How long a mouth is: women and children have shorter ones, and higher resonances. */
  readonly scale: number
  readonly breath: number
  readonly syllableMs: number
}

interface Sound {
  readonly samples: number
  readonly formants: readonly number[]
  /** How far the formants move while it lasts: vowels are said on the way from one consonant to the next. */
  readonly drift: number
  readonly voiced: number
  readonly noise: number
  readonly noiseHz: number
  readonly pitch: readonly [from: number, to: number]
}

/** −1 to 1, at about the loudness people speak with on the telephone (−20 dBFS); `voice` and `words` are seeds. */
export function syntheticSpeech(
  { voice: whose, words }: { readonly voice: number; readonly words: number },
  duration: Ms,
): Float32Array {
  const random = randomFrom(seedOf(whose, 'voice'))
  const voice: Voice = {
    pitchHz: 95 + random.next() * 130,
    scale: 0.95 + random.next() * 0.2,
    breath: 0.01 + random.next() * 0.02,
    syllableMs: 150 + random.next() * 70,
  }
  const samples = (duration * SAMPLES_A_SECOND) / 1000
  const sounds = soundsOf(voice, samples, randomFrom(seedOf(words, 'syllables')))
  return atLoudness(rendered(sounds, samples, randomFrom(seedOf(words, 'breath'))))
}

/** Consonant and vowel in turn until the time is filled; the melody falls, and rises now and then. */
function soundsOf(voice: Voice, length: number, random: Random): readonly Sound[] {
  const sounds: Sound[] = []
  const ofMs = (wanted: number): number => Math.round((wanted * SAMPLES_A_SECOND) / 1000)
  let left = length
  let sinceWord = 0
  while (left > 0) {
    const fallen = 1 - 0.18 * (1 - left / length)
    const syllable = ofMs(voice.syllableMs * (0.75 + random.next() * 0.6))
    const consonant = consonantOf(random, Math.round(syllable * (0.25 + random.next() * 0.15)))
    // No syllable is sung: the melody moves in every one of them.
    const glide = random.next() < 0.35 ? 1.12 + random.next() * 0.1 : 0.84 + random.next() * 0.08
    const pitch = voice.pitchHz * fallen * (0.94 + random.next() * 0.12)
    const room = Math.max(0, left - consonant.samples)
    // What would be too short for a syllable of its own lengthens the last one, as it does in French.
    const isLast = room < syllable * 1.4
    sounds.push({
      samples: isLast ? room : syllable - consonant.samples,
      formants: random.pick(vowels).map((hz) => hz * voice.scale),
      drift: 0.4 * (random.next() - 0.5),
      voiced: 0.8 + random.next() * 0.4,
      noise: voice.breath,
      noiseHz: 2500,
      pitch: [pitch, pitch * (isLast ? 0.78 : glide)],
    })
    sounds.splice(-1, 0, { ...consonant, samples: Math.min(consonant.samples, left) })
    left -= consonant.samples + (isLast ? room : syllable - consonant.samples)
    sinceWord += 1
    if (isLast) break
    if (sinceWord >= 2 && random.next() < 0.35) {
      const gap = Math.min(ofMs(20 + random.next() * 30), left)
      sounds.push({ ...silent, samples: gap })
      left -= gap
      sinceWord = 0
    }
  }
  return sounds
}

const silent: Sound = {
  samples: 0,
  formants: [500, 1500, 2500],
  drift: 0,
  voiced: 0,
  noise: 0,
  noiseHz: 2500,
  pitch: [100, 100],
}

function consonantOf(random: Random, samples: number): Sound {
  const kind = random.below(3)
  // s, f, ch: hiss. p, t, k: next to nothing. m, n, l: a low murmur.
  if (kind === 0) return { ...silent, samples, noise: 0.25, noiseHz: 2200 + random.next() * 1400 }
  if (kind === 1) return { ...silent, samples, noise: 0.015, noiseHz: 1800 }
  return { ...silent, samples, formants: [280, 1100, 2300], voiced: 0.35, pitch: [115, 115] }
}

/** Coefficients of one resonance (Klatt 1980, eq. 1), and its two samples of memory. */
class Resonator {
  #a = 0
  #b = 0
  #c = 0
  #last = 0
  #beforeLast = 0

  tune(hz: number, width: number): void {
    const decay = Math.exp((-Math.PI * width) / SAMPLES_A_SECOND)
    this.#c = -decay * decay
    this.#b = 2 * decay * Math.cos((2 * Math.PI * Math.min(hz, 3800)) / SAMPLES_A_SECOND)
    this.#a = 1 - this.#b - this.#c
  }

  take(input: number): number {
    const output = this.#a * input + this.#b * this.#last + this.#c * this.#beforeLast
    this.#beforeLast = this.#last
    this.#last = output
    return output
  }
}

/** Three resonances that glide from one sound to the next. */
class Mouth {
  readonly #resonators = [new Resonator(), new Resonator(), new Resonator()]
  readonly #hz = [500, 1500, 2500]

  /** A step towards these; one of GLIDE / TUNE_EVERY is about the whole way. */
  move(formants: readonly number[]): void {
    this.#resonators.forEach((resonator, n) => {
      const now = this.#hz[n] ?? 0
      this.#hz[n] = now + (((formants[n] ?? now) - now) * TUNE_EVERY) / GLIDE
      resonator.tune(this.#hz[n] ?? now, 80 + 40 * n)
    })
  }

  take(input: number): number {
    return this.#resonators.reduce((sample, resonator) => resonator.take(sample), input)
  }
}

/** Vocal folds: no two periods are of the same length or strength (jitter, shimmer). */
class Folds {
  readonly #random: Random
  #phase = 0
  #jitter = 1
  #shimmer = 1

  constructor(random: Random) {
    this.#random = random
  }

  take(hz: number): number {
    this.#phase += (hz * this.#jitter) / SAMPLES_A_SECOND
    if (this.#phase >= 1) {
      this.#phase -= 1
      this.#jitter = 1 + 0.03 * (this.#random.next() - 0.5)
      this.#shimmer = 1 + 0.2 * (this.#random.next() - 0.5)
    }
    return this.#shimmer * flow(this.#phase)
  }
}

/** The change of the flow through them (Rosenberg 1971, shape B): open for six tenths of the time. */
function flow(phase: number): number {
  if (phase < 0.4) return 6 * (phase / 0.4) * (1 - phase / 0.4)
  if (phase < 0.6) return -5 * ((phase - 0.4) / 0.2)
  return 0
}

/** Samples in which one sound glides into the next. */
const GLIDE = 160
const TUNE_EVERY = 16

function rendered(sounds: readonly Sound[], length: number, random: Random): Float32Array {
  const out = new Float32Array(length)
  const [mouth, folds, hiss] = [new Mouth(), new Folds(random), new Resonator()]
  let [voiced, noise, at] = [0, 0, 0]
  for (const { samples, formants, drift, pitch, ...sound } of sounds) {
    hiss.tune(sound.noiseHz, 500)
    for (let i = 0; i < samples && at < length; i += 1, at += 1) {
      const share = i / samples
      if (i % TUNE_EVERY === 0) mouth.move(formants.map((hz) => hz * (1 + drift * share)))
      voiced += (sound.voiced - voiced) / 60
      noise += (sound.noise - noise) / 40
      const white = noise * (2 * random.next() - 1)
      const source = voiced * folds.take(pitch[0] + (pitch[1] - pitch[0]) * share) + 0.3 * white
      out[at] = mouth.take(source) + 0.5 * hiss.take(white)
    }
  }
  return out
}

const SPEECH_RMS = 0.1
const PEAK_MAX = 0.85

function atLoudness(samples: Float32Array): Float32Array {
  let [sum, peak] = [0, 0]
  for (const sample of samples) {
    sum += sample * sample
    peak = Math.max(peak, Math.abs(sample))
  }
  const rms = Math.sqrt(sum / Math.max(1, samples.length))
  const gain = Math.min(SPEECH_RMS / Math.max(rms, 1e-9), PEAK_MAX / Math.max(peak, 1e-9))
  return samples.map((sample) => sample * gain)
}
