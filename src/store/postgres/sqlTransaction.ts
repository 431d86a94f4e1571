/**
 * One SqlTransaction around some work, and named statements (planned once per connection). Nothing
 * outside the database is ever called inside one.
 */
import type pg from 'pg'
import { codeOf } from './failures.ts'

export interface Statement {
  readonly name: string
  readonly text: string
}

export type SqlClient = pg.Pool | pg.PoolClient | pg.Client

/** SQLSTATE: deadlock_detected, serialization_failure. The work was rolled back and may be repeated. */
const repeatable = ['40P01', '40001']
const triesMax = 4

export interface SqlTransactionOptions {
  /** false: what is lost by a crash of the server is found again by `recover` (leases). */
  readonly durable?: boolean
}

export async function inSqlTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  { durable = true }: SqlTransactionOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, work, durable)
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

async function once<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  durable: boolean,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(durable ? 'begin' : 'begin; set local synchronous_commit to off')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    // A connection that could not even roll back is thrown away.
    client.release(broken)
  }
}
