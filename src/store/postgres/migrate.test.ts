import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { openTestDatabase } from '../../../test/support/database.ts'
import { Failure } from '../../base/failure.ts'
import { type Migration, migrate, shippedMigrations } from './migrate.ts'

const last = shippedMigrations().length
function next(sql: string, number = last + 1): Migration {
  const sha256 = createHash('sha256').update(sql).digest('hex')
  return { number, name: `${String(number).padStart(4, '0')}_test.sql`, sql, sha256 }
}
const failure = (says: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === 'store' && says.test(error.message)

test('migrations: each is applied once, by whichever process is first', async () => {
  const database = await openTestDatabase()
  const all = [...shippedMigrations(), next('create table once (id int)')]
  try {
    await Promise.all(Array.from({ length: 4 }, () => migrate(database.connection, all)))
    const { rows } = await database.pool.query(
      'select number, sha256 from migration order by number',
    )
    assert.deepEqual(
      rows,
      all.map(({ number, sha256 }) => ({ number, sha256 })),
    )
  } finally {
    await database.close()
  }
})

test('migrations: one that fails changes nothing; the files shipped are numbered without a gap', async () => {
  const database = await openTestDatabase()
  try {
    const broken = next('create table half (id int); select wrong')
    const tried = migrate(database.connection, [...shippedMigrations(), broken])
    await assert.rejects(tried, failure(/_test\.sql could not be applied .* nothing was changed/))
    const { rows } = await database.pool.query(`select to_regclass('half') as half`)
    assert.equal(rows[0].half, null)
    await migrate(database.connection)
    assert.deepEqual(
      shippedMigrations().map(({ number }) => number),
      Array.from({ length: last }, (_, index) => index + 1),
    )
  } finally {
    await database.close()
  }
})

test('migrations: a changed file and a database newer than the program are refused', async () => {
  const database = await openTestDatabase()
  try {
    const [first, ...rest] = shippedMigrations()
    assert.ok(first)
    const changed = migrate(database.connection, [{ ...first, sha256: 'other' }, ...rest])
    await assert.rejects(changed, failure(/0001_contacts\.sql was changed after/))
    await migrate(database.connection, [first, ...rest, next('select 1')])
    await assert.rejects(migrate(database.connection), failure(/newer than this program/))
  } finally {
    await database.close()
  }
})
