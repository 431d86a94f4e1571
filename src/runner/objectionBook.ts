/** Objections by key 9 or 607: into the suppression table at once, and only then confirmed. */
import type { AttemptId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { ObjectionBy } from '../call/attemptStep.ts'
import type { Store } from '../store/store.ts'
import { keepTrying } from './keepTrying.ts'
import type { Timer } from './timer.ts'

/** As the suppression table keeps it. */
const reasons: Readonly<Record<ObjectionBy, string>> = {
  key: 'pressed 9 during the call',
  unwanted: 'marked the call as unwanted on the phone (SIP 607)',
}

export interface Objection {
  readonly attempt: AttemptId
  readonly by: ObjectionBy
  readonly at: EpochMs
}

/** Outlives this process (store/objectionJournal.ts). */
export interface Journal {
  heard(objection: {
    readonly attempt: AttemptId
    readonly reason: string
    readonly at: EpochMs
  }): Promise<void>
  stored(attempt: AttemptId): void
}

export interface ObjectionBook {
  /** `settled` is told whether it is in the suppression table; false: the store refused for too long. */
  add(objection: Objection, settled: (stored: boolean) => void): void
  /** The store could not be made to take these. */
  lost(): readonly AttemptId[]
}

export function openObjectionBook(
  {
    store,
    timer,
    journal,
  }: {
    readonly store: Pick<Store, 'suppress'>
    readonly timer: Timer
    readonly journal?: Journal | undefined
  },
  trouble: (error: unknown) => void,
): ObjectionBook {
  const lost: AttemptId[] = []

  const storeIt = async ({ attempt, by, at }: Objection): Promise<boolean> => {
    const reason = reasons[by]
    // Beside the first try: a database that answers keeps nobody waiting for the disk.
    const written = journal?.heard({ attempt, reason, at }).catch(trouble)
    const stored = await keepTrying(timer, () => store.suppress(attempt, reason, at), trouble)
    await written
    if (stored) journal?.stored(attempt)
    else lost.push(attempt)
    return stored
  }

  return {
    add: (objection, settled) => {
      void storeIt(objection).then(settled)
    },
    lost: () => lost,
  }
}
