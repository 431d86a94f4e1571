/** Key 9: into the suppression table at once, and only then confirmed to the person. */
import type { AttemptId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { Store } from '../store/store.ts'
import { keepTrying } from './keepTrying.ts'
import type { Timer } from './timer.ts'

/** As the suppression table keeps it. */
export const objectionReason = 'pressed 9 during the call'

export interface ObjectionBook {
  /** `settled` is told whether it is in the suppression table; false: the store refused for too long. */
  add(attempt: AttemptId, at: EpochMs, settled: (stored: boolean) => void): void
  /** The store could not be made to take these. */
  lost(): readonly AttemptId[]
}

export function openObjectionBook(
  { store, timer }: { readonly store: Pick<Store, 'suppress'>; readonly timer: Timer },
  trouble: (error: unknown) => void,
): ObjectionBook {
  const lost: AttemptId[] = []

  const storeIt = async (attempt: AttemptId, at: EpochMs): Promise<boolean> => {
    const work = () => store.suppress(attempt, objectionReason, at)
    const stored = await keepTrying(timer, work, trouble)
    if (!stored) lost.push(attempt)
    return stored
  }

  return {
    add: (attempt, at, settled) => {
      void storeIt(attempt, at).then(settled)
    },
    lost: () => lost,
  }
}
