/**
 * The rules an organisation gives itself and everything below it. A child can only tighten what its
 * parents say: what holds for it is the stricter of both, and a looser value is refused when it is set.
 */
import type { Ms } from '../base/units.ts'

/** Within a civil day: from the first minute on, before the second. 540 is 9 o'clock. */
export interface MinuteWindow {
  readonly fromMinute: number
  readonly toMinute: number
}

/** Absent: not limited here. */
export interface OrganisationRules {
  /** Of all running campaigns together. */
  readonly callsPerSecondMax?: number
  readonly concurrentCallsMax?: number
  readonly campaignsRunningMax?: number
  /** Of one person in one campaign, the first call among them. */
  readonly attemptsMax?: number
  readonly callingHours?: MinuteWindow
  /** Shares between 0 and 1 at which a campaign stops by itself. */
  readonly objectionShareMax?: number
  readonly complaintShareMax?: number
  /** Persons beside the author who must have approved a recording. */
  readonly approversMin?: number
  /** Of one campaign, estimated before the launch. */
  readonly budgetMicroEuroMax?: number
  /** A session ends after so long without a request. */
  readonly idleSessionMsMax?: Ms
}
