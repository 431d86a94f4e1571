/** The timers of RFC 3261 table 4 and RFC 6026, from three base values. */
import { after, type MonoMs, type Ms, ms } from '../../base/units.ts'

export interface BaseTimers {
  /** Estimate of the round trip. */
  readonly t1: Ms
  /** The longest wait between two sendings of a non-INVITE request or an INVITE reply. */
  readonly t2: Ms
  /** How long a message may linger in the network. */
  readonly t4: Ms
}

/** Those of one transaction: over a reliable transport nothing is repeated, nothing lingers (table 4). */
export interface TransactionTimers extends BaseTimers {
  readonly isReliable?: boolean
}

/** RFC 3261 §17.1.1.1, §17.1.2.2. */
export const rfcTimers: BaseTimers = { t1: ms(500), t2: ms(4000), t4: ms(5000) }

/** Timers B, F, H, J, L, M: 64·T1. D too: 32 s at the standard T1, so that it outlives their H. */
export const patienceOf = (timers: BaseTimers): Ms => ms(64 * timers.t1)

/** Timers A, E, G: never on a reliable transport. */
export const firstResendAt = (timers: TransactionTimers, now: MonoMs): MonoMs | undefined =>
  timers.isReliable ? undefined : after(now, timers.t1)

/** §17.2.1: a 100 is sent when the user has not replied within 200 ms. */
export const tryingAfterMs: Ms = ms(200)
