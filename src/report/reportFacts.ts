/**
 * What a report is made of, as the store counts it (step 12 of the path). Numbers only: a campaign of
 * 500,000 people gives a report as fast as one of 50. Every target stands in exactly one of
 * `lastOutcomes`, `live`, `refused`, `closedByOtherNumber`, `waiting`; report.ts asserts the sum.
 */
import type { EpochMs } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import type { CampaignState } from '../campaign/campaign.ts'

export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>

export interface RehearsedFacts {
  readonly standIns: number
  /** Beyond the numbers of fiction there are. */
  readonly leftOut: number
  /** Pressed by stand-ins: nobody's objection, and on no list. */
  readonly objections: number
}

export interface ReportFacts {
  readonly campaign: {
    readonly name: string
    readonly state: CampaignState
    /** Why the campaign is in this state, as the last move said. */
    readonly why: string
    readonly deadline: EpochMs
    readonly practice: boolean
    /** Real people for whom numbers of fiction rang; absent: nobody was. */
    readonly rehearsal?: RehearsedFacts
  }
  /** Rows of the imports of the organisation: read = accepted + duplicates + rejected. */
  readonly rows: {
    readonly read: number
    readonly accepted: number
    /** All numbers stood on earlier rows of the same file. */
    readonly duplicates: number
    readonly rejected: number
    /** By the first thing wrong in each row: a code of contacts/rejection.ts. */
    readonly rejectedBy: readonly { readonly reason: string; readonly rows: number }[]
  }
  readonly targets: number
  /** Each target with an ended CallAttempt once, under the outcome of the last one. */
  readonly lastOutcomes: OutcomeCounts
  /** Targets whose first CallAttempt is under way. */
  readonly live: number
  /** Targets never attempted and refused for good. */
  readonly refused: number
  /** The rules behind `refused`, each target once: under the reason that decided (law/decidingReason.ts). */
  readonly refusedBy: readonly RefusalsOfRule[]
  /** Never attempted because the person was reached on another number. */
  readonly closedByOtherNumber: number
  /** Never attempted and not decided for good. */
  readonly waiting: number
  /** All ended CallAttempts by outcome. */
  readonly attempts: OutcomeCounts
  /** Objections (key 9, SIP 607) stored by calls of this campaign. */
  readonly objections: number
  readonly firstAudioMs: {
    readonly p50: number
    readonly p99: number
    readonly max: number
  } | null
  /** INVITEs sent in the busiest second of the calendar. */
  readonly callsPerSecondMax: number
  /** Most calls up at one instant. */
  readonly concurrentCallsMax: number
}

export interface RefusalsOfRule {
  readonly rule: string
  readonly targets: number
  /** The words of one refusal by this rule; a missing fact is named. */
  readonly reason: { readonly en: string; readonly fr: string }
}
