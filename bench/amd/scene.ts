/** What happens at the far end before any line: who says what when, its beeps, and where there is noise around it. */

import { ratioOf } from '../../src/audio/sound.ts'
import type { Random } from '../../src/base/random.ts'
import type { FestivalVoice } from './festival.ts'
import type { TrueBeep, Truth } from './manifest.ts'
import { between, msOf, put, silence } from './mix.ts'
import type { PicoVoice } from './pico.ts'
import { type Speak, spoken } from './speech.ts'
import type { SpokenKind, Texts } from './texts/texts.ts'
import { beep } from './tones.ts'
import { type Split, someVoice, type Voice, voiceId } from './voices.ts'

export const shortestClipMs = 4000
export const longestClipMs = 12_000

export interface Scene {
  readonly truth: Truth
  /** Speech has an active level of 1. */
  readonly sound: Float32Array
  /** What the network or the machine makes itself, and no room or microphone has touched: its beeps. */
  readonly network?: Float32Array
  /** Noise around it: all the time, only while a greeting was recorded, or none (a studio). */
  readonly around: 'always' | 'greeting' | 'never'
}

export interface Kit {
  readonly split: Split
  readonly random: Random
  readonly texts: Texts
  readonly speak: Speak
  readonly flite: boolean
  /** Names of voices of our own. */
  readonly made?: readonly string[]
  readonly festival?: readonly FestivalVoice[]
  readonly pico?: readonly PicoVoice[]
  /** What is said is put here, in the order it was asked for. */
  readonly words?: string[]
}

export interface Said {
  readonly sound: Float32Array
  readonly voice: Voice
  readonly text: string
  readonly lengthMs: number
}

export async function say(
  kit: Kit,
  kind: SpokenKind,
  who: { readonly voice?: Voice; readonly child?: boolean; readonly clear?: boolean } = {},
): Promise<Said> {
  const { random, texts } = kit
  const { flite, made, festival, pico } = kit
  const own = { ...(made && { made }), ...(festival && { festival }), ...(pico && { pico }) }
  const voice = who.voice ?? someVoice(kit.split, random, { ...who, flite, ...own })
  const index = random.below(texts[kind].length)
  const words = (texts[kind][index] as string).replaceAll(/\{(\w+)\}/g, (_, slot) =>
    fill(kit, slot),
  )
  kit.words?.push(words)
  const sound = await spoken(kit.speak, words, voice)
  return { sound, voice, text: `${kit.split}.${kind}.${index}`, lengthMs: msOf(sound.length) }
}

/** Numbers are of the ranges kept for fiction (ARCEP). */
function fill({ random, texts }: Kit, slot: string): string {
  if (slot === 'numero') {
    const pair = (): string => String(random.below(100)).padStart(2, '0')
    return `06 39 98 ${pair()} ${pair()}`
  }
  return random.pick(texts[slot as 'prenom'])
}

export const identity = ({
  voice,
  text,
}: Said): { readonly voice: string; readonly text: string } => ({
  voice: voiceId(voice),
  text,
})

export const nothingKnown = {
  voice: null,
  text: null,
  speechStartMs: null,
  greetingEndMs: null,
  beep: null,
  beeps: [],
} as const

const beepBandHz = 20

/** From 400 to 2,000 Hz, in bands of 20 Hz that belong to the splits in turn: no frequency is in both. */
export function beepHz(split: Split, random: Random): number {
  const bands = (2000 - 400) / beepBandHz
  const band = random.below(bands / 2) * 2 + (split === 'development' ? 0 : 1)
  return Math.round(400 + band * beepBandHz + between(random, 1, beepBandHz - 1))
}

/** One beep or two, put onto `sound` from `atMs` on. Most machines use one of about 1,000 Hz for a third of a second. */
export function putBeeps(
  kit: Pick<Kit, 'random' | 'split'>,
  sound: Float32Array,
  atMs: number,
): readonly TrueBeep[] {
  const { random, split } = kit
  const hz =
    random.next() < 0.2 ? [beepHz(split, random), beepHz(split, random)] : [beepHz(split, random)]
  const short = random.next() < 0.3
  const shape = {
    hz,
    lengthMs: Math.round(short ? between(random, 80, 200) : 80 + 1420 * random.next() ** 2),
    fadeMs: random.pick([0, 2, 5, 15]),
    impurity: random.next() < 0.6 ? 0 : between(random, 0.01, 0.15),
    wow: random.next() < 0.8 ? 0 : between(random, 0.001, 0.008),
  }
  const gain = Math.SQRT2 * ratioOf(between(random, -12, 4))
  const times = random.next() < 0.12 ? 2 : 1
  const apartMs = between(random, 60, 300)
  const beeps: TrueBeep[] = []
  for (let n = 0; n < times; n += 1) {
    const startMs = Math.round(atMs + n * (shape.lengthMs + apartMs))
    put(sound, beep(shape, random), startMs, gain)
    beeps.push({ startMs, endMs: startMs + shape.lengthMs, hz })
  }
  return beeps
}

/** Most of what follows has room enough here; it is cut to its length afterwards. */
export const canvas = (): Float32Array => silence(longestClipMs)

export const cut = (sound: Float32Array, lengthMs: number): Float32Array =>
  sound.slice(0, Math.round(Math.max(shortestClipMs, Math.min(longestClipMs, lengthMs)) * 8))
