/** The database a command works on: opened from the settings, closed whatever happens. */

import path from 'node:path'
import { Failure } from '../base/failure.ts'
import type { Database } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import type { Invocation } from './command.ts'

export interface Session {
  readonly database: Database
  readonly store: Store
  /** Where a run keeps objections until they are stored; absent: the database is thrown away. */
  readonly journalFolder?: string
  /** Files that long work takes and makes. */
  readonly filesFolder: string
}

/** Opens the database and its store, does `work`, closes both. */
export async function withSession<Result>(
  invocation: Invocation,
  work: (session: Session) => Promise<Result>,
  temporary = false,
): Promise<Result> {
  const { openDatabase } = await import('../store/database.ts')
  const { defaultDataFolder } = await import('../store/embedded/dataFolder.ts')
  const { postgresStore } = await import('../store/postgres/postgresStore.ts')
  const { databaseUrl: url, dataFolder, dataHome, numberKeyFile, server } = invocation.config()
  if (server !== undefined && !temporary) {
    throw new Failure(
      'usage',
      'This command works on a database of its own, not through a server: leave out --server and PORTEVOIX_SERVER.',
    )
  }
  const key = numberKeyFile === undefined ? {} : { numberKeyFile }
  const home = dataFolder ?? defaultDataFolder(dataHome)
  const settled = url ? { url, ...key } : { dataFolder: home, ...key }
  const beside = url ? `${home}-journal` : path.join(home, 'journal')
  const filesFolder = url ? `${home}-files` : path.join(home, 'files')
  const journal = temporary ? {} : { journalFolder: beside }
  const database = await openDatabase(temporary ? { temporary } : settled)
  try {
    const store = postgresStore(database)
    try {
      return await work({ database, store, filesFolder, ...journal })
    } finally {
      await store.close()
    }
  } finally {
    await database.close()
  }
}
