/** What a report asks of the database (step 12): facts of a campaign, and its attempts one by one. */
import type { AttemptId, CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import type { RefusalsOfRule, ReportFacts } from '../report/reportFacts.ts'

export interface CampaignFacts extends ReportFacts {
  /** Refused for now: how often each rule said "not yet". */
  readonly postponedBy: readonly RefusalsOfRule[]
  /** How many targets had one CallAttempt, two, … */
  readonly attemptsPerTarget: readonly { readonly attempts: number; readonly targets: number }[]
}

/** One CallAttempt as an export shows it. */
export interface AttemptRow {
  readonly attempt: AttemptId
  /** Masked: an export never carries a whole number. Empty: the person was erased. */
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
  readonly voicemailMs: number | null
  readonly voicemailBeep: boolean | null
  readonly keys: string
  readonly rtpSent: number | null
  readonly rtpReceived: number | null
  readonly rtpLost: number | null
  readonly rtpJitterMs: number | null
  /** ITU-T G.107, estimated; null: no sound was exchanged. */
  readonly mos: number | null
  /** What the far end reported (RFC 3550 §6.4); null: it never did. */
  readonly roundTripMs: number | null
  readonly rtpOutLost: number | null
  readonly rtpOutJitterMs: number | null
  /** The rules that were run before the call was placed. */
  readonly rulesRun: readonly string[]
  readonly lawVersion: string
}

/** What counters alone tell: as fast for millions as for sixty. */
export type CountedFacts = Omit<
  CampaignFacts,
  'rows' | 'attemptsPerTarget' | 'firstAudioMs' | 'callsPerSecondMax' | 'concurrentCallsMax'
>

export interface ReportStore {
  reportFacts(id: CampaignId): Promise<CampaignFacts>
  countedFacts(id: CampaignId): Promise<CountedFacts>
  /** In the order in which they were armed; a page at a time, whatever their number. */
  attemptRows(id: CampaignId): AsyncIterable<AttemptRow>
}
