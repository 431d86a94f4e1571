/** Drafts in the store: what may be changed when, what the log says of it, copies and drafts taken back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { everybody } from '../../src/campaign/audience.ts'
import type { CampaignState } from '../../src/campaign/campaign.ts'
import type { Database } from '../../src/store/database.ts'
import { setAudience } from '../../src/store/postgres/audience.ts'
import { draftStore } from '../../src/store/postgres/drafts.ts'
import { postgresLaunchStore } from '../../src/store/postgres/launch.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestDatabase } from '../support/database.ts'
import { aCampaign, aTrunk, at, tuesday } from '../support/dialling.ts'

const c1 = 'c1' as CampaignId

function inStore(name: string, body: (store: Store, database: Database) => Promise<void>): void {
  test(name, async () => {
    const database = await openTestDatabase()
    const store = postgresStore(database, 'Nour')
    try {
      await store.addTrunk(aTrunk)
      await store.createCampaign(aCampaign('c1'), tuesday)
      await body(store, database)
    } finally {
      await store.close()
      await database.close()
    }
  })
}

const assertLedger = async ({ pool }: Database): Promise<void> => {
  const { chains } = await verifyLedger(pool)
  assert.deepEqual(
    chains.flatMap(({ breaks }) => breaks),
    [],
  )
}

const events = async ({ pool }: Database): Promise<readonly { what: string; why: string }[]> =>
  (
    await pool.query<{ what: string; why: string }>(
      'select what, why from campaign_event order by id',
    )
  ).rows

inStore(
  'draft: a change is stored, read again, and told in the log with what it was',
  async (store, database) => {
    const drafts = draftStore(database, 'Nour')
    const startsAt = at(3600)
    const week = [{ days: [2, 4], from: '10:00', to: '13:00' }] as const
    const { changed } = await drafts.updateCampaign(
      c1,
      { name: 'Second tour', startsAt, hours: week, softStart: { calls: 200, callsPerSecond: 2 } },
      at(1),
    )
    assert.deepEqual(
      changed.map(({ field }) => field),
      ['name', 'startsAt', 'hours', 'softStart'],
    )
    const read = await store.campaign(c1)
    assert.equal(read.name, 'Second tour')
    assert.equal(read.startsAt, startsAt)
    assert.deepEqual(read.hours, week)
    const log = (await events(database)).at(-1)
    assert.equal(log?.what, 'changed')
    assert.deepEqual(JSON.parse(log?.why ?? '')[0], {
      field: 'name',
      from: 'Campaign c1',
      to: 'Second tour',
    })
    await drafts.updateCampaign(c1, { startsAt: null, hours: null }, at(2))
    const { startsAt: none, hours: all } = await store.campaign(c1)
    assert.deepEqual([none, all], [undefined, undefined])
  },
)

inStore(
  'draft: what is the same is no change, in whatever order its keys came back',
  async (store, database) => {
    const { retry, menu } = await store.campaign(c1)
    const again = {
      retry: Object.fromEntries(Object.entries(retry).reverse()) as unknown as typeof retry,
      menu,
    }
    const { changed } = await draftStore(database, 'Nour').updateCampaign(c1, again, at(1))
    assert.deepEqual(changed, [])
    assert.equal((await events(database)).length, 1)
  },
)

inStore(
  'draft: a ready one is a draft again once it is changed; a running one does not change',
  async (store, database) => {
    const drafts = draftStore(database, 'Nour')
    await store.moveCampaign(c1, 'draft', 'ready', 'checked', at(1))
    const { reopened, campaign } = await drafts.updateCampaign(c1, { name: 'Autre' }, at(2))
    assert.deepEqual([reopened, campaign.state], [true, 'draft'])
    assert.equal((await store.campaign(c1)).state, 'draft')
    const moves: readonly (readonly [CampaignState, CampaignState])[] = [
      ['draft', 'ready'],
      ['ready', 'running'],
    ]
    for (const [from, to] of moves) await store.moveCampaign(c1, from, to, 'test', at(3))
    await assert.rejects(
      drafts.updateCampaign(c1, { name: 'Trop tard' }, at(4)),
      (error) =>
        error instanceof Failure &&
        error.code === 'wrongState' &&
        error.message.includes('Copy it'),
    )
    await assertLedger(database)
  },
)

inStore(
  'draft: a copy has settings, audience and papers; nobody has approved its recording',
  async (store, database) => {
    const drafts = draftStore(database, 'Nour')
    await setAudience(database, {
      campaign: c1,
      selection: everybody,
      insee: null,
      by: 'Nour',
      now: at(1),
    })
    const launch = postgresLaunchStore(database)
    await launch.declare(
      c1,
      'payer',
      { by: 'Nour', at: at(1), name: 'Mandataire Exemple' },
      'Nour',
      at(1),
    )
    await drafts.updateCampaign(c1, { deadline: at(3600 * 9) }, at(2))
    const copy = await drafts.copyCampaign(c1, 'Copie', at(3))
    assert.notEqual(copy.id, c1)
    assert.deepEqual([copy.name, copy.state, copy.deadline], ['Copie', 'draft', at(3600 * 9)])
    assert.equal((await launch.legalFile(copy.id)).payer?.name, 'Mandataire Exemple')
    assert.equal((await store.campaigns()).length, 2)
  },
)

inStore('draft: taken back it is nowhere, and the ledger still holds', async (store, database) => {
  const drafts = draftStore(database, 'Nour')
  const launch = postgresLaunchStore(database)
  await launch.declare(
    c1,
    'payer',
    { by: 'Nour', at: at(1), name: 'Mandataire Exemple' },
    'Nour',
    at(1),
  )
  await store.moveCampaign(c1, 'draft', 'ready', 'checked', at(1))
  await assert.rejects(drafts.deleteDraft(c1, at(2)), /Only a draft/)
  await store.moveCampaign(c1, 'ready', 'draft', 'reopened', at(2))
  await drafts.deleteDraft(c1, at(3))
  await assert.rejects(store.campaign(c1), /There is no campaign/)
  await assert.rejects(drafts.deleteDraft(c1, at(4)), /There is no campaign/)
  assert.deepEqual(await store.campaigns(), [])
  assert.equal((await events(database)).at(-1)?.what, 'deleted')
  await assertLedger(database)
})

inStore(
  'choosing everybody: again costs nothing until somebody is new, and criteria are asked anew',
  async (store, database) => {
    const add = (n: number): Promise<unknown> =>
      database.pool.query(
        `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
         values (1, $1, $2, $2, '75056', 0)`,
        [`+3363998${String(n).padStart(4, '0')}`, n],
      )
    await add(1)
    assert.equal(await store.chooseTargets(c1, null, at(1)), 1)
    assert.equal(await store.chooseTargets(c1, null, at(2)), 0)
    await add(2)
    assert.equal(await store.chooseTargets(c1, null, at(3)), 1)
    const lyon = { is: 'commune', code: '69123', name: 'Lyon' } as const
    const selection = { ...everybody, areas: [lyon] }
    const chosen = { campaign: c1, selection, insee: null, by: 'Nour' }
    await setAudience(database, { ...chosen, now: at(4) })
    await store.chooseTargets(c1, null, at(5))
    assert.equal((await store.counters(c1)).targets, 0, 'nobody lives in Lyon')
    await database.pool.query(`update contact set insee = '69123' where person_id = 1`)
    assert.equal(await store.chooseTargets(c1, null, at(6)), 1, 'a correction is seen')
    await setAudience(database, { ...chosen, selection: everybody, now: at(7) })
    assert.equal(await store.chooseTargets(c1, null, at(8)), 1)
  },
)

inStore(
  'budget: a draft gets one like any setting; a paused campaign gets another and stays as it was approved',
  async (store, database) => {
    const drafts = draftStore(database, 'Trésor')
    assert.equal((await drafts.setBudget(c1, 5_000_000, at(1))).campaign.budgetMicroEuro, 5_000_000)
    for (const [from, to] of [
      ['draft', 'ready'],
      ['ready', 'running'],
    ] as const) {
      await store.moveCampaign(c1, from, to, 'test', at(2))
    }
    await assert.rejects(drafts.setBudget(c1, 6_000_000, at(3)), { code: 'wrongState' })
    await store.moveCampaign(c1, 'running', 'paused', 'the budget is spent', at(4))
    const { changed } = await drafts.setBudget(c1, 6_000_000, at(5))
    assert.deepEqual(changed, [{ field: 'budgetMicroEuro', from: 5_000_000, to: 6_000_000 }])
    const { state, budgetMicroEuro } = await store.campaign(c1)
    assert.deepEqual([state, budgetMicroEuro], ['paused', 6_000_000])
    await drafts.setBudget(c1, null, at(6))
    assert.equal((await store.campaign(c1)).budgetMicroEuro, undefined)
    assert.match((await events(database)).at(-1)?.why ?? '', /budgetMicroEuro/)
    await assertLedger(database)
  },
)
