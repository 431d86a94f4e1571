/**
 * What the business asks of the database, in its own verbs. SQL takes `now`; it never says now().
 * Every method is one SqlTransaction or one statement, committed when its promise resolves.
 * contacts/ import has its own interface (store/contactStore.ts).
 */
import type { AmdVerdict } from '../base/amd.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type {
  AttemptId,
  CampaignId,
  ClipId,
  OrganisationId,
  TargetId,
  TrunkId,
} from '../base/ids.ts'
import type { E164, EpochMs, Ms } from '../base/units.ts'
import type { LeftVoicemail } from '../call/attemptRecord.ts'
import type { FarSign } from '../call/farSigns.ts'
import type { Outcome } from '../call/outcome.ts'
import type { RtpStats } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { AfterCallCounts, AfterCallLimits } from '../campaign/afterCall.ts'
import type { Reviewer } from '../campaign/approval.ts'
import type { Campaign, CampaignState } from '../campaign/campaign.ts'
import type { Clip, VoiceMessage } from '../campaign/voiceMessage.ts'
import type { ConsentEntry } from '../contacts/consent.ts'
import type { SuppressionEntry } from '../contacts/suppression.ts'
import type { Verdict } from '../law/verdict.ts'

/** A target leased to this runner, with the facts law needs about the person. */
export interface LeasedTarget {
  readonly target: TargetId
  readonly campaign: CampaignId
  /** Fencing: arming says "only if this is still the token". */
  readonly leaseToken: string
  readonly contact: string
  readonly number: E164
  /** Rehearsal: this number of fiction is rung instead, and nothing else is. */
  readonly standIn?: E164
  /** Numbers of one person; the attempts cap is per person. */
  readonly person: string
  /** Members of one household never ring together. */
  readonly household: string
  readonly insee?: string
  readonly territory?: string
  readonly consents: readonly ConsentEntry[]
  readonly suppressions: readonly SuppressionEntry[]
  readonly attempts: readonly {
    readonly at: EpochMs
    readonly number: E164
    readonly thisCampaign: boolean
  }[]
  /** 1 for the first CallAttempt to this target. */
  readonly attemptNumber: number
  /** The campaign leaves voicemails, the person was left none, and the day has one left. */
  readonly mayLeaveVoicemail?: true
}

export interface ArmRequest {
  readonly attempt: AttemptId
  readonly target: TargetId
  readonly leaseToken: string
  readonly verdict: Verdict
  readonly armedAt: EpochMs
  /** Armed only if the person was left no voicemail meanwhile and the day has one left, which it takes. */
  readonly mayLeaveVoicemail?: true
}

export interface AttemptEnd {
  readonly attempt: AttemptId
  readonly outcome: Outcome
  readonly sipStatus?: number
  /** When the INVITE left; absent: it never did. */
  readonly placedAt?: EpochMs
  /** Which trunk carried it; absent: it was never placed. */
  readonly trunk?: TrunkId
  readonly endedAt: EpochMs
  readonly ringMs?: Ms
  readonly talkMs?: Ms
  readonly firstAudioMs?: Ms
  /** How much of the content part was sent to the person. */
  readonly heardMs?: Ms
  readonly keys: readonly DtmfKey[]
  readonly rtp?: RtpStats
  /** Who or what answered, and what it did then; absent: nobody listened. */
  readonly answeredBy?: AmdVerdict
  readonly farSigns?: readonly FarSign[]
  /** Begun, and perhaps recorded: the person is left no other. */
  readonly voicemail?: LeftVoicemail
  /** A new CallAttempt may be planned from this instant on; absent: the target is done. */
  readonly retryAt?: EpochMs
}

export interface CampaignCounters {
  readonly targets: number
  /** Not yet decided for good: ready, leased, or waiting for a retry or a window. */
  readonly remaining: number
  readonly refused: number
  readonly attempts: number
  readonly objections: number
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  readonly armedNow: number
}

export interface NewSuppression extends SuppressionEntry {
  /** The person's own act: it reaches all their numbers and withdraws the consents they gave. */
  readonly ownAct?: boolean
}

/** What the person is given: proof that it was written, and when. */
export interface SuppressionReceipt {
  readonly reference: string
  readonly at: EpochMs
}

export interface MessageKill {
  readonly why: string
  readonly by: string
  readonly at: EpochMs
}

export interface BarredCall {
  readonly attempt: AttemptId
  /** `person`: they objected or withdrew; `message`: the recording was killed; `cut`: the campaign was. */
  readonly why: 'person' | 'message' | 'cut'
}

/** This process is the one that calls for a campaign, or over a trunk. */
export interface Hold {
  /** Aborted when the hold was lost (its connection broke): another process may hold it now. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

export interface Store {
  // ── campaigns ──
  addTrunk(trunk: Trunk): Promise<void>
  trunks(): Promise<readonly Trunk[]>
  /** This trunk first, then those of its organisation, kind and route; empty: there is no such trunk. */
  routeOf(trunk: TrunkId): Promise<readonly Trunk[]>
  addOwnPhone(number: E164, label: string, now: EpochMs): Promise<void>
  ownPhones(): Promise<readonly E164[]>
  createCampaign(campaign: Campaign, now: EpochMs): Promise<void>
  campaign(id: CampaignId): Promise<Campaign>
  campaigns(): Promise<readonly Campaign[]>
  /** A new version; its approval is null. Clips are stored once by id. `author`: null, the command line. */
  addVoiceMessage(
    campaign: CampaignId,
    message: VoiceMessage,
    clips: readonly Clip[],
    now: EpochMs,
    author?: Reviewer | null,
  ): Promise<void>
  clip(id: ClipId): Promise<Clip>
  approve(campaign: CampaignId, hash: string, by: string, now: EpochMs): Promise<void>
  /** Compare-and-set; false when the campaign was in another state. */
  moveCampaign(
    id: CampaignId,
    from: CampaignState,
    to: CampaignState,
    why: string,
    now: EpochMs,
  ): Promise<boolean>
  /** Chooses contacts of the organisation as targets (INSEE prefixes narrow it); how many were added. */
  chooseTargets(
    id: CampaignId,
    inseePrefixes: readonly string[] | null,
    now: EpochMs,
  ): Promise<number>
  // ── dialling ──
  /** One runner a campaign; resolves with how to give it up, or null when another process holds it. */
  holdCampaign(id: CampaignId): Promise<Hold | null>
  /** One process a trunk: its calls per second and lines are counted in the process that calls. */
  holdTrunk(id: TrunkId): Promise<Hold | null>
  /** After a crash: armed attempts of this campaign become `unknown`, leased targets ready again. */
  recover(
    id: CampaignId,
    now: EpochMs,
  ): Promise<{ readonly unknown: number; readonly released: number }>
  /**
   * Targets due by `now` (retries, windows, given back), then ready ones in order; at most `limit`.
   * None of a campaign that is not running, and never two members of one household at a time.
   */
  lease(id: CampaignId, limit: number, now: EpochMs, leaseMs: Ms): Promise<readonly LeasedTarget[]>
  /** Gives leased targets back untouched. */
  release(targets: readonly Pick<LeasedTarget, 'target' | 'leaseToken'>[]): Promise<void>
  /**
   * Commits attempts as ARMED, before any INVITE. Re-checks suppression and the lease token inside the
   * same transaction; only the attempts returned may be placed.
   */
  arm(requests: readonly ArmRequest[]): Promise<readonly AttemptId[]>
  /** Stores refusals; `askAgainAt` of the verdict makes the target ready again then, else it is done as refused. */
  refuse(
    refusals: readonly {
      readonly target: TargetId
      readonly leaseToken: string
      readonly verdict: Verdict
    }[],
  ): Promise<void>
  /** The person objected (key 9, 607): the number and the person's others. Resolved = committed. */
  suppress(attempt: AttemptId, reason: string, now: EpochMs): Promise<SuppressionReceipt>
  /** `organisation`: whose; absent: the first one, which every database has. */
  addSuppression(
    number: E164,
    entry: NewSuppression,
    organisation?: OrganisationId,
  ): Promise<SuppressionReceipt>
  /** Armed calls of this campaign that must not be, or must end: what another process wrote. */
  barred(id: CampaignId): Promise<readonly BarredCall[]>
  /** Nobody hears this recording any more: its campaigns pause, its calls are barred (kill switch). */
  killMessage(
    hash: string,
    kill: { readonly why: string; readonly by: string },
    now: EpochMs,
  ): Promise<{ readonly paused: readonly CampaignId[]; readonly calls: number }>
  messageKill(hash: string): Promise<MessageKill | null>
  /** What is judged after the call; limits null: nothing pauses this campaign by itself. */
  afterCall(
    id: CampaignId,
  ): Promise<{ readonly counts: AfterCallCounts; readonly limits: AfterCallLimits | null }>
  /** One complaint about a campaign; the same reference counts once. */
  addComplaint(id: CampaignId, reference: string, now: EpochMs): Promise<void>
  setThresholds(id: CampaignId, limits: Partial<AfterCallLimits>): Promise<void>
  /** A threshold is about to pause it: when somebody resumes it, counting begins anew. */
  notePausedItself(id: CampaignId, now: EpochMs): Promise<void>
  /** Outcomes, retries, counters; also closes the person's other numbers when the person was reached. */
  endAttempts(ends: readonly AttemptEnd[]): Promise<void>
  /** The earliest instant at which `lease` may find a target; 0: at once; null: none waits. */
  nextReadyAt(id: CampaignId): Promise<EpochMs | null>
  counters(id: CampaignId): Promise<CampaignCounters>
  /** Micro-euros that the ended calls of this campaign cost. */
  spent(id: CampaignId): Promise<number>
  /** Kill switch of one campaign: paused, and everything that is up ends at once; how many calls. */
  cutCampaign(id: CampaignId, why: string, now: EpochMs): Promise<number>
  /** Wakes up within a second when another process changes this campaign's state or bars one of its calls. */
  onCampaignChanged(listener: (id: CampaignId) => void): Promise<{ close(): Promise<void> }>
  close(): Promise<void>
}
