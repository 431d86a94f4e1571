/** Scenes in which no person answers: mailboxes, assistants, announcements, tones. */
import { ratioOf } from '../../src/audio/sound.ts'
import type { AmdVerdictName } from '../../src/base/amd.ts'
import type { Label } from './manifest.ts'
import { between, put, scaled } from './mix.ts'
import {
  canvas,
  cut,
  identity,
  type Kit,
  longestClipMs,
  nothingKnown,
  putBeeps,
  type Scene,
  say,
} from './scene.ts'
import type { SpokenKind } from './texts/texts.ts'
import {
  busy,
  congestion,
  faxAnswering,
  faxCalling,
  music,
  ringback,
  specialInformationTone,
} from './tones.ts'

interface Greeting {
  readonly kind: string
  readonly says: SpokenKind
  readonly label?: Label
  readonly accepts?: readonly AmdVerdictName[]
  readonly child?: boolean
  /** Recorded in a studio: no noise around it. */
  readonly clear?: boolean
  readonly startMs?: readonly [number, number]
  readonly beepShare?: number
  readonly music?: 'under' | 'before'
}

export const greetings: Readonly<Record<string, Greeting>> = {
  operator: { kind: 'operator', says: 'operator', clear: true },
  operatorNumber: { kind: 'operatorNumber', says: 'operatorNumber', clear: true },
  privateLong: { kind: 'privateLong', says: 'privateLong' },
  privateShort: { kind: 'privateShort', says: 'privateShort' },
  privateMusic: { kind: 'privateMusic', says: 'privateLong', music: 'under' },
  musicFirst: { kind: 'musicFirst', says: 'company', music: 'before', clear: true },
  family: { kind: 'family', says: 'family' },
  childGreeting: { kind: 'childGreeting', says: 'childGreeting', child: true },
  company: { kind: 'company', says: 'company', clear: true, beepShare: 0.5 },
  pauses: { kind: 'pauses', says: 'pauses' },
  lateGreeting: { kind: 'lateGreeting', says: 'privateShort', startMs: [1300, 2600] },
  noBeep: { kind: 'noBeep', says: 'privateShort', beepShare: 0 },
  prank: { kind: 'prank', says: 'prank' },
  fullMailbox: { kind: 'fullMailbox', says: 'fullMailbox', clear: true, beepShare: 0 },
  screening: {
    kind: 'screening',
    says: 'screening',
    clear: true,
    label: 'screening',
    accepts: ['screening'],
    beepShare: 0.5,
  },
  announcement: {
    kind: 'announcement',
    says: 'announcement',
    clear: true,
    label: 'announcement',
    accepts: ['machine', 'unknown'],
    beepShare: 0,
  },
}

const afterBeepMs = 900

export async function machineGreets(kit: Kit, greeting: Greeting): Promise<Scene> {
  const { random } = kit
  const [early, late] = greeting.startMs ?? [60, 1200]
  const introMs = greeting.music === 'before' ? between(random, 800, 3000) : 0
  const startMs = between(random, early, late)
  const voiceMs = startMs + introMs
  const said = await say(kit, greeting.says, {
    child: greeting.child ?? false,
    clear: greeting.clear ?? false,
  })
  const sound = canvas()
  put(sound, said.sound, voiceMs)
  const endMs = voiceMs + said.lengthMs
  if (greeting.music) putMusic(kit, sound, greeting.music, { startMs, voiceMs, endMs })
  const gapMs = random.next() < 0.35 ? between(random, 0, 80) : between(random, 100, 1500)
  const fits = endMs + gapMs + 1500 + afterBeepMs <= longestClipMs
  const network = canvas()
  const beepShare = fits ? (greeting.beepShare ?? 0.88) : 0
  const beeps = random.next() < beepShare ? putBeeps(kit, network, endMs + gapMs) : []
  const lastMs = beeps.at(-1)?.endMs ?? endMs
  return {
    truth: {
      ...identity(said),
      label: greeting.label ?? 'machine',
      accepts: greeting.accepts ?? ['machine'],
      kind: greeting.kind,
      speechStartMs: Math.round(voiceMs),
      greetingEndMs: endMs < longestClipMs ? Math.round(endMs) : null,
      beep: beeps[0] ?? null,
      beeps,
    },
    sound: cut(sound, lastMs + afterBeepMs + between(random, 200, 2500)),
    network,
    around: greeting.clear ? 'never' : 'greeting',
  }
}

function putMusic(
  { random }: Kit,
  sound: Float32Array,
  where: 'under' | 'before',
  at: { readonly startMs: number; readonly voiceMs: number; readonly endMs: number },
): void {
  if (where === 'under') {
    const gain = 2 * ratioOf(between(random, -20, -8))
    put(sound, music(at.endMs - at.startMs + between(random, 0, 400), random), at.startMs, gain)
  } else put(sound, music(at.voiceMs - at.startMs - 50, random), at.startMs, 1.5)
}

/** A mailbox without a word: it only beeps. */
export async function machineOnlyBeeps(kit: Kit): Promise<Scene> {
  const sound = canvas()
  const beeps = putBeeps(kit, sound, between(kit.random, 300, 3000))
  return {
    truth: {
      ...nothingKnown,
      label: 'machine',
      accepts: ['machine'],
      kind: 'beepOnly',
      beep: beeps[0] ?? null,
      beeps,
    },
    sound: cut(sound, 4000 + between(kit.random, 500, 3000)),
    around: 'never',
  }
}

/** The three rising tones before the words. */
export async function announcementAfterTones(kit: Kit): Promise<Scene> {
  const { random } = kit
  const sound = canvas()
  const tonesMs = between(random, 100, 1000)
  put(sound, specialInformationTone(), tonesMs, Math.SQRT2 * ratioOf(between(random, -8, 3)))
  const said = await say(kit, 'announcement', { clear: true })
  const startMs = tonesMs + 1080 + between(random, 100, 600)
  put(sound, said.sound, startMs)
  return {
    truth: {
      ...nothingKnown,
      ...identity(said),
      label: 'announcement',
      accepts: ['machine', 'unknown'],
      kind: 'sitThenAnnouncement',
      speechStartMs: Math.round(startMs),
    },
    sound: cut(sound, startMs + said.lengthMs + 500),
    around: 'never',
  }
}

/** Nothing but a tone, as long as anybody listens. */
export async function onlyTone(
  kit: Kit,
  kind: 'faxCalling' | 'faxAnswering' | 'ringback' | 'busy' | 'congestion',
): Promise<Scene> {
  const { random } = kit
  const lengthMs = between(random, 6000, 11_000)
  const made = {
    faxCalling: () => faxCalling(lengthMs, between(random, 100, 1800)),
    faxAnswering: () => faxAnswering(lengthMs, between(random, 200, 2000), random),
    ringback: () => ringback(lengthMs, random.next() * 5000),
    busy: () => busy(lengthMs, random.next() * 1000),
    congestion: () => congestion(lengthMs, random.next() * 500),
  }[kind]()
  const isFax = kind === 'faxCalling' || kind === 'faxAnswering'
  const isBusy = kind === 'busy' || kind === 'congestion'
  return {
    truth: {
      ...nothingKnown,
      label: isFax ? 'fax' : isBusy ? 'busy' : 'ringback',
      accepts: isFax ? ['fax'] : isBusy ? ['machine', 'unknown'] : ['unknown'],
      kind,
    },
    sound: cut(scaled(made, Math.SQRT2 * ratioOf(between(random, -10, 3))), lengthMs),
    around: 'never',
  }
}
