/** A carrier account and its limits, as the domain sees it. */
import type { TrunkId } from '../base/ids.ts'
import type { E164 } from '../base/units.ts'
import type { PriceList } from '../money/price.ts'
import { plainProfile, type TrunkProfile } from './trunkProfile.ts'

export interface Trunk {
  readonly id: TrunkId
  /** `practice`: rings nobody, takes fiction numbers only. `real`: takes everything but fiction numbers. */
  readonly kind: 'practice' | 'real'
  readonly host: string
  readonly port: number
  readonly user?: string
  readonly password?: string
  readonly callsPerSecond: number
  readonly concurrentCalls: number
  /** Numbers the operator lets us show; law adds that each must be an automated-system number. */
  readonly callerIds: readonly E164[]
  /** How this carrier wants to be spoken to; `plainProfile` unless somebody said otherwise. */
  readonly profile: TrunkProfile
  /** Trunks of one route carry each other's calls; null: a trunk by itself. */
  readonly route: string | null
  /** The lowest first, among equals by weight (RFC 2782). */
  readonly priority: number
  readonly weight: number
  /** Absent: nobody has said what a call costs. */
  readonly price?: PriceList
}

/** By itself, over plain UDP, like every other. */
export const plainTrunk: Pick<Trunk, 'profile' | 'route' | 'priority' | 'weight'> = {
  profile: plainProfile,
  route: null,
  priority: 10,
  weight: 10,
}
