/** What must not be lost is stored again and again, with growing pauses and an end. */
import { between, type Ms, minutes, ms, seconds } from '../base/units.ts'
import { sleep, type Timer } from './timer.ts'

/** After so many failures somebody must know: the campaign pauses. */
export const failuresBeforeTrouble = 3
/** Pauses between tries; the last one repeats. */
export const retryPausesMs: readonly Ms[] = [ms(100), ms(300), ms(1000), ms(3000), ms(5000)]
/** The last words of a run: moves and counts that can be read again later. */
export const concludePatienceMs = seconds(10)
/** A database that is away for longer is not coming back by itself. */
export const storePatienceMs = minutes(5)

/** True when `work` succeeded; false when patience ran out. `onTrouble` is told once. */
export async function keepTrying(
  timer: Timer,
  work: () => Promise<unknown>,
  onTrouble: (error: unknown) => void,
  patienceMs: Ms = storePatienceMs,
): Promise<boolean> {
  const since = timer.mono()
  for (let failures = 1; ; failures += 1) {
    try {
      await work()
      return true
    } catch (error) {
      if (failures === failuresBeforeTrouble) onTrouble(error)
      if (between(since, timer.mono()) >= patienceMs) return false
      const pause = retryPausesMs[Math.min(failures, retryPausesMs.length) - 1] as Ms
      await sleep(timer, pause)
    }
  }
}
