/** A run with its journal of objections: what runs that died had heard is stored before it begins. */
import { asFolderFailure } from '../store/embedded/dataFolder.ts'
import {
  type ObjectionJournal,
  openObjectionJournal,
  replayJournals,
} from '../store/objectionJournal.ts'
import { ringBackStore } from '../store/postgres/ringBack.ts'
import { unsealedObjection } from '../store/ringBackJournal.ts'
import type { Invocation } from './command.ts'
import type { Session } from './session.ts'

export async function withJournal<Result>(
  { output }: Invocation,
  { database, store, journalFolder }: Session,
  work: (journal: ObjectionJournal | undefined) => Promise<Result>,
): Promise<Result> {
  if (journalFolder === undefined) return await work(undefined)
  const { fingerprint } = database.numberKey
  const rungBack = ringBackStore(database)
  const replayed = await replayJournals(
    journalFolder,
    fingerprint,
    ({ attempt, reason, at, ringBack }) =>
      ringBack === undefined
        ? store.suppress(attempt, reason, at)
        : rungBack.object(unsealedObjection(database.numberKey, ringBack)),
  ).catch((error: unknown) => {
    throw asFolderFailure(error, journalFolder)
  })
  if (replayed > 0) {
    output.say(`${replayed} objections that a run which died had heard are stored.`)
  }
  const journal = await openObjectionJournal(journalFolder, fingerprint)
  try {
    return await work(journal)
  } finally {
    await journal.close()
  }
}
