/**
 * The states of a call that came in, what each waits for and how long, and what it amounts to if the call
 * were over. The machine that moves between them is call/ringBack.ts, which draws it.
 */
import { unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type { AttemptId, ClipId } from '../base/ids.ts'
import {
  after,
  type Deadline,
  type E164,
  earliest,
  type MonoMs,
  type Ms,
  minutes,
  ms,
  seconds,
} from '../base/units.ts'
import { noteKey, type RingBackRecord, type RingBackSeen } from './ringBackRecord.ts'

/** Our 200 is repeated for 64·T1 = 32 s (RFC 3261 §13.3.1.4); no ACK by then and it never comes. */
export const acceptPatienceMs = seconds(32)
/** Who says nothing after the greeting rang to hear it: the message follows. */
export const greetingWaitMs = seconds(3)
/** After anything else that was said. */
export const choiceWaitMs = seconds(6)
/** To take up the telephone's keys, and to find the next one. */
export const firstDigitWaitMs = seconds(10)
export const nextDigitWaitMs = seconds(5)
/** 00 and an E.164 number. */
export const typedDigitsMax = 17
export const typingTriesMax = 3
export const contentPlaysMax = 2
/** What is said because of a key, wrong keys apart. */
export const turnsMax = 10
export const wrongKeysMax = 3
/** The whole call, whatever is pressed in it. */
export const ringBackTalkMaxMs = minutes(5)
/** A confirmation later than this would come to a dead line; the objection is stored all the same. */
export const objectionPatienceMs = seconds(10)
/** BYE sent: 64·T1 and a margin; later than this `ended` will not come. */
export const ringBackGoneMs = seconds(40)

export interface Sound {
  readonly clip: ClipId
  readonly durationMs: Ms
}

export interface RingBackSounds {
  /** Who called and why, and the keys. */
  readonly greeting: Sound
  /** null: may not be played, or there is none. */
  readonly content: Sound | null
  /** 8: where the number comes from. */
  readonly source: Sound
  /** 0: whom to write to. */
  readonly contact: Sound
  /** The keys once more. */
  readonly menu: Sound
  /** "Type the number that was called, then #." */
  readonly typeNumber: Sound
  /** "Noted. 9, and it is never called again." */
  readonly numberNoted: Sound
  readonly objectionStored: Sound
  readonly goodbye: Sound
}
export type SoundRole = keyof RingBackSounds

export interface RingBackPlan {
  readonly attempt: AttemptId
  readonly sounds: RingBackSounds
  /** A number was shown by the caller: 9 is an objection for it. */
  readonly hasCaller: boolean
  /** It is none that we called: they may type the one that was. */
  readonly mayType: boolean
  /** What was typed as a number of a person; null: it is none. */
  readonly readNumber: (digits: string) => E164 | null
}

export type Objector = { readonly is: 'caller' } | { readonly is: 'typed'; readonly number: E164 }

export type RingBackPhase =
  | { readonly is: 'offered'; readonly since: MonoMs }
  /** Something is said; keys are obeyed while it is. */
  | {
      readonly is: 'telling'
      readonly what: 'greeting' | 'source' | 'contact' | 'menu' | 'numberNoted'
    }
  | { readonly is: 'content'; readonly since: MonoMs }
  /** Nothing is said. `first`: the greeting has just ended. */
  | { readonly is: 'choosing'; readonly since: MonoMs; readonly first: boolean }
  /** `waitsFrom`: the last key or the end of the prompt; null: it is still being said. */
  | {
      readonly is: 'typing'
      readonly wants: 'objection' | 'note'
      readonly digits: readonly DtmfKey[]
      readonly waitsFrom: MonoMs | null
    }
  | { readonly is: 'objecting'; readonly who: Objector['is']; readonly since: MonoMs }
  | { readonly is: 'confirming'; readonly who: Objector['is'] }
  | { readonly is: 'parting' }
  /** BYE sent; `ended` must follow. */
  | { readonly is: 'leaving'; readonly since: MonoMs }
  /** The leg is gone, an objection is not stored yet. */
  | { readonly is: 'gone'; readonly record: RingBackRecord; readonly since: MonoMs }
  | { readonly is: 'over'; readonly record: RingBackRecord }

export interface RingBack {
  readonly plan: RingBackPlan
  readonly phase: RingBackPhase
  readonly seen: RingBackSeen
  /** The number they typed, as far as it was one. */
  readonly typed: E164 | null
  readonly typingTries: number
  readonly contentPlays: number
  readonly turns: number
  readonly wrongKeys: number
}

export type RingBackDeadline =
  | 'acceptPatience'
  | 'greetingWait'
  | 'choiceWait'
  | 'firstDigit'
  | 'nextDigit'
  | 'objectionPatience'
  | 'talkMax'
  | 'gonePatience'

/** What it waits for: its own wait, and from the answer on the end of the whole call. */
export function ringBackDeadline(call: RingBack): Deadline<RingBackDeadline> | undefined {
  const { phase, seen } = call
  const own = ownDeadline(call)
  if (seen.answeredAt === null || !isTalking(phase)) return own
  return earliest([own, { at: after(seen.answeredAt, ringBackTalkMaxMs), why: 'talkMax' }])
}

const isTalking = ({ is }: RingBackPhase): boolean =>
  !['offered', 'leaving', 'gone', 'over'].includes(is)

function ownDeadline({
  phase,
  plan,
  contentPlays,
}: RingBack): Deadline<RingBackDeadline> | undefined {
  switch (phase.is) {
    case 'offered':
      return { at: after(phase.since, acceptPatienceMs), why: 'acceptPatience' }
    case 'choosing': {
      const message = phase.first && plan.sounds.content !== null && contentPlays === 0
      return message
        ? { at: after(phase.since, greetingWaitMs), why: 'greetingWait' }
        : { at: after(phase.since, choiceWaitMs), why: 'choiceWait' }
    }
    case 'typing': {
      if (phase.waitsFrom === null) return undefined
      return phase.digits.length === 0
        ? { at: after(phase.waitsFrom, firstDigitWaitMs), why: 'firstDigit' }
        : { at: after(phase.waitsFrom, nextDigitWaitMs), why: 'nextDigit' }
    }
    case 'objecting':
      return { at: after(phase.since, objectionPatienceMs), why: 'objectionPatience' }
    case 'leaving':
      return { at: after(phase.since, ringBackGoneMs), why: 'gonePatience' }
    case 'gone':
      return { at: after(phase.since, objectionPatienceMs), why: 'objectionPatience' }
    case 'telling':
    case 'content':
    case 'confirming':
    case 'parting':
    case 'over':
      // What is being said ends by itself; the end of the whole call is above.
      return undefined
    default:
      return unreachable(phase)
  }
}

export function offeredRingBack(plan: RingBackPlan, now: MonoMs): RingBack {
  return {
    plan,
    phase: { is: 'offered', since: now },
    seen: {
      ...{ answeredAt: null, heardMs: ms(0), heardWholly: false, began: false, greeted: false },
      ...{ keys: [], asked: false, objections: [] },
    },
    typed: null,
    ...{ typingTries: 0, contentPlays: 0, turns: 0, wrongKeys: 0 },
  }
}

export const withKey = (call: RingBack, key: DtmfKey): RingBack => ({
  ...call,
  seen: noteKey(call.seen, key),
})
