/** All waiting of a run goes through a Timer, so that a simulation can hold time in its hand. */
import { steadyNow } from '../base/clock.ts'
import { type MonoMs, type Ms, monoMs } from '../base/units.ts'

export interface Timer {
  mono(): MonoMs
  /** Calls `wake` once, at `at` or as soon after as can be; gives back how to call it off. */
  wakeAt(at: MonoMs, wake: () => void): () => void
}

/** setTimeout counts in 32 bits; a longer wait is cut into pieces. */
const longestWaitMs = 2 ** 31 - 1

export const realTimer: Timer = {
  mono: steadyNow,
  wakeAt: (at, wake) => {
    let handle: NodeJS.Timeout
    const wait = (): void => {
      const left = at - steadyNow()
      // setTimeout may fire up to a millisecond early; a wake-up never does.
      if (left <= 0) wake()
      else handle = setTimeout(wait, Math.min(longestWaitMs, Math.ceil(left)))
    }
    handle = setTimeout(wait, Math.min(longestWaitMs, Math.max(0, Math.ceil(at - steadyNow()))))
    return () => clearTimeout(handle)
  },
}

export function sleep(timer: Timer, duration: Ms): Promise<void> {
  return new Promise((resolve) => {
    timer.wakeAt(monoMs(timer.mono() + duration), resolve)
  })
}
