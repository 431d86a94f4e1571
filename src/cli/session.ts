/** The database a command works on: opened from the settings, closed whatever happens. */

import type { Database } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import type { Invocation } from './command.ts'

export interface Session {
  readonly database: Database
  readonly store: Store
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
  const { databaseUrl: url, dataFolder, dataHome, numberKeyFile } = invocation.config()
  const key = numberKeyFile === undefined ? {} : { numberKeyFile }
  const settled = url
    ? { url, ...key }
    : { dataFolder: dataFolder ?? defaultDataFolder(dataHome), ...key }
  const database = await openDatabase(temporary ? { temporary } : settled)
  try {
    const store = postgresStore(database)
    try {
      return await work({ database, store })
    } finally {
      await store.close()
    }
  } finally {
    await database.close()
  }
}
