/**
 * The facts `decide` needs to judge one call. A fact that is not known is left out, and the rule that
 * needs it answers *unknown* with its name. The zod schema of the same shape (law/factsSchema.ts)
 * reads these from JSON for `portevoix law decide`, and a test holds the two together.
 */
import type { E164, EpochMs, Ms } from '../base/units.ts'
import type { Election } from '../campaign/election.ts'
import type { Channel, ConsentEntry } from '../contacts/consent.ts'
import type { SuppressionEntry } from '../contacts/suppression.ts'

export interface CallFacts {
  readonly now: EpochMs
  readonly channel: Channel
  /** On whose behalf. */
  readonly controller: string
  readonly purpose: 'electoral' | 'other'
  /** null: the campaign declares that no election concerns it; absent: unknown. */
  readonly election?: Election | null
  readonly callee: {
    readonly number: E164
    /** INSEE code of the commune where the person lives, as they or the source said. */
    readonly insee?: string
    /** Territory when no commune is known: FR (metropole), GP, MQ, GF, RE, YT, PM, BL, MF, NC, PF, WF. */
    readonly territory?: string
  }
  /** Whole ledger for this person; absent: unknown (which refuses). */
  readonly consents?: readonly ConsentEntry[]
  readonly suppressions?: readonly SuppressionEntry[]
  /** Earlier attempts that count, over all numbers of this person, by this controller. */
  readonly attempts?: readonly {
    readonly at: EpochMs
    readonly number: E164
    readonly thisCampaign: boolean
  }[]
  /** The number shown; absent or empty: unknown. */
  readonly callerId?: string
  readonly trunk: { readonly kind: 'practice' | 'real'; readonly callerIds: readonly string[] }
  /** How long it may ring, and how long the whole talk may last: the lead before a freeze. */
  readonly ringTimeoutMs: Ms
  readonly maxTalkMs: Ms
  /** Caps of the campaign; law takes the minimum of these and its own. */
  readonly maxAttempts?: number
}
