/**
 * The states of a call attempt, their deadlines, and what each amounts to if the call were over.
 * The machine that moves between them is call/attempt.ts, which draws it.
 */
import { unreachable } from '../base/assert.ts'
import type { AttemptId } from '../base/ids.ts'
import { after, type Deadline, earliest, type MonoMs, type Ms, seconds } from '../base/units.ts'
import type { Menu } from '../campaign/campaign.ts'
import type { VoiceMessageParts } from '../campaign/voiceMessage.ts'
import { type AttemptRecord, nothingSeen, type Seen } from './attemptRecord.ts'
import type { Outcome } from './outcome.ts'

/** A confirmation later than this would come to a dead line; the objection is stored all the same. */
export const suppressionPatienceMs = seconds(10)
/** After the goodbye, while a replay is still offered: time to find the key. */
export const lingerMs = seconds(2)
/** 64·T1 = 32 s (RFC 3261 §9.1, table 4) and a margin; later than this `ended` will not come. */
export const goneTimeoutMs = seconds(40)

export interface AttemptPlan {
  readonly attempt: AttemptId
  readonly parts: VoiceMessageParts
  readonly menu: Menu
  readonly ringTimeoutMs: Ms
  readonly maxTalkMs: Ms
}

export type Phase =
  | { readonly is: 'planned' }
  | { readonly is: 'dialing' }
  | { readonly is: 'ringing' }
  /** `promptEndedAt`: the person has heard what the keys do; the time-out counts from here. */
  | { readonly is: 'gate'; readonly promptEndedAt: MonoMs | null }
  | { readonly is: 'playing'; readonly since: MonoMs }
  | { readonly is: 'closing'; readonly endedAt: MonoMs | null }
  | { readonly is: 'objecting'; readonly since: MonoMs }
  | { readonly is: 'confirming' }
  /** CANCEL or BYE sent; `ended` must follow. */
  | { readonly is: 'leaving'; readonly outcome: Outcome; readonly since: MonoMs }
  /** The leg is gone and the objection not stored yet. */
  | { readonly is: 'gone'; readonly record: AttemptRecord; readonly since: MonoMs }
  | { readonly is: 'ended'; readonly record: AttemptRecord }

export interface Attempt {
  readonly plan: AttemptPlan
  readonly phase: Phase
  readonly seen: Seen
}

export type AttemptDeadline =
  | 'ringTimeout'
  | 'maxTalk'
  | 'gateTimeout'
  | 'linger'
  | 'suppressionPatience'
  | 'goneTimeout'

export function plannedAttempt(plan: AttemptPlan): Attempt {
  return { plan, phase: { is: 'planned' }, seen: nothingSeen }
}

/** When the machine wants to be woken, and why. */
export function nextDeadline({
  plan,
  phase,
  seen,
}: Attempt): Deadline<AttemptDeadline> | undefined {
  const talk = since(seen.answeredAt, plan.maxTalkMs, 'maxTalk')
  switch (phase.is) {
    case 'planned':
    case 'ended':
      return undefined
    case 'dialing':
    case 'ringing':
      return since(seen.placedAt, plan.ringTimeoutMs, 'ringTimeout')
    case 'gate':
      return earliest([talk, since(phase.promptEndedAt, plan.menu.gateTimeoutMs, 'gateTimeout')])
    case 'closing':
      return earliest([talk, since(phase.endedAt, lingerMs, 'linger')])
    case 'playing':
    case 'confirming':
      return talk
    case 'objecting':
      return earliest([talk, since(phase.since, suppressionPatienceMs, 'suppressionPatience')])
    case 'leaving':
    case 'gone':
      return since(phase.since, goneTimeoutMs, 'goneTimeout')
    default:
      return unreachable(phase)
  }
}

/** What the call amounts to if it is over now, before anybody says why. */
export function outcomeSoFar({ phase, seen }: Attempt): Outcome {
  if (seen.objection !== 'none') return 'objected'
  switch (phase.is) {
    case 'planned':
      return 'notPlaced'
    case 'dialing':
    case 'ringing':
      return 'noAnswer'
    case 'gate':
      return 'notListened'
    case 'playing':
    case 'closing':
      return seen.heardWholly ? 'heardToEnd' : 'heardPart'
    case 'objecting':
    case 'confirming':
      return 'objected'
    case 'leaving':
      return phase.outcome
    case 'gone':
    case 'ended':
      return phase.record.outcome
    default:
      return unreachable(phase)
  }
}

function since<Why extends AttemptDeadline>(
  from: MonoMs | null,
  wait: Ms,
  why: Why,
): Deadline<Why> | undefined {
  return from === null ? undefined : { at: after(from, wait), why }
}
