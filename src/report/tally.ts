/**
 * From outcomes to people: who was reached, who was not, who was never called. Every outcome stands in
 * exactly one group, so that the sums of a report close.
 */
import { unreachable } from '../base/assert.ts'
import type { Outcome } from '../call/outcome.ts'
import type { OutcomeCounts } from './reportFacts.ts'

/** reached: the person answered, or objected without answering. notPlaced is no call: the INVITE never left. */
export type Group = 'reached' | 'notReached' | 'notCalled'

export function groupOf(outcome: Outcome): Group {
  switch (outcome) {
    case 'heardToEnd':
    case 'heardPart':
    case 'notListened':
    case 'hungUpAtGate':
    case 'objected':
    case 'mediaLost':
      return 'reached'
    case 'voicemailLeft':
    case 'voicemailCut':
    case 'mailboxFull':
    case 'answeredByMachine':
    case 'screened':
    case 'fax':
    case 'busy':
    case 'noAnswer':
    case 'declined':
    case 'unreachable':
    case 'unallocated':
    case 'redirected':
    case 'rejectedByCarrier':
    case 'congestion':
    case 'carrierFault':
    case 'stopped':
    case 'internalError':
    case 'unknown':
      return 'notReached'
    case 'notPlaced':
      return 'notCalled'
    default:
      return unreachable(outcome)
  }
}

export function inGroup(counts: OutcomeCounts, group: Group): number {
  return entriesOf(counts)
    .filter(([outcome]) => groupOf(outcome) === group)
    .reduce((sum, [, count]) => sum + count, 0)
}

export function total(counts: OutcomeCounts): number {
  return entriesOf(counts).reduce((sum, [, count]) => sum + count, 0)
}

/** Most frequent first; equal ones in the order of the table in call/outcome.ts. */
export function entriesOf(counts: OutcomeCounts): readonly (readonly [Outcome, number])[] {
  const entries = Object.entries(counts) as [Outcome, number][]
  return entries.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a)
}

/** A part of a whole; null where there is no whole. */
export function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
