/** Who rings back, on PostgreSQL: whom we called last, the row of each call, and objections that reach their calls. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { AttemptId, CampaignId, OrganisationId } from '../../src/base/ids.ts'
import { type E164, type EpochMs, ms } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { erasePerson } from '../../src/store/postgres/erasure.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { ringBackStore } from '../../src/store/postgres/ringBack.ts'
import { ringBackFigures, ringBackPage } from '../../src/store/postgres/ringBackLists.ts'
import { sealedObjection, unsealedObjection } from '../../src/store/ringBackJournal.ts'
import type {
  RingBackBegun,
  RingBackObjection,
  RingBackStore,
} from '../../src/store/ringBackStore.ts'
import type { Store } from '../../src/store/store.ts'
import {
  aCampaign,
  armRequest,
  aTrunk,
  at,
  callSome,
  ended,
  leaseFor,
  numberOf,
  runCampaign,
  startCampaign,
  tuesday,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

interface World {
  readonly database: Database
  readonly store: Store
  readonly ringBacks: RingBackStore
}

function onServer(name: string, work: (world: World) => Promise<void>): void {
  for (const server of storeServers) {
    test(`${server.name}: ringing back: ${name}`, async () => {
      const database = await server.open()
      const store = postgresStore(database, 'tester')
      try {
        await work({ database, store, ringBacks: ringBackStore(database) })
      } finally {
        await store.close()
        await database.close()
      }
    })
  }
}

const shown = aTrunk.callerIds[0]
const organisation = '1' as OrganisationId
const homes = [
  [1, 1],
  [2, 2],
] as const
const fresh = (): AttemptId => randomUUID() as string as AttemptId
const rung = (caller: E164 | null, called: E164 | null = shown) => ({
  ...{ attempt: fresh(), trunk: aTrunk.id, called, caller },
})
const objectionOf = (number: E164, change: Partial<RingBackObjection> = {}): RingBackObjection => ({
  ...{ attempt: fresh(), organisation, campaign: 'c1' as CampaignId, number },
  ...{ who: 'caller', rehearsed: null, at: at(100) },
  ...change,
})

/** Begins a call of this number; gives its id. */
async function begun(
  { ringBacks }: World,
  caller: E164 | null,
  change: Partial<RingBackBegun> = {},
): Promise<AttemptId> {
  const call = rung(caller)
  const found = await ringBacks.lookUp(call, at(90))
  assert.ok(found)
  const { lastCall } = found
  const campaign = lastCall?.campaign ?? null
  await ringBacks.begin({
    ...{ ...call, organisation, campaign, lastCall, says: 'message', because: null, at: at(90) },
    ...change,
  })
  return call.attempt
}

const endOf = (attempt: AttemptId, outcome: 'heardToEnd' | 'objected', endedAt: EpochMs) => ({
  ...{ attempt, outcome, answeredAt: at(91), endedAt, heardMs: ms(20_000), keys: '1' },
})

onServer(
  'whom we called last, by the number shown; nobody else',
  async ({ database, store, ringBacks }) => {
    await startCampaign(database, store, homes)
    const [first] = await store.lease('c1' as CampaignId, 1, tuesday, leaseFor)
    assert.ok(first)
    await store.arm([armRequest(first, at(1))])
    const attempt = (await database.pool.query('select id from attempt')).rows[0].id as AttemptId
    const found = await ringBacks.lookUp(rung(numberOf(0)), at(2))
    assert.equal(found?.lastCall?.attempt, attempt)
    assert.deepEqual(
      [found?.lastCall?.campaign, found?.lastCall?.insee, found?.objected],
      ['c1', '75056', false],
    )
    assert.equal((await ringBacks.lookUp(rung(numberOf(1)), at(2)))?.lastCall, null, 'never called')
    assert.equal((await ringBacks.lookUp(rung(null), at(2)))?.lastCall, null, 'hidden')
    const other = '+33163009999' as E164
    assert.equal((await ringBacks.lookUp(rung(numberOf(0), other), at(2)))?.lastCall, null)
    assert.equal(
      (await ringBacks.lookUp(rung(numberOf(0), null), at(2)))?.lastCall?.attempt,
      attempt,
    )
    // A call that never left rang nobody.
    await store.endAttempts([ended(attempt, 'notPlaced')])
    assert.equal((await ringBacks.lookUp(rung(numberOf(0)), at(2)))?.lastCall, null)
  },
)

onServer(
  'of two campaigns the one that called last; in public only the only one',
  async ({ database, store, ringBacks }) => {
    await startCampaign(database, store, homes)
    const publicOne = async () => (await ringBacks.lookUp(rung(null), at(2)))?.publicCampaign
    assert.equal(await publicOne(), 'c1')
    await callSome(store, 'c1' as CampaignId, 2, tuesday)
    await runCampaign(store, aCampaign('c2'))
    assert.equal(await publicOne(), null, 'two show this number')
    const [again] = await store.lease('c2' as CampaignId, 1, at(200), leaseFor)
    assert.ok(again)
    await store.arm([armRequest(again, at(200))])
    const last = await ringBacks.lookUp(rung(again.number), at(201))
    assert.equal(last?.lastCall?.campaign, 'c2')
    const [one, two] = [numberOf(0), numberOf(1)]
    const other = again.number === one ? two : one
    assert.equal((await ringBacks.lookUp(rung(other), at(201)))?.lastCall?.campaign, 'c1')
    assert.equal((await ringBacks.lookUp(rung(null), at(40_000)))?.publicCampaign, null, 'all over')
  },
)

onServer(
  'a row before it is answered, its end, counters; the number of a stranger nowhere',
  async (world) => {
    const { database, store, ringBacks } = world
    await startCampaign(database, store, homes)
    await callSome(store, 'c1' as CampaignId, 2, tuesday)
    const known = await begun(world, numberOf(0))
    const stranger = await begun(world, numberOf(77))
    const { rows } = await database.pool.query(
      `select contact_id is not null as held, caller_hash is not null as hashed, outcome
     from ring_back order by id`,
    )
    assert.deepEqual(rows, [
      { held: true, hashed: true, outcome: null },
      { held: false, hashed: false, outcome: null },
    ])
    await ringBacks.end([endOf(known, 'heardToEnd', at(120))])
    await ringBacks.end([endOf(known, 'objected', at(130))])
    const figures = await ringBackFigures(database, 'c1' as CampaignId)
    assert.deepEqual(figures, { calls: 1, heard: 1, objections: 0, refusedBusy: 0 })
    const open = () => ringBacks.forgetOpen([aTrunk.id], at(90))
    assert.equal(await open(), 0, 'not before the instant it began')
    assert.equal(await ringBacks.forgetOpen([aTrunk.id], at(91)), 1)
    const page = await ringBackPage(database, {
      campaign: 'c1' as CampaignId,
      before: null,
      limit: 10,
    })
    assert.deepEqual(
      page.rows.map(({ outcome, heardMs }) => [outcome, heardMs]),
      [['heardToEnd', 20_000]],
    )
    assert.ok(stranger)
  },
)

onServer('who subscribed is told of its end, once', async (world) => {
  const { database, store, ringBacks } = world
  await startCampaign(database, store, homes)
  await callSome(store, 'c1' as CampaignId, 2, tuesday)
  await database.pool.query(
    `insert into webhook (organisation_id, url, kinds, secret_sealed, created_at, created_by)
     values (1, 'https://receiver.example/', '{ringBack.ended}', '', 0, 'test')`,
  )
  const attempt = await begun(world, numberOf(0))
  await ringBacks.end([endOf(attempt, 'heardToEnd', at(120))])
  await ringBacks.end([endOf(attempt, 'heardToEnd', at(121))])
  const { rows } = await database.pool.query(
    `select kind, about->>'attempt' as attempt, about->>'outcome' as outcome from webhook_delivery`,
  )
  assert.deepEqual(rows, [{ kind: 'ringBack.ended', attempt, outcome: 'heardToEnd' }])
})

onServer('pages of a list, newest first, each once', async (world) => {
  const { database, store } = world
  await startCampaign(database, store, homes)
  await callSome(store, 'c1' as CampaignId, 2, tuesday)
  for (let n = 0; n < 5; n += 1) await begun(world, numberOf(n % 2))
  const seen: number[] = []
  let before: number | null = null
  do {
    const page = await ringBackPage(database, { campaign: 'c1' as CampaignId, before, limit: 2 })
    seen.push(...page.rows.map(({ id }) => id))
    before = page.next
  } while (before !== null)
  assert.deepEqual(
    seen,
    [...seen].sort((a, b) => b - a),
  )
  assert.equal(seen.length, 5)
})

onServer(
  'engaged: written together, counted for the only campaign that shows the number',
  async ({ database, store, ringBacks }) => {
    await startCampaign(database, store, homes)
    const calls = Array.from({ length: 1000 }, () => ({
      ...{ attempt: fresh(), trunk: aTrunk.id, called: shown, at: at(5) },
    }))
    await ringBacks.refuseBusy(calls)
    await ringBacks.refuseBusy(calls)
    const figures = await ringBackFigures(database, 'c1' as CampaignId)
    assert.deepEqual(figures, { calls: 0, heard: 0, objections: 0, refusedBusy: 1000 })
  },
)

onServer(
  'an objection: stored once, in the ledger, and calls that are armed are marked',
  async (world) => {
    const { database, store, ringBacks } = world
    await startCampaign(database, store, homes)
    const leased = await store.lease('c1' as CampaignId, 2, tuesday, leaseFor)
    await store.arm(leased.map((each) => armRequest(each)))
    const objection = objectionOf(numberOf(0), { attempt: await begun(world, numberOf(0)) })
    const receipt = await ringBacks.object(objection)
    assert.deepEqual(
      await ringBacks.object({ ...objection, at: at(101) }),
      receipt,
      'twice is once',
    )
    const { rows } = await database.pool.query('select scope, phone from suppression order by id')
    assert.deepEqual(rows, [
      { scope: 'organisation', phone: numberOf(0) },
      { scope: 'controller', phone: numberOf(0) },
    ])
    assert.deepEqual(
      (await store.barred('c1' as CampaignId)).map(({ why }) => why),
      ['person'],
    )
    assert.equal((await store.counters('c1' as CampaignId)).objections, 1)
    const entries = await database.pool.query(
      `select kind from ledger where subject like 'suppression/%'`,
    )
    assert.deepEqual(entries.rows, [{ kind: 'suppressed' }])
    assert.equal((await ringBacks.lookUp(rung(numberOf(0)), at(102)))?.objected, true)
  },
)

onServer(
  'a typed number is suppressed, and no other of the person',
  async ({ database, store, ringBacks }) => {
    await startCampaign(database, store, [
      [1, 1],
      [1, 1],
    ])
    await ringBacks.object(objectionOf(numberOf(1), { who: 'typed', campaign: null }))
    const { rows } = await database.pool.query('select scope, phone, whole_person from suppression')
    assert.deepEqual(rows, [{ scope: 'organisation', phone: numberOf(1), whole_person: false }])
    const stranger = objectionOf(numberOf(50), { who: 'typed', campaign: null })
    await ringBacks.object(stranger)
    assert.equal((await ringBacks.lookUp(rung(numberOf(50)), at(102)))?.objected, true, 'not held')
  },
)

onServer('what is true of calls that are up: paused, killed, objected elsewhere', async (world) => {
  const { database, store, ringBacks } = world
  await startCampaign(database, store, homes)
  await callSome(store, 'c1' as CampaignId, 2, tuesday)
  const attempt = await begun(world, numberOf(0))
  const standing = async () => (await ringBacks.standing([attempt]))[0]
  assert.deepEqual(await standing(), { attempt, state: 'running', killed: false, objected: false })
  await store.moveCampaign('c1' as CampaignId, 'running', 'paused', 'test', at(95))
  await store.addSuppression(numberOf(0), { scope: 'organisation', reason: 'asked', at: at(96) })
  assert.deepEqual(await standing(), { attempt, state: 'paused', killed: false, objected: true })
})

onServer('erasing a person empties what leads to them', async (world) => {
  const { database, store, ringBacks } = world
  await startCampaign(database, store, homes)
  const made = await callSome(store, 'c1' as CampaignId, 2, tuesday)
  await store.endAttempts(made.map((attempt) => ended(attempt, 'noAnswer')))
  const attempt = await begun(world, numberOf(0))
  await ringBacks.end([endOf(attempt, 'heardToEnd', at(120))])
  await erasePerson(database, 1, numberOf(0), at(200), 'asked')
  const { rows } = await database.pool.query(
    'select contact_id, caller_hash, outcome from ring_back',
  )
  assert.deepEqual(rows, [{ contact_id: null, caller_hash: null, outcome: 'heardToEnd' }])
})

onServer('a sealed objection is read again, and shows no number', async ({ database }) => {
  const objection = objectionOf(numberOf(3))
  const sealed = sealedObjection(database.numberKey, objection)
  assert.ok(!Buffer.from(sealed, 'base64').toString('latin1').includes(numberOf(3).slice(1)))
  assert.deepEqual(unsealedObjection(database.numberKey, sealed), objection)
})
