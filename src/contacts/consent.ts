/** What a person allowed, when, and under which wording. Entries are only ever added. */
import type { EpochMs } from '../base/units.ts'

/** `automate`: recorded message, predictive and progressive dialling. `volunteer`: one call on one human command. */
export type Channel = 'automate' | 'volunteer'

/** Weekly slot in the callee's local time; half-open: `from` is in, `to` is out. "24:00" is allowed as `to`. */
export interface Slot {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
  /** The person asked, provably, to be called in this slot even outside the usual hours. */
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
