/** What the line that is rung back asks of the store, and what it keeps there. */
import type { AttemptId, CampaignId, OrganisationId, TrunkId } from '../base/ids.ts'
import type { E164, EpochMs, Ms } from '../base/units.ts'
import type { RingBackOutcome } from '../call/ringBackOutcome.ts'
import type { CampaignState } from '../campaign/campaign.ts'
import type { RingBackSays } from '../law/ringBack.ts'
import type { SuppressionReceipt } from './store.ts'

export interface RingBackCall {
  readonly attempt: AttemptId
  readonly trunk: TrunkId
  readonly called: E164 | null
  readonly caller: E164 | null
}

/** Whom we called last from the number that was rung; by the caller's number, which proves nothing. */
export interface RungBack {
  readonly organisation: OrganisationId
  /** The call that is rung back. */
  readonly lastCall: {
    readonly attempt: AttemptId
    readonly campaign: CampaignId
    /** null: the person was purged since. */
    readonly contact: number | null
    readonly insee: string | null
    readonly territory: string | null
    /** A rehearsal: this number of fiction stood in for somebody. */
    readonly rehearsed: boolean
  } | null
  readonly objected: boolean
  /** The only campaign that shows the number that was rung and goes on: anybody may hear of it. */
  readonly publicCampaign: CampaignId | null
}

export interface RingBackBegun extends RingBackCall {
  readonly organisation: OrganisationId
  readonly campaign: CampaignId | null
  readonly lastCall: RungBack['lastCall']
  readonly says: RingBackSays
  /** The rule that keeps the message from being played. */
  readonly because: string | null
  readonly at: EpochMs
}

export interface RingBackEnded {
  readonly attempt: AttemptId
  readonly outcome: RingBackOutcome
  readonly answeredAt: EpochMs | null
  readonly endedAt: EpochMs
  readonly heardMs: Ms | null
  readonly keys: string
}

/** An objection heard on the line; it stands by itself, for its call may never have reached the database. */
export interface RingBackObjection {
  readonly attempt: AttemptId
  readonly organisation: OrganisationId
  readonly campaign: CampaignId | null
  readonly number: E164
  /** `typed`: from another phone. Then it reaches this number and no other of the person. */
  readonly who: 'caller' | 'typed'
  /** The call that is rung back, where a number of fiction stood in for somebody. */
  readonly rehearsed: AttemptId | null
  readonly at: EpochMs
}

export interface RefusedBusy {
  readonly attempt: AttemptId
  readonly trunk: TrunkId
  readonly called: E164 | null
  readonly at: EpochMs
}

export interface RingBackFigures {
  readonly calls: number
  readonly heard: number
  readonly objections: number
  readonly refusedBusy: number
}

export interface ListedRingBack {
  readonly id: number
  readonly at: EpochMs
  readonly outcome: RingBackOutcome | null
  readonly says: RingBackSays | 'nothing'
  readonly because: string | null
  readonly heardMs: number | null
  readonly keys: string
  /** null: nobody we hold. */
  readonly contact: number | null
}

export interface RingBackStanding {
  readonly attempt: AttemptId
  readonly state: CampaignState
  readonly killed: boolean
  readonly objected: boolean
}

export interface RingBackStore {
  /** null: no such trunk. */
  lookUp(call: RingBackCall, now: EpochMs): Promise<RungBack | null>
  /** Committed before the call is answered. */
  begin(call: RingBackBegun): Promise<void>
  end(ends: readonly RingBackEnded[]): Promise<void>
  refuseBusy(calls: readonly RefusedBusy[]): Promise<void>
  /** Resolved = committed; the same one twice is stored once. */
  object(objection: RingBackObjection): Promise<SuppressionReceipt>
  /** Calls of these trunks that began before and never ended: their program died. */
  forgetOpen(trunks: readonly TrunkId[], before: EpochMs): Promise<number>
  /** What has changed about calls that are up; those of no campaign are left out. */
  standing(attempts: readonly AttemptId[]): Promise<readonly RingBackStanding[]>
}
