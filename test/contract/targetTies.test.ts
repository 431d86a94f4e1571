/**
 * What foreign keys held row by row is held a statement at a time (migrations/0018): no target without its
 * person or its campaign, nothing that hangs on a target without it; and names are found as before.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { before, test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { everybody } from '../../src/campaign/audience.ts'
import { chooseTold } from '../../src/http/api/choosing.ts'
import type { Database } from '../../src/store/database.ts'
import { setAudience } from '../../src/store/postgres/audience.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import type { TaskProgress } from '../../src/tasks/task.ts'
import { closeBeforeServer, openTestDatabase } from '../support/database.ts'
import {
  addExamplePeople,
  addPracticeTrunk,
  aPracticeCampaign,
} from '../support/practiceCampaign.ts'

let database: Database
let store: Store
let campaign: CampaignId
const folder = mkdtempSync('/tmp/portevoix-ties-')

before(async () => {
  database = await openTestDatabase()
  store = postgresStore(database, 'test')
  await addExamplePeople(database, 30, folder)
  await addPracticeTrunk(store)
  campaign = await aPracticeCampaign(database, 'Ties')
  closeBeforeServer(async () => {
    await store.close()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
const ask = (sql: string, values: unknown[] = []): Promise<{ rows: Record<string, number>[] }> =>
  database.pool.query(sql, values)

test('targets: none without a person, none without a campaign', async () => {
  const insert = 'insert into target (campaign_id, contact_id) values ($1, $2)'
  const { rows } = await ask('select min(id) as id from contact')
  assert.equal(await codeOf(ask(insert, [campaign, 999_999_999])), '40001')
  assert.equal(await codeOf(ask(insert, ['no campaign', rows[0]?.['id']])), '40001')
})

test('targets: who is chosen cannot be deleted beside their target; a campaign with targets stays', async () => {
  await store.chooseTargets(campaign, null, (await store.campaign(campaign)).deadline)
  const { targets } = await store.counters(campaign)
  assert.ok(targets > 25, `${targets} were chosen`)
  assert.equal(
    await codeOf(ask('delete from contact where id = (select min(id) from contact)')),
    '40001',
  )
  assert.notEqual(await codeOf(ask('delete from campaign where id = $1', [campaign])), 'done')
})

test('targets: one that was judged stays; a stand-in goes with its target', async () => {
  const { rows } = await ask('select min(id) as id, max(id) as last from target')
  const { id, last } = rows[0] ?? {}
  await ask(
    `insert into refusal (target_id, verdict, judged_at, for_good) values ($1, '{}', 0, false)`,
    [id],
  )
  assert.equal(await codeOf(ask('delete from target where id = $1', [id])), '23503')
  assert.equal(
    await codeOf(
      ask(
        `insert into refusal (target_id, verdict, judged_at, for_good) values (-1, '{}', 0, false)`,
      ),
    ),
    '23503',
  )
  await ask(
    `insert into stand_in (target_id, campaign_id, phone) values ($1, $2, fiction_number(59999))
     on conflict do nothing`,
    [last, campaign],
  )
  await ask('delete from target where id = $1', [last])
  const left = await ask('select count(*)::int as n from stand_in where target_id = $1', [last])
  assert.equal(left.rows[0]?.['n'], 0)
})

test('targets: a person forgotten while they are chosen is not in the choice; nobody is left hanging', async () => {
  const other = await aPracticeCampaign(database, 'Race')
  await ask(
    'delete from target where campaign_id = $1 and not exists (select from refusal where target_id = target.id)',
    [campaign],
  )
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    const gone = await client.query(
      `delete from contact where id = (select min(c.id) from contact c
         where not exists (select from target where contact_id = c.id)) returning id`,
    )
    const choosing = store.chooseTargets(other, null, (await store.campaign(other)).deadline)
    // It waits behind the one who forgets, however far it has come.
    await ask(`select pg_sleep(0.2)`)
    await client.query('commit')
    await choosing
    const dangling = await ask(
      'select count(*)::int as n from target t left join contact c on c.id = t.contact_id where c.id is null and t.contact_id is not null',
    )
    assert.equal(dangling.rows[0]?.['n'], 0, `${gone.rows[0]?.id} hangs`)
    const { targets } = await store.counters(other)
    const known = await ask('select count(*)::int as n from contact')
    assert.equal(targets, known.rows[0]?.['n'])
  } finally {
    client.release()
  }
})

test('targets: a part is chosen again when somebody moved, came, or the audience changed; else not looked at', async () => {
  const part = await aPracticeCampaign(database, 'Part')
  const { deadline: now } = await store.campaign(part)
  const mark = async (): Promise<number | undefined> =>
    (await ask('select chosen_up_to as mark from campaign_counter where campaign_id = $1', [part]))
      .rows[0]?.['mark']
  const choose = async (code: string): Promise<unknown> =>
    setAudience(database, {
      ...{ campaign: part, insee: null, by: 'test', now },
      selection: { ...everybody, areas: [{ is: 'departement', code, name: code }] },
    })
  await ask(
    `update contact set insee = '59350' where id in (select id from contact order by id limit 5)`,
  )
  await ask(`update contact set insee = '69123' where insee is distinct from '59350'`)
  await choose('59')
  assert.equal(await store.chooseTargets(part, null, now), 5)
  const chosen = await mark()
  assert.ok(chosen, 'what was chosen is noted')
  assert.equal(await store.chooseTargets(part, null, now), 0)
  await ask('update contact set last_name = last_name')
  assert.equal(await mark(), chosen, 'a name chooses nobody')
  await ask(`update contact set insee = '59350' where id = (select max(id) from contact)`)
  assert.equal(await mark(), null, 'somebody moved')
  assert.equal(await store.chooseTargets(part, null, now), 1)
  await choose('69')
  assert.equal(await mark(), null, 'another audience')
  await store.chooseTargets(part, null, now)
  const all = await ask('select count(*)::int as n from contact')
  assert.equal((await store.counters(part)).targets, (all.rows[0]?.['n'] ?? 0) - 6)
})

test('targets: choosing says how far it has come, from nobody to whom the audience counted', async () => {
  const told = await aPracticeCampaign(database, 'Told')
  const { deadline: now } = await store.campaign(told)
  const { counts } = await setAudience(database, {
    ...{ campaign: told, selection: everybody, insee: null, by: 'test', now },
  })
  const progress: TaskProgress[] = []
  await chooseTold(told, { database, store, now, progress: (each) => void progress.push(each) })
  assert.deepEqual(progress[0], { done: 0, total: counts.chosen, unit: 'chosen' })
  assert.ok(progress.every(({ done, total = 0 }) => done <= total))
  assert.equal((await store.counters(told)).targets, counts.chosen)
})

test('names: brought to one form as before 0018, with accents and without, whole or missing', async () => {
  const cases: readonly (readonly [string | null, string | null, string])[] = [
    ["L'Été-Nord", 'Zoé', 'l ete nord zoe'],
    ["O'Neil-Smith", 'Ann', 'o neil smith ann'],
    ['DUPONT', null, 'dupont'],
    [null, 'ÉLODIE', 'elodie'],
    [null, null, ''],
    ['Œuvre', 'x', 'œuvre x'],
    ['', 'a', ' a'],
    ['d’Arc', 'Jeanne', 'd arc jeanne'],
  ]
  for (const [last, first, expected] of cases) {
    const { rows } = await ask('select name_key($1, $2) as key', [last, first])
    assert.equal(rows[0]?.['key'], expected, JSON.stringify([last, first]))
  }
})
