/** A number we must not call, with its reason and reach. */
import type { EpochMs } from '../base/units.ts'

export interface SuppressionEntry {
  readonly scope: 'organisation' | 'controller' | 'platform'
  /** For scope `controller`: which one. */
  readonly controller?: string
  readonly at: EpochMs
  readonly reason: string
}
