/** Trunks of one route, and what a call costs when another than the campaign's own carried it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrunkId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import {
  aCampaign,
  addContacts,
  aTrunk,
  callSome,
  ended,
  runCampaign,
  singles,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const per = (perMinuteMicroEuro: number) => ({
  perMinuteMicroEuro,
  ...{ perCallMicroEuro: 0, firstIncrementSeconds: 60, incrementSeconds: 60 },
})
const other = (id: string, change = {}) => ({ ...aTrunk, id: id as TrunkId, ...change })

for (const server of storeServers) {
  test(`${server.name}: a route is the trunks of one organisation, kind and name: its own first, then by priority`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      await store.addTrunk({ ...aTrunk, route: 'main' })
      await store.addTrunk(other('dear', { route: 'main', priority: 30 }))
      await store.addTrunk(other('spare', { route: 'main', priority: 20 }))
      await store.addTrunk(other('elsewhere', { route: 'second' }))
      await store.addTrunk(other('alone', { route: null }))
      await store.addTrunk(other('earnest', { route: 'main', kind: 'real' }))
      const ids = async (id: TrunkId) => (await store.routeOf(id)).map((trunk) => trunk.id)
      assert.deepEqual(await ids(aTrunk.id), [aTrunk.id, 'spare', 'dear'])
      assert.deepEqual(await ids('dear' as TrunkId), ['dear', aTrunk.id, 'spare'])
      assert.deepEqual(await ids('alone' as TrunkId), ['alone'])
      assert.deepEqual(await ids('nobody' as TrunkId), [])
      await database.pool.query(
        `with another as (insert into organisation (name) values ('Another') returning id)
         update trunk set organisation_id = another.id from another where trunk.id = 'dear'`,
      )
      assert.deepEqual(await ids(aTrunk.id), [aTrunk.id, 'spare'])
    } finally {
      await store.close()
      await database.close()
    }
  })

  test(`${server.name}: a call costs what the trunk that carried it takes, and its row names it`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      await addContacts(database, singles(3))
      await store.addTrunk({ ...aTrunk, price: per(10_000) })
      await store.addTrunk(other('dear', { price: per(70_000) }))
      const id = await runCampaign(store, aCampaign('c1'))
      const [one, two, three] = await callSome(store, id, 3)
      assert.ok(one && two && three)
      const heard = { talkMs: ms(50_000) }
      await store.endAttempts([
        ended(one, 'heardToEnd', { ...heard, trunk: aTrunk.id }),
        ended(two, 'heardToEnd', { ...heard, trunk: 'dear' as TrunkId }),
        // Of a run before trunks were written down: the campaign's own.
        ended(three, 'heardToEnd', heard),
      ])
      assert.equal(await store.spent(id), 10_000 + 70_000 + 10_000)
      const { rows } = await database.pool.query(
        'select trunk_id as trunk from attempt order by trunk_id nulls last',
      )
      assert.deepEqual(
        rows.map(({ trunk }) => trunk),
        ['dear', aTrunk.id, null],
      )
    } finally {
      await store.close()
      await database.close()
    }
  })
}
