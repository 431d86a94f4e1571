/**
 * The same database over connections of one's own: calls wait for each other's locks, and whoever reads a
 * page must not wait behind them for a connection.
 */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './database.ts'
import type { Tables } from './postgres/tables.ts'

/** `close` ends these connections only. */
export function withOwnPool(database: Database, connectionsMax: number): Database {
  const pool = new pg.Pool({ ...database.connection, max: connectionsMax })
  // An idle connection was lost: the pool makes a new one; who is in a query gets the error there.
  pool.on('error', () => undefined)
  let closed: Promise<void> | undefined
  return {
    ...database,
    pool,
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    close: () => {
      closed ??= pool.end()
      return closed
    },
  }
}
