/**
 * The facts `decide` needs to judge one call. A fact that is not known is left out, and the rule that
 * needs it answers *unknown* with its name. The zod schema of the same shape (law/factsSchema.ts)
 * reads these from JSON for `portevoix law decide`, and a test holds the two together.
 */
import type { E164, EpochMs, Ms } from '../base/units.ts'
import type { Election } from '../campaign/election.ts'
import type { WeeklyHours } from '../campaign/weeklyHours.ts'
import type { Channel, ConsentEntry } from '../contacts/consent.ts'
import type { SourceKind } from '../contacts/source.ts'
import type { SuppressionEntry } from '../contacts/suppression.ts'
import type { CivilDay } from './civilDate.ts'
import type { Country } from './country.ts'

export interface CallFacts {
  readonly now: EpochMs
  /** Whose law judges the call; absent: that of France. */
  readonly country?: Country
  /**
   * A replay: rules and parameters are those of this day instead of the day of `now`. Instants stay
   * those of the call: clocks, polling days, earlier attempts, consents and objections.
   */
  readonly lawOf?: CivilDay
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
    /**
     * Territory when no commune is known: FR (metropole), GP, MQ, GF, RE, YT, PM, BL, MF, NC, PF, WF;
     * ABROAD, or ABROAD_AMERICAS where the polling stations of the American continent are.
     */
    readonly territory?: string
    /** For who lives abroad, and under the law of another country: IANA zone of the clock there. */
    readonly zone?: string
    /** Under the law of another country, where the number does not tell. */
    readonly line?: 'mobile' | 'fixed' | 'voip'
  }
  /**
   * A rehearsal: the practice carrier rings this number of fiction instead of the callee's. All else is
   * judged of the callee.
   */
  readonly standIn?: E164
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
  /** The campaign's own first instant and weekly hours, in local time; they only narrow the law's. */
  readonly startsAt?: EpochMs
  readonly hours?: readonly WeeklyHours[]
  /** Caps of the campaign; law takes the minimum of these and its own. */
  readonly maxAttempts?: number
  /** The kill switch of this message is on. */
  readonly killed?: boolean
  /** Absent: no cap was set. */
  readonly budget?: {
    /** Calls in progress included. */
    readonly spentCents: number
    readonly capCents: number
    /** Ceiling of election spending: the lower of both caps counts. */
    readonly ceilingCents?: number
    /** What this call may cost at most; absent: something, however little. */
    readonly nextCallCents?: number
  }
  /** Where this number came from. */
  readonly source?: { readonly kind: SourceKind; readonly holderObjected?: boolean }
  /** For purpose `other`: what a check of the opposition list (Bloctel) said; it ended on 11 August 2026. */
  readonly bloctel?: { readonly listed: boolean; readonly checkedAt: EpochMs }
  /** For purpose `other`: the call is about a contract of this person in progress. */
  readonly runningContract?: boolean
}
