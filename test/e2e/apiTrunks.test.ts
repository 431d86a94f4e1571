/** Trunks, own phones and test calls over the API, over real SIP and RTP of the practice carrier. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { E164 } from '../../src/base/units.ts'
import { ensurePracticeTrunk } from '../../src/engine/campaigns.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { tenantDatabase } from '../../src/store/tenant.ts'
import { type ApiBrowser, openApiWorld } from '../support/apiWorld.ts'
import { numberOf, tuesday } from '../support/dialling.ts'

const path = '/organisations/1/trunks'
const aTrunk = {
  ...{
    label: 'Opérateur principal',
    host: 'sip.operator.example',
    user: 'liste',
    password: 's3cret',
  },
  ...{ callsPerSecond: 20, concurrentCalls: 400, callerIds: ['01 63 00 12 34'] },
  price: { perMinuteMicroEuro: 9_000 },
}

async function trial(browser: ApiBrowser, trunk: string, body: object = {}) {
  const { status, json, body: text } = await browser.post(`${path}/${trunk}/test`, body)
  assert.equal(status, 202, text)
  for (let waited = 0; waited < 20_000; waited += 100) {
    const { json: task } = await browser.get(`/organisations/1/tasks/${json.id}`)
    if (task.state === 'done') return task.result
    assert.notEqual(task.state, 'failed', JSON.stringify(task.failure))
    await pause(100)
  }
  throw new Error('the test call did not end')
}

test('trunks: how an operator wants to be spoken to is kept; its private key is never told', async (t) => {
  const browser = await (await openApiWorld(t)).person('owner')
  const tls = { certificate: 'public', privateKey: 'pr1vate', serverName: 'sip.example' }
  const profile = { network: { transport: 'tls', tls }, numbers: { called: 'national' } }
  const group = { route: 'paris', priority: 5, weight: 3 }
  const added = await browser.post(path, { ...aTrunk, ...group, profile })
  assert.equal(added.status, 201, added.body)
  const { id } = added.json
  assert.deepEqual(
    [added.json.route, added.json.priority, added.json.weight, added.json.hasPrivateKey],
    ['paris', 5, 3, true],
  )
  assert.deepEqual(
    [added.json.profile.network.transport, added.json.profile.numbers.called],
    ['tls', 'national'],
  )
  assert.equal(added.json.profile.signalling.optionsEveryS, 30, 'what is left out has its default')
  assert.doesNotMatch((await browser.get(path)).body, /pr1vate/)
  const patch = (body: object) => browser.ask('PATCH', `${path}/${id}`, { body })
  const shown = added.json.profile
  const kept = await patch({ profile: { ...shown, media: { ...shown.media, protection: 'sdes' } } })
  assert.deepEqual([kept.json.hasPrivateKey, kept.json.profile.media.protection], [true, 'sdes'])
  const half = await patch({ profile: { network: { tls: { certificate: 'another' } } } })
  assert.equal(half.status, 400, half.body)
  assert.equal(half.json.fields[0].field, 'profile.network.tls.privateKey')
  const unknown = await patch({ profile: { network: { transport: 'pigeon' } } })
  assert.equal(unknown.status, 400)
  const plain = await patch({ profile: {}, route: null })
  assert.deepEqual(
    [plain.json.hasPrivateKey, plain.json.route, plain.json.profile.network.transport],
    [false, null, 'udp'],
  )
})

test('trunks: one is added, changed and removed; its password is never told', async (t) => {
  const browser = await (await openApiWorld(t)).person('owner')
  const added = await browser.post(path, aTrunk)
  assert.equal(added.status, 201, added.body)
  const { id } = added.json
  assert.deepEqual(
    [added.json.kind, added.json.hasPassword, added.json.callerIds[0].shown, added.json.price],
    [
      ...['real', true, '01 63 00 12 34'],
      {
        ...{ perMinuteMicroEuro: 9_000, perCallMicroEuro: 0 },
        ...{ firstIncrementSeconds: 1, incrementSeconds: 1 },
      },
    ],
  )
  const kept = await browser.ask('PATCH', `${path}/${id}`, { body: { callsPerSecond: 5 } })
  assert.deepEqual([kept.json.callsPerSecond, kept.json.hasPassword], [5, true])
  const without = { user: '', password: '', price: null, callerIds: [] }
  const emptied = await browser.ask('PATCH', `${path}/${id}`, { body: without })
  assert.deepEqual(
    [emptied.json.user, emptied.json.hasPassword, emptied.json.price, emptied.json.callerIds],
    [null, false, null, []],
  )
  assert.doesNotMatch((await browser.get(path)).body, /s3cret/)
  assert.equal((await browser.ask('DELETE', `${path}/${id}`)).status, 204)
  assert.equal((await browser.get(path)).json.items.length, 0)
})

test('trunks: limits are whole numbers within what an operator grants, numbers are numbers', async (t) => {
  const browser = await (await openApiWorld(t)).person('owner')
  for (const [change, field] of [
    [{ callsPerSecond: 0 }, 'callsPerSecond'],
    [{ callsPerSecond: 1_001 }, 'callsPerSecond'],
    [{ concurrentCalls: 50_001 }, 'concurrentCalls'],
    [{ host: 'sip.example/../x' }, 'host'],
    [{ host: 'sip.example\r\nX: 1' }, 'host'],
    [{ user: 'a\r\nRoute: <sip:x>' }, 'user'],
    [{ port: 65_536 }, 'port'],
    [{ callerIds: ['not a number'] }, 'callerIds.0'],
  ] as const) {
    const { status, json } = await browser.post(path, { ...aTrunk, ...change })
    assert.deepEqual([status, json.fields?.[0]?.field], [400, field])
  }
})

test('trunks: one that a campaign uses stays, and a manager may look but not change', async (t) => {
  const world = await openApiWorld(t)
  const store = postgresStore(tenantDatabase(world.database, 1), 'tester')
  await ensurePracticeTrunk(store, '+33163001234' as E164)
  const [owner, manager] = [await world.person('owner'), await world.person('campaignManager')]
  const { id } = (await owner.get(path)).json.items[0]
  await world.database.pool.query(`
    insert into campaign (id, organisation_id, name, controller, purpose, trunk_id, caller_id, state,
      deadline, ring_timeout_ms, max_talk_ms, menu, retry, created_at)
    values ('c1', 1, 'C', 'L', 'other', '${id}', '+33163001234', 'draft', 1, 1, 1, '{}', '{}', 1)`)
  const answer = await owner.ask('DELETE', `${path}/${id}`)
  assert.deepEqual([answer.status, answer.json.code], [409, 'wrongState'])
  assert.equal((await manager.get(path)).json.items[0].campaigns, 1)
  assert.equal((await manager.ask('DELETE', `${path}/${id}`)).status, 403)
})

test('trunks: a test call over the practice carrier answers and says that it works', async (t) => {
  const world = await openApiWorld(t)
  const store = postgresStore(tenantDatabase(world.database, 1), 'tester')
  await ensurePracticeTrunk(store, '+33163001234' as E164)
  const browser = await world.person('owner')
  const { id } = (await browser.get(path)).json.items[0]
  const { diagnosis, call } = await trial(browser, id)
  // A machine that runs other tests beside may lose some of it, and then says so.
  assert.match(diagnosis.code, /^(works|lossyAudio|lateAudio)$/, JSON.stringify(call))
  assert.deepEqual([call.outcome, call.rtp.received > 0], ['heardToEnd', true])
})

test('trunks: a test call to an operator that is not there says so, and what to do', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  const lost = { ...aTrunk, host: 'no-such-host.invalid' }
  const { id } = (await browser.post(path, lost)).json
  const unknown = await browser.post(`${path}/${id}/test`, { phone: 'x' })
  assert.equal(unknown.json.fields[0].field, 'phone')
  const nobodys = { number: '01 62 00 12 34', label: 'Accueil' }
  assert.equal((await browser.post('/organisations/1/phones', nobodys)).status, 400)
  await world.store.addOwnPhone(numberOf(3), 'Accueil', tuesday)
  const own = (await browser.get('/organisations/1/phones')).json.items[0]
  assert.deepEqual([own.shown, own.label], ['06 39 98 •• 03', 'Accueil'])
  const { diagnosis, detail } = await trial(browser, id, { phone: own.id })
  assert.deepEqual([diagnosis.code, diagnosis.works], ['unreachable', false])
  assert.match(detail, /has no address/)
  assert.equal((await browser.ask('DELETE', `/organisations/1/phones/${own.id}`)).status, 204)
})

test('trunks: a fiction number is nobody’s phone', async (t) => {
  const browser = await (await openApiWorld(t)).person('owner')
  const fiction = { number: '06 39 98 12 34', label: 'Moi' }
  const answer = await browser.post('/organisations/1/phones', fiction)
  assert.deepEqual([answer.status, answer.json.code], [422, 'refused'])
})
