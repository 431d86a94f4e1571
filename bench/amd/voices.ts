/**
 * Who speaks. A voice is a synthesiser's voice in a throat of another size: played faster or slower by `size`,
 * with the rate set against it, it has other formants and another pitch. No synthesiser's voice stands in both splits.
 */
import type { Random } from '../../src/base/random.ts'
import { type FestivalVoice, isEnglish } from './festival.ts'
import { between } from './mix.ts'
import { type PicoVoice, readsEnglish } from './pico.ts'

export const splits = ['development', 'evaluation'] as const
export type Split = (typeof splits)[number]

export interface Voice {
  readonly engine: 'espeak' | 'flite' | 'festival' | 'pico'
  /** As the synthesiser calls it. */
  readonly name: string
  /** Above 1: a smaller throat. */
  readonly size: number
  readonly pitch: number
  readonly wordsPerMinute: number
  /** French is read as if it were English, by who would not do so by themselves as flite does (english.ts). */
  readonly asEnglish: boolean
}

export const voiceId = ({ engine, name, size, asEnglish }: Voice): string =>
  `${engine}${asEnglish ? ' as English' : ''}:${name}×${size.toFixed(2)}`

/** espeak-ng's variants; each is spoken with the accents of France, Belgium and Switzerland. */
const variants: Readonly<Record<Split, readonly string[]>> = {
  development: [
    ...['m1', 'm3', 'm5', 'm7', 'f1', 'f3', 'f5', 'klatt', 'klatt3', 'klatt5', 'croak'],
    ...['Alex', 'Annie', 'adam', 'belinda', 'boris', 'david', 'edward', 'grandma', 'iven', 'john'],
    ...['linda', 'max', 'miguel', 'pablo', 'quincy', 'sandro', 'steph', 'victor', 'Jacky'],
  ],
  evaluation: [
    ...['m2', 'm4', 'm6', 'm8', 'f2', 'f4', 'klatt2', 'klatt4', 'klatt6', 'whisperf'],
    ...['Andy', 'anika', 'aunty', 'benjamin', 'caleb', 'Denis', 'ed', 'grandpa', 'gustave', 'Lee'],
    ...[
      'kaukovalta',
      'marcelo',
      'michel',
      'mike',
      'paul',
      'pedro',
      'rob',
      'shelby',
      'travis',
      'zac',
    ],
  ],
}
const accents = ['fr', 'fr', 'fr-be', 'fr-ch'] as const

/** flite reads French as if it were English: the words are wrong, the voices come from people who were recorded. */
const fliteVoices: Readonly<Record<Split, readonly string[]>> = {
  development: ['kal16', 'rms'],
  evaluation: ['awb', 'slt'],
}
const fliteShare = 0.12
const madeShare = 0.6
/** Only of the sets that the ear learns from: no split has them. */
const festivalShare = 0.13
/** In the sets that have Pico's people, most clips are theirs; by judgement. */
const picoShare = 0.6
/** French as flite reads it, in many more throats than flite has (english.ts): only of those sets too. */
const englishShare = 0.1
const englishAccents = ['en-us', 'en-gb', 'en-gb-scotland'] as const

/** So that 22,050 samples a second become a rate that the resampler reaches in few steps. */
const sizes = {
  adult: [18_000, 19_200, 20_000, 21_000, 22_050, 24_000, 25_200],
  child: [27_000, 28_000, 30_000],
}
const espeakRateHz = 22_050
/** Of the voices that come from people who were recorded, where the ear learns from them: a throat each. */
const peoplesSizes = [0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2]

export function someVoice(
  split: Split,
  random: Random,
  who: {
    readonly child?: boolean
    readonly clear?: boolean
    readonly flite: boolean
    /** Voices of our own beside the split's (madeVoices.ts). */
    readonly made?: readonly string[]
    readonly festival?: readonly FestivalVoice[]
    readonly pico?: readonly PicoVoice[]
  },
): Voice {
  const child = who.child ?? false
  const { made = [], festival = [], pico = [] } = who
  if (pico.length > 0 && !child && random.next() < picoShare) {
    const name = random.pick(pico)
    return {
      ...{ engine: 'pico', name, size: random.pick(peoplesSizes) },
      pitch: Math.round(between(random, 15, 80)),
      wordsPerMinute: Math.round(between(random, 130, 215)),
      asEnglish: readsEnglish(name),
    }
  }
  // flite tells how it is read: without it nobody reads so.
  const asEnglish = made.length > 0 && who.flite && !child && random.next() < englishShare
  const speakers = asEnglish ? festival.filter(isEnglish) : festival
  if (speakers.length > 0 && !child && random.next() < festivalShare) {
    return {
      ...{ engine: 'festival', name: random.pick(speakers), size: random.pick(peoplesSizes) },
      pitch: Math.round(between(random, 15, 80)),
      wordsPerMinute: Math.round(between(random, 130, 215)),
      asEnglish,
    }
  }
  if (asEnglish) {
    return {
      ...{
        engine: 'espeak',
        name: `${random.pick(englishAccents)}+${random.pick(made)}`,
        asEnglish,
      },
      size: random.pick(sizes.adult) / espeakRateHz,
      pitch: Math.round(between(random, 15, 80)),
      wordsPerMinute: Math.round(between(random, 120, 215)),
    }
  }
  const isFlite = who.flite && !child && random.next() < fliteShare
  const size = random.pick(child ? sizes.child : sizes.adult) / espeakRateHz
  const names =
    made.length > 0 && random.next() < madeShare
      ? made
      : variants[split].filter((name) => !who.clear || !/croak|whisper|kaukovalta/.test(name))
  return {
    engine: isFlite ? 'flite' : 'espeak',
    name: isFlite
      ? random.pick(fliteVoices[split])
      : `${random.pick(accents)}+${random.pick(names)}`,
    size: isFlite ? random.pick(made.length > 0 ? peoplesSizes : [1, 0.9, 1.1]) : size,
    pitch: Math.round(between(random, child ? 55 : 15, child ? 95 : 80)),
    wordsPerMinute: Math.round(between(random, who.clear ? 135 : 120, who.clear ? 185 : 215)),
    asEnglish,
  }
}

/** The synthesiser's voices of a split, without size: what the test of disjointness compares. */
export const voiceNames = (split: Split): readonly string[] => [
  ...variants[split],
  ...fliteVoices[split],
]
