/** What the parts of a run share: one dialler, one book of outcomes, one lane a campaign. */
import type { Clock } from '../base/clock.ts'
import type { AttemptId, CampaignId } from '../base/ids.ts'
import type { EpochMs, MonoMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { VoiceMessage } from '../campaign/voiceMessage.ts'
import type { DialerInput } from '../dialer/dialer.ts'
import type { Dialer } from '../dialer/dialerState.ts'
import type { Candidate } from '../dialer/lane.ts'
import type { CampaignCounters, Hold, LeasedTarget, Store } from '../store/store.ts'
import type { Delays } from './delays.ts'
import type { FailedOver } from './failedOver.ts'
import type { LiveCalls } from './liveCalls.ts'
import type { Meter, Rate } from './meter.ts'
import type { ObjectionBook } from './objectionBook.ts'
import type { OutcomeBook } from './outcomeBook.ts'
import type { Line } from './run.ts'
import type { Timer } from './timer.ts'

export interface CampaignLane {
  /** As last read from the store. */
  campaign: Campaign
  message: VoiceMessage
  readonly hold: Hold
  readonly recovered: { readonly unknown: number; readonly released: number }
  why: string
  /** Why the run itself paused the campaign; a person must look, then start again. */
  fault: string | null
  counters: CampaignCounters | null
  /** The store's last answer was "nobody now"; null while that is not known. */
  nobody: { readonly nextReadyAt: EpochMs | null } | null
  emptyAnswers: number
  /** Calls that a bug of ours ended. */
  brokenLegs: number
  /** Since when the store has failed without one success between; null: it works. */
  failingSince: MonoMs | null
  /** Work at the store that belongs to this campaign and is not settled. */
  unsettled: number
  /** A lifecycle move is being stored. */
  moving: boolean
  /** Answers, objections or complaints came in since the thresholds were last looked at. */
  toBeJudged: boolean
  /** INVITEs of this campaign that left. */
  readonly rate: Rate
  /** Micro-euros that its ended calls cost, those of earlier runs among them. */
  spentMicroEuro: number
  /** Attempts on their way to be committed as ARMED. */
  committing: number
  /** Over, counted a last time, and given back: this run has nothing to do with it any more. */
  concluded: boolean
  /** How often this run was told that something about the campaign changed. */
  changes: number
}

export interface Run {
  readonly store: Store
  readonly line: Line
  readonly clock: Clock
  readonly timer: Timer
  readonly newAttemptId: () => AttemptId
  readonly lanes: Map<CampaignId, CampaignLane>
  /** What the store said about a candidate; one lease is one candidate, never mixed up with the next. */
  readonly leased: WeakMap<Candidate, LeasedTarget>
  readonly meter: Meter
  /** Which trunks failed whom: the next try goes over another one. */
  readonly failedOver: FailedOver
  /** How long the store took, for the back-pressure. */
  readonly storeDelays: Delays
  readonly calls: LiveCalls
  readonly outcomes: OutcomeBook
  readonly objections: ObjectionBook
  dialer: Dialer
  draining: boolean
  /** Campaigns that are being opened to join: the run waits for them. */
  joining: number
  /** Nothing is left to do: too late to join. */
  ending: boolean
  /** One input for the dialler; its effects are done before this returns, unless one is being done. */
  post(input: DialerInput): void
  /** The run is over: no tick any more, and nothing is done for what is still posted. */
  endDialling(): void
  /** Starts work at the store for a campaign; when it fails the campaign pauses and says why. */
  during(lane: CampaignLane, work: () => Promise<void>): void
  /** Fail closed: no new call of this campaign, and the store says why. */
  pauseForFault(lane: CampaignLane, error: unknown): void
  /** Losing the lane's hold, or the trunk's, pauses the campaign. */
  guard(lane: CampaignLane): void
  /** A campaign that is over and has nothing up is given back, whatever the others do. */
  concludeOver(lane: CampaignLane): void
  /** Something was settled: is a campaign, or the run, over? */
  look: () => void
}

export function laneOf(run: Pick<Run, 'lanes'>, campaign: CampaignId): CampaignLane {
  const lane = run.lanes.get(campaign)
  if (lane === undefined) throw new Error(`no lane for campaign ${campaign}`)
  return lane
}
