/** Requests that create something, repeated: by a double click, by a lost answer, by two at once. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { hours, ms } from '../../src/base/units.ts'
import { keySignsMax, keySignsMin } from '../../src/http/api/idempotency.ts'
import {
  answersKeptFor,
  purgeRequests,
  takeRequest,
  workedOnAtMost,
} from '../../src/store/postgres/idempotency.ts'
import { type ApiBrowser, openApiWorld } from '../support/apiWorld.ts'

const path = '/organisations/1/keys'
const aKey = { name: 'crm', scopes: ['team.read'] }
const create = (browser: ApiBrowser, key: string, body: unknown = aKey) =>
  browser.post(path, body, { 'idempotency-key': key })
const made = async (browser: ApiBrowser): Promise<number> =>
  (await browser.get(path)).json.items.length

test('idempotency: the same request with the same key is done once and answers the same, secrets too', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  const key = randomUUID()
  const first = await create(browser, key)
  const second = await create(browser, key)
  assert.deepEqual([first.status, second.status], [201, 201])
  assert.deepEqual(second.json, first.json)
  assert.equal(first.headers['idempotency-replayed'], undefined)
  assert.equal(second.headers['idempotency-replayed'], 'true')
  // The order of members is nobody's meaning.
  const turned = await create(browser, key, { scopes: aKey.scopes, name: aKey.name })
  assert.deepEqual(turned.json, first.json)
  assert.equal(await made(browser), 1)
  const { rows } = await world.database.pool.query('select * from idempotent_request')
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(first.json.secret))
})

test('idempotency: twenty at once do it once, and all of them get its answer', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 20 }, () => create(browser, key)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
  assert.equal(new Set(answers.map(({ json }) => json.secret)).size, 1)
  assert.equal(await made(browser), 1)
})

test('idempotency: another request with the same key is refused; another caller’s key is another key', async (t) => {
  const world = await openApiWorld(t)
  const [browser, other] = [await world.person('owner'), await world.person('owner')]
  const key = randomUUID()
  await create(browser, key)
  const answer = await create(browser, key, { ...aKey, name: 'other' })
  assert.deepEqual([answer.status, answer.json.code], [409, 'conflict'])
  const elsewhere = await create(other, key)
  assert.equal(elsewhere.headers['idempotency-replayed'], undefined)
  assert.equal(await made(browser), 2)
})

test('idempotency: what failed was not done, and may be tried again with the same key', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  const key = randomUUID()
  const past = { ...aKey, expiresAt: '2020-01-01T00:00:00.000Z' }
  assert.equal((await create(browser, key, past)).status, 400)
  assert.equal((await create(browser, key)).status, 201)
})

test('idempotency: a key is 16 to 200 printable signs', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  for (const [signs, status] of [
    [keySignsMin - 1, 400],
    [keySignsMin, 201],
    [keySignsMax, 201],
    [keySignsMax + 1, 400],
  ] as const) {
    assert.equal((await create(browser, 'k'.repeat(signs))).status, status, `${signs} signs`)
  }
  assert.equal((await create(browser, 'with a space in the key')).status, 400)
})

test('idempotency: an answer is kept for a day, and a worker that died is replaced', async (t) => {
  const world = await openApiWorld(t)
  const { database, clock } = world
  const request = { scope: 's', key: randomUUID(), requestHash: Buffer.alloc(32, 1) }
  const taken = async (): Promise<string> =>
    (await takeRequest(database, request, clock.epoch())).is
  assert.equal(await taken(), 'ours')
  clock.jump(ms(workedOnAtMost - 1_000))
  assert.equal(await taken(), 'running')
  clock.jump(ms(1_000))
  assert.equal(await taken(), 'ours')
  clock.jump(ms(answersKeptFor - 1_000))
  await purgeRequests(database, clock.epoch())
  const count = async (): Promise<number> =>
    (await database.pool.query('select 1 from idempotent_request')).rows.length
  assert.equal(await count(), 1)
  clock.jump(ms(hours(1)))
  await purgeRequests(database, clock.epoch())
  assert.equal(await count(), 0)
})
