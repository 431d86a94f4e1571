/**
 * The states of a call attempt, their deadlines, and what each amounts to if the call were over.
 * The machine that moves between them is call/attempt.ts, which draws it.
 */
import type { AmdSettings } from '../base/amd.ts'
import { unreachable } from '../base/assert.ts'
import type { AttemptId } from '../base/ids.ts'
import { after, type Deadline, earliest, type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import { greetingMaxMs, stillUpMs } from '../campaign/answeringMachines.ts'
import type { Menu } from '../campaign/campaign.ts'
import type { Recording, SpeechPause, VoiceMessageParts } from '../campaign/voiceMessage.ts'
import { type AttemptRecord, nothingSeen, type Seen } from './attemptRecord.ts'
import type { Outcome } from './outcome.ts'

/** A confirmation later than this would come to a dead line; the objection is stored all the same. */
export const suppressionPatienceMs = seconds(10)
/** After the goodbye, while a replay is still offered: time to find the key. */
export const lingerMs = seconds(2)
/** How often a person may have the first words said again. */
export const starsAtGateMax = 2
/** 64·T1 = 32 s (RFC 3261 §9.1, table 4) and a margin; later than this `ended` will not come. */
export const goneTimeoutMs = seconds(40)
/** An assistant asks in a sentence or two. */
export const promptMaxMs = seconds(15)
/** How often it is listened anew for who speaks, the first time among them. */
export const listensMax = 8

/** Machines are told from people, and what is then done. */
export interface MachinePlan {
  readonly how: AmdSettings
  /** Where our first words may stop. */
  readonly pauses: readonly SpeechPause[]
  /** Absent: nothing is left, where a machine answers we hang up. */
  readonly voicemail?: Pick<Recording, 'clip' | 'durationMs'>
}

export interface AttemptPlan {
  readonly attempt: AttemptId
  readonly parts: VoiceMessageParts
  readonly menu: Menu
  readonly ringTimeoutMs: Ms
  readonly maxTalkMs: Ms
  /** Absent: nobody listens for who answers. */
  readonly machines?: MachinePlan
}

export type Phase =
  | { readonly is: 'planned' }
  | { readonly is: 'dialing' }
  | { readonly is: 'ringing' }
  /** `promptEndedAt`: the person has heard what the keys do; the time-out counts from here. */
  | { readonly is: 'gate'; readonly since: MonoMs; readonly promptEndedAt: MonoMs | null }
  /** No person: our first words end `at`, where a word does. */
  | { readonly is: 'cutting'; readonly at: MonoMs; readonly next: 'voicemail' | 'screening' }
  /** The machine greets, or the assistant asks; we are silent. */
  | { readonly is: 'greeting'; readonly since: MonoMs; readonly next: 'voicemail' | 'screening' }
  | { readonly is: 'voicemail'; readonly since: MonoMs }
  /** All of it was sent: is the far end still there to record it? */
  | { readonly is: 'recorded'; readonly endedAt: MonoMs }
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
  | 'wordEnd'
  | 'greetingEnd'
  | 'stillUp'
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
    case 'cutting':
      return earliest([talk, since(phase.at, ms(0), 'wordEnd')])
    case 'greeting': {
      const wait = phase.next === 'voicemail' ? greetingMaxMs : promptMaxMs
      return earliest([talk, since(phase.since, wait, 'greetingEnd')])
    }
    case 'recorded':
      return earliest([talk, since(phase.endedAt, stillUpMs, 'stillUp')])
    case 'playing':
    case 'voicemail':
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
      return seen.screened ? 'screened' : 'notListened'
    case 'cutting':
    case 'greeting':
      if (phase.next === 'screening') return 'screened'
      return seen.voicemail === null ? 'answeredByMachine' : 'voicemailCut'
    case 'voicemail':
      return 'voicemailCut'
    case 'recorded':
      // Who spoke may have been a person that the ear was not sure of: we do not claim that all was recorded.
      return seen.spokenOver ? 'voicemailCut' : 'voicemailLeft'
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
