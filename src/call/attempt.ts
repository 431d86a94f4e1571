/**
 * The call-attempt machine (steps 7 and 10 of the path): one try to reach one person.
 *
 *  planned ─start/place→ dialing ─18x→ ringing ─200/play→ gate ─1/play→ playing ─end/play→ closing ─end┐
 *     │notPlaced            └─ringTimeout/CANCEL─┴→ leaving ←gateTimeout─┘ ↑────── replay ─────┘        │
 *     └→ ended    key 9 in ANY state/suppress → objecting ─stored/play→ confirming ─end/BYE→ leaving ←──┘
 *  607 “unwanted”, or a BYE that says so, in ANY state/suppress → gone ─stored→ ended(objected).
 *  maxTalk, stopNow, barred/BYE → leaving.   The leg is gone → ended(outcome), after the objection is stored.
 *  200 crossing our CANCEL → BYE, outcome noAnswer (RFC 3261 §9.1).
 *  gate ─a machine, an assistant or a fax answered→ call/answeringMachine.ts, which draws the rest.
 */
import { assert, unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type { MonoMs } from '../base/units.ts'
import { greeted, hungUpByMachine, mailboxStep } from './answeringMachine.ts'
import {
  isEndOf,
  leave,
  listen,
  play,
  playContent,
  sayGate,
  settled,
  settledSeen,
  whenDue,
} from './attemptMoves.ts'
import {
  type AttemptRecord,
  keysRecordedMax,
  noteEvent,
  noteHeardWholly,
  recordOf,
  type Seen,
} from './attemptRecord.ts'
import { type Attempt, outcomeSoFar, type Phase, starsAtGateMax } from './attemptState.ts'
import type { AttemptInput, AttemptStep } from './attemptStep.ts'
import type { Outcome } from './outcome.ts'
import type { CallEvent } from './telephony.ts'

export function step(before: Attempt, input: AttemptInput, now: MonoMs): AttemptStep {
  const attempt = { ...before, seen: noted(before, input) }
  // What holds in every phase: an objection is heard, and a leg that is gone is gone.
  const objects = attempt.seen.objection === 'storing' && before.seen.objection === 'none'
  if (input.is === 'ended') {
    const [gone, effects] = legGone(attempt, input, now)
    return [gone, objects ? [{ is: 'suppress', by: 'unwanted' }, ...effects] : effects]
  }
  if (objects) return object(attempt, now)
  if (input.is === 'stopNow') return stopNow(attempt, now)
  if (input.is === 'barred') return objectedElsewhere(attempt, now)
  const { phase } = attempt
  switch (phase.is) {
    case 'planned':
      if (input.is === 'start') return start(attempt, now)
      if (input.is === 'notPlaced') return neverPlaced(attempt, now)
      return [attempt, []]
    case 'dialing':
    case 'ringing':
      if (input.is === 'ringing') return [{ ...attempt, phase: { is: 'ringing' } }, []]
      if (input.is === 'answered') {
        // No await, no store, nothing before it: the first sound follows the ACK at once.
        const [gate, effects] = sayGate(attempt, now)
        return listen(gate, effects)
      }
      return whenDue(attempt, now, () => leave(attempt, 'noAnswer', now))
    case 'gate':
      return gateStep(attempt, phase, input, now)
    case 'playing':
      if (isEndOf(attempt, 'content', input)) {
        return contentHeard(attempt)
      }
      if (mayReplay(attempt, input)) return replay(attempt, now)
      return whenDue(attempt, now, () => leave(attempt, outcomeSoFar(attempt), now))
    case 'closing':
      if (mayReplay(attempt, input)) return replay(attempt, now)
      if (isEndOf(attempt, 'closing', input)) {
        if (!replayOffered(attempt)) return leave(attempt, 'heardToEnd', now)
        return [{ ...attempt, phase: { is: 'closing', endedAt: input.at } }, []]
      }
      return whenDue(attempt, now, () => leave(attempt, 'heardToEnd', now))
    case 'cutting':
    case 'greeting':
    case 'voicemail':
    case 'recorded':
      return mailboxStep(attempt, phase, input, now)
    case 'objecting':
      if (input.is === 'suppressionStored') {
        return [{ ...attempt, phase: { is: 'confirming' } }, [play(attempt, 'objectionConfirmed')]]
      }
      return whenDue(attempt, now, () => leave(attempt, 'objected', now))
    case 'confirming':
      if (isEndOf(attempt, 'objectionConfirmed', input)) return leave(attempt, 'objected', now)
      return whenDue(attempt, now, () => leave(attempt, 'objected', now))
    case 'leaving':
      // The 200 that crosses our CANCEL is acknowledged by telephony; we end it (RFC 3261 §9.1).
      if (input.is === 'answered') return [attempt, [{ is: 'hangUp' }]]
      return whenDue(attempt, now, () => neverGone(attempt, now))
    case 'gone':
      if (input.is === 'suppressionStored') return end(attempt, phase.record)
      return whenDue(attempt, now, () => end(attempt, phase.record))
    case 'ended':
      return [attempt, []]
    default:
      return unreachable(phase)
  }
}

function start(attempt: Attempt, now: MonoMs): AttemptStep {
  const seen = { ...attempt.seen, placedAt: now }
  return [{ ...attempt, seen, phase: { is: 'dialing' } }, [{ is: 'place' }]]
}

function neverPlaced(attempt: Attempt, now: MonoMs): AttemptStep {
  return end(attempt, recordOf(attempt.seen, { outcome: 'notPlaced', at: now }))
}

function gateStep(
  attempt: Attempt,
  phase: Extract<Phase, { is: 'gate' }>,
  input: AttemptInput,
  now: MonoMs,
): AttemptStep {
  if (input.is === 'key' && input.key === attempt.plan.menu.listen) return playContent(attempt, now)
  if (input.is === 'key' && isStar(attempt, input.key) && mayAskAgain(attempt)) {
    return sayGate(attempt, now)
  }
  const turned = greeted(attempt, phase, input, now)
  if (turned !== undefined) return turned
  if (isEndOf(attempt, 'gate', input) && phase.promptEndedAt === null) {
    return [{ ...attempt, phase: { ...phase, promptEndedAt: input.at } }, []]
  }
  return whenDue(attempt, now, () => leave(attempt, outcomeSoFar(attempt), now))
}

function contentHeard(attempt: Attempt): AttemptStep {
  const seen = noteHeardWholly(attempt.seen, attempt.plan.parts.content.durationMs)
  const phase = { is: 'closing', endedAt: null } as const
  return [{ ...attempt, seen, phase }, [play(attempt, 'closing')]]
}

function replayOffered({ plan, seen }: Attempt): boolean {
  return seen.replays < plan.menu.replaysMax
}

function mayReplay(attempt: Attempt, input: AttemptInput): boolean {
  if (input.is !== 'key' || !replayOffered(attempt)) return false
  return input.key === attempt.plan.menu.replay || isStar(attempt, input.key)
}

/** On voice menus the star asks to hear it again (and the hash confirms, which needs no answer): where it is free. */
function isStar({ plan: { menu } }: Attempt, key: DtmfKey): boolean {
  return key === '*' && ![menu.listen, menu.objection, menu.replay].includes(key)
}

/** A child with the star must not hold the line: so many times, whenever they were pressed. */
function mayAskAgain({ seen: { keys } }: Attempt): boolean {
  const stars = keys.filter((key) => key === '*').length
  return stars <= starsAtGateMax && keys.length < keysRecordedMax
}

function replay(attempt: Attempt, now: MonoMs): AttemptStep {
  const { seen } = settled(attempt, now)
  return playContent({ ...attempt, seen: { ...seen, replays: seen.replays + 1 } }, now)
}

/** Key 9. Stored first, confirmed after; on a leg that is not up there is nobody to confirm to. */
function object(attempt: Attempt, now: MonoMs): AttemptStep {
  const { phase } = attempt
  const suppress = { is: 'suppress', by: 'key' } as const
  switch (phase.is) {
    case 'dialing':
    case 'ringing': {
      // A key before the answer (early media, RFC 3960): no confirmation, but no doubt either.
      const [left, effects] = leave(attempt, 'objected', now)
      return [left, [suppress, ...effects]]
    }
    case 'gate':
    case 'playing':
    case 'closing':
    case 'cutting':
    case 'greeting':
    case 'voicemail':
    case 'recorded': {
      const seen = settledSeen(attempt, now)
      const objecting = { ...attempt, seen, phase: { is: 'objecting', since: now } as const }
      return [objecting, [suppress, { is: 'stopPlaying' }]]
    }
    case 'leaving':
      return [{ ...attempt, phase: { ...phase, outcome: 'objected' } }, [suppress]]
    case 'planned':
    case 'objecting':
    case 'confirming':
    case 'gone':
    case 'ended':
      // After the end only by a broken port; even so the person's word is kept.
      return [attempt, [suppress]]
    default:
      return unreachable(phase)
  }
}

function stopNow(attempt: Attempt, now: MonoMs): AttemptStep {
  const { phase, seen } = attempt
  switch (phase.is) {
    case 'planned':
      return neverPlaced(attempt, now)
    case 'dialing':
    case 'ringing':
    case 'gate':
    case 'playing':
    case 'closing':
    case 'cutting':
    case 'greeting':
    case 'voicemail':
    case 'recorded':
    case 'objecting':
    case 'confirming': {
      const sofar = outcomeSoFar(attempt)
      const said = sofar === 'heardToEnd' || sofar === 'voicemailLeft'
      const kept = seen.objection !== 'none' || said
      return leave(attempt, kept ? sofar : 'stopped', now)
    }
    case 'leaving':
    case 'gone':
    case 'ended':
      return [attempt, []]
    default:
      return unreachable(phase)
  }
}

/** Nobody is rung any more, and who is rung is spared the rest; what confirms an objection is heard out. */
function objectedElsewhere(attempt: Attempt, now: MonoMs): AttemptStep {
  const { is } = attempt.phase
  return is === 'objecting' || is === 'confirming' ? [attempt, []] : stopNow(attempt, now)
}

function legGone(
  attempt: Attempt,
  ended: Extract<CallEvent, { is: 'ended' }>,
  now: MonoMs,
): AttemptStep {
  const { phase } = attempt
  if (phase.is === 'ended' || phase.is === 'gone') return [attempt, []]
  const over = settled(attempt, ended.at)
  const record = recordOf(over.seen, {
    outcome: outcomeOf(over, ended),
    at: ended.at,
    sipStatus: ended.sipStatus,
    rtp: ended.rtp,
  })
  if (attempt.seen.objection !== 'storing') return end(over, record)
  return [{ ...over, phase: { is: 'gone', record, since: now } }, []]
}

function outcomeOf(attempt: Attempt, ended: Extract<CallEvent, { is: 'ended' }>): Outcome {
  const { phase, seen } = attempt
  if (seen.objection !== 'none') return 'objected'
  switch (ended.by) {
    case 'refused':
      assert(ended.outcome !== undefined, 'a refused call carries its row of the SIP→Outcome table')
      // 487 is the reply to our own CANCEL (RFC 3261 §9.2): why we cancelled is the outcome. Any
      // other final reply crossed it and says what really happened.
      return phase.is === 'leaving' && ended.sipStatus === 487 ? phase.outcome : ended.outcome
    case 'callee':
      if (phase.is === 'gate') return seen.screened ? 'screened' : 'hungUpAtGate'
      return hungUpByMachine(attempt) ?? outcomeSoFar(attempt)
    case 'us':
      // Not asked for by this machine: telephony is being closed.
      if (phase.is === 'leaving' || seen.heardWholly) return outcomeSoFar(attempt)
      return 'stopped'
    case 'mediaTimeout':
      return phase.is === 'leaving' || seen.heardWholly ? outcomeSoFar(attempt) : 'mediaLost'
    case 'internalError':
      return 'internalError'
    default:
      return unreachable(ended.by)
  }
}

/** The port promised `ended` and did not keep it: a bug, said as such, and the line is given up. */
function neverGone(attempt: Attempt, now: MonoMs): AttemptStep {
  const outcome = attempt.seen.objection === 'none' ? 'internalError' : 'objected'
  return end(attempt, recordOf(attempt.seen, { outcome, at: now }))
}

function end(attempt: Attempt, record: AttemptRecord): AttemptStep {
  return [{ ...attempt, phase: { is: 'ended', record } }, [{ is: 'end', record }]]
}

function noted({ plan, phase, seen }: Attempt, input: AttemptInput): Seen {
  switch (input.is) {
    case 'suppressionStored':
      return seen.objection === 'storing' ? { ...seen, objection: 'stored' } : seen
    case 'answered':
      // A 200 that crosses our CANCEL is not an answer anybody heard us on.
      return phase.is === 'leaving' ? seen : noteEvent(seen, input, plan.menu.objection)
    case 'placed':
    case 'ringing':
    case 'firstAudio':
    case 'key':
    case 'playEnded':
    case 'ended':
    case 'amd':
    case 'beep':
    case 'farQuiet':
    case 'farSpeaks':
      return noteEvent(seen, input, plan.menu.objection)
    case 'start':
    case 'notPlaced':
    case 'stopNow':
    case 'barred':
    case 'wake':
      return seen
    default:
      return unreachable(input)
  }
}
