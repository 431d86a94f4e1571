/**
 * Brings a database to the shape this program needs: migrations/NNNN_reason.sql in order, forward
 * only, each one SqlTransaction, recorded with its hash, by one process at a time.
 */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { realClock } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { seconds } from '../../base/units.ts'
import { advisoryLocks } from './advisoryLocks.ts'
import { connectionFailure } from './failures.ts'

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** Longer than any migration of another process that may be under way. */
const lockWithinMs = seconds(120)

export function shippedMigrations(
  folder = path.join(import.meta.dirname, '..', '..', '..', 'migrations'),
): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[\w-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name), 'utf8')
      const sha256 = createHash('sha256').update(sql).digest('hex')
      return { number: Number(name.slice(0, 4)), name, sql, sha256 }
    })
}

export async function migrate(
  connection: pg.ClientConfig,
  migrations = shippedMigrations(),
): Promise<void> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw connectionFailure(error)
  }
  try {
    await takeMigrationLock(client)
    await applyMissing(client, migrations)
  } finally {
    // Ends the session and with it the lock.
    await client.end()
  }
}

async function takeMigrationLock(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout to ${lockWithinMs}`)
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.migrate])
  } catch (error) {
    throw new Failure(
      'busy',
      `Another process has been changing the database's tables for ${lockWithinMs / 1000} s ` +
        `(${(error as Error).message}): wait for it or stop it.`,
    )
  }
  await client.query('set lock_timeout to 0')
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(
    `create table if not exists migration (
       number int primary key, name text not null, sha256 text not null, applied_at bigint not null)`,
  )
  const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
    'select number, name, sha256 from migration order by number',
  )
  for (const applied of rows) {
    const shipped = migrations.find(({ number }) => number === applied.number)
    if (!shipped) {
      throw new Failure(
        'store',
        `The database is newer than this program (it has ${applied.name}): update Portevoix.`,
      )
    }
    if (shipped.sha256 !== applied.sha256) {
      throw new Failure(
        'store',
        `migrations/${shipped.name} was changed after it had been applied to this database: put the ` +
          'file back as it was and write a new migration.',
        { measured: shipped.sha256, limit: applied.sha256 },
      )
    }
  }
  for (const migration of migrations.slice(rows.length)) await apply(client, migration)
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const { number, name, sql, sha256 } = migration
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migration values ($1, $2, $3, $4)', [
      number,
      name,
      sha256,
      realClock.epoch(),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Failure(
      'store',
      `migrations/${name} could not be applied (${(error as Error).message}); nothing was changed.`,
    )
  }
}
