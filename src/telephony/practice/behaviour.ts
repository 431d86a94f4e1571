/**
 * What the fictional people of the practice carrier do: a closed list, with what each one means and its
 * share in the demo's population. A Conduct is one behaviour with its numbers drawn: what the phone
 * does with the INVITE (Setup), then what the person does once answered (lines, each on a cue).
 */
import type { DtmfKey } from '../../base/dtmf.ts'
import type { Ms } from '../../base/units.ts'
import type { PartRole, Recording } from '../../campaign/voiceMessage.ts'
import type { OwnSound } from './soundPlans.ts'

interface BehaviourFacts {
  /** Weight in the demo's population. */
  readonly share: number
  /** The same at every attempt: an unallocated number stays unallocated. */
  readonly lasting: boolean
  readonly meaning: string
}

// biome-ignore format: one row a behaviour, read as a table
export const behaviours = {
  listens: { share: 330, lasting: true, meaning: 'says allô, presses 1, listens to the end' },
  listensAfterWait: { share: 20, lasting: true, meaning: 'the network is slow: 100, a long wait, then 180; then listens' },
  listensAfterEarlyMedia: { share: 20, lasting: true, meaning: '183 with early media, then answers and listens' },
  listensAfterWrongKey: { share: 25, lasting: true, meaning: 'presses a key nobody offered, then 1' },
  listensPressingTwice: { share: 20, lasting: true, meaning: 'presses 1 twice' },
  replays: { share: 20, lasting: true, meaning: 'presses 1, then the replay key once the message is over' },
  pressesNothing: { share: 60, lasting: true, meaning: 'says allô and presses no key' },
  objectsAtOnce: { share: 10, lasting: true, meaning: 'presses 9 the moment the phone is answered' },
  objectsAtGate: { share: 40, lasting: true, meaning: 'presses 9 at the gate' },
  objectsMidMessage: { share: 15, lasting: true, meaning: 'presses 1, then 9 in the middle of the message' },
  hangsUpAtGate: { share: 90, lasting: true, meaning: 'hangs up during the gate' },
  hangsUpMidMessage: { share: 60, lasting: true, meaning: 'presses 1, hangs up in the middle of the message' },
  voicemail: { share: 200, lasting: false, meaning: 'a mailbox: greeting, beep, records' },
  voicemailWithoutBeep: { share: 15, lasting: false, meaning: 'a mailbox that records when its greeting is over, without a beep' },
  voicemailBeepsTwice: { share: 20, lasting: false, meaning: 'a beep in the greeting itself, a pause, then the real one' },
  voicemailFull: { share: 15, lasting: false, meaning: 'a full mailbox: says so and hangs up' },
  voicemailCuts: { share: 10, lasting: false, meaning: 'a mailbox that hangs up before a message is over' },
  voicemailPickedUp: { share: 15, lasting: false, meaning: 'picks up while the mailbox records, then presses 1 and listens' },
  screens: { share: 15, lasting: true, meaning: 'an assistant asks who is calling and waits; nobody takes the call' },
  fax: { share: 10, lasting: true, meaning: 'a fax machine' },
  announcement: { share: 10, lasting: false, meaning: 'answered by three rising tones and an announcement of the network' },
  busy: { share: 60, lasting: false, meaning: '486 after a moment' },
  ringsOut: { share: 80, lasting: false, meaning: 'rings and nobody answers' },
  answersLate: { share: 10, lasting: false, meaning: 'answers while our CANCEL is under way: 200 crosses it' },
  unreachable: { share: 15, lasting: false, meaning: '480: phone off or out of reach' },
  declined: { share: 10, lasting: true, meaning: '603: declined on the phone' },
  unallocated: { share: 15, lasting: true, meaning: '404: the number is not in service' },
  congested: { share: 2, lasting: false, meaning: '503 with Retry-After for this one call' },
  noReply: { share: 2, lasting: false, meaning: 'no reply at all to the INVITE' },
} as const satisfies Record<string, BehaviourFacts>

export type Behaviour = keyof typeof behaviours
export const behaviourNames = Object.keys(behaviours) as Behaviour[]

/** What a person's phone may be played: a part of the live message, or what is left on a mailbox. */
export type PlayedRole = PartRole | 'voicemail'

export type PlayedPart = Recording & { readonly role: PlayedRole }

/** What the phone does with an INVITE. */
export type Setup =
  | { readonly is: 'silent' }
  | {
      readonly is: 'rejects'
      readonly afterMs: Ms
      readonly status: number
      readonly retryAfterSeconds?: number
    }
  | {
      readonly is: 'rings'
      /** From the INVITE (100 Trying) to the first ring. */
      readonly postDialMs: Ms
      /** From the first ring to the answer; nothing: nobody answers. */
      readonly ringMs?: Ms
      readonly earlyMedia: boolean
      /** Takes the call although a CANCEL has come: RFC 3261 §9.1, the 200 that crosses it. */
      readonly answersCancel: boolean
    }

/** What a line waits for: our ACK, the start of a part in the person's ear (the first, the second), its end there. */
export type Cue =
  | 'ack'
  | `${PlayedRole} starts`
  | `${PlayedRole} starts again`
  | `${PlayedRole} over`

export type Act =
  | { readonly is: 'press'; readonly key: DtmfKey }
  | { readonly is: 'say'; readonly sound: OwnSound }
  /** A mailbox keeps what arrives from now on, until the call is over or a person picks up. */
  | { readonly is: 'record' }
  /** A person takes the call over: the mailbox keeps no more and does not hang up any more. */
  | { readonly is: 'pickUp' }
  | { readonly is: 'hangUp' }

/** Done once, `afterMs` after its cue first came, plus `share` of the duration of the part that starts. */
export interface Line {
  readonly on: Cue
  readonly afterMs: Ms
  readonly share?: number
  readonly act: Act
}

export interface Conduct {
  readonly behaviour: Behaviour
  readonly setup: Setup
  readonly lines: readonly Line[]
}
