/** One campaign's way through the dialler of its route: leased → arming → armed → placed. */
import type { AttemptId, CampaignId, TargetId, TrunkId } from '../base/ids.ts'
import { after, type E164, type MonoMs, type Ms, seconds } from '../base/units.ts'

/** A leased target as far as dialling is concerned; the facts for the law stay with the runner. */
export interface Candidate {
  readonly target: TargetId
  readonly leaseToken: string
  readonly number: E164
  readonly person: string
  readonly household: string
  readonly leasedAt: MonoMs
  /** Trunks that failed this person: another one is tried first, while there is one. */
  readonly failedOver?: readonly TrunkId[]
}

export interface ArmedCall {
  readonly attempt: AttemptId
  readonly candidate: Candidate
}

/**
 * `late`: so near the deadline that no call may start; `spent`: the budget has no room for another call
 * while those that are up may still cost it; `over`: completed or stopped.
 */
export type LaneGate = 'open' | 'paused' | 'late' | 'spent' | 'over'

export interface SoftPace {
  readonly callsLeft: number
  readonly callsPerSecond: number
}

export interface Lane {
  readonly campaign: CampaignId
  /** The trunks of the route that may show its number. */
  readonly over: ReadonlySet<TrunkId>
  /** Of these, whoever refuses every call of this campaign: its number or account is wrong there. */
  readonly refusedBy: ReadonlySet<TrunkId>
  readonly gate: LaneGate
  readonly waiting: readonly Candidate[]
  /** How many of `waiting` could not be armed at the last look: their homes are on the telephone. */
  readonly blocked: number
  readonly arming: readonly Candidate[]
  readonly armed: readonly ArmedCall[]
  readonly leasing: boolean
  /** The store had nothing: not asked again before. */
  readonly askAgainAt: MonoMs
  /** Starts had, for the fair share; raised to the others' when the lane comes back from idleness. */
  readonly served: number
  /** The first calls of a campaign leave slowly, so that a mistake is heard by few; null: not, or not any more. */
  readonly soft: SoftPace | null
  /** While it starts softly: no start before. */
  readonly notBefore: MonoMs
  /** Refusals by each trunk without one other reply between them. */
  readonly rejectedInRow: ReadonlyMap<TrunkId, number>
}

/** A lease asked for and not used within this time goes back; the store keeps it a little longer. */
export const leaseUseMs = seconds(45)
export const leaseMs: Ms = seconds(60)

export function emptyLane(campaign: CampaignId, over: ReadonlySet<TrunkId>, now: MonoMs): Lane {
  return {
    campaign,
    over,
    refusedBy: new Set(),
    gate: 'open',
    waiting: [],
    blocked: 0,
    arming: [],
    armed: [],
    leasing: false,
    askAgainAt: now,
    served: 0,
    soft: null,
    notBefore: now,
    rejectedInRow: new Map(),
  }
}

/** One start of the lane: the next one waits while it starts softly. */
export function afterStart(
  { soft, notBefore }: Lane,
  now: MonoMs,
): Pick<Lane, 'soft' | 'notBefore'> {
  if (soft === null) return { soft, notBefore }
  const left = soft.callsLeft - 1
  return {
    soft: left > 0 ? { ...soft, callsLeft: left } : null,
    notBefore: after(now, (1000 / soft.callsPerSecond) as Ms),
  }
}

export function isStale(candidate: Candidate, now: MonoMs): boolean {
  return now >= after(candidate.leasedAt, leaseUseMs)
}

/** Nothing of this lane is on its way to the network. */
export function isIdle({ waiting, arming, armed }: Lane): boolean {
  return waiting.length + arming.length + armed.length === 0
}
