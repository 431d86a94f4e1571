/**
 * One SqlTransaction around some work, and named statements (planned once per connection). Nothing
 * outside the database is ever called inside one.
 */
import type pg from 'pg'
import { asDatabaseFailure, codeOf } from './failures.ts'

export interface Statement {
  readonly name: string
  readonly text: string
}

export type SqlClient = pg.Pool | pg.PoolClient | pg.Client

/** SQLSTATE: deadlock_detected, serialization_failure. The work was rolled back and may be repeated. */
const repeatable = ['40P01', '40001']
const triesMax = 4

/**
 * Tables that grow from nothing to millions within the hour have no statistics worth the name: left
 * alone the planner reads all attempts to end ten. Statements of the dialling touch a few rows by key.
 */
const byIndex =
  'set local enable_seqscan to off; set local enable_hashjoin to off; set local enable_mergejoin to off'

export interface SqlTransactionOptions {
  /** false: the work reads whole tables, and the planner chooses how. */
  readonly fewRows?: boolean
  /** false: what is lost by a crash of the server is found again by `recover` (leases). */
  readonly durable?: boolean
}

export async function inSqlTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  { durable = true, fewRows = true }: SqlTransactionOptions = {},
): Promise<Result> {
  const begin = [
    'begin',
    ...(fewRows ? [byIndex] : []),
    ...(durable ? [] : ['set local synchronous_commit to off']),
  ].join('; ')
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inOneTry(pool, work, begin)
    } catch (error) {
      const code = error instanceof Error ? codeOf(error) : undefined
      if (attempt >= triesMax || !code || !repeatable.includes(code)) throw error
    }
  }
}

export async function rowsOf<Row extends object>(
  client: SqlClient,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  return (await client.query<Row>({ name, text, values: [...values] })).rows
}

/** For work that cannot be repeated. A database that is away or full is a Failure. */
export async function inOneTry<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin = 'begin',
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  // While it is ours the pool does not listen: a connection that breaks between two statements would
  // end the process. The next statement fails.
  const onBroken = (error: Error): void => {
    broken ??= error
  }
  client.on('error', onBroken)
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    // Why it broke says more than that it is broken.
    const why = broken ?? error
    await client.query('rollback').catch((rollbackError: Error) => {
      broken ??= rollbackError
    })
    throw asDatabaseFailure(why)
  } finally {
    client.off('error', onBroken)
    // A connection that could not even roll back is thrown away.
    client.release(broken)
  }
}
