/** What a report asks of the database (step 12): facts of a campaign, and its attempts one by one. */
import type { AttemptId, CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import type { CampaignState } from '../campaign/campaign.ts'

export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>

/** Has the shape of report/reportFacts.ts, and more. */
export interface CampaignFacts {
  readonly campaign: {
    readonly name: string
    readonly state: CampaignState
    /** Why it is in this state, as its last move said. */
    readonly why: string
    readonly deadline: EpochMs
    readonly practice: boolean
  }
  /** Rows of the imports of the organisation. */
  readonly rows: {
    readonly read: number
    readonly accepted: number
    readonly rejected: number
    readonly rejectedBy: readonly { readonly reason: string; readonly rows: number }[]
  }
  readonly targets: number
  /** Each target with an ended CallAttempt once, under the outcome of the last one. */
  readonly lastOutcomes: OutcomeCounts
  /** Targets whose first CallAttempt is under way. */
  readonly live: number
  /** Targets never attempted and refused for good. */
  readonly refused: number
  readonly refusedBy: readonly RefusalsOfRule[]
  /** Refused for now: how often each rule said "not yet". */
  readonly postponedBy: readonly RefusalsOfRule[]
  /** Never attempted because the person was reached on another number. */
  readonly closedByOtherNumber: number
  /** Never attempted and not decided for good. */
  readonly waiting: number
  /** All ended CallAttempts by outcome. */
  readonly attempts: OutcomeCounts
  /** How many targets had one CallAttempt, two, … */
  readonly attemptsPerTarget: readonly { readonly attempts: number; readonly targets: number }[]
  readonly objections: number
  readonly firstAudioMs: { readonly p50: number; readonly p99: number; readonly max: number } | null
  /** INVITEs sent in the busiest second of the calendar. */
  readonly callsPerSecondMax: number
  readonly concurrentCallsMax: number
}

export interface RefusalsOfRule {
  readonly rule: string
  readonly targets: number
  /** The words of one refusal by this rule; a missing fact is named. */
  readonly reason: { readonly en: string; readonly fr: string }
}

/** One CallAttempt as an export shows it. */
export interface AttemptRow {
  readonly attempt: AttemptId
  /** Masked: an export never carries a whole number. */
  readonly number: string
  readonly attemptNumber: number
  readonly state: 'armed' | 'ended' | 'unknown'
  readonly outcome: Outcome | null
  readonly armedAt: EpochMs
  readonly placedAt: EpochMs | null
  readonly endedAt: EpochMs | null
  readonly sipStatus: number | null
  readonly ringMs: number | null
  readonly talkMs: number | null
  readonly firstAudioMs: number | null
  readonly heardMs: number | null
  readonly keys: string
  readonly rtpSent: number | null
  readonly rtpReceived: number | null
  readonly rtpLost: number | null
  readonly rtpJitterMs: number | null
  /** The rules that were run before the call was placed. */
  readonly rulesRun: readonly string[]
  readonly lawVersion: string
}

export interface ReportStore {
  reportFacts(id: CampaignId): Promise<CampaignFacts>
  /** In the order in which they were armed; a page at a time, whatever their number. */
  attemptRows(id: CampaignId): AsyncIterable<AttemptRow>
}
