import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { Failure } from '../../base/failure.ts'
import { openDatabase, refuseOldServer } from '../database.ts'
import { asDatabaseFailure } from './failures.ts'

const secret = 'tr0ub4dor'

test('database: an address that is not usable is one sentence, without the password', async () => {
  const addresses = [
    `postgres://ann:${secret}@localhost:1/db`,
    `postgres://ann:${secret}@no-such-host.invalid/db`,
    `postgres://ann:${secret}@localhost/db?host=%2Fnowhere`,
    `http//${secret}:not an address`,
    `postgres://ann:${secret}@localhost:99999999/db`,
  ]
  for (const url of addresses) {
    await assert.rejects(openDatabase({ url }), (error) => {
      assert.ok(error instanceof Failure, String(error))
      assert.equal(error.code, 'store')
      assert.doesNotMatch(`${error.message} ${error.stack}`, new RegExp(secret))
      return true
    })
  }
})

test('database: something else than PostgreSQL at the address is one sentence', async () => {
  const server = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  const url = `postgres://ann:${secret}@127.0.0.1:${address.port}/db`
  await assert.rejects(openDatabase({ url }), (error) => error instanceof Failure)
  await new Promise((resolve) => server.close(resolve))
})

test('database: a full disk is a failure people can mend; a bug stays what it is', () => {
  const full = Object.assign(new Error('could not extend file'), { code: '53100' })
  const told = asDatabaseFailure(full)
  assert.ok(told instanceof Failure && /disk of the database is full/.test(told.message))
  const bug = Object.assign(new Error('syntax error'), { code: '42601' })
  assert.equal(asDatabaseFailure(bug), bug)
})

test('database: PostgreSQL 15.0 is new enough, the last 14 is not', () => {
  assert.throws(() => refuseOldServer(149_999), /PostgreSQL 14; Portevoix needs 15/)
  refuseOldServer(150_000)
  refuseOldServer(150_001)
})
