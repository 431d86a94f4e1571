/** One process a trunk: its limits are counted in the process that calls, so two would exceed them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure } from '../../src/base/failure.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { monoMs } from '../../src/base/units.ts'
import { reportStore } from '../../src/store/postgres/report.ts'
import { practiceTrunk } from '../support/aCampaign.ts'
import { virtualCampaign } from '../support/virtualCampaign.ts'

const c1 = 'c1' as CampaignId
const busy = (error: unknown): boolean =>
  error instanceof Failure &&
  error.code === 'busy' &&
  /^Another process is calling over the trunk "practice".*wait.*one `campaign start`.*another trunk/.test(
    error.message,
  )

test('trunk hold: a second process on a trunk is refused, its campaign left paused, and goes on later', async () => {
  const world = await virtualCampaign({ seed: 41, contacts: 6 })
  try {
    const other = await world.store.holdTrunk(practiceTrunk.id)
    assert.ok(other)
    await assert.rejects(world.live(world.start()), busy)
    assert.deepEqual(world.placed, [])
    const { campaign } = await reportStore(world.database).reportFacts(c1)
    assert.equal(campaign.state, 'paused')
    assert.match(campaign.why, /^Another process is calling over the trunk/)
    await other.release()
    await world.move(c1, 'paused', 'running')
    const { campaigns } = await world.live(world.start())
    assert.deepEqual(
      campaigns.map(({ state }) => state),
      ['completed'],
    )
    const again = await world.store.holdTrunk(practiceTrunk.id)
    assert.ok(again, 'the run gave the trunk back')
  } finally {
    await world.close()
  }
})

test('trunk hold: a carrier of its own has every process of a practice trunk to itself', async () => {
  const world = await virtualCampaign({ seed: 42, contacts: 6 })
  try {
    assert.ok(await world.store.holdTrunk(practiceTrunk.id))
    const { campaigns } = await world.live(world.start({ ownCarrier: true }))
    assert.equal(campaigns[0]?.state, 'completed')
  } finally {
    await world.close()
  }
})

test('trunk hold: when it is lost every campaign of the run pauses and says why', async () => {
  const world = await virtualCampaign({ seed: 43, contacts: 80, campaigns: [{}, {}] })
  try {
    const run = world.start()
    world.time.at(monoMs(4000), async () => {
      await world.database.pool.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
         and (classid::bigint << 32 | objid::bigint) = hashtextextended('portevoix trunk practice', 0)`,
      )
      // The news comes over a socket, in the time of the machine.
      await wait(200)
    })
    const { campaigns } = await world.live(run)
    for (const { state, fault } of campaigns) {
      assert.equal(state, 'paused')
      assert.equal(fault, 'the connection that kept this trunk ours broke: start it again')
    }
    assert.ok(world.placed.every(({ at }) => at <= 4000))
  } finally {
    await world.close()
  }
})
