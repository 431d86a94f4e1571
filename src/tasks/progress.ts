/** How fast a task goes and how long it still takes, from what it reports. */
import { type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import type { Task, TaskProgress } from './task.ts'

/** Stored and shown at most this often. */
export const storeEveryMs: Ms = ms(250)
/** The rate is that of about this span: a task that slows down says so. */
const rateOverMs: Ms = seconds(5)

export interface Pace {
  readonly at: MonoMs
  readonly done: number
  readonly total: number | null
  readonly unit: string
  /** Units per second; null before anything was done. */
  readonly rate: number | null
  readonly storedAt: MonoMs | null
}

export const paceAtStart = (now: MonoMs): Pace => ({
  ...{ at: now, done: 0, total: null, unit: 'steps', rate: null, storedAt: null },
})

/** `due`: worth storing now. */
export function advance(pace: Pace, progress: TaskProgress, now: MonoMs): [Pace, due: boolean] {
  const unit = progress.unit ?? pace.unit
  const elapsed = now - pace.at
  // Another unit, or a second pass over the same: what was measured says nothing about it.
  const begun = unit !== pace.unit || progress.done < pace.done
  const total = progress.total ?? (begun ? null : pace.total)
  const due = pace.storedAt === null || now - pace.storedAt >= storeEveryMs || begun
  if (begun) {
    return [{ at: now, done: progress.done, total, unit, rate: null, storedAt: now }, true]
  }
  if (!due) return [{ ...pace, total }, false]
  const rate = elapsed > 0 ? rateOf(pace, progress.done, elapsed) : pace.rate
  return [{ at: now, done: progress.done, total, unit, rate, storedAt: now }, true]
}

function rateOf(pace: Pace, done: number, elapsed: number): number {
  const lately = ((done - pace.done) / elapsed) * 1000
  if (pace.rate === null) return lately
  const weight = Math.min(1, elapsed / rateOverMs)
  return pace.rate + (lately - pace.rate) * weight
}

/** Time left as the rate suggests; null while nobody knows. */
export function leftOf({ state, done, total, rate }: Task): Ms | null {
  if (state !== 'running' || total === null || rate === null || rate <= 0) return null
  return ms(Math.max(0, Math.round(((total - done) / rate) * 1000)))
}
