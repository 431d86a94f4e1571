/**
 * When a sign-in may be tried again, after so many failures in a row:
 *
 *   failures  1 … free       free + 1    + 2    + 3 …            waitMax
 *   wait      none           first       × 2    × 2 …            stays there
 *
 * Counted per e-mail address (somebody guesses one password) and per network address (somebody tries many
 * people). The longest wait is bounded: who knows an address cannot shut its owner out for longer.
 */
import { type EpochMs, epochMs, hours, type Ms, minutes, seconds } from '../base/units.ts'

export interface Failures {
  /** In a row, without one success between them. */
  readonly count: number
  readonly lastAt: EpochMs
}

export type LockoutKind = 'email' | 'address'

interface Lockout {
  readonly free: number
  readonly firstWaitMs: Ms
}

/** A team behind one router shares its address. */
const lockouts: Readonly<Record<LockoutKind, Lockout>> = {
  email: { free: 5, firstWaitMs: seconds(2) },
  address: { free: 30, firstWaitMs: seconds(2) },
}
export const lockoutWaitMaxMs = minutes(15)
/** Failures older than that are forgotten. */
export const failuresForgottenMs = hours(24)

/** The next failure, counted. */
export function failedAgain(before: Failures | null, now: EpochMs): Failures {
  const stands = before !== null && now < before.lastAt + failuresForgottenMs
  return { count: stands ? before.count + 1 : 1, lastAt: now }
}

/** From when on one may try; null: at once. */
export function lockedUntil(
  kind: LockoutKind,
  failures: Failures | null,
  now: EpochMs,
): EpochMs | null {
  if (failures === null || now >= failures.lastAt + failuresForgottenMs) return null
  const { free, firstWaitMs } = lockouts[kind]
  const beyond = failures.count - free
  if (beyond <= 0) return null
  const waitMs = Math.min(firstWaitMs * 2 ** (beyond - 1), lockoutWaitMaxMs)
  const until = epochMs(failures.lastAt + waitMs)
  return until > now ? until : null
}
