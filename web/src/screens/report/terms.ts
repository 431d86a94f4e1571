/** The terms of a report's sums that have a list behind them; the address names one of them. */
import type { DrawnOutcome } from '../../../../src/report/drawings.ts'
import type { components } from '../../api/schema.gen.ts'

export type Report = components['schemas']['Report']

export const peopleTerms = [
  'reached',
  'notReached',
  'refused',
  'waiting',
  'reachedOnOtherNumber',
  'notPlaced',
] as const
export type PeopleTerm = (typeof peopleTerms)[number]

export interface ReportSearch {
  /** Calls that ended so. */
  readonly group?: DrawnOutcome
  readonly people?: PeopleTerm
}

export interface Where {
  readonly organisation: number
  readonly campaign: string
}

export const countOf = (report: Report, term: PeopleTerm): number =>
  ({ ...report.people, ...report.notCalledBecause })[term]
