/** A campaign and its lifecycle: draft → ready → running ⇄ paused → completed | stopped. */
import type { DtmfKey } from '../base/dtmf.ts'
import type { CampaignId, OrganisationId, TrunkId } from '../base/ids.ts'
import type { E164, EpochMs, Ms } from '../base/units.ts'
import type { AnsweringMachines } from './answeringMachines.ts'
import type { Election } from './election.ts'
import type { VoiceMessage } from './voiceMessage.ts'
import type { WeeklyHours } from './weeklyHours.ts'

export type CampaignState = 'draft' | 'ready' | 'running' | 'paused' | 'completed' | 'stopped'

/** The keys offered. 9 works at any instant of the call. */
export interface Menu {
  readonly listen: DtmfKey
  readonly objection: DtmfKey
  readonly replay: DtmfKey
  /** Silence after the gate prompt before we say goodbye. */
  readonly gateTimeoutMs: Ms
  /** How many times a person may hear the message again in one call. */
  readonly replaysMax: number
}

export interface RetryPolicy {
  /** CallAttempts per contact in this campaign, first one included. */
  readonly attemptsMax: number
  readonly busyDelayMs: Ms
  readonly noAnswerDelayMs: Ms
  readonly carrierDelayMs: Ms
}

export interface SoftStart {
  readonly calls: number
  readonly callsPerSecond: number
}

export interface Campaign {
  readonly id: CampaignId
  readonly organisation: OrganisationId
  readonly name: string
  /** On whose behalf, exactly as the consent wording names them. */
  readonly controller: string
  readonly purpose: 'electoral' | 'other'
  readonly election: Election | null
  readonly trunk: TrunkId
  readonly callerId: E164
  readonly state: CampaignState
  /** No call starts at or after this instant, and none is up at it. */
  readonly deadline: EpochMs
  /** No call starts before this instant; absent: as soon as it is launched. */
  readonly startsAt?: EpochMs
  /** Hours of the week it calls in, within those of the law; absent: all of them. */
  readonly hours?: readonly WeeklyHours[]
  /** The first `calls` leave at so many a second; absent: at the trunk's pace at once. */
  readonly softStart?: SoftStart
  readonly ringTimeoutMs: Ms
  readonly maxTalkMs: Ms
  readonly menu: Menu
  readonly retry: RetryPolicy
  readonly message: VoiceMessage | null
  /** Set exactly when the trunk is the practice carrier: where the practice clock starts. */
  readonly practiceStart: EpochMs | null
  /** Absent: ignored. */
  readonly answeringMachines?: AnsweringMachines
  /** Voicemails left in one day at most, by the calendar of Paris; absent: no limit. */
  readonly voicemailsADayMax?: number
  /** Micro-euros that its calls may cost together; absent: no limit of its own. */
  readonly budgetMicroEuro?: number
}
