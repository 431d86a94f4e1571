/** How long something took at most, since somebody last asked. */
import { between, type Ms, ms } from '../base/units.ts'
import type { Timer } from './timer.ts'

/** The longest of what was measured since it was last asked. */
export interface Delays {
  add(duration: Ms): void
  /** Times what it is given, done or failed. */
  timed<Result>(work: () => Promise<Result>): Promise<Result>
  take(): Ms
}

export function openDelays(timer: Timer): Delays {
  let longest = 0
  const add = (duration: Ms): void => {
    longest = Math.max(longest, duration)
  }
  return {
    add,
    async timed(work) {
      const from = timer.mono()
      try {
        return await work()
      } finally {
        add(between(from, timer.mono()))
      }
    },
    take: () => {
      const taken = ms(longest)
      longest = 0
      return taken
    },
  }
}
