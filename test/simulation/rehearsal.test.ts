/** Whole rehearsals in virtual time: real people in the file, only numbers of fiction on the line. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import type { E164 } from '../../src/base/units.ts'
import { reportOf } from '../../src/report/report.ts'
import { reportText } from '../../src/report/reportText.ts'
import { reportStore } from '../../src/store/postgres/report.ts'
import { assertInvariants } from '../support/invariants.ts'
import { virtualCampaign } from '../support/virtualCampaign.ts'

/** As they would stand in a file; nobody dials them. */
const realNumber = (place: number): E164 => `+3361234${String(place).padStart(4, '0')}` as E164

for (const seed of [11, 12, 13]) {
  test(`simulation of a rehearsal, seed ${seed}: no real number leaves, homes keep together`, async () => {
    const trunk = { callsPerSecond: 10, concurrentCalls: 30 }
    const options = {
      seed,
      contacts: 120,
      trunk,
      household: 2,
      suppressed: [3, 50],
      numbers: realNumber,
    }
    const world = await virtualCampaign(options)
    try {
      const result = await world.live(world.start())
      await assertInvariants(world, options, result)
      assert.equal(result.campaigns[0]?.state, 'completed')
      assert.equal(result.campaigns[0]?.counters?.refused, 2, 'who really objected is refused')
      assert.equal(new Set(world.placed.map(({ number }) => number)).size, 118)
      const { rows } = await world.database.pool.query<{ table: string; rows: number }>(
        `select 'suppression' as table, count(*)::int as rows from suppression
         union all select 'withdrawn', count(*)::int from consent where kind = 'withdrawn'
         union all select 'rehearsed', count(*)::int from rehearsal_objection order by 1`,
      )
      const counted = Object.fromEntries(rows.map((row) => [row.table, row.rows]))
      assert.deepEqual([counted['suppression'], counted['withdrawn']], [2, 0])
      assert.equal(counted['rehearsed'], world.objections.size)
      assert.ok(world.objections.size > 0, 'somebody pressed 9')
      const facts = await reportStore(world.database).reportFacts(world.campaigns[0] as CampaignId)
      const pressed = world.objections.size
      assert.deepEqual(facts.campaign.rehearsal, { standIns: 120, leftOut: 0, objections: pressed })
      const text = reportText(reportOf(facts), 'fr')
      assert.match(
        text,
        new RegExp(`les ${pressed} oppositions qu’elles ont tapées ne sont celles de personne`),
      )
    } finally {
      await world.close()
    }
  })
}
