/** Figures by area, by second heard and in money are what counting the attempts gives. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import type { PriceList } from '../../src/money/price.ts'
import type { Database } from '../../src/store/database.ts'
import { liveStore } from '../../src/store/postgres/live.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import {
  aCampaign,
  addContacts,
  aTrunk,
  at,
  callSome,
  ended,
  runCampaign,
  singles,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const price: PriceList = {
  perMinuteMicroEuro: 12_000,
  perCallMicroEuro: 5000,
  firstIncrementSeconds: 30,
  incrementSeconds: 1,
}

/** Places in turn: Paris, Martinique, a territory without a commune, nowhere. */
async function scatter({ pool }: Database): Promise<void> {
  await pool.query(`update contact set
    insee = (array['75056', '97209', null, null])[1 + id % 4],
    territory = (array['METROPOLE', 'MARTINIQUE', 'REUNION', null])[1 + id % 4]`)
}

async function countedByArea({ pool }: Database, id: CampaignId): Promise<unknown> {
  const { rows } = await pool.query(
    `select coalesce(area_of(c.insee, c.territory), '') as area, count(distinct t.id) as targets,
       count(distinct t.id) filter (where a.outcome is not null) as called,
       count(a.outcome) as attempts, count(*) filter (where a.outcome = 'heardToEnd') as "heardToEnd",
       count(*) filter (where a.outcome = 'objected') as objections
     from target t join contact c on c.id = t.contact_id left join attempt a on a.target_id = t.id
     where t.campaign_id = $1 group by 1 order by 1`,
    [id],
  )
  return rows
}

for (const server of storeServers) {
  test(`${server.name}: areas, seconds heard and cost close with the attempts`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      await addContacts(database, singles(20))
      await scatter(database)
      await store.addTrunk({ ...aTrunk, price })
      assert.deepEqual((await store.trunks())[0]?.price, price)
      const id = await runCampaign(store, aCampaign('c1', { budgetMicroEuro: 7_000_000 }))
      assert.equal((await store.campaign(id)).budgetMicroEuro, 7_000_000)
      const [one, two, three, four, five, six, ...others] = await callSome(store, id, 16)
      assert.ok(one && two && three && four && five && six)
      await store.endAttempts([
        ended(one, 'heardToEnd', { talkMs: ms(40_000), heardMs: ms(20_000) }),
        ended(two, 'heardPart', { talkMs: ms(12_000), heardMs: ms(4999) }),
        ended(three, 'heardPart', { talkMs: ms(12_500), heardMs: ms(5000) }),
        ended(four, 'objected', { talkMs: ms(900_000), heardMs: ms(900_000) }),
        ended(five, 'notListened', { talkMs: ms(8000), heardMs: ms(0) }),
      ])
      // Nobody answered: it costs nothing, and is tried again.
      const { talkMs: _, ...unanswered } = ended(six, 'noAnswer', { retryAt: at(600) })
      await store.endAttempts([unanswered])
      await store.recover(id, at(700))
      const again = await callSome(store, id, 20, at(701))
      await store.endAttempts(again.map((attempt) => ended(attempt, 'busy', { talkMs: ms(0) })))

      const live = await liveStore(database).liveFigures(id)
      assert.deepEqual(live.areas, await countedByArea(database, id))
      const { attempts, outcomes } = await store.counters(id)
      assert.equal(outcomes.unknown, others.length)
      assert.equal(
        live.areas.reduce((sum, area) => sum + area.attempts, 0),
        attempts,
      )
      assert.equal(
        live.areas.reduce((sum, area) => sum + area.targets, 0),
        20,
      )
      assert.deepEqual(live.heard, [
        { second: 4, calls: 1 },
        { second: 5, calls: 1 },
        { second: 20, calls: 1 },
        { second: 600, calls: 1 },
      ])
      const answered = [40, 30, 30, 900, 30].map((billed) => 5000 + billed * 200)
      const shortest = again.length * (5000 + 30 * 200)
      const cost = answered.reduce((sum, each) => sum + each, shortest)
      assert.equal(live.costMicroEuro, cost)
      assert.equal(await store.spent(id), cost)
      assert.equal(live.billedMs, (40 + 30 + 30 + 900 + 30 + again.length * 30) * 1000)
    } finally {
      await store.close()
      await database.close()
    }
  })

  test(`${server.name}: cutting a campaign pauses it and bars what is up, once`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      await addContacts(database, singles(6))
      await store.addTrunk(aTrunk)
      const id = await runCampaign(store, aCampaign('c1'))
      const armed = await callSome(store, id, 4)
      assert.equal(await store.cutCampaign(id, 'cut by Ada', at(5)), 4)
      assert.equal((await store.campaign(id)).state, 'paused')
      assert.deepEqual(
        new Set(await store.barred(id)),
        new Set(armed.toSorted().map((attempt) => ({ attempt, why: 'cut' }))),
      )
      assert.equal(await store.cutCampaign(id, 'cut by Ada', at(6)), 0)
      assert.deepEqual(await store.lease(id, 2, at(7), ms(1000)), [])
    } finally {
      await store.close()
      await database.close()
    }
  })
}
