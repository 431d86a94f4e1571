/** What a dashboard and a provider's table read is what the campaigns' counters say, per organisation. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrganisationId } from '../../src/base/ids.ts'
import { epochMs } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import * as dashboard from '../../src/store/postgres/dashboard.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { organisationFigures } from '../../src/store/postgres/rollUp.ts'
import type { Store } from '../../src/store/store.ts'
import { tenantDatabase } from '../../src/store/tenant.ts'
import { openTestDatabase } from '../support/database.ts'
import {
  aCampaign,
  at,
  callSome,
  ended,
  singles,
  startCampaign,
  tuesday,
} from '../support/dialling.ts'

const dueAt = at(3600)

/** Organisation 1 calls ten people, three calls ended; organisation 2 below it prepares a draft. */
async function prepare(database: Database, store: Store): Promise<number> {
  const calling = await startCampaign(database, store, singles(10))
  const [one, two, three] = await callSome(store, calling, 3)
  assert.ok(one && two && three)
  await store.endAttempts([
    ended(one, 'heardToEnd', { placedAt: at(2) }),
    ended(two, 'noAnswer'),
    ended(three, 'objected', { placedAt: at(3) }),
  ])
  const { rows } = await database.pool.query<{ id: number }>(
    `insert into organisation (name, parent_id) values ('Ville', 1) returning id`,
  )
  const second = rows[0]?.id ?? assert.fail('no organisation was made')
  const organisation = String(second) as OrganisationId
  await store.createCampaign(aCampaign('c2', { organisation }), at(10))
  await database.pool.query(
    `insert into rights_request
       (reference, organisation_id, kind, opened_at, due_at, channel, number_hash, phone)
     select 'PV-AAAA-AAA' || n, 1, 'access', $1, $2::bigint + n, 'web', '\\x00', '+33639980001'
     from generate_series(2, 3) as n`,
    [tuesday, dueAt],
  )
  return second
}

async function withWorld(
  work: (world: { database: Database; store: Store; second: number }) => Promise<void>,
): Promise<void> {
  const database = await openTestDatabase()
  const store = postgresStore(database, 'tester')
  try {
    await work({ database, store, second: await prepare(database, store) })
  } finally {
    await store.close()
    await database.close()
  }
}

test('dashboard: campaigns with their counters, the running ones first, and only those of one’s own', () =>
  withWorld(async ({ database, store, second }) => {
    await store.createCampaign(aCampaign('c3'), at(20))
    const own = tenantDatabase(database, 1).pool
    const found = await dashboard.dashboardCampaigns(own, [1, second], 50)
    assert.deepEqual(
      found.map(({ id }) => id),
      ['c1', 'c3'],
    )
    const { targets, remaining, attempts, heardToEnd, objections, why } = found[0] ?? assert.fail()
    assert.deepEqual(
      { targets, remaining, attempts, heardToEnd, objections, why },
      { targets: 10, remaining: 7, attempts: 3, heardToEnd: 1, objections: 0, why: 'test' },
    )
    assert.equal((await dashboard.dashboardCampaigns(own, [1], 1)).length, 1)
  }))

test('dashboard: open requests are counted with the first day they are due', () =>
  withWorld(async ({ database, second }) => {
    const own = tenantDatabase(database, 1).pool
    assert.deepEqual(await dashboard.openRights(own, [1]), { open: 2, firstDueAt: dueAt + 2 })
    const other = tenantDatabase(database, second).pool
    assert.deepEqual(await dashboard.openRights(other, [1, second]), { open: 0, firstDueAt: null })
  }))

test('dashboard: lines to correct are shown from their day on, and older ones no longer', () =>
  withWorld(async ({ database }) => {
    await database.pool.query(
      `insert into source (organisation_id, kind, holder, collected_from, collected_to, file_name,
         file_sha256, import_sha256, imported_at, rows_read, rows_rejected)
       values (1, 'ownForm', 'us', '2026-01-01', '2026-02-01', 'a.csv', 'x', 'y', $1, 9, 4)`,
      [tuesday],
    )
    const { pool } = tenantDatabase(database, 1)
    const lines = async (since: number) =>
      (await dashboard.rejectedLines(pool, [1], epochMs(since), 20)).map((each) => each.lines)
    assert.deepEqual(await lines(tuesday - 1), [4])
    assert.deepEqual(await lines(tuesday), [4])
    assert.deepEqual(await lines(tuesday + 1), [])
  }))

test('roll-up: one row for each organisation that is asked for, through the reach of a provider', () =>
  withWorld(async ({ database, second }) => {
    const { pool } = tenantDatabase(database, 1, [1, second])
    const found = await organisationFigures(pool, [1, second])
    const rows = [...found].sort((a, b) => a.organisation - b.organisation)
    assert.deepEqual(
      rows.map(({ running, preparing, targets, attempts, openRights }) => ({
        ...{ running, preparing, targets, attempts, openRights },
      })),
      [
        { running: 1, preparing: 0, targets: 10, attempts: 3, openRights: 2 },
        { running: 0, preparing: 1, targets: 0, attempts: 0, openRights: 0 },
      ],
    )
    const alone = await organisationFigures(tenantDatabase(database, second).pool, [1, second])
    assert.deepEqual(alone.find(({ organisation }) => organisation === 1)?.targets, 0)
  }))
