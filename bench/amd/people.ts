/** Scenes in which a person answers. */
import { ratioOf } from '../../src/audio/sound.ts'
import { between, inRoom, put, samplesOf, scaled } from './mix.ts'
import { breathing, clatter } from './noise.ts'
import {
  canvas,
  cut,
  identity,
  type Kit,
  nothingKnown,
  type Said,
  type Scene,
  say,
} from './scene.ts'
import type { SpokenKind } from './texts/texts.ts'
import { music, ringback } from './tones.ts'

interface Answer {
  readonly kind: string
  readonly says: SpokenKind
  readonly child?: boolean
  readonly startMs?: readonly [number, number]
  /** How likely they say something once more, having heard us. */
  readonly laterShare?: number
  /** What else sounds there, put under what they say. */
  readonly beside?: (kit: Kit, sound: Float32Array, first: Said, startMs: number) => Promise<void>
}

export const answers: Readonly<Record<string, Answer>> = {
  allo: { kind: 'allo', says: 'allo' },
  oui: { kind: 'oui', says: 'oui' },
  name: { kind: 'name', says: 'name' },
  longAnswer: { kind: 'longAnswer', says: 'longAnswer' },
  shop: { kind: 'shop', says: 'shop' },
  late: { kind: 'late', says: 'allo', startMs: [1000, 2300] },
  child: { kind: 'child', says: 'child', child: true },
  talksOver: { kind: 'talksOver', says: 'talksOver', laterShare: 0.6 },
  twoPeople: { kind: 'twoPeople', says: 'allo', beside: somebodyElse },
  background: { kind: 'background', says: 'allo', beside: televisionOrMusic },
}

export async function personAnswers(kit: Kit, answer: Answer): Promise<Scene> {
  const { random } = kit
  const [early, late] = answer.startMs ?? [150, 1300]
  const startMs = between(random, early, late)
  const first = await say(kit, answer.says, { child: answer.child ?? false })
  const sound = canvas()
  put(sound, first.sound, startMs)
  const endMs = startMs + first.lengthMs
  let lengthMs = endMs + between(random, 1800, 4500)
  if (random.next() < (answer.laterShare ?? 0.45)) {
    const again = await say(kit, 'later', { voice: first.voice })
    const againMs = endMs + between(random, 1000, 3500)
    put(sound, again.sound, againMs)
    lengthMs = Math.max(lengthMs, againMs + again.lengthMs + between(random, 800, 2500))
  }
  await answer.beside?.(kit, sound, first, startMs)
  return {
    truth: {
      ...nothingKnown,
      ...identity(first),
      label: 'human',
      accepts: ['human', 'unknown'],
      kind: answer.kind,
      speechStartMs: Math.round(startMs),
    },
    sound: cut(sound, lengthMs),
    around: 'always',
  }
}

async function somebodyElse(
  kit: Kit,
  sound: Float32Array,
  first: Said,
  startMs: number,
): Promise<void> {
  const { random } = kit
  const other = await say(kit, 'beside')
  const gain = ratioOf(between(random, -20, -5))
  const beforeOrAfter =
    random.next() < 0.4 ? 0 : startMs + first.lengthMs * between(random, 0.3, 1.5)
  put(sound, inRoom(random, other.sound, 250, 0.3), beforeOrAfter, gain)
}

async function televisionOrMusic(kit: Kit, sound: Float32Array): Promise<void> {
  const { random } = kit
  const gain = ratioOf(between(random, -24, -8))
  if (random.next() < 0.5) {
    put(sound, music(12_000, random), 0, gain * 2)
    return
  }
  for (let atMs = 0; atMs < 12_000; ) {
    const programme = await say(kit, 'television')
    // We come in somewhere in the middle of it.
    const from = atMs === 0 ? random.next() * programme.lengthMs * 0.5 : 0
    put(sound, inRoom(random, programme.sound.subarray(samplesOf(from)), 300, 0.35), atMs, gain)
    atMs += programme.lengthMs - from + between(random, 200, 900)
  }
}

/** Somebody is there and breathes, or moves; half of them speak in the end. */
export async function personBreathes(kit: Kit): Promise<Scene> {
  const { random } = kit
  const sound = canvas()
  const level = ratioOf(between(random, -22, -8))
  if (random.next() < 0.6) put(sound, breathing(12_000, random), 0, level)
  else put(sound, clatter(12_000, random), 0, level * 0.5)
  const speaks = random.next() < 0.5
  const said = speaks ? await say(kit, 'allo') : undefined
  const startMs = between(random, 800, 3000)
  if (said) put(sound, said.sound, startMs)
  return {
    truth: {
      ...nothingKnown,
      ...(said && identity(said)),
      label: 'human',
      accepts: ['human', 'unknown'],
      kind: 'breath',
      speechStartMs: said ? Math.round(startMs) : null,
    },
    sound: cut(sound, between(random, 5000, 9000)),
    around: 'always',
  }
}

/** Nobody says anything: they listen, or put the telephone down on a table. `around` is all there is. */
export async function personIsSilent(kit: Kit, kind: 'silent' | 'noiseOnly'): Promise<Scene> {
  return {
    truth: { ...nothingKnown, label: 'human', accepts: ['human', 'unknown'], kind },
    sound: cut(canvas(), between(kit.random, 5000, 9000)),
    around: kind === 'noiseOnly' ? 'always' : 'never',
  }
}

/** A switchboard answers, the telephone behind it still rings, then a person speaks. */
export async function personAfterRingback(kit: Kit): Promise<Scene> {
  const { random } = kit
  const startMs = between(random, 2000, 6000)
  const sound = canvas()
  put(sound, scaled(ringback(startMs - between(random, 100, 700), random.next() * 5000), 0.7), 0)
  const said = await say(kit, random.pick(['allo', 'name', 'shop']))
  put(sound, said.sound, startMs)
  return {
    truth: {
      ...nothingKnown,
      ...identity(said),
      label: 'human',
      accepts: ['human', 'unknown'],
      kind: 'ringbackThenHuman',
      speechStartMs: Math.round(startMs),
    },
    sound: cut(sound, startMs + said.lengthMs + between(random, 1500, 3000)),
    around: 'always',
  }
}
