/**
 * Slower before people hear it: when sound leaves late, when this program is late or when the database is
 * slow, fewer calls start. Additive increase, multiplicative decrease, and a band between "late" and
 * "fine" in which nothing moves:
 *
 *  full ─late→ cut ×0.7 ─still late, not getting better, settled→ cut again
 *    ↑           │ fine                                  between: waits
 *    └── grows ──┘ fast up to nearly where it was cut, slowly through there, then fast again
 *
 * A cut takes effect late: calls that are up stay up for a minute. So one cut is given time, and what
 * gets better by itself is not cut again.
 */
import { type MonoMs, type Ms, ms, seconds } from '../base/units.ts'

/** How often the samples are taken. */
export const sampleEveryMs = seconds(1)
/** Above `late` we slow down; below `fine` we recover. */
// biome-ignore format: a table
export const pressureLimits = {
  /** p99 of how late packets left: ten milliseconds are half a packet, and heard by nobody yet. */
  sound: { lateMs: ms(10), fineMs: ms(5) },
  /** How late this program wakes up: signalling and keys wait so long. */
  program: { lateMs: ms(100), fineMs: ms(50) },
  /** Arming and storing outcomes: longer than the calls are armed ahead, and lines stand empty. */
  store: { lateMs: ms(500), fineMs: ms(250) },
} as const
export type PressureOf = keyof typeof pressureLimits
export const pressureShareMin = 1 / 16
export const pressureCut = 0.7
/** A cut is given so long before another one, and before growing: lateness is told of the last ten seconds. */
export const settleMs = seconds(10)
/** Better by so much than at the last look: the cut works. */
export const improvingShare = 0.97
/** Growth of the share in a second, away from where it was cut and near there. */
export const growthPerSecond = 0.05
export const feelingPerSecond = 0.002
/** Cut again and again at the same place, it is felt for half as fast each time, so many times. */
export const sameCutsMax = 4
/** "Near": from 0.9 to 1.05 of the share that was too much. */
export const nearFrom = 0.9
export const nearTo = 1.05

/** What was measured since the last sample; absent: not measured. */
export type PressureSample = Readonly<Partial<Record<PressureOf, Ms>>>

export interface PressureWhy {
  readonly what: PressureOf
  readonly measuredMs: Ms
  readonly limitMs: Ms
}

export interface Pressure {
  /** Of the configured pace; never above 1. */
  readonly share: number
  /** What slows us down, or did until it recovers; null: nothing. */
  readonly why: PressureWhy | null
  readonly cutAt: MonoMs | null
  /** The share that was too much; 1: none was. */
  readonly tooMuch: number
  /** How often it was cut near there before. */
  readonly sameCuts: number
  /** How late the worst was at the last sample, 1 being the limit. */
  readonly lateness: number
  readonly sampledAt: MonoMs | null
}

export const noPressure: Pressure = {
  share: 1,
  why: null,
  cutAt: null,
  tooMuch: 1,
  sameCuts: 0,
  lateness: 0,
  sampledAt: null,
}

export function backPressure(before: Pressure, sample: PressureSample, now: MonoMs): Pressure {
  const worst = worstOf(sample)
  const lateness = worst === null ? 0 : worst.measuredMs / worst.limitMs
  const elapsed = before.sampledAt === null ? sampleEveryMs : now - before.sampledAt
  const seen: Pressure = { ...before, lateness, sampledAt: now }
  const settled = before.cutAt === null || now - before.cutAt >= settleMs
  if (lateness > 1) {
    const why = worst
    const isImproving = lateness < before.lateness * improvingShare
    if (!settled || (isImproving && before.share < 1)) return { ...seen, why }
    const share = Math.max(pressureShareMin, before.share * pressureCut)
    const sameCuts = isNear(before) && before.cutAt !== null ? before.sameCuts + 1 : 0
    return { ...seen, why, share, cutAt: now, tooMuch: before.share, sameCuts }
  }
  if (before.share >= 1 || !settled || !isFine(sample)) return seen
  return grown(seen, Math.min(elapsed, settleMs) / 1000)
}

function grown(pressure: Pressure, elapsedSeconds: number): Pressure {
  const { share, tooMuch, sameCuts } = pressure
  const feeling = feelingPerSecond / 2 ** Math.min(sameCuts, sameCutsMax)
  const grows = (isNear(pressure) ? feeling : growthPerSecond) * elapsedSeconds
  // Fast growth stops where the slow begins.
  const next =
    share < nearFrom * tooMuch ? Math.min(share + grows, nearFrom * tooMuch) : share + grows
  if (next < 1) return { ...pressure, share: next }
  return { ...pressure, share: 1, why: null, tooMuch: 1, sameCuts: 0, cutAt: null }
}

const isNear = ({ share, tooMuch }: Pressure): boolean =>
  share >= nearFrom * tooMuch && share <= nearTo * tooMuch

function worstOf(sample: PressureSample): PressureWhy | null {
  let worst: PressureWhy | null = null
  for (const what of whats) {
    const measuredMs = sample[what]
    if (measuredMs === undefined) continue
    const limitMs = pressureLimits[what].lateMs
    if (worst === null || measuredMs / limitMs > worst.measuredMs / worst.limitMs) {
      worst = { what, measuredMs, limitMs }
    }
  }
  return worst
}

const whats = Object.keys(pressureLimits) as PressureOf[]

const isFine = (sample: PressureSample): boolean =>
  whats.every((what) => (sample[what] ?? 0) < pressureLimits[what].fineMs)
