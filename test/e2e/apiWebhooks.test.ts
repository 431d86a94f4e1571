/** Webhooks over the API: addresses, the key shown once, a test that arrives signed, and nobody else's. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { webhooksMax } from '../../src/store/postgres/webhooks.ts'
import { isSigned, signatureHeader } from '../../src/webhooks/signature.ts'
import { openApiWorld } from '../support/apiWorld.ts'

const home = '/organisations/1/webhooks'
const kinds = ['objection.recorded']

interface Received {
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

async function receiver(t: TestContext): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    response.writeHead(204).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received }
}

test('webhooks API: the key is shown once, a test arrives signed, and the log says so', async (t) => {
  const world = await openApiWorld(t)
  const { url, received } = await receiver(t)
  const browser = await world.person('owner')
  const made = await browser.post(home, { url, kinds })
  assert.equal(made.status, 201, made.body)
  const { secret, webhook } = made.json
  assert.doesNotMatch((await browser.get(home)).body, new RegExp(secret))
  assert.equal((await browser.post(`${home}/${webhook.id}/test`, {})).status, 202)
  for (let waited = 0; received.length === 0 && waited < 10_000; waited += 50) await pause(50)
  const [first] = received
  const signature = String(first?.headers[signatureHeader])
  assert.ok(isSigned(secret, first?.body ?? '', signature, world.clock.epoch()))
  const log = async () => (await browser.get(`${home}/${webhook.id}/deliveries`)).json.items
  for (let waited = 0; (await log())[0].state !== 'delivered'; waited += 50) {
    assert.ok(waited < 10_000)
    await pause(50)
  }
  const renewed = await browser.ask('POST', `${home}/${webhook.id}/secret`)
  assert.notEqual(renewed.json.secret, secret)
  const off = await browser.ask('PATCH', `${home}/${webhook.id}`, { body: { enabled: false } })
  assert.deepEqual([off.json.enabled, /Switched off by/.test(off.json.disabledWhy)], [false, true])
  const on = await browser.ask('PATCH', `${home}/${webhook.id}`, { body: { enabled: true } })
  assert.equal(on.json.enabled, true)
})

test('webhooks API: addresses inside a network are refused, this machine only in practice', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  for (const url of [
    'https://10.0.0.1/',
    'http://hooks.example/',
    'https://169.254.169.254/',
    'x',
  ]) {
    const { status, json } = await browser.post(home, { url, kinds })
    assert.deepEqual([status, json.fields?.[0]?.field], [400, 'url'], url)
  }
  const own = { url: 'http://127.0.0.1:9/', kinds }
  assert.equal((await browser.post(home, own)).status, 201)
  await world.database.pool.query(`update organisation set mode = 'production' where id = 1`)
  assert.equal((await browser.post(home, own)).status, 400)
})

test('webhooks API: so many for an organisation, and none of another organisation’s', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  const url = 'https://hooks.example/pv'
  for (let each = 1; each <= webhooksMax; each += 1) {
    assert.equal((await browser.post(home, { url, kinds })).status, 201, `webhook ${each}`)
  }
  const more = await browser.post(home, { url, kinds })
  assert.deepEqual([more.status, more.json.limit], [422, String(webhooksMax)])
  const actor = { is: 'system', name: 'tester' } as const
  const now = world.clock.epoch()
  const city = await world.access.createOrganisation(1, { name: 'Ville', rules: {} }, actor, now)
  const other = await world.person('owner', city.id)
  const theirs = `/organisations/${city.id}/webhooks`
  assert.deepEqual((await other.get(theirs)).json.items, [])
  for (const [method, path] of [
    ['GET', `${theirs}/1/deliveries`],
    ['PATCH', `${theirs}/1`],
    ['DELETE', `${theirs}/1`],
    ['POST', `${theirs}/1/test`],
    ['POST', `${theirs}/1/secret`],
  ] as const) {
    const answer = await other.ask(method, path, method === 'PATCH' ? { body: {} } : {})
    assert.equal(answer.status, 404, `${method} ${path}`)
  }
  assert.equal((await (await world.person('observer')).get(home)).status, 403)
})
