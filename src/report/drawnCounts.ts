/** Outcomes of attempts in the seven groups that people read (report/drawings.ts). */
import type { Outcome } from '../call/outcome.ts'
import type { DrawnOutcome } from './drawings.ts'

export const drawnOutcomeOf: Readonly<Record<Outcome, DrawnOutcome>> = {
  heardToEnd: 'heardToEnd',
  heardPart: 'heardInPart',
  notListened: 'notChosen',
  hungUpAtGate: 'notChosen',
  objected: 'objection',
  voicemailLeft: 'voicemail',
  voicemailCut: 'voicemail',
  mailboxFull: 'noAnswer',
  answeredByMachine: 'noAnswer',
  screened: 'noAnswer',
  fax: 'noAnswer',
  busy: 'noAnswer',
  noAnswer: 'noAnswer',
  declined: 'noAnswer',
  unreachable: 'noAnswer',
  unallocated: 'noAnswer',
  redirected: 'noAnswer',
  rejectedByCarrier: 'fault',
  congestion: 'fault',
  carrierFault: 'fault',
  mediaLost: 'fault',
  notPlaced: 'fault',
  stopped: 'fault',
  internalError: 'fault',
  unknown: 'fault',
}

export type DrawnCounts = Partial<Record<DrawnOutcome, number>>

/** Their sum is that of the outcomes. */
export function drawnCounts(outcomes: Readonly<Partial<Record<Outcome, number>>>): DrawnCounts {
  const counts: DrawnCounts = {}
  for (const [outcome, count] of Object.entries(outcomes) as [Outcome, number][]) {
    const drawn = drawnOutcomeOf[outcome]
    counts[drawn] = (counts[drawn] ?? 0) + count
  }
  return counts
}
