/**
 * The calls of a run: each CallEvent into its attempt machine, each effect out to telephony and store.
 * Everything here happens in the very turn in which the event came: the gate is played without a wait.
 */
import { unreachable } from '../base/assert.ts'
import type { AttemptId } from '../base/ids.ts'
import type { EpochMs, MonoMs } from '../base/units.ts'
import { type AttemptEffect, type AttemptInput, step } from '../call/attempt.ts'
import { type AttemptRecord, recordOf } from '../call/attemptRecord.ts'
import { type Attempt, nextDeadline, plannedAttempt } from '../call/attemptState.ts'
import type { Telephony } from '../call/telephony.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { VoiceMessage } from '../campaign/voiceMessage.ts'
import type { LawfulCall } from '../law/decide.ts'
import type { LeasedTarget } from '../store/store.ts'
import { mediaTimeoutMs } from './limits.ts'
import type { Timer } from './timer.ts'

export interface ArmedTarget {
  readonly attempt: AttemptId
  readonly campaign: Campaign
  readonly message: VoiceMessage
  readonly target: LeasedTarget
  readonly lawful: LawfulCall
  /** When the INVITE left, on the calendar of the line. */
  placedAt?: EpochMs
}

interface Call extends ArmedTarget {
  machine: Attempt
  wake: { readonly at: MonoMs; readonly callOff: () => void } | undefined
}

export interface LiveCalls {
  add(armed: ArmedTarget): void
  get(attempt: AttemptId): ArmedTarget | undefined
  feed(attempt: AttemptId, input: AttemptInput): void
  /** One input for every call for which `which` holds. */
  feedAll(input: AttemptInput, which: (call: ArmedTarget) => boolean): void
  some(which: (call: ArmedTarget) => boolean): boolean
  count(): number
}

export interface LiveCallsListener {
  readonly objected: (call: ArmedTarget) => void
  readonly ended: (call: ArmedTarget, record: AttemptRecord) => void
  /** A bug ended one call; the others go on. */
  readonly bug: (call: ArmedTarget, error: unknown) => void
}

export function openLiveCalls(
  { telephony, timer }: { readonly telephony: Telephony; readonly timer: Timer },
  on: LiveCallsListener,
): LiveCalls {
  const calls = new Map<AttemptId, Call>()

  const feed = (attempt: AttemptId, input: AttemptInput): void => {
    const call = calls.get(attempt)
    if (call === undefined) return
    try {
      const [machine, effects] = step(call.machine, input, timer.mono())
      call.machine = machine
      reschedule(call)
      for (const effect of effects) doEffect(call, effect)
    } catch (error) {
      breakLeg(call, error)
    }
  }

  /** A bug ends that leg with outcome internalError, and never silently; an objection stays one. */
  const breakLeg = (call: Call, error: unknown): void => {
    on.bug(call, error)
    if (!calls.has(call.attempt)) return
    const { seen } = call.machine
    const outcome = seen.objection === 'none' ? 'internalError' : 'objected'
    end(call, recordOf(seen, { outcome, at: timer.mono() }))
    telephony.hangUp(call.attempt)
  }

  const end = (call: Call, record: AttemptRecord): void => {
    call.wake?.callOff()
    calls.delete(call.attempt)
    on.ended(call, record)
  }

  const doEffect = (call: Call, effect: AttemptEffect): void => {
    const { attempt, lawful } = call
    switch (effect.is) {
      case 'place':
        telephony.place({ attempt, lawful, mediaTimeoutMs })
        break
      case 'play':
        telephony.play(attempt, effect.clip)
        break
      case 'stopPlaying':
        telephony.stopPlaying(attempt)
        break
      case 'hangUp':
        telephony.hangUp(attempt)
        break
      case 'suppress':
        on.objected(call)
        break
      case 'end':
        end(call, effect.record)
        break
      default:
        unreachable(effect)
    }
  }

  const reschedule = (call: Call): void => {
    const at = nextDeadline(call.machine)?.at
    if (call.wake?.at === at) return
    call.wake?.callOff()
    call.wake = undefined
    if (at === undefined) return
    const wake = (): void => {
      call.wake = undefined
      feed(call.attempt, { is: 'wake' })
    }
    call.wake = { at, callOff: timer.wakeAt(at, wake) }
  }

  return {
    add: (armed) => {
      const { attempt, campaign, message } = armed
      const { menu, ringTimeoutMs, maxTalkMs } = campaign
      const plan = { attempt, parts: message.parts, menu, ringTimeoutMs, maxTalkMs }
      calls.set(attempt, { ...armed, machine: plannedAttempt(plan), wake: undefined })
    },
    get: (attempt) => calls.get(attempt),
    feed,
    feedAll: (input, which) => {
      for (const call of [...calls.values()]) if (which(call)) feed(call.attempt, input)
    },
    some: (which) => [...calls.values()].some(which),
    count: () => calls.size,
  }
}
