/** Step 11 of the path: outcomes on their way into the store, a few in one SqlTransaction, none lost. */
import { monoMs, ms } from '../base/units.ts'
import type { AttemptEnd, Store } from '../store/store.ts'
import { keepTrying } from './keepTrying.ts'
import type { Timer } from './timer.ts'

/** Long enough to fill a batch at 100 calls a second, too short for a person to notice. */
export const batchDelayMs = ms(50)
export const batchEndsMax = 200

export interface OutcomeBook {
  /** `settled` is called when it is committed, or given up. */
  add(end: AttemptEnd, settled: () => void): void
  /** Outcomes the store could not be made to take. Their attempts become `unknown` at the next start. */
  lost(): number
}

export function openOutcomeBook(
  { store, timer }: { readonly store: Pick<Store, 'endAttempts'>; readonly timer: Timer },
  trouble: (error: unknown) => void,
): OutcomeBook {
  const waiting: { readonly end: AttemptEnd; readonly settled: () => void }[] = []
  let writing = false
  let lost = 0
  let flushIsDue = false

  const flush = async (): Promise<void> => {
    flushIsDue = false
    // One writer: outcomes reach the store in the order they happened.
    if (writing) return
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchEndsMax)
      const ends = batch.map(({ end }) => end)
      const stored = await keepTrying(timer, () => store.endAttempts(ends), trouble)
      if (!stored) lost += batch.length
      for (const { settled } of batch) settled()
    }
    writing = false
  }

  return {
    add: (end, settled) => {
      waiting.push({ end, settled })
      if (flushIsDue) return
      flushIsDue = true
      timer.wakeAt(monoMs(timer.mono() + batchDelayMs), flush)
    },
    lost: () => lost,
  }
}
