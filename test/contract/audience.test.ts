/** The audience of a campaign as it is stored: counted, versioned, kept to, and fixed once it started. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { everybody, type Selection } from '../../src/campaign/audience.ts'
import { latestAudience, setAudience } from '../../src/store/postgres/audience.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { addPlaceTable, communesMeeting, placeTables } from '../../src/store/postgres/places.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { openTestDatabase } from '../support/database.ts'
import { aCampaign, aTrunk, at, tuesday } from '../support/dialling.ts'

const id = 'c1' as CampaignId
const people: readonly (readonly [string, Record<string, string>])[] = [
  ['1', { insee: '75104', territory: 'FR', language: 'fr' }],
  ['2', { insee: '75056', territory: 'FR', polling_district: '7', language: 'br' }],
  ['3', { insee: '97209', territory: 'MQ' }],
  ['4', { territory: 'MQ', postcode: '97200' }],
  ['5', { insee: '98714', territory: 'PF', postcode: '98730' }],
  ['6', { insee: '98735', territory: 'PF', postcode: '98714' }],
  ['7', {}],
]

async function world(t: TestContext) {
  const database = await openTestDatabase()
  const store = postgresStore(database)
  t.after(async () => {
    await store.close()
    await database.close()
  })
  await store.addTrunk(aTrunk)
  await store.createCampaign(aCampaign(id), tuesday)
  const rows = people.map(([n, facts]) => ({ n, phone: `+3363998000${n}`, ...facts }))
  await database.pool.query(
    `insert into contact (id, organisation_id, phone, person_id, household_id, insee, territory, postcode,
       language, polling_district, created_at) overriding system value
     select n, 1, phone, n, n, insee, territory, postcode, language, polling_district, 0
     from jsonb_to_recordset($1) as r(n bigint, phone text, insee text, territory text, postcode text,
       language text, polling_district text)`,
    [JSON.stringify(rows)],
  )
  const choose = (change: Partial<Selection>, insee: readonly string[] | null = null) =>
    setAudience(database, {
      ...{ campaign: id, selection: { ...everybody, ...change }, insee, by: 'Ada', now: tuesday },
    })
  const targets = async (): Promise<string> => {
    const { rows: found } = await database.pool.query<{ ids: string }>(
      `select coalesce(string_agg(contact_id::text, '' order by contact_id), '') as ids from target`,
    )
    return found[0]?.ids ?? ''
  }
  return { database, store, choose, targets }
}

const area = (is: Selection['areas'][number]['is'], code: string) => ({ is, code, name: code })
const selections: readonly (readonly [string, Partial<Selection>, string[] | null, string])[] = [
  ['everybody', {}, null, '1234567'],
  ['Paris with its arrondissements', { areas: [area('commune', '75056')] }, null, '12'],
  ['one arrondissement, not the city', { areas: [area('commune', '75104')] }, null, '1'],
  ['Martinique, by postcode too', { areas: [area('departement', '972')] }, null, '34'],
  ['a territory', { areas: [area('territory', 'PF')] }, null, '56'],
  ['INSEE 98714, which is Bora-Bora', { areas: [area('commune', '98714')] }, null, '5'],
  ['postcode 98714, which is Papeete', { areas: [area('postcode', '98714')] }, null, '6'],
  ['two areas', { areas: [area('commune', '75056'), area('territory', 'MQ')] }, null, '1234'],
  ['a polling district', { pollingDistricts: ['7'] }, null, '2'],
  ['a language', { languages: ['fr', 'en'] }, null, '1'],
  ['communes by a figure', {}, ['97209', '75104'], '13'],
  ['a figure and an area', { areas: [area('commune', '75056')] }, ['97209', '75104'], '1'],
  ['no commune meets the figure', {}, [], ''],
]
for (const [what, selection, insee, expected] of selections) {
  test(`audience of ${what}: counted and chosen alike`, async (t) => {
    const { store, choose, targets } = await world(t)
    const { counts } = await choose(selection, insee)
    assert.equal(counts.contacts, people.length)
    assert.equal(counts.chosen, expected.length)
    await store.chooseTargets(id, null, tuesday)
    assert.equal(await targets(), expected)
  })
}

test('audience: who is left out is counted by criterion, those of whom we do not know it apart', async (t) => {
  const { choose } = await world(t)
  const { counts } = await choose({ areas: [area('commune', '75056')], languages: ['fr'] })
  assert.deepEqual(counts.leftOut, {
    areas: { people: 5, unknown: 1 },
    languages: { people: 6, unknown: 5 },
  })
})

test('audience: versions stay; targets chosen under an earlier one leave, and the counters with them', async (t) => {
  const { database, store, choose, targets } = await world(t)
  assert.equal(await latestAudience(database, id), null)
  await choose({ areas: [area('territory', 'PF')] })
  await store.chooseTargets(id, null, tuesday)
  await choose({ areas: [area('territory', 'MQ'), area('commune', '98735')] })
  assert.equal(await store.chooseTargets(id, null, tuesday), 2)
  assert.equal(await targets(), '346')
  const { targets: counted, remaining } = await store.counters(id)
  assert.deepEqual([counted, remaining], [3, 3])
  assert.equal((await latestAudience(database, id))?.version, 2)
  const { rows } = await database.pool.query(
    'select version from campaign_audience order by version',
  )
  assert.deepEqual(rows, [{ version: 1 }, { version: 2 }])
  const whole = async (): Promise<boolean> =>
    (await verifyLedger(database.pool)).chains.every(({ breaks }) => breaks.length === 0)
  assert.equal(await whole(), true)
  await database.pool.query(`update campaign_audience set insee = '{75056}' where version = 1`)
  assert.equal(await whole(), false)
})

test('Regulation (EU) 2024/900 art. 18: once the campaign has started its audience does not change', async (t) => {
  const { store, choose } = await world(t)
  await choose({ languages: ['fr'] })
  await store.chooseTargets(id, null, tuesday)
  for (const [from, to] of [
    ['draft', 'ready'],
    ['ready', 'running'],
    ['running', 'paused'],
  ] as const) {
    await store.moveCampaign(id, from, to, 'test', at(1))
    if (to === 'ready') continue
    await assert.rejects(choose({}), { code: 'wrongState', measured: to })
  }
  await assert.rejects(
    setAudience((await world(t)).database, {
      ...{
        campaign: 'none' as CampaignId,
        selection: everybody,
        insee: null,
        by: 'Ada',
        now: tuesday,
      },
    }),
    { code: 'notFound' },
  )
})

test('places: the last edition under a name counts, the same file twice changes nothing', async (t) => {
  const { database } = await world(t)
  const edition = {
    name: 'turnout',
    holder: 'M',
    dated: '2022-06-19',
    figures: ['turnout', 'inscrits'],
  }
  const first = { ...edition, fileName: 'a.csv', sha256: 'a' }
  const rows = [
    { insee: '75056', numbers: [0.45, 10] },
    { insee: '59350', numbers: [0.4, null] },
    { insee: '97209', numbers: [0.3, 5] },
  ]
  assert.equal(await addPlaceTable(database, first, rows, tuesday), true)
  assert.equal(await addPlaceTable(database, first, rows, tuesday), false)
  const [stored] = await placeTables(database)
  assert.ok(stored)
  for (const [figure, comparison, value, communes] of [
    ['turnout', '<=', 0.4, ['59350', '97209']],
    ['turnout', '<', 0.4, ['97209']],
    ['turnout', '>=', 0.4, ['59350', '75056']],
    ['turnout', '>', 0.4, ['75056']],
    ['turnout', '=', 0.4, ['59350']],
    ['inscrits', '<', 100, ['75056', '97209']],
  ] as const) {
    assert.deepEqual(
      await communesMeeting(database, stored, { figure, comparison, value }),
      communes,
    )
  }
  await addPlaceTable(database, { ...first, sha256: 'b', dated: '2024-06-30' }, [], at(1))
  const editions = await placeTables(database)
  assert.deepEqual(
    editions.map(({ dated, rows: communes }) => [dated, communes]),
    [['2024-06-30', 0]],
  )
})
