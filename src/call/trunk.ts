/** A carrier account and its limits, as the domain sees it. */
import type { TrunkId } from '../base/ids.ts'
import type { E164 } from '../base/units.ts'
import type { PriceList } from '../money/price.ts'

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
  /** Absent: nobody has said what a call costs. */
  readonly price?: PriceList
}
