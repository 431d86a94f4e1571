/**
 * When the next call of a trunk may start (step 6 of the path). Starts are spaced evenly; a late
 * wake-up may be made good by a few starts in a row, but in no second do more than callsPerSecond
 * start. Congestion (503) slows the trunk down, Retry-After and a dead carrier hold it.
 *
 * The carrier's real limit may be lower than what it sold. A cut remembers the share at which it came
 * (`ceiling`): up to nearly there the trunk recovers fast, from there on slowly, so that the limit is
 * touched now and then instead of run into. Our own slowness (dialer/backPressure.ts) is a second share;
 * the lower of the two rules, and neither is ever above 1.
 */
import { assert, unreachable } from '../base/assert.ts'
import { after, hours, type MonoMs, type Ms, minutes, monoMs, ms, seconds } from '../base/units.ts'

/**
 * Carriers count at their own door: this much jitter between the decision and the INVITE, and on the
 * way, must not show us above the limit. 5 ms were too few: 51 INVITEs in a second of a trunk of 50.
 */
export const windowGuardMs = ms(20)
/** How late a wake-up may be and still have its starts made good. */
export const catchUpMs = ms(50)
/** A Retry-After (RFC 3261 §20.33) beyond this is a mistake, not a wish. */
export const retryAfterMaxMs = hours(1)
/** However congested, the trunk is tried at this share of its rate. */
export const shareMin = 1 / 16
/** One burst of 503s is one congestion: a second cut within this time would punish twice. */
export const cutEveryMs = seconds(1)
/** From a standstill back to the whole rate: one 503 among thousands must not cost minutes. */
export const recoveryMs = seconds(10)
/** So near to where it was cut the last time, the trunk … */
export const ceilingShare = 0.9
/** … takes so long for the whole rate: the carrier's limit is felt for, not run into. */
export const feelMs = minutes(2)
/** So many failures without one good reply between them: the carrier is gone, not unlucky. */
export const faultsBeforeHold = 5
export const faultHoldFirstMs = seconds(1)
export const faultHoldMaxMs = minutes(1)

export type HoldReason = 'retryAfter' | 'carrierFaults'

export interface Pacer {
  /** Whole: a second cannot hold half a start. Below one a second it is the fraction given. */
  readonly callsPerSecond: number
  /** The last starts, oldest first: as many as one second may hold. */
  readonly starts: readonly MonoMs[]
  /** Where even spacing puts the next start. */
  readonly dueAt: MonoMs
  /** Share of the rate at the last cut; it grows back from `cutAt` on. */
  readonly cutShare: number
  readonly cutAt: MonoMs
  /** The share it had when it was cut. */
  readonly ceiling: number
  /** What we ourselves can do of the rate now; 1: all of it. */
  readonly ownShare: number
  readonly hold: { readonly until: MonoMs; readonly why: HoldReason } | null
  readonly faultsInRow: number
  readonly faultHolds: number
}

export type Reply = 'good' | 'congestion' | 'fault'

export function pacerOf(callsPerSecond: number, now: MonoMs): Pacer {
  assert(callsPerSecond > 0, 'a trunk starts some calls')
  return {
    callsPerSecond: callsPerSecond < 1 ? callsPerSecond : Math.floor(callsPerSecond),
    starts: [],
    dueAt: now,
    cutShare: 1,
    cutAt: monoMs(now - recoveryMs),
    ceiling: 1,
    ownShare: 1,
    hold: null,
    faultsInRow: 0,
    faultHolds: 0,
  }
}

/** The earliest instant of the next start; it may lie in the past. */
export function nextStartAt(pacer: Pacer): MonoMs {
  const { starts, dueAt, hold } = pacer
  const oldest = starts.length < startsInWindow(pacer) ? undefined : starts[0]
  const windowOpens = oldest === undefined ? dueAt : after(oldest, windowMs(pacer))
  return monoMs(Math.max(dueAt, windowOpens, hold?.until ?? dueAt))
}

export function started(pacer: Pacer, now: MonoMs): Pacer {
  assert(now >= nextStartAt(pacer), 'no call starts before the pacer allows it')
  const base = Math.max(pacer.dueAt, now - catchUpMs)
  return {
    ...pacer,
    starts: [...pacer.starts, now].slice(-startsInWindow(pacer)),
    dueAt: monoMs(base + intervalMs(pacer, now)),
    hold: null,
  }
}

/** The time between two starts at the present share of the rate. */
export function intervalMs(pacer: Pacer, now: MonoMs): Ms {
  return ms(windowMs(pacer) / (startsInWindow(pacer) * allowedShare(pacer, now)))
}

/** Of the configured rate: what the carrier takes, and what we can do. */
export function allowedShare(pacer: Pacer, now: MonoMs): number {
  return Math.min(shareAt(pacer, now), pacer.ownShare)
}

/** What the carrier takes of the rate; 1 when it does not slow us down. */
export function shareAt({ cutShare, cutAt, ceiling }: Pacer, now: MonoMs): number {
  const since = Math.max(0, now - cutAt)
  const fast = cutShare + since / recoveryMs
  const knee = Math.max(cutShare, ceilingShare * ceiling)
  if (fast <= knee) return Math.min(1, fast)
  const kneeAfter = (knee - cutShare) * recoveryMs
  return Math.min(1, knee + (since - kneeAfter) / feelMs)
}

export function atOwnShare(pacer: Pacer, ownShare: number): Pacer {
  assert(ownShare > 0 && ownShare <= 1, 'never above the configured rate, never quite nothing')
  return { ...pacer, ownShare }
}

/** The breaker counts from here on; a Retry-After still holds. */
export function withoutFaults(pacer: Pacer): Pacer {
  const hold = pacer.hold?.why === 'carrierFaults' ? null : pacer.hold
  return { ...pacer, hold, faultsInRow: 0, faultHolds: 0 }
}

/** What the network said to a call. */
export function replied(pacer: Pacer, reply: Reply, now: MonoMs): Pacer {
  switch (reply) {
    case 'good':
      return { ...pacer, faultsInRow: 0, faultHolds: 0 }
    case 'congestion':
      return cut(pacer, now)
    case 'fault':
      return fault(pacer, now)
    default:
      return unreachable(reply)
  }
}

/** No call before Retry-After has passed (RFC 3261 §20.33); the longest wish counts. */
export function heldFor(pacer: Pacer, retryAfterMs: Ms, now: MonoMs): Pacer {
  const until = after(now, ms(Math.min(Math.max(0, retryAfterMs), retryAfterMaxMs)))
  if (pacer.hold !== null && pacer.hold.until >= until) return pacer
  // Waiting as asked is not lateness to be made good.
  const dueAt = monoMs(Math.max(pacer.dueAt, until))
  return { ...pacer, dueAt, hold: { until, why: 'retryAfter' } }
}

function startsInWindow({ callsPerSecond }: Pacer): number {
  return Math.max(1, callsPerSecond)
}

/** Below one call a second the window is longer than a second: one start in each. */
function windowMs({ callsPerSecond }: Pacer): Ms {
  return ms(Math.max(1000, 1000 / callsPerSecond) + windowGuardMs)
}

function cut(pacer: Pacer, now: MonoMs): Pacer {
  if (now - pacer.cutAt < cutEveryMs) return pacer
  const slower = {
    ...pacer,
    ceiling: shareAt(pacer, now),
    cutShare: Math.max(shareMin, shareAt(pacer, now) / 2),
    // While held nothing recovers.
    cutAt: monoMs(Math.max(now, pacer.hold?.until ?? now)),
  }
  return { ...slower, dueAt: monoMs(Math.max(pacer.dueAt, now + intervalMs(slower, now))) }
}

function fault(pacer: Pacer, now: MonoMs): Pacer {
  const faultsInRow = pacer.faultsInRow + 1
  // Replies to calls placed before the hold say nothing new.
  const alreadyHeld = pacer.hold !== null && now < pacer.hold.until
  if (faultsInRow < faultsBeforeHold || alreadyHeld) return { ...pacer, faultsInRow }
  const wait = Math.min(faultHoldMaxMs, faultHoldFirstMs * 2 ** Math.min(pacer.faultHolds, 10))
  const hold = { until: after(now, ms(wait)), why: 'carrierFaults' } as const
  return { ...pacer, faultsInRow, faultHolds: pacer.faultHolds + 1, hold }
}
