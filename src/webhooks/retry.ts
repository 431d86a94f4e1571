/**
 * When a delivery is tried again, and when a receiver that only fails is left alone. Pure.
 *
 *   waiting ─due→ sending ─2xx→ delivered
 *      ^             │ anything else, tries left
 *      └─────────────┤
 *                    └ none left → failed      (a person may send it again: waiting)
 */
import { type EpochMs, hours, type Ms, minutes, ms, seconds } from '../base/units.ts'

/** Before the second try, the third, … */
export const pausesMs: readonly Ms[] = [
  ...[seconds(10), seconds(30), minutes(2), minutes(10), minutes(30)],
  ...[hours(2), hours(6), hours(12)],
]
export const triesMax = pausesMs.length + 1
/** A receiver with as many failed tries in a row, for so long, is disabled. */
export const failuresMax = 50
export const failingForMs: Ms = hours(24)
/** From so many failures in a row on, everything for that receiver waits. */
const quietFromFailures = 3
const quietPausesMs: readonly Ms[] = [seconds(10), seconds(30), minutes(1), minutes(5)]

/** null: it is given up. */
export function nextTryAt(tries: number, now: EpochMs): EpochMs | null {
  const pause = pausesMs[tries - 1]
  return pause === undefined ? null : ((now + pause) as EpochMs)
}

/** `failures`: in a row, this one among them. */
export function quietAfter(failures: number): Ms {
  const step = failures - quietFromFailures
  if (step < 0) return ms(0)
  return quietPausesMs[Math.min(step, quietPausesMs.length - 1)] ?? ms(0)
}

export const isGivenUp = (failures: number, failingSince: EpochMs, now: EpochMs): boolean =>
  failures >= failuresMax && now - failingSince >= failingForMs
