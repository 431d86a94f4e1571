/** The suppression list on PostgreSQL: keyed hashes, lists of other holders, and who may end an entry. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import type { AttemptId, CampaignId } from '../../src/base/ids.ts'
import type { E164 } from '../../src/base/units.ts'
import { importSuppressionList } from '../../src/intake/importSuppressionList.ts'
import type { Database } from '../../src/store/database.ts'
import { numberKeyOf, openNumberKey } from '../../src/store/numberKey.ts'
import { auditSubjectOf } from '../../src/store/postgres/auditSubjects.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { openRequest } from '../../src/store/postgres/rights.ts'
import { suppressionStore } from '../../src/store/postgres/suppressionEntries.ts'
import type { Store } from '../../src/store/store.ts'
import type { SuppressionStore } from '../../src/store/suppressionStore.ts'
import { openTestDatabase } from '../support/database.ts'
import { aDataFolder } from '../support/dataFolder.ts'
import {
  armRequest,
  at,
  callSome,
  leaseFor,
  numberOf,
  startCampaign,
  tuesday,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

interface World {
  readonly db: Database
  readonly store: Store
  readonly lists: SuppressionStore
}

function onServer(name: string, work: (world: World) => Promise<void>): void {
  for (const server of storeServers) {
    test(`${server.name}: ${name}`, async () => {
      const db = await server.open()
      const store = postgresStore(db, 'tester')
      try {
        await work({ db, store, lists: suppressionStore(db, 'tester') })
      } finally {
        await store.close()
        await db.close()
      }
    })
  }
}

const objection = { scope: 'organisation', at: tuesday, reason: 'by letter' } as const
const aList = {
  ...{ name: 'stop', holder: 'Union', dated: '2026-05-04', controller: null, secret: null },
  ...{ fileName: 'stop.csv', fileSha256: 'a'.repeat(64) },
} as const

async function importAll(
  { lists }: World,
  entries: readonly string[],
  change: Partial<Parameters<SuppressionStore['importList']>[0]> = {},
): Promise<{ entries: number; alreadyThere: number }> {
  const list = { ...aList, scope: 'organisation', kept: 'clear', ...change } as const
  return lists.importList(list, tuesday, (sink) => {
    for (const entry of entries) sink.write(entry)
    return Promise.resolve({ rowsRead: entries.length, rejected: 0 })
  })
}

/** Person 1 has the numbers 0 and 1; person 2 has number 2. */
const homes = [
  [1, 1],
  [1, 1],
  [2, 2],
] as const

/** Whoever may still be called: armed, one of each home. */
const armedNumbers = async ({ store }: World): Promise<readonly string[]> => {
  const leased = await store.lease('c1' as CampaignId, 10, at(60), leaseFor)
  const requests = leased.map((target) => armRequest(target, at(60)))
  const armed = new Set(await store.arm(requests))
  return leased
    .filter((_, index) => armed.has(requests[index]?.attempt as AttemptId))
    .map(({ number }) => number.slice(-4))
}

onServer('the hash that SQL computes is the HMAC of the key', async ({ db }) => {
  const { innerPad, outerPad } = db.numberKey
  const { rows } = await db.pool.query<{ hash: Buffer }>('select number_hash($1, $2, $3) as hash', [
    numberOf(7),
    innerPad,
    outerPad,
  ])
  assert.deepEqual(rows[0]?.hash, db.numberKey.hash(numberOf(7)))
})

onServer("a person's own act reaches their other number", async (world) => {
  const { db, store } = world
  await startCampaign(db, store, homes)
  const receipt = await store.addSuppression(numberOf(0), { ...objection, ownAct: true })
  assert.match(receipt.reference, /^S(-[2-9A-HJ-NP-Z]{4}){4}$/)
  assert.deepEqual(await armedNumbers(world), ['0002'])
  const { rows } = await db.pool.query(
    'select phone, whole_person, reference = $1 as same from suppression order by phone',
    [receipt.reference],
  )
  assert.deepEqual(
    rows,
    [0, 1].map((place) => ({ phone: numberOf(place), whole_person: true, same: true })),
  )
})

onServer("somebody else's word reaches the number it names", async (world) => {
  const { db, store } = world
  await startCampaign(db, store, [
    [1, 1],
    [1, 2],
  ])
  await store.addSuppression(numberOf(0), objection)
  assert.deepEqual(await armedNumbers(world), ['0001'])
})

onServer(
  'an entry by hash alone bars a number that comes back after the person was erased',
  async (world) => {
    const { db, store } = world
    await store.addSuppression(numberOf(2), objection)
    await db.pool.query('update suppression set phone = null')
    await startCampaign(db, store, homes)
    assert.deepEqual(await armedNumbers(world), ['0000'])
  },
)

onServer(
  "a hashed list is found under its holder's key, and does not open without ours",
  async (world) => {
    const { db, store, lists } = world
    await startCampaign(db, store, homes)
    const secret = randomBytes(32)
    const hashes = [numberKeyOf(secret).hash(numberOf(2)).toString('hex')]
    assert.deepEqual(await importAll(world, hashes, { kept: 'hashed', secret }), {
      entries: 1,
      alreadyThere: 0,
    })
    assert.deepEqual(await armedNumbers(world), ['0000'])
    assert.equal((await lists.standing(numberOf(2)))[0]?.reason, 'on the list stop of Union')
    const { rows } = await db.pool.query<{ sealed: Buffer }>(
      'select sealed from suppression_list_key',
    )
    const sealed = rows[0]?.sealed as Buffer
    assert.ok(!sealed.includes(secret))
    assert.deepEqual(db.numberKey.unseal(sealed), secret)
    assert.throws(() => numberKeyOf(randomBytes(32)).unseal(sealed))
  },
)

onServer(
  'a list imported after the lease stops the arming, and bars what is armed',
  async (world) => {
    const { db, store } = world
    const id = await startCampaign(db, store, homes)
    const [first, second] = await store.lease(id, 10, tuesday, leaseFor)
    assert.ok(first && second)
    const [attempt] = await store.arm([armRequest(first)])
    await importAll(world, [first.number, second.number])
    assert.deepEqual(await store.barred(id), [{ attempt, why: 'person' }])
    assert.deepEqual(await store.arm([armRequest(second)]), [])
  },
)

onServer('a second edition adds what is new; all or nothing', async (world) => {
  await importAll(world, [numberOf(0), numberOf(1), numberOf(0)])
  const second = [numberOf(1), numberOf(2)]
  const edition = { fileSha256: 'b'.repeat(64), dated: '2026-05-05' }
  assert.deepEqual(await importAll(world, second, edition), { entries: 1, alreadyThere: 1 })
  const broken = world.lists.importList(
    { ...aList, scope: 'organisation', kept: 'clear', fileSha256: 'c'.repeat(64) },
    tuesday,
    async (sink) => {
      sink.write(numberOf(9))
      await sink.whenReady()
      throw new Error('the disk broke')
    },
  )
  await assert.rejects(broken, /the disk broke/)
  assert.deepEqual(await world.lists.standing(numberOf(9)), [])
  assert.equal((await world.lists.lists()).length, 2)
  const again = importAll(world, [numberOf(5)])
  await assert.rejects(again, (error) => error instanceof Failure && error.code === 'busy')
})

onServer("only the person's own act lifts, and only as far as it says", async (world) => {
  const { db, store, lists } = world
  await startCampaign(db, store, homes)
  await store.addSuppression(numberOf(0), { ...objection, ownAct: true })
  await store.addSuppression(numberOf(0), { ...objection, scope: 'platform' })
  const proof = { proof: 'code:PV-7K3M-92QD', scope: null }
  const lifted = await lists.lift(numberOf(1), proof, at(10))
  // Both numbers of the person, for the objection was one act.
  assert.equal(lifted?.entries, 2)
  assert.deepEqual(
    (await lists.standing(numberOf(0))).map(({ scope }) => scope),
    ['platform'],
  )
  assert.equal(await lists.lift(numberOf(0), proof, at(11)), null)
  assert.equal((await lists.lift(numberOf(0), { ...proof, scope: 'platform' }, at(12)))?.entries, 1)
  // A list of before does not bring back who took their objection back after its day.
  assert.deepEqual((await db.pool.query('select count(*) as rows from suppression')).rows, [
    { rows: 3 },
  ])
})

onServer(
  'a lift outlives an older edition of the list, and a newer one bars again',
  async (world) => {
    const { lists } = world
    await importAll(world, [numberOf(4)])
    await lists.lift(numberOf(4), { proof: 'letter:x', scope: null }, tuesday)
    const older = { fileSha256: 'd'.repeat(64), dated: '2026-05-03' }
    assert.equal((await importAll(world, [numberOf(4)], older)).entries, 0)
    const newer = { fileSha256: 'e'.repeat(64), dated: '2026-05-06' }
    assert.equal((await importAll(world, [numberOf(4)], newer)).entries, 1)
    assert.equal((await lists.standing(numberOf(4))).length, 1)
  },
)

onServer(
  'a complaint counts for the campaign that called last, once; strangers count nowhere',
  async (world) => {
    const { db, store } = world
    const id = await startCampaign(db, store, homes)
    await callSome(store, id, 1)
    const asked = {
      kind: 'complain',
      channel: 'web',
      proof: 'code',
      words: null,
      reach: null,
    } as const
    const complaints = async (place: number): Promise<number> => {
      await openRequest(db, { organisation: 1, number: numberOf(place), ...asked }, at(60))
      return (await store.afterCall(id)).counts.complaints
    }
    assert.deepEqual([await complaints(0), await complaints(2), await complaints(9)], [1, 1, 1])
  },
)

onServer('the ledger finds an entry of a list that was changed by hand', async (world) => {
  const { db } = world
  await importAll(world, [numberOf(0), numberOf(1)])
  const [read] = [auditSubjectOf('suppressionList/1')?.read ?? '']
  const content = async (): Promise<unknown> =>
    (await db.pool.query<{ content: unknown }>(read, [1, [1]])).rows[0]?.content
  const before = await content()
  await db.pool.query('update suppression set number_hash = sha256(number_hash) where phone = $1', [
    numberOf(1),
  ])
  assert.notDeepEqual(await content(), before)
})

test('a list from the disk: every row that is not taken is told with its line', async (t) => {
  const db = await openTestDatabase()
  const file = path.join(path.dirname(aDataFolder(t)), 'stop.csv')
  writeFileSync(file, 'nom;téléphone\nA;06 39 98 00 01\nB;bientôt\n;\nC;0639980001\nD;15\n')
  const { fileName: _, fileSha256: __, ...declared } = aList
  const list = { ...declared, scope: 'organisation', kept: 'clear' } as const
  const request = { store: suppressionStore(db, ''), file, list, now: tuesday }
  const first = await importSuppressionList(request)
  const { rowsRead, rejected, entries } = first
  assert.deepEqual({ rowsRead, rejected, entries }, { rowsRead: 4, rejected: 2, entries: 1 })
  assert.match(first.sentences[0] ?? '', /^Line 3: "bientôt" is not taken: /)
  assert.match(first.sentences[1] ?? '', /^Line 6: "15" is not taken: /)
  assert.equal((await importSuppressionList(request)).alreadyImportedAt, tuesday)
  writeFileSync(file, 'hash\nnot one\n')
  const none = importSuppressionList({ ...request, list: { ...list, kept: 'hashed' } })
  await assert.rejects(none, /No row of the list could be taken\. Line 2: a hash of 64/)
  await db.close()
})

test('the number key: made once, kept in its file, and missed when it is lost or another', async (t) => {
  const db = await openTestDatabase()
  const file = path.join(path.dirname(aDataFolder(t)), 'number.key')
  const failure = (sentence: RegExp) => (error: unknown) =>
    error instanceof Failure && error.code === 'store' && sentence.test(error.message)
  const number = '+33639980001' as E164
  // It lay in the database until a file was named; from then on the database holds it no more.
  const moved = await openNumberKey(db.pool, file)
  assert.deepEqual(moved.hash(number), db.numberKey.hash(number))
  assert.equal((await db.pool.query('select from number_key where secret is null')).rowCount, 1)
  await assert.rejects(openNumberKey(db.pool), failure(/kept in a file: name it by PORTEVOIX_/))
  assert.equal((await openNumberKey(db.pool, file)).fingerprint, moved.fingerprint)
  await assert.rejects(openNumberKey(db.pool, `${file}.lost`), failure(/is missing, .* backup/))
  const other = `${file}.other`
  writeFileSync(other, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  await assert.rejects(openNumberKey(db.pool, other), failure(/is not the one the suppression/))
  writeFileSync(`${file}.open`, 'x', { mode: 0o644 })
  await assert.rejects(openNumberKey(db.pool, `${file}.open`), failure(/Others may read the key/))
  writeFileSync(`${file}.text`, 'no key', { mode: 0o600 })
  await assert.rejects(openNumberKey(db.pool, `${file}.text`), failure(/holds no key/))
  await db.close()
})
