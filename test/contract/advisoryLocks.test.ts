/** Advisory locks: strangers never wait for each other. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { advisoryLockClasses, advisoryLocks } from '../../src/store/postgres/advisoryLocks.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { holdTask } from '../../src/store/postgres/tasks.ts'
import { openTestDatabase } from '../support/database.ts'
import { at, leaseFor, singles, startCampaign } from '../support/dialling.ts'

const migration = path.join(import.meta.dirname, '../../migrations/0018_half_a_million.sql')

test('advisory locks: no two have one number, and the migration says the number of this list', () => {
  for (const locks of [advisoryLocks, advisoryLockClasses]) {
    const numbers = Object.values(locks)
    assert.equal(new Set(numbers).size, numbers.length)
  }
  const said = [...readFileSync(migration, 'utf8').matchAll(/advisory_xact_lock\w*\((\d+)\)/g)]
  assert.deepEqual(
    said.map(([, number]) => Number(number)),
    [advisoryLocks.forgetting, advisoryLocks.forgetting],
  )
})

test('advisory locks: a task whose number is that of an organisation does not keep it from calling', async () => {
  const database = await openTestDatabase()
  const store = postgresStore(database, 'tester')
  const worker = await database.pool.connect()
  try {
    const id = await startCampaign(database, store, singles(2))
    const { organisation } = await store.campaign(id)
    assert.ok(await holdTask(worker, Number(organisation)))
    assert.equal((await store.lease(id, 1, at(20), leaseFor)).length, 1)
  } finally {
    worker.release()
    await store.close()
    await database.close()
  }
})
