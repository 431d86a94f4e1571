/** The moves that both parts of the call-attempt machine make (call/attempt.ts, call/answeringMachine.ts). */
import type { Ms } from '../base/units.ts'
import { between, type MonoMs, ms } from '../base/units.ts'
import type { VoiceMessageParts } from '../campaign/voiceMessage.ts'
import { noteHeard, type Seen } from './attemptRecord.ts'
import { type Attempt, listensMax, nextDeadline } from './attemptState.ts'
import type { AttemptEffect, AttemptInput, AttemptStep } from './attemptStep.ts'
import type { Outcome } from './outcome.ts'
import type { CallEvent } from './telephony.ts'

export function leave(attempt: Attempt, outcome: Outcome, now: MonoMs): AttemptStep {
  const seen = settledSeen(attempt, now)
  return [{ ...attempt, seen, phase: { is: 'leaving', outcome, since: now } }, [{ is: 'hangUp' }]]
}

/** The first words of the message, from their beginning. */
export function sayGate(attempt: Attempt, now: MonoMs): AttemptStep {
  const gate = { is: 'gate', since: now, promptEndedAt: null } as const
  return [{ ...settled(attempt, now), phase: gate }, [play(attempt, 'gate')]]
}

export function playContent(attempt: Attempt, now: MonoMs): AttemptStep {
  const playing = { is: 'playing', since: now } as const
  return [{ ...settled(attempt, now), phase: playing }, [play(attempt, 'content')]]
}

/** Beside what these effects play, never before it; not more often than is good for anything. */
export function listen(attempt: Attempt, effects: readonly AttemptEffect[]): AttemptStep {
  const { plan, seen } = attempt
  if (plan.machines === undefined || seen.listens >= listensMax) return [attempt, effects]
  // The ear begins anew: what it told last, it tells again.
  const farEnd = { ...seen.farEnd, last: 'nothing' } as const
  const listening = { ...attempt, seen: { ...seen, farEnd, listens: seen.listens + 1 } }
  const { how } = plan.machines
  const again = seen.listens === 0 ? how : { ...how, afterMachine: true }
  return [listening, [...effects, { is: 'listen', how: again }]]
}

export function whenDue(attempt: Attempt, now: MonoMs, then: () => AttemptStep): AttemptStep {
  const deadline = nextDeadline(attempt)
  return deadline !== undefined && now >= deadline.at ? then() : [attempt, []]
}

export const settled = (attempt: Attempt, until: MonoMs): Attempt => ({
  ...attempt,
  seen: settledSeen(attempt, until),
})

/** Closes the measurement of what was said when the content or the voicemail stops being played. */
export function settledSeen({ plan, phase, seen }: Attempt, until: MonoMs): Seen {
  if (phase.is === 'playing') {
    return noteHeard(seen, phase.since, until, plan.parts.content.durationMs)
  }
  if (phase.is !== 'voicemail' || seen.voicemail === null) return seen
  const whole = plan.machines?.voicemail?.durationMs ?? ms(0)
  return { ...seen, voicemail: { ...seen.voicemail, playedMs: stretch(phase.since, until, whole) } }
}

const stretch = (since: MonoMs, until: MonoMs, whole: Ms): Ms =>
  ms(Math.round(Math.min(whole, Math.max(0, between(since, until)))))

export function isEndOf(
  { plan }: Attempt,
  role: keyof VoiceMessageParts,
  input: AttemptInput,
): input is Extract<CallEvent, { is: 'playEnded' }> {
  return input.is === 'playEnded' && input.clip === plan.parts[role].clip
}

export function play({ plan }: Attempt, role: keyof VoiceMessageParts): AttemptEffect {
  return { is: 'play', clip: plan.parts[role].clip }
}
