/**
 * The facts `decide` needs to judge one call. A fact that is not known is left out, and the rule that
 * needs it answers *unknown* with its name. The zod schema of the same shape (law/factsSchema.ts)
 * reads these from JSON for `portevoix law decide`, and a test holds the two together.
 */
import type { E164, EpochMs, Ms } from '../base/units.ts'

/** `automate`: recorded message, predictive and progressive dialling. `volunteer`: one call on one human command. */
export type Channel = 'automate' | 'volunteer'

/** Weekly slot in the callee's local time; half-open: `from` is in, `to` is out. "24:00" is allowed as `to`. */
export interface Slot {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
  /** The person asked, provably, to be called in this slot even outside the usual hours (law.md §15). */
  readonly expressOutsideHours?: boolean
  /** The person named public holidays too. */
  readonly includesHolidays?: boolean
}

export interface ConsentEntry {
  readonly kind: 'given' | 'withdrawn'
  /** On whose behalf the calls are made, exactly as worded (the candidate or party). */
  readonly controller: string
  readonly channel: Channel
  readonly at: EpochMs
  /** Slots of a given consent; empty or absent means that no slot was named (which refuses). */
  readonly slots?: readonly Slot[]
  readonly wordingVersion?: string
  /** First instant at which consent under this wording is no longer good. */
  readonly wordingExpiredAt?: EpochMs
}

export interface SuppressionEntry {
  readonly scope: 'organisation' | 'controller' | 'platform'
  /** For scope `controller`: which one. */
  readonly controller?: string
  readonly at: EpochMs
  readonly reason: string
}

/** An election round: who votes when. All dates are local calendar dates `YYYY-MM-DD`. */
export interface ElectionRound {
  /** Polling day where `saturdayIn` does not apply. */
  readonly pollDate: string
  /** Polling day of the Saturday territories, when this election has them (law.md FR-ELEC-49-sat). */
  readonly saturday?: { readonly pollDate: string; readonly territories: readonly string[] }
}

export interface Election {
  readonly name: string
  readonly kind: 'presidential' | 'legislative' | 'municipal' | 'departmental' | 'regional' | 'european' | 'other'
  readonly rounds: readonly ElectionRound[]
  /** INSEE prefixes where the vote takes place; absent: everywhere. */
  readonly inseePrefixes?: readonly string[]
  readonly status: 'announced' | 'decreed'
}

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
  readonly attempts?: readonly { readonly at: EpochMs; readonly number: E164; readonly thisCampaign: boolean }[]
  /** The number shown; absent or empty: unknown. */
  readonly callerId?: string
  readonly trunk: { readonly kind: 'practice' | 'real'; readonly callerIds: readonly string[] }
  /** How long it may ring, and how long the whole talk may last: the lead before a freeze. */
  readonly ringTimeoutMs: Ms
  readonly maxTalkMs: Ms
  /** Caps of the campaign; law takes the minimum of these and its own. */
  readonly maxAttempts?: number
}
