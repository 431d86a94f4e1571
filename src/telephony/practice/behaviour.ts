/**
 * What the fictional people of the practice carrier do: a closed list, with what each one means and its
 * share in the demo's population. A Conduct is one behaviour with its numbers drawn: what the phone
 * does with the INVITE (Setup), then what the person does once answered (lines, each on a cue).
 */
import type { DtmfKey } from '../../base/dtmf.ts'
import type { Ms } from '../../base/units.ts'
import type { PartRole } from '../../campaign/voiceMessage.ts'

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
  voicemail: { share: 95, lasting: false, meaning: 'a voicemail: greeting, beep, records silence' },
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

/** What the phone plays towards us: its own sounds. */
export type OwnSound = 'allo' | 'ringback' | 'greeting' | 'beep'

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

/** What a line waits for: our ACK, the start of a part in the person's ear, or its end there. */
export type Cue = 'ack' | `${PartRole} starts` | `${PartRole} over`

export type Act =
  | { readonly is: 'press'; readonly key: DtmfKey }
  | { readonly is: 'say'; readonly sound: OwnSound }
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
