/**
 * What a carrier allows a trunk: so many new calls a second, so many calls up at once, and now and then
 * a window of congestion. What is beyond gets 503 with Retry-After (RFC 3261 §20.33, §21.5.4). Pure.
 */
import { after, between, type MonoMs, type Ms, ms } from '../../base/units.ts'

export interface CarrierLimits {
  readonly callsPerSecond: number
  readonly concurrentCalls: number
  readonly retryAfterSeconds: number
  /** Windows in which nothing is accepted: the first at `firstAfterMs`, then every `everyMs`. */
  readonly congestion?: {
    readonly firstAfterMs: Ms
    readonly everyMs: Ms
    readonly lastingMs: Ms
  }
}

export interface CarrierLoad {
  readonly openedAt: MonoMs
  /** Instants of the calls accepted within the last second. */
  readonly accepted: readonly MonoMs[]
  readonly up: number
}

export type Admission =
  | { readonly is: 'admitted' }
  | {
      readonly is: 'refused'
      readonly why: 'callsPerSecond' | 'concurrentCalls' | 'congestion'
      readonly retryAfterSeconds: number
    }

/** A second as the carrier counts it: calls sent evenly may arrive 50 ms closer together. */
export const COUNTED_SECOND_MS = ms(950)

export const generousLimits: CarrierLimits = {
  callsPerSecond: 200,
  concurrentCalls: 3000,
  retryAfterSeconds: 1,
}

export const openLoad = (now: MonoMs): CarrierLoad => ({ openedAt: now, accepted: [], up: 0 })

export function admit(
  load: CarrierLoad,
  limits: CarrierLimits,
  now: MonoMs,
): readonly [CarrierLoad, Admission] {
  const accepted = load.accepted.filter((at) => between(at, now) < COUNTED_SECOND_MS)
  const why = inCongestion(load, limits, now)
    ? 'congestion'
    : load.up >= limits.concurrentCalls
      ? 'concurrentCalls'
      : accepted.length >= limits.callsPerSecond
        ? 'callsPerSecond'
        : undefined
  if (why) {
    const { retryAfterSeconds } = limits
    return [
      { ...load, accepted },
      { is: 'refused', why, retryAfterSeconds },
    ]
  }
  return [{ ...load, accepted: [...accepted, now], up: load.up + 1 }, { is: 'admitted' }]
}

/** A call that was admitted is over. */
export const release = (load: CarrierLoad): CarrierLoad => ({ ...load, up: load.up - 1 })

function inCongestion(load: CarrierLoad, { congestion }: CarrierLimits, now: MonoMs): boolean {
  if (!congestion) return false
  const since = between(after(load.openedAt, congestion.firstAfterMs), now)
  return since >= 0 && since % congestion.everyMs < congestion.lastingMs
}
