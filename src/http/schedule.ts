/**
 * Answers on a fixed schedule: what is done for a number we know and for one we do not takes as long
 * to answer, whatever it takes to do.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { steadyNow } from '../base/clock.ts'
import { between, type MonoMs, type Ms, ms } from '../base/units.ts'

/** How long to wait still when the work took `elapsed`: to the next multiple of `every`, never none. */
export function untilAnswer(elapsed: Ms, every: Ms): Ms {
  return ms((Math.floor(elapsed / every) + 1) * every - elapsed)
}

/** What happens to every answer of a route that is `onSchedule`: it waits, error pages too. */
export async function holdAnswer(startedAt: MonoMs, every: Ms): Promise<void> {
  await pause(untilAnswer(between(startedAt, steadyNow()), every))
}
