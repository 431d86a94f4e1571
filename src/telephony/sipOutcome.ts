/**
 * THE table SIP status → Outcome. A carrier says in numbers how a call failed; campaigns, law and
 * reports know only Outcomes. What is not in the table falls to the alarming side: nobody's phone is
 * marked dead, nothing is retried, because of a number we do not know.
 */
import type { Outcome } from '../call/outcome.ts'

export interface SipOutcomeRow {
  /** A status, or a whole class: `4xx`. */
  readonly status: number | '3xx' | '4xx' | '5xx' | '6xx'
  readonly outcome: Outcome
  /** Instead of `outcome`, when the phone had rung (180 or 183) before. */
  readonly afterRinging?: Outcome
  /** Its Retry-After speaks of the carrier, not of this phone (RFC 3261 §20.33). */
  readonly backOff?: true
  readonly because: string
}

// biome-ignore format: one row a status, read as a table
export const sipOutcomes: readonly SipOutcomeRow[] = [
  { status: '3xx', outcome: 'redirected', because: 'we hold a proof for one number on one trunk only' },
  { status: '4xx', outcome: 'rejectedByCarrier', because: 'unknown refusal of this request: never retried blindly' },
  { status: '5xx', outcome: 'carrierFault', backOff: true, because: 'unknown failure of a server' },
  { status: '6xx', outcome: 'rejectedByCarrier', because: 'unknown refusal for everywhere: never retried blindly' },
  { status: 400, outcome: 'rejectedByCarrier', because: 'the carrier does not understand our request' },
  { status: 401, outcome: 'rejectedByCarrier', because: 'our credentials were refused' },
  { status: 402, outcome: 'rejectedByCarrier', because: 'the account has no credit' },
  { status: 403, outcome: 'rejectedByCarrier', because: 'forbidden: caller ID, destination or account' },
  { status: 404, outcome: 'unallocated', because: 'no such number (Q.850 1)' },
  { status: 407, outcome: 'rejectedByCarrier', because: 'our credentials were refused' },
  { status: 408, outcome: 'unreachable', afterRinging: 'noAnswer', because: 'nobody was found in time' },
  { status: 410, outcome: 'unallocated', because: 'number changed or gone (Q.850 22)' },
  { status: 422, outcome: 'rejectedByCarrier', because: 'no session timer suits both sides (RFC 4028 §6)' },
  { status: 429, outcome: 'congestion', backOff: true, because: 'more calls than the carrier takes now; Retry-After says how long' },
  { status: 480, outcome: 'unreachable', afterRinging: 'noAnswer', because: 'the phone is off, absent or silent' },
  { status: 481, outcome: 'carrierFault', because: 'the carrier lost our call' },
  { status: 482, outcome: 'carrierFault', because: 'a loop in the carrier' },
  { status: 483, outcome: 'carrierFault', because: 'too many hops in the carrier' },
  { status: 484, outcome: 'rejectedByCarrier', because: 'the carrier wants numbers written otherwise' },
  { status: 486, outcome: 'busy', because: 'the line is busy (Q.850 17)' },
  { status: 487, outcome: 'noAnswer', because: 'ended before an answer, and not by us' },
  { status: 488, outcome: 'rejectedByCarrier', because: 'our codecs or address are refused' },
  { status: 491, outcome: 'carrierFault', because: 'a pending request on a call that is new' },
  { status: 500, outcome: 'carrierFault', backOff: true, because: 'failure of a server' },
  { status: 501, outcome: 'rejectedByCarrier', because: 'the carrier does not do what we ask' },
  { status: 502, outcome: 'carrierFault', backOff: true, because: 'failure behind the carrier' },
  { status: 503, outcome: 'congestion', backOff: true, because: 'no capacity now (Q.850 34); Retry-After says how long' },
  { status: 504, outcome: 'carrierFault', backOff: true, because: 'silence behind the carrier' },
  { status: 505, outcome: 'rejectedByCarrier', because: 'another SIP version is wanted' },
  { status: 513, outcome: 'rejectedByCarrier', because: 'our request is too large' },
  { status: 600, outcome: 'busy', because: 'busy everywhere' },
  { status: 603, outcome: 'declined', because: 'declined on the phone (Q.850 21)' },
  { status: 604, outcome: 'unallocated', because: 'the number exists nowhere' },
  { status: 606, outcome: 'rejectedByCarrier', because: 'our codecs or address are refused' },
  { status: 607, outcome: 'objected', because: 'the person marked the call as unwanted (RFC 8197): an objection (RGPD art. 21)' },
  { status: 608, outcome: 'rejectedByCarrier', because: 'an intermediary blocks our caller ID (RFC 8688)' },
]

export interface Q850Row {
  readonly cause: number
  readonly outcome: Outcome
  readonly because: string
}

/** `Reason: Q.850;cause=…` (RFC 3326) is the telephone network's own word: it refines the status. */
// biome-ignore format: one row a cause, read as a table
export const q850Outcomes: readonly Q850Row[] = [
  { cause: 1, outcome: 'unallocated', because: 'unallocated number' },
  { cause: 2, outcome: 'carrierFault', because: 'no route to the transit network' },
  { cause: 3, outcome: 'carrierFault', because: 'no route to the destination' },
  { cause: 17, outcome: 'busy', because: 'user busy' },
  { cause: 18, outcome: 'unreachable', because: 'no user responding' },
  { cause: 19, outcome: 'noAnswer', because: 'alerted, no answer' },
  { cause: 20, outcome: 'unreachable', because: 'subscriber absent' },
  { cause: 21, outcome: 'declined', because: 'call rejected' },
  { cause: 22, outcome: 'unallocated', because: 'number changed' },
  { cause: 27, outcome: 'unreachable', because: 'destination out of order' },
  { cause: 28, outcome: 'rejectedByCarrier', because: 'invalid number format' },
  { cause: 34, outcome: 'congestion', because: 'no circuit available' },
  { cause: 38, outcome: 'carrierFault', because: 'network out of order' },
  { cause: 41, outcome: 'carrierFault', because: 'temporary failure' },
  { cause: 42, outcome: 'congestion', because: 'switching equipment congestion' },
  { cause: 44, outcome: 'congestion', because: 'requested circuit not available' },
  { cause: 47, outcome: 'congestion', because: 'resource unavailable' },
  { cause: 55, outcome: 'rejectedByCarrier', because: 'calls barred' },
  { cause: 57, outcome: 'rejectedByCarrier', because: 'bearer capability not authorised' },
  { cause: 88, outcome: 'rejectedByCarrier', because: 'incompatible destination' },
  { cause: 102, outcome: 'carrierFault', because: 'recovery on timer expiry' },
]

export interface Refusal {
  /** 300 to 699. */
  readonly status: number
  /** All Reason header values of the reply. */
  readonly reasons: readonly string[]
  readonly rang: boolean
}

export function outcomeOfSip({ status, reasons, rang }: Refusal): Outcome {
  if (isUnwanted(reasons)) return 'objected'
  // A redirection and a challenge are about us, 607 is the person's word, whatever the network adds.
  const isRefinable = status >= 400 && status !== 401 && status !== 407 && status !== 607
  const refined = isRefinable ? outcomeOfReasons(reasons) : undefined
  if (refined) return refined
  const row = rowOf(status)
  if (!row) return 'rejectedByCarrier'
  return (rang ? row.afterRinging : undefined) ?? row.outcome
}

/** Whether the Retry-After of a refusal holds the trunk; else it says when this phone may be called. */
export const isOfTrunk = (status: number): boolean => rowOf(status)?.backOff === true

const rowOf = (status: number): SipOutcomeRow | undefined =>
  sipOutcomes.find((candidate) => candidate.status === status) ??
  sipOutcomes.find((candidate) => candidate.status === `${Math.floor(status / 100)}xx`)

/** Reason header values: somebody on the way, or a BYE, passes on that the person said 607. */
export function isUnwanted(reasons: readonly string[]): boolean {
  return reasons.some((reason) => /(?:^|,)\s*SIP\s*;(?:[^,]*;)?\s*cause\s*=\s*607\b/i.test(reason))
}

/** Timer B, or a network that does not exist: the carrier did not reply at all. */
export const outcomeOfSilence: Outcome = 'carrierFault'

/** 3xx to the same number where the profile lets us not go: the person has no part in it. */
export const outcomeOfUnfollowed: Outcome = 'rejectedByCarrier'

function outcomeOfReasons(reasons: readonly string[]): Outcome | undefined {
  for (const reason of reasons) {
    const cause = /(?:^|,)\s*Q\.850\s*(?:;[^,]*?)?;\s*cause\s*=\s*(\d{1,3})/i.exec(reason)?.[1]
    const row = q850Outcomes.find((candidate) => candidate.cause === Number(cause))
    if (row) return row.outcome
  }
  return undefined
}
