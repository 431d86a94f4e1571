/**
 * Opens the database a command works on: an external PostgreSQL (DATABASE_URL), the embedded one of a
 * data folder, or a temporary one. What it returns is migrated and ready; close() gives it back.
 */
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { Failure } from '../base/failure.ts'
import { seconds } from '../base/units.ts'
import { dataFolderAt } from './embedded/dataFolder.ts'
import { joinServer, joinTemporaryServer } from './embedded/sharedServer.ts'
import { type NumberKey, openNumberKey } from './numberKey.ts'
import { connectionFailure } from './postgres/failures.ts'
import { migrate } from './postgres/migrate.ts'
import type { Tables } from './postgres/tables.ts'
import { tenantOptions } from './postgres/tenantRole.ts'

/**
 * An external PostgreSQL, the embedded one in a folder, or an embedded one thrown away on close.
 * `numberKeyFile`: where the key of the suppression list lies; absent: in the data folder, or in the
 * database where there is none.
 */
export type DatabaseOptions =
  | { readonly url: string; readonly numberKeyFile?: string }
  | { readonly dataFolder: string; readonly numberKeyFile?: string }
  | { readonly temporary: true }

export interface Database {
  /** int8 arrives as a number, date as its text. */
  readonly pool: pg.Pool
  /** Connections that act as a tenant, made when the first is asked for; tenant.ts hands them out. */
  readonly tenantPool: () => pg.Pool
  readonly kysely: Kysely<Tables>
  /** For a connection of one's own (LISTEN, held locks). Holds the password: never print it. */
  readonly connection: pg.ClientConfig
  /** Process id of the embedded server; null for an external one. */
  readonly serverPid: number | null
  /** Under which suppressed numbers are kept. */
  readonly numberKey: NumberKey
  close(): Promise<void>
}

/** Several processes share the 50 connections of the embedded server. */
const connectionsMax = 10
const connectWithinMs = seconds(10)
const closedWithinMs = seconds(10)
/** server_version_num of PostgreSQL 15.0. */
const oldestServer = 150_000

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if ('url' in options) {
    const connection = clientConfig({ connectionString: options.url })
    await refuseUnusable(connection)
    return openPool(connection, null, async () => {}, options.numberKeyFile)
  }
  const server =
    'dataFolder' in options ? await joinServer(options.dataFolder) : await joinTemporaryServer()
  try {
    const { pid, leave } = server
    return await openPool(clientConfig(server.connection), pid, leave, keyFileOf(options))
  } catch (error) {
    await server.leave()
    throw error
  }
}

function keyFileOf(options: Exclude<DatabaseOptions, { url: string }>): string | undefined {
  if ('temporary' in options) return undefined
  return options.numberKeyFile ?? dataFolderAt(path.resolve(options.dataFolder)).numberKey
}

/** The same database by another name or the same server: what the tests clone their databases with. */
export const clientConfig = (config: pg.ClientConfig): pg.ClientConfig => ({
  ...config,
  application_name: 'portevoix',
  connectionTimeoutMillis: connectWithinMs,
  keepAlive: true,
  types: { getTypeParser },
})

export async function openPool(
  connection: pg.ClientConfig,
  serverPid: number | null,
  leave: () => Promise<void>,
  numberKeyFile?: string,
): Promise<Database> {
  const pool = new pg.Pool({ ...connection, max: connectionsMax })
  // An idle connection was lost: the pool makes a new one; who is in a query gets the error there.
  pool.on('error', () => undefined)
  const tenants = tenantConnections(connection)
  let closed: Promise<void> | undefined
  const close = async (): Promise<void> => {
    // A query that hangs must not keep the program: the server ends it when it stops.
    await Promise.race([
      Promise.all([pool.end(), tenants.end()]),
      pause(closedWithinMs, undefined, { ref: false }),
    ])
    await leave()
  }
  let numberKey: NumberKey
  try {
    await migrate(connection)
    numberKey = await openNumberKey(pool, numberKeyFile)
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    pool,
    tenantPool: tenants.pool,
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    connection,
    serverPid,
    numberKey,
    close: () => {
      closed ??= close()
      return closed
    },
  }
}

function tenantConnections(connection: pg.ClientConfig) {
  let made: pg.Pool | undefined
  const pool = (): pg.Pool => {
    if (made) return made
    const options = [connection.options ?? '', tenantOptions].join(' ').trim()
    made = new pg.Pool({ ...connection, options, max: connectionsMax })
    made.on('error', () => undefined)
    return made
  }
  return { pool, end: async (): Promise<void> => made?.end() }
}

async function refuseUnusable(connection: pg.ClientConfig): Promise<void> {
  let client: pg.Client | undefined
  try {
    client = new pg.Client(connection)
    await client.connect()
    const { rows } = await client.query('show server_version_num')
    refuseOldServer(Number(rows[0]?.server_version_num))
  } catch (error) {
    throw connectionFailure(error)
  } finally {
    await client?.end().catch(() => undefined)
  }
}

export function refuseOldServer(version: number): void {
  if (version >= oldestServer) return
  throw new Failure(
    'store',
    `DATABASE_URL leads to PostgreSQL ${Math.floor(version / 10_000)}; Portevoix needs 15 or newer.`,
    { measured: String(version), limit: String(oldestServer) },
  )
}

const int8 = 20
const date = 1082

function getTypeParser(oid: number, format?: string): (value: string) => unknown {
  if (oid === int8) return Number
  if (oid === date) return String
  return pg.types.getTypeParser(oid, format as 'text')
}
