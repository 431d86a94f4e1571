/** An objection reaches as far as the person meant it, also into the calls of other tenants; and no further. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { suppressionStore } from '../../src/store/postgres/suppressionEntries.ts'
import { tenantDatabase } from '../../src/store/tenant.ts'
import { armRequest, at, leaseFor, numberOf, startCampaign, tuesday } from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const homes = [
  [1, 1],
  [2, 2],
  [3, 3],
] as const

/** Numbers of calls of organisation 1 that must end. */
async function barred({ pool }: Database): Promise<readonly string[]> {
  const { rows } = await pool.query<{ phone: string }>(
    `select c.phone from attempt a join target t on t.id = a.target_id join contact c on c.id = t.contact_id
     where a.barred = 'person' order by 1`,
  )
  return rows.map(({ phone }) => phone)
}

for (const server of storeServers) {
  test(`${server.name}: tenants: an objection to everybody ends armed calls of other tenants, one to a single team does not`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      await database.pool.query(`insert into organisation (name) values ('Other')`)
      const other = tenantDatabase(database, 2)
      const own = postgresStore(other, 'other')
      await startCampaign(database, store, homes)
      const leased = await store.lease('c1' as CampaignId, 10, tuesday, leaseFor)
      await store.arm(leased.map((each) => armRequest(each)))
      const entry = { reason: 'by word of mouth', at: tuesday, ownAct: true } as const
      const organisation = '2' as Parameters<typeof own.addSuppression>[2]
      await own.addSuppression(numberOf(0), { ...entry, scope: 'organisation' }, organisation)
      assert.deepEqual(await barred(database), [])
      await own.addSuppression(numberOf(1), { ...entry, scope: 'platform' }, organisation)
      assert.deepEqual(await barred(database), [numberOf(1)])
      const list = {
        ...{ name: 'stop', holder: 'Union', dated: '2026-05-04', controller: null, secret: null },
        ...{ fileName: 'stop.csv', fileSha256: 'a'.repeat(64) },
        scope: 'platform',
        kept: 'clear',
      } as const
      await suppressionStore(other, 'other').importList(list, at(1), (sink) => {
        sink.write(numberOf(2))
        return Promise.resolve({ rowsRead: 1, rejected: 0 })
      })
      assert.deepEqual(await barred(database), [numberOf(1), numberOf(2)])
      await own.close()
    } finally {
      await store.close()
      await database.close()
    }
  })
}
