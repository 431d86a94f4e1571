/**
 * Answers on a fixed schedule: what is done for a number we know and for one we do not takes as long
 * to answer, whatever it takes to do.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { steadyNow } from '../base/clock.ts'
import { between, type Ms, ms } from '../base/units.ts'

/** How long to wait still when the work took `elapsed`: to the next multiple of `every`, never none. */
export function untilAnswer(elapsed: Ms, every: Ms): Ms {
  return ms((Math.floor(elapsed / every) + 1) * every - elapsed)
}

/** Does the work and resolves, or rejects, on the schedule. */
export async function onSchedule<Result>(every: Ms, work: () => Promise<Result>): Promise<Result> {
  const startedAt = steadyNow()
  try {
    return await work()
  } finally {
    await pause(untilAnswer(between(startedAt, steadyNow()), every))
  }
}
