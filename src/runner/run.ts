/**
 * What a run of campaigns needs and gives back. One run dials over one trunk; all campaigns of a run
 * share its dialler. A real trunk has the real clock: `Line` offers no place for another.
 */
import { type Clock, type PracticeClock, realClock } from '../base/clock.ts'
import type { AttemptId, CampaignId } from '../base/ids.ts'
import type { EpochMs, Ms } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import type { Telephony } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { CampaignState } from '../campaign/campaign.ts'
import type { Quiet } from '../dialer/statusSentence.ts'
import type { CampaignCounters, Store } from '../store/store.ts'
import type { FirstAudio, Peaks, RecentCalls } from './measured.ts'
import type { Journal } from './objectionBook.ts'
import type { Timer } from './timer.ts'

export type Line =
  | {
      readonly kind: 'practice'
      readonly trunk: Trunk & { readonly kind: 'practice' }
      readonly clock: PracticeClock
    }
  | { readonly kind: 'real'; readonly trunk: Trunk & { readonly kind: 'real' } }

/** The calendar of a line; who asks about a real one gets the machine's. */
export function clockOf(line: Line): Clock {
  return line.kind === 'practice' ? line.clock : realClock
}

export interface RunOptions {
  readonly store: Store
  readonly telephony: Telephony
  readonly line: Line
  /** Running or paused campaigns of this trunk. */
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
  readonly trunk: TrunkProgress
}

export interface TrunkProgress {
  readonly recent: RecentCalls
  /** Calls a second that the dialler allows itself now: fewer than the trunk's when the carrier refuses. */
  readonly callsPerSecond: number
  /** Calls up of all campaigns of the trunk. */
  readonly callsUp: number
}

export interface CampaignProgress {
  readonly campaign: CampaignId
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
