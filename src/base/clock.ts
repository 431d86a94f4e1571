/**
 * The only reader of the machine's clocks. Everything that decides takes instants as arguments;
 * edges ask a Clock. The practice clock runs at the speed of real time from an instant the person
 * chose, and may jump over idle time (a retry due in three hours does not keep the run open).
 */
import { type EpochMs, epochMs, type MonoMs, type Ms, monoMs } from './units.ts'

export interface Clock {
  /** What the calendar says: law, reports. */
  epoch(): EpochMs
  /** What a steady clock says: timers. */
  mono(): MonoMs
}

/** CLOCK_MONOTONIC, the same origin in every thread, in milliseconds with fractions. */
export const steadyNow = (): MonoMs => {
  const [wholeSeconds, nanoseconds] = process.hrtime()
  return monoMs(wholeSeconds * 1000 + nanoseconds / 1e6)
}

export const realClock: Clock = { epoch: () => epochMs(Date.now()), mono: steadyNow }

export interface PracticeClock extends Clock {
  /** Moves the calendar forward by `duration`; timers are not touched. */
  jump(duration: Ms): void
}

export function practiceClock(start: EpochMs, mono: () => MonoMs = steadyNow): PracticeClock {
  const startedAt = mono()
  let jumped = 0
  return {
    mono,
    epoch: () => epochMs(Math.floor(start + (mono() - startedAt) + jumped)),
    jump: (duration) => {
      jumped += Math.max(0, duration)
    },
  }
}
