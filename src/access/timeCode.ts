/** Codes of an authenticator app (RFC 6238): which of them are good now. */
import { type EpochMs, seconds } from '../base/units.ts'

/** RFC 6238 § 4.1. */
export const timeStepMs = seconds(30)
/** § 5.2: one step before and after, for clocks that differ and for the time of typing. */
export const timeWindow = 1

export const timeStepOf = (now: EpochMs): number => Math.floor(now / timeStepMs)

/**
 * § 5.2: a code that was good once is not good again, nor is an older one. `delta`: by how many steps the
 * code differs from the clock, null when it is of none; the answer is the step to remember.
 */
export function acceptedStep(delta: number | null, lastStep: number, now: EpochMs): number | null {
  if (delta === null || Math.abs(delta) > timeWindow) return null
  const step = timeStepOf(now) + delta
  return step > lastStep ? step : null
}
