/**
 * Whether and when a person is tried again (a new CallAttempt through step 4, never a loop back).
 * Every chain of attempts is bounded; the law is asked again before each of them.
 */
import { unreachable } from '../base/assert.ts'
import { after, type EpochMs, hours, type Ms, ms, seconds } from '../base/units.ts'
import { type Outcome, outcomes } from '../call/outcome.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { mayStartAt } from '../campaign/schedule.ts'

/** Attempts that rang nowhere do not count for the person, but they end too: so many beyond the cap. */
export const uncountedAttemptsMax = 10
export const carrierDelayMaxMs = hours(1)
/** Over another trunk there is nothing to wait for: time for the outcome to be stored. */
export const anotherTrunkDelayMs = seconds(2)
/** A carrier that refuses a call mostly means us, now and then the number: not tried without end. */
export const rejectedAttemptsMax = 3

export interface AttemptHistory {
  /** 1 for the first CallAttempt to this target. */
  readonly attemptNumber: number
  /** Earlier attempts of this campaign that count against the person's cap. */
  readonly countedBefore: number
  /** A carrier failed them, and another trunk that works has not tried yet. */
  readonly anotherTrunk: boolean
}

type Policy = Pick<Campaign, 'retry' | 'deadline' | 'ringTimeoutMs' | 'maxTalkMs'>

/** The instant from which a new attempt may be planned; undefined: this outcome is the last word. */
export function retryAt(
  outcome: Outcome,
  history: AttemptHistory,
  campaign: Policy,
  now: EpochMs,
): EpochMs | undefined {
  const { attemptsMax } = campaign.retry
  const facts = outcomes[outcome]
  if (!facts.retry) return undefined
  if (history.countedBefore + (facts.counts ? 1 : 0) >= attemptsMax) return undefined
  if (history.attemptNumber >= attemptsMax + uncountedAttemptsMax) return undefined
  if (outcome === 'rejectedByCarrier' && history.attemptNumber >= rejectedAttemptsMax) {
    return undefined
  }
  const at = after(now, delayAfter(outcome, history, campaign))
  return mayStartAt(campaign, at) ? at : undefined
}

function delayAfter(
  outcome: Outcome,
  { attemptNumber, anotherTrunk }: AttemptHistory,
  { retry }: Policy,
): Ms {
  switch (outcome) {
    case 'busy':
      return retry.busyDelayMs
    case 'noAnswer':
    case 'unreachable':
    case 'answeredByMachine':
    case 'mailboxFull':
    case 'voicemailCut':
      return retry.noAnswerDelayMs
    case 'congestion':
    case 'carrierFault':
    case 'rejectedByCarrier':
      if (anotherTrunk) return anotherTrunkDelayMs
      return ms(Math.min(carrierDelayMaxMs, retry.carrierDelayMs * 2 ** (attemptNumber - 1)))
    case 'notPlaced':
      return ms(0)
    case 'heardToEnd':
    case 'heardPart':
    case 'notListened':
    case 'hungUpAtGate':
    case 'objected':
    case 'voicemailLeft':
    case 'screened':
    case 'fax':
    case 'declined':
    case 'unallocated':
    case 'redirected':
    case 'mediaLost':
    case 'stopped':
    case 'internalError':
    case 'unknown':
      // Not tried again (call/outcome.ts); the longest delay, should a row of that table change.
      return carrierDelayMaxMs
    default:
      return unreachable(outcome)
  }
}
