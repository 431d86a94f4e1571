/** The report of a campaign as a value (step 12 of the path): what the text, the page and --json show. */
import { assert } from '../base/assert.ts'
import type { ReportFacts } from './reportFacts.ts'
import { inGroup, rateOf, total } from './tally.ts'

export interface Report {
  readonly campaign: ReportFacts['campaign']
  readonly rows: ReportFacts['rows']
  /** targets = reached + notReached + refused + notCalled. */
  readonly people: {
    readonly targets: number
    readonly reached: number
    readonly notReached: number
    readonly refused: number
    readonly notCalled: number
  }
  /** Why those were not called: the parts of `people.notCalled`. */
  readonly notCalledBecause: {
    readonly waiting: number
    readonly reachedOnOtherNumber: number
    readonly callUnderWay: number
    readonly notPlaced: number
  }
  readonly refusedBy: ReportFacts['refusedBy']
  readonly heardToEnd: {
    readonly people: number
    /** Of those reached; null when nobody was. */
    readonly ofReached: number | null
    /** Of everybody chosen. */
    readonly ofTargets: number | null
  }
  readonly objections: number
  readonly attempts: { readonly total: number; readonly byOutcome: ReportFacts['attempts'] }
  readonly lastOutcomes: ReportFacts['lastOutcomes']
  readonly firstAudioMs: ReportFacts['firstAudioMs']
  readonly callsPerSecondMax: number
  readonly concurrentCallsMax: number
}

/** Every target in exactly one place. */
export type PeopleFacts = Pick<
  ReportFacts,
  'lastOutcomes' | 'targets' | 'refused' | 'waiting' | 'closedByOtherNumber' | 'live'
>

export function peopleOf(facts: PeopleFacts): Pick<Report, 'people' | 'notCalledBecause'> {
  const { lastOutcomes, targets, refused, waiting, closedByOtherNumber, live } = facts
  const reached = inGroup(lastOutcomes, 'reached')
  const notReached = inGroup(lastOutcomes, 'notReached')
  const notPlaced = inGroup(lastOutcomes, 'notCalled')
  const notCalled = waiting + closedByOtherNumber + live + notPlaced
  assert(
    reached + notReached + refused + notCalled === targets,
    'every target stands in exactly one place of the report',
  )
  return {
    people: { targets, reached, notReached, refused, notCalled },
    notCalledBecause: {
      waiting,
      reachedOnOtherNumber: closedByOtherNumber,
      callUnderWay: live,
      notPlaced,
    },
  }
}

export function reportOf(facts: ReportFacts): Report {
  const { lastOutcomes, targets } = facts
  const { people, notCalledBecause } = peopleOf(facts)
  const heard = lastOutcomes.heardToEnd ?? 0
  return {
    campaign: facts.campaign,
    rows: facts.rows,
    people,
    notCalledBecause,
    refusedBy: facts.refusedBy,
    heardToEnd: {
      people: heard,
      ofReached: rateOf(heard, people.reached),
      ofTargets: rateOf(heard, targets),
    },
    objections: facts.objections,
    attempts: { total: total(facts.attempts), byOutcome: facts.attempts },
    lastOutcomes,
    firstAudioMs: facts.firstAudioMs,
    callsPerSecondMax: facts.callsPerSecondMax,
    concurrentCallsMax: facts.concurrentCallsMax,
  }
}
