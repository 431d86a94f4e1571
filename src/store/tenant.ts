/**
 * The database as one tenant sees it: every connection acts as the role portevoix_tenant, and row-level
 * security (migrations/0010_access.sql) lets it see the organisations named by a setting and write into
 * the first of them. All tenants share one pool beside the system's own; a connection is told whose it is
 * when it is taken, before its first statement, in one round trip, unless the last one who took it told it the same:
 * it never keeps another tenant's setting; told nothing, it sees nothing.
 *
 * Cost, measured on 2 cores with our own server over its socket: 0.07 to 0.14 ms each time a connection changes hands
 * (a look-up by key 0.21 ms instead of 0.13 ms), 2.2 ms while 50 calls a second are placed; nothing otherwise.
 */
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { assert } from '../base/assert.ts'
import type { Database } from './database.ts'
import { asDatabaseFailure } from './postgres/failures.ts'
import type { Tables } from './postgres/tables.ts'
import { actAsTenant, tenantOptions } from './postgres/tenantRole.ts'

/** Organisations that one roll-up reads: a provider with all its cities, many times over. */
export const reachMax = 10_000

/**
 * `reach`: what a roll-up reads beside `organisation`; it then writes nothing. Closing it closes nothing:
 * the connections are those of `system`.
 */
export function tenantDatabase(
  system: Database,
  organisation: number,
  reach: readonly number[] = [],
): Database {
  const seen = [...new Set([organisation, ...reach])]
  assert(
    seen.every((id) => Number.isSafeInteger(id) && id > 0),
    'organisations are numbered from 1',
  )
  assert(seen.length <= reachMax, `a roll-up reads at most ${reachMax} organisations`)
  const organisations = `{${seen.join(',')}}`
  const pool = actingFor(system.tenantPool(), [organisations, seen.length > 1 ? 'on' : 'off'])
  return {
    pool,
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    connection: {
      ...system.connection,
      options: [
        ...(system.connection.options === undefined ? [] : [system.connection.options]),
        ...[tenantOptions, `-c portevoix.organisations=${organisations}`],
        ...(seen.length > 1 ? ['-c default_transaction_read_only=on'] : []),
      ].join(' '),
    },
    serverPid: system.serverPid,
    numberKey: system.numberKey,
    tenantPool: () => {
      throw new Error('a tenant makes no other tenants')
    },
    close: async () => undefined,
  }
}

type Settings = readonly [organisations: string, readOnly: 'on' | 'off']

/** As text, so that it is one round trip without a prepared statement to look for. */
const actAs = ([organisations, readOnly]: Settings): string =>
  `${actAsTenant}; set portevoix.organisations to '${organisations}'; set default_transaction_read_only to ${readOnly}`

type Taken = (
  error: Error | undefined,
  client?: pg.PoolClient,
  done?: pg.PoolClient['release'],
) => void

/**
 * What each connection was told last. Only SET outside a SqlTransaction lasts, and only here is it said
 * (`asOwner` says SET LOCAL, which ends with its SqlTransaction).
 */
const toldTo = new WeakMap<pg.PoolClient, string>()

/**
 * The shared pool, with connections that are told whose they are as they are taken: `query` of the pool
 * takes them by `connect` too.
 */
function actingFor(shared: pg.Pool, settings: Settings): pg.Pool {
  const told = actAs(settings)
  const take = async (): Promise<pg.PoolClient> => {
    const client = await shared.connect().catch((error: unknown) => {
      throw asDatabaseFailure(error)
    })
    try {
      refuseOpenTransaction(client)
      if (toldTo.get(client) !== told) {
        toldTo.delete(client)
        await client.query(told)
        toldTo.set(client, told)
      }
      return client
    } catch (error) {
      // Whose it is now nobody knows: it is thrown away.
      client.release(error as Error)
      throw error
    }
  }
  const connect = (taken?: Taken): Promise<pg.PoolClient> | undefined => {
    if (!taken) return take()
    take().then(
      (client) => taken(undefined, client, client.release),
      (error: Error) => taken(error),
    )
    return undefined
  }
  return Object.create(shared, {
    connect: { value: connect },
    end: { value: async () => undefined },
  }) as pg.Pool
}

/** A setting made inside a SqlTransaction that somebody left open would go with it. */
function refuseOpenTransaction(client: pg.PoolClient): void {
  const status = (
    client as pg.PoolClient & { getTransactionStatus(): string | null }
  ).getTransactionStatus()
  assert(status === 'I', 'a connection is given back without an open SqlTransaction')
}
