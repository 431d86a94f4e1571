/**
 * What the phones of practice people play towards us, piece by piece: "allô", greetings of mailboxes, beeps, a fax.
 * Pure, so that virtual time knows when each piece begins and ends; ownSounds.ts makes them audible.
 */
import { type Ms, ms } from '../../base/units.ts'

export type SoundPiece =
  | { readonly is: 'speech'; readonly ms: Ms }
  | { readonly is: 'tones'; readonly ms: Ms; readonly hz: readonly number[] }
  | { readonly is: 'pause'; readonly ms: Ms }

/** Whose sound it is, as an ear that makes no mistakes would say. */
export type Speaker = 'person' | 'mailbox' | 'screening' | 'fax' | 'network' | 'ringing'

export interface SoundPlan {
  readonly speaker: Speaker
  /** Which of the invented voices; no two plans have the same. */
  readonly voice: number
  readonly pieces: readonly SoundPiece[]
}

/** Speech, pause, speech … in turn. */
const says = (speaker: Speaker, voice: number, ...turns: readonly number[]): SoundPlan => ({
  speaker,
  voice,
  pieces: turns.map((turn, i) => ({ is: i % 2 === 0 ? 'speech' : 'pause', ms: ms(turn) })),
})
const tones = (
  speaker: Speaker,
  ...turns: readonly (readonly [number, ...number[]])[]
): SoundPlan => ({
  speaker,
  voice: 0,
  pieces: turns.map(([turn, ...hz]) => pieceOf(ms(turn), hz)),
})
const pieceOf = (turn: Ms, hz: readonly number[]): SoundPiece =>
  hz.length === 0 ? { is: 'pause', ms: turn } : { is: 'tones', ms: turn, hz }
/** ITU-T E.180 §7.1: three tones of 330 ms each say that an announcement of the network follows. */
const specialInformation = [
  [330, 950],
  [330, 1400],
  [340, 1800],
] as const
const followedBy = (first: SoundPlan, then: SoundPlan): SoundPlan => ({
  ...then,
  pieces: [...first.pieces, ...then.pieces],
})

// biome-ignore format: one row a sound, read as a table; lengths in ms, all of whole frames
export const soundPlans = {
  'allo 1': says('person', 302, 360),
  'allo 2': says('person', 5, 440),
  'allo 3': says('person', 377, 300, 160, 260),
  'allo 4': says('person', 4, 500),
  'allo 5': says('person', 424, 400, 240, 420),
  'allo 6': says('person', 6, 280),
  // France: 440 Hz, 1.5 s on and 3.5 s off (ITU-T E.180, supplement 2).
  ringback: tones('ringing', [1500, 440]),
  // Voices that say no word need be no mailbox's to an ear that learnt from sentences: these it hears as one.
  'private 1': says('mailbox', 11, 1400, 240, 1000),
  'private 2': says('mailbox', 13, 2100),
  'private 3': says('mailbox', 153, 900, 340, 1900, 260, 600),
  'private 4': says('mailbox', 2, 2700, 300, 900),
  'private 5': says('mailbox', 55, 1800, 500, 1500),
  'private 6': says('mailbox', 14, 1200, 180, 700),
  'operator 1': says('mailbox', 21, 1900, 420, 2600, 380, 1500),
  'operator 2': says('mailbox', 22, 2400, 1000, 1800, 600, 2200),
  'operator 3': says('mailbox', 53, 1500, 300, 3100, 700, 2300, 500, 2400),
  'operator 4': says('mailbox', 64, 2200, 260, 1700, 900, 1300),
  'beep 1': tones('mailbox', [400, 1000]),
  'beep 2': tones('mailbox', [80, 1400]),
  'beep 3': tones('mailbox', [1000, 440]),
  'beep 4': tones('mailbox', [240, 400, 1100]),
  'beep 5': tones('mailbox', [160, 2000]),
  'beep 6': tones('mailbox', [600, 800, 850]),
  'beep 7': tones('mailbox', [200, 620]),
  'beep 8': tones('mailbox', [300, 1750]),
  full: says('mailbox', 31, 1600, 300, 2100),
  screening: says('screening', 41, 1500, 300, 1900),
  // ITU-T T.30 §4.3.1: the called fax waits, then sends 2,100 Hz for 2.6 to 4 s.
  fax: tones('fax', [400], [3000, 2100]),
  announcement: followedBy(tones('network', ...specialInformation), says('network', 51, 1900, 400, 2300)),
} as const satisfies Record<string, SoundPlan>

export type OwnSound = keyof typeof soundPlans
export const soundNames = Object.keys(soundPlans) as OwnSound[]

const named = (family: string): readonly OwnSound[] =>
  soundNames.filter((name) => name.startsWith(`${family} `))

export const allos = named('allo')
export const privateGreetings = named('private')
export const operatorGreetings = named('operator')
export const beeps = named('beep')

export const planOf = (sound: OwnSound): SoundPlan => soundPlans[sound]

export const lengthOf = (sound: OwnSound): Ms =>
  ms(planOf(sound).pieces.reduce((sum, piece) => sum + piece.ms, 0))
