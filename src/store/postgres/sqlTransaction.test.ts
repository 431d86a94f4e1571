import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openTestDatabase } from '../../../test/support/database.ts'
import { Failure } from '../../base/failure.ts'
import { inSqlTransaction, type SqlClient } from './sqlTransaction.ts'

const stopped = (error: unknown): boolean =>
  error instanceof Failure && error.code === 'store' && /server was stopped/.test(error.message)

const pidOf = async (client: SqlClient): Promise<number> =>
  (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0

test('a connection that breaks between two statements is a Failure, and the process lives on', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  await db.pool.query('create table kept (n integer)')
  const between = inSqlTransaction(db.pool, async (client) => {
    await client.query('insert into kept values (1)')
    const broken = new Promise((resolve) => client.once('error', resolve))
    await db.pool.query('select pg_terminate_backend($1)', [await pidOf(client)])
    await broken
    await client.query('insert into kept values (2)')
  })
  await assert.rejects(between, stopped)
  const inside = inSqlTransaction(db.pool, async (client) => {
    const pid = await pidOf(client)
    const terminate = wait(20).then(() => db.pool.query('select pg_terminate_backend($1)', [pid]))
    // Together: the statement may fail before the one that terminated it has its answer.
    await Promise.all([client.query('select pg_sleep(60)'), terminate])
  })
  await assert.rejects(inside, stopped)
  assert.deepEqual((await db.pool.query('select n from kept')).rows, [])
  await inSqlTransaction(db.pool, (client) => client.query('insert into kept values (3)'))
  assert.deepEqual((await db.pool.query('select n from kept')).rows, [{ n: 3 }])
})
