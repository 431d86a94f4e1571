/** Webhooks on PostgreSQL and over real HTTP: what is told, to whom, signed, tried again, and given up. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { practiceClock } from '../../src/base/clock.ts'
import { type EpochMs, epochMs, hours, type Ms, ms } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import {
  addWebhook,
  listDeliveries,
  listWebhooks,
  redeliver,
} from '../../src/store/postgres/webhooks.ts'
import { webhookKinds } from '../../src/webhooks/kinds.ts'
import { failingForMs, failuresMax, pausesMs, triesMax } from '../../src/webhooks/retry.ts'
import type { Post, Posted } from '../../src/webhooks/send.ts'
import { isSigned, signatureHeader } from '../../src/webhooks/signature.ts'
import { startWebhookWorker, type WebhookWorker } from '../../src/webhooks/worker.ts'
import { openTestDatabase } from '../support/database.ts'
import { at, callSome, ended, numberOf, singles, startCampaign } from '../support/dialling.ts'

const today: EpochMs = epochMs(Date.UTC(2026, 10, 28, 12))

interface World {
  readonly database: Database
  readonly sent: Post[]
  readonly worker: WebhookWorker
  later(duration: Ms): void
  /** What the receiver answers from now on. */
  answer(posted: Posted): void
}

async function openWorld(context: TestContext): Promise<World> {
  const database = await openTestDatabase()
  const clock = practiceClock(today)
  const sent: Post[] = []
  const answers = { now: { status: 200, trouble: null } as Posted }
  const worker = startWebhookWorker({
    ...{ system: database, clock, privateNetworks: false },
    failed: (error) => assert.fail(String(error)),
    send: async (post) => {
      sent.push(post)
      return answers.now
    },
  })
  // Its own rhythm ends here: the test says when it looks.
  await worker.close()
  context.after(() => database.close())
  return {
    ...{ database, sent, worker },
    answer: (posted) => {
      answers.now = posted
    },
    later: (duration) => clock.jump(duration),
  }
}

const addOne = (database: Database, kinds: readonly string[] = webhookKinds) =>
  addWebhook(
    ...([database, 1] as const),
    { url: 'https://hooks.example/pv', kinds, ofChildren: false, by: 'tester' },
    today,
  )

const logOf = (database: Database, webhook = 1) =>
  listDeliveries(database, [1, webhook], { before: null, limit: 100, state: null })

test('webhooks: ended attempts, objections and moves are told in the SqlTransaction that makes them', async (context) => {
  const { database } = await openWorld(context)
  const store = postgresStore(database, 'tester')
  const campaign = await startCampaign(database, store, singles(3))
  await addOne(database)
  const [first, second] = await callSome(store, campaign, 2)
  assert.ok(first && second)
  assert.deepEqual(await logOf(database), [])
  await store.suppress(first, 'key 9', at(20))
  await store.endAttempts([ended(first, 'objected'), ended(second, 'noAnswer')])
  await store.moveCampaign(campaign, 'running', 'paused', 'a break', at(30))
  const told = (await logOf(database)).reverse().map(({ kind, about }) => [kind, about])
  assert.deepEqual(
    told.map(([kind]) => kind),
    ['objection.recorded', 'attempt.ended', 'attempt.ended', 'campaign.moved'],
  )
  const [, objection] = told[0] ?? []
  const { attempt, scopes } = objection as Record<string, unknown>
  assert.deepEqual([attempt, scopes], [first, ['controller', 'organisation']])
  const ends = told.slice(1, 3).map(([, about]) => about as Record<string, unknown>)
  assert.deepEqual(ends.map(({ outcome }) => outcome).sort(), ['noAnswer', 'objected'])
  assert.ok(ends.every(({ number }) => /^06 39 98 •• \d\d$/.test(String(number))))
  const [, moved] = told[3] ?? []
  assert.deepEqual(
    [(moved as Record<string, unknown>)['from'], (moved as Record<string, unknown>)['to']],
    ['running', 'paused'],
  )
  await store.close()
})

test('webhooks: an attempt is told once, whatever is written to it afterwards', async (context) => {
  const { database } = await openWorld(context)
  const store = postgresStore(database, 'tester')
  const campaign = await startCampaign(database, store, singles(1))
  await addOne(database, ['attempt.ended'])
  const [only] = await callSome(store, campaign, 2)
  assert.ok(only)
  await store.endAttempts([ended(only, 'heardToEnd')])
  await store.endAttempts([ended(only, 'heardToEnd')])
  await database.pool.query(`update attempt set barred = 'person'`)
  assert.equal((await logOf(database)).length, 1)
  await store.close()
})

test('webhooks: a provider that asked for it is told of its cities, and which; who did not ask, and a sibling, are not', async (context) => {
  const { database, worker, sent } = await openWorld(context)
  const store = postgresStore(database, 'tester')
  const campaign = await startCampaign(database, store, singles(2))
  // A provider above the organisation of this campaign, and a sister city.
  await database.pool.query(`insert into organisation (id, name, parent_id) overriding system value
    values (0, 'Prestataire', null), (7, 'Ville sœur', 0)`)
  await database.pool.query('update organisation set parent_id = 0 where id = 1')
  const url = 'https://hooks.example/pv'
  const hook = (organisation: number, ofChildren: boolean) =>
    addWebhook(
      database,
      organisation,
      { url, kinds: webhookKinds, ofChildren, by: 'tester' },
      today,
    )
  const told = await hook(0, true)
  for (const other of [await hook(0, false), await hook(7, true)]) {
    assert.equal((await logOf(database, other.webhook.id)).length, 0)
  }
  const [first] = await callSome(store, campaign, 2)
  assert.ok(first)
  await store.suppress(first, 'key 9', at(20))
  await store.endAttempts([ended(first, 'objected')])
  await store.moveCampaign(campaign, 'running', 'paused', 'a break', at(30))
  const others = 'select from webhook_delivery where webhook_id <> $1'
  assert.equal((await database.pool.query(others, [told.webhook.id])).rowCount, 0)
  const question = { before: null, limit: 100, state: null }
  const log = await listDeliveries(database, [0, told.webhook.id], question)
  assert.deepEqual(
    log.reverse().map(({ kind, organisation }) => [kind, organisation]),
    [
      ['objection.recorded', 1],
      ['attempt.ended', 1],
      ['campaign.moved', 1],
    ],
  )
  await worker.deliverDue()
  assert.deepEqual(
    sent.map(({ body }) => JSON.parse(body).organisation),
    [1, 1, 1].slice(0, sent.length),
  )
  assert.ok(sent.length > 0)
  await store.close()
})

test('webhooks: only what was subscribed to is told, and nothing to one that is switched off', async (context) => {
  const { database } = await openWorld(context)
  const store = postgresStore(database, 'tester')
  await addOne(database, ['rights.opened'])
  await database.pool.query(`update webhook set disabled_at = 1, disabled_why = 'off'`)
  await addOne(database, ['objection.recorded'])
  await store.addSuppression(numberOf(7), {
    reason: 'web',
    scope: 'organisation',
    at: today,
  } as never)
  assert.equal((await logOf(database, 1)).length, 0)
  assert.equal((await logOf(database, 2)).length, 1)
  await store.close()
})

test('webhooks: a failed delivery is tried again after each pause, then given up; a person may send it again', async (context) => {
  const world = await openWorld(context)
  const { database, worker, sent } = world
  await addOne(database)
  await told(database)
  world.answer({ status: 503, trouble: 'The receiver answered 503.' })
  for (const [index, pause] of [...pausesMs, ms(0)].entries()) {
    assert.equal(await worker.deliverDue(), 1, `try ${index + 1}`)
    assert.equal(await worker.deliverDue(), 0)
    if (index < pausesMs.length) {
      world.later(ms(pause - 1000))
      assert.equal(await worker.deliverDue(), 0, `before try ${index + 2}`)
    }
    // What the receiver is spared after several failures may be longer than the first pauses.
    world.later(ms(1000))
    await database.pool.query('update webhook set quiet_until = 0')
  }
  const [delivery] = await logOf(database)
  assert.deepEqual(
    [delivery?.state, delivery?.tries, delivery?.status, sent.length],
    ['failed', triesMax, 503, triesMax],
  )
  assert.equal(new Set(sent.map(({ body }) => body)).size, 1)
  world.answer({ status: 204, trouble: null })
  await redeliver(database, [1, 1, delivery?.id ?? 0])
  assert.equal(await worker.deliverDue(), 1)
  assert.equal((await logOf(database))[0]?.state, 'delivered')
  assert.equal((await listWebhooks(database, 1))[0]?.failures, 0)
})

for (const [failures, hoursAgo, disabled] of [
  [failuresMax - 2, 25, false],
  [failuresMax - 1, 25, true],
  [failuresMax, 25, true],
  [failuresMax, 23, false],
] as const) {
  test(`webhooks: after ${failures + 1} failures in a row for ${hoursAgo} h it is ${disabled ? 'switched off' : 'kept'}`, async (context) => {
    const world = await openWorld(context)
    const { database, worker } = world
    await addOne(database)
    await told(database)
    await database.pool.query('update webhook set failures = $1, failing_since = $2', [
      failures,
      today - hours(hoursAgo),
    ])
    world.answer({ status: 500, trouble: 'The receiver answered 500.' })
    await worker.deliverDue()
    const [webhook] = await listWebhooks(database, 1)
    assert.equal(webhook?.disabledAt !== null, disabled)
    if (disabled) assert.match(webhook?.disabledWhy ?? '', /in a row failed.*answered 500/)
    assert.ok(failingForMs === hours(24))
  })
}

test('webhooks: a receiver that fails is spared, and the backlog of one hides nobody else’s', async (context) => {
  const world = await openWorld(context)
  const { database, worker, sent } = world
  await addOne(database)
  for (let each = 0; each < 30; each += 1) await told(database)
  await addOne(database)
  await told(database)
  world.answer({ status: null, trouble: 'Nobody listens at this address.' })
  await worker.deliverDue()
  assert.deepEqual(
    sent.map(({ delivery }) => delivery),
    [1, 2, 31],
  )
  for (let each = 0; each < 3; each += 1) await worker.deliverDue()
  const before = sent.length
  await worker.deliverDue()
  assert.equal(sent.length, before, 'nothing while it is quiet')
})

test('webhooks: what a worker took and never finished is sent again by another', async (context) => {
  const world = await openWorld(context)
  const { database, worker, sent } = world
  await addOne(database)
  await told(database)
  await database.pool.query(`update webhook_delivery set state = 'sending', due_at = $1`, [
    today + 5_000,
  ])
  assert.equal(await worker.deliverDue(), 0)
  world.later(ms(10_000))
  assert.equal(await worker.deliverDue(), 1)
  assert.equal(sent.length, 1)
})

test('webhooks: over HTTP the body is signed, no redirect is followed, a slow answer counts as none', async (context) => {
  const { database } = await openWorld(context)
  const asked: { readonly headers: http.IncomingHttpHeaders; readonly body: string }[] = []
  const receiver = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      if (asked.length === 1) response.writeHead(302, { location: '/elsewhere' }).end()
      else response.writeHead(200).end('thanks')
    })
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  context.after(() => receiver.close())
  const { port } = receiver.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/hook`
  const { secret } = await addWebhook(
    database,
    1,
    { url, kinds: ['campaign.moved'], ofChildren: false, by: 'x' },
    today,
  )
  await told(database)
  const clock = practiceClock(today)
  const worker = startWebhookWorker({
    ...{ system: database, clock, privateNetworks: false },
    failed: (error) => assert.fail(String(error)),
  })
  await worker.close()
  if (asked.length === 0) await worker.deliverDue()
  assert.match((await logOf(database))[0]?.trouble ?? '', /sends elsewhere \(302\)/)
  clock.jump(ms(11_000))
  await worker.deliverDue()
  assert.equal((await logOf(database))[0]?.state, 'delivered')
  assert.equal(asked.length, 2)
  const [, second] = asked
  const signature = String(second?.headers[signatureHeader])
  assert.ok(isSigned(secret, second?.body ?? '', signature, clock.epoch()))
  assert.equal(isSigned(secret, `${second?.body} `, signature, clock.epoch()), false)
  assert.equal(isSigned('whsec_other', second?.body ?? '', signature, clock.epoch()), false)
  assert.equal(second?.headers['portevoix-delivery'], '1')
})

/** One delivery to each webhook there is. */
async function told({ pool }: Database): Promise<void> {
  await pool.query(
    `insert into webhook_delivery (webhook_id, organisation_id, kind, happened_at, about)
     select id, 1, 'campaign.moved', $1, '{"campaign": "c1"}' from webhook order by id desc limit 1`,
    [today],
  )
}
