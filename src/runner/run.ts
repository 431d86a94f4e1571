/**
 * What a run of campaigns needs and gives back. One run dials over one trunk, or over all trunks of one
 * route; all campaigns of a run share its dialler. A real trunk has the real clock: `Line` offers no place
 * for another.
 */
import { type Clock, type PracticeClock, realClock } from '../base/clock.ts'
import type { AttemptId, CampaignId, TrunkId } from '../base/ids.ts'
import type { EpochMs, Ms } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import type { Telephony } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { TrunkCalls } from '../call/trunkHealth.ts'
import type { TrunkSign } from '../call/trunkSign.ts'
import type { Campaign, CampaignState } from '../campaign/campaign.ts'
import type { Breaker } from '../dialer/breaker.ts'
import type { RouteLimits } from '../dialer/dialerState.ts'
import type { Quiet } from '../dialer/statusSentence.ts'
import type { CampaignCounters, Store } from '../store/store.ts'
import type { FirstAudio, Peaks, RecentCalls } from './measured.ts'
import type { Journal } from './objectionBook.ts'
import type { Timer } from './timer.ts'

export type Line = RouteOf<'practice', { readonly clock: PracticeClock }> | RouteOf<'real'>

type RouteOf<Kind extends Trunk['kind'], More = unknown> = {
  readonly kind: Kind
  /** The one that the campaign names. */
  readonly trunk: Trunk & { readonly kind: Kind }
  /** Those of its route, which carry its calls too; absent: it is alone. */
  readonly others?: readonly (Trunk & { readonly kind: Kind })[]
  /** What somebody allows all of them together; absent: what they can do. */
  readonly together?: RouteLimits
} & More

export const trunksOf = ({ trunk, others = [] }: Line): readonly Trunk[] => [trunk, ...others]

/** Those of the line that may show the campaign's number: no other ever carries its calls. */
export function trunksFor(line: Line, { callerId }: Pick<Campaign, 'callerId'>): readonly Trunk[] {
  return trunksOf(line).filter(({ callerIds }) => callerIds.includes(callerId))
}

/** The calendar of a line; who asks about a real one gets the machine's. */
export function clockOf(line: Line): Clock {
  return line.kind === 'practice' ? line.clock : realClock
}

export interface RunOptions {
  readonly store: Store
  readonly telephony: Telephony
  readonly line: Line
  /** Running or paused campaigns of these trunks. */
  readonly campaigns: readonly CampaignId[]
  /** The built-in practice carrier answers: this process has it for itself, and holds no trunk. */
  readonly ownCarrier?: boolean
  /** Where objections are kept until the store has taken them. */
  readonly journal?: Journal
  /** A new UUID each time (node:crypto at the edge, counted in simulations). */
  readonly newAttemptId: () => AttemptId
  /** Absent: the machine's own. Simulations bring virtual time. */
  readonly timer?: Timer
  readonly onProgress?: (progress: RunProgress) => void
  /** What REGISTER and OPTIONS say of the trunks. */
  readonly onTrunkSign?: (listener: (sign: TrunkSign) => void) => void
  /** p99 of how late the sound left of late; null: nobody can say. Asked once a sample. */
  readonly soundLateMs?: () => Promise<number | null>
}

export interface CampaignRun {
  /**
   * Resolves when every campaign is over or was paused by a fault, or after drain or stopNow, with
   * nothing up and everything stored. Rejects with a Failure when the run could not begin.
   */
  readonly finished: Promise<RunResult>
  /** Resolves when everything is held and calls may begin; rejects as `finished` does. */
  begun(): Promise<void>
  /**
   * One more campaign of this trunk, while the others go on; one that the run had paused because of a
   * fault begins again. Rejects as `finished` would, and when the run is ending.
   */
  join(campaign: CampaignId): Promise<void>
  /** Moves the practice clock forward; refused on a real line, and while anything is up. */
  jump(to: EpochMs): void
  /** Too late to join: nothing is left to do, or it was told to end. */
  isEnding(): boolean
  /** No new calls; live ones end by themselves (bounded by ring and talk time). */
  drain(): void
  /** No new calls, and live ones are hung up now. */
  stopNow(): void
}

export interface RunResult {
  readonly campaigns: readonly CampaignResult[]
  readonly peaks: Peaks
  readonly firstAudioMs: FirstAudio
  readonly attempts: number
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  /** Objections the store could not be made to take: to be entered by hand, at once. */
  readonly objectionsNotStored: readonly AttemptId[]
  readonly outcomesNotStored: number
}

export interface CampaignResult {
  readonly campaign: CampaignId
  readonly state: CampaignState
  readonly why: string
  /** Set when the run itself paused the campaign because something is broken. */
  readonly fault: string | null
  /** null: the store could not be asked. */
  readonly counters: CampaignCounters | null
  /** What an earlier run that died had left. */
  readonly recovered: { readonly unknown: number; readonly released: number }
}

/** For the live display; at every heartbeat (runner/limits.ts). */
export interface RunProgress {
  readonly at: EpochMs
  readonly callsUp: number
  readonly callsPerSecond: { readonly last1s: number; readonly last10s: number }
  readonly attempts: number
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  readonly peaks: Peaks
  readonly campaigns: readonly CampaignProgress[]
  /** All trunks of the run taken together. */
  readonly trunk: {
    readonly recent: RecentCalls
    /** Calls a second that the dialler allows itself now: fewer than the trunks' when the carrier refuses. */
    readonly callsPerSecond: number
    /** Calls up of all campaigns. */
    readonly callsUp: number
  }
  readonly trunks: readonly TrunkProgress[]
}

/** One trunk of the route, and how it does. */
export interface TrunkProgress {
  readonly id: TrunkId
  readonly priority: number
  readonly callsUp: number
  readonly concurrentCalls: number
  readonly callsPerSecond: { readonly limit: number; readonly allowed: number }
  /** The carrier asked us to wait, or does not reply: until then. */
  readonly heldUntil: EpochMs | null
  readonly breaker: Breaker
  /** While its breaker is open: when a call tries it; null: it is not, or the carrier must say so. */
  readonly nextTryAt: EpochMs | null
  readonly calls: TrunkCalls
  readonly postDialMs: { readonly p50: number; readonly p95: number } | null
}

export interface CampaignProgress {
  readonly campaign: CampaignId
  /** The trunks that may carry its calls. */
  readonly over: readonly TrunkId[]
  readonly name: string
  readonly state: CampaignState
  readonly counters: CampaignCounters | null
  readonly callsUp: number
  /** INVITEs of this campaign alone. */
  readonly callsPerSecond: { readonly last1s: number; readonly last10s: number }
  /** Micro-euros its ended calls cost. */
  readonly spentMicroEuro: number
  /** Why the run itself paused it; null: nothing is broken. */
  readonly fault: string | null
  /** Until nobody remains, at the rate of the last ten seconds; null when unknown. */
  readonly etaMs: Ms | null
  /** Why nothing is being called now, or that calls are being made (dialer/statusSentence.ts). */
  readonly quiet: Quiet
}
