/** A campaign's own calendar in virtual time: its first instant and its hours, obeyed by the dialler. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, hours, minutes } from '../../src/base/units.ts'
import { tuesdayTen } from '../support/aCampaign.ts'
import { assertInvariants } from '../support/invariants.ts'
import { type VirtualCampaign, virtualCampaign } from '../support/virtualCampaign.ts'

const trunk = { callsPerSecond: 10, concurrentCalls: 30 }

async function simulate(
  change: object,
  check: (world: VirtualCampaign, refusals: readonly string[]) => void,
): Promise<void> {
  const options = { seed: 5, contacts: 40, trunk, campaigns: [change] }
  const world = await virtualCampaign(options)
  try {
    const result = await world.live(world.start())
    await assertInvariants(world, options, result)
    const { rows } = await world.database.pool.query<{ rule: string }>(
      'select rule from refusal_counter where postponed > 0 order by rule',
    )
    check(
      world,
      rows.map(({ rule }) => rule),
    )
  } finally {
    await world.close()
  }
}

test('simulation: nobody is called before the first instant of the campaign, and the wait says why', async () => {
  const startsAt = after(tuesdayTen, minutes(90))
  await simulate({ startsAt }, ({ placed }, refusals) => {
    assert.equal(new Set(placed.map(({ number }) => number)).size, 40)
    for (const { epoch } of placed) assert.ok(epoch >= startsAt, `called at ${epoch}`)
    const first = Math.min(...placed.map(({ epoch }) => epoch))
    assert.ok(first < startsAt + minutes(5), `${first - startsAt} ms behind the beginning`)
    assert.ok(refusals.includes('fr.campaign-start'))
  })
})

test('simulation: calls are placed in the hours the campaign chose, and in no others', async () => {
  const from = tuesdayTen + hours(1)
  const to = tuesdayTen + hours(2)
  const own = { hours: [{ days: [2], from: '11:00', to: '12:00' }] }
  await simulate(own, ({ placed }, refusals) => {
    assert.ok(placed.length >= 40)
    for (const { epoch } of placed) assert.ok(epoch >= from && epoch < to, `called at ${epoch}`)
    assert.ok(refusals.includes('fr.campaign-hours'))
  })
})
