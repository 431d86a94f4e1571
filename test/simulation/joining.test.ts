/** Campaigns that come to a trunk which is calling, budgets, and the practice clock moved by hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { minutes, monoMs } from '../../src/base/units.ts'
import type { PriceList } from '../../src/money/price.ts'
import { epochOf, virtualCampaign } from '../support/virtualCampaign.ts'

const c1 = 'c1' as CampaignId
const c2 = 'c2' as CampaignId

test('joining: a campaign that starts while the trunk calls shares it, within its limits', async () => {
  const world = await virtualCampaign({ seed: 51, contacts: 200, campaigns: [{}, {}] })
  try {
    const run = world.start({ campaigns: [c1] })
    const joined: number[] = []
    world.time.at(monoMs(3000), async () => {
      await run.join(c2)
      joined.push(world.placed.length)
    })
    const { campaigns, peaks } = await world.live(run)
    assert.deepEqual(
      campaigns.map(({ campaign, state }) => [campaign, state]),
      [
        [c1, 'completed'],
        [c2, 'completed'],
      ],
    )
    const alone = joined[0] as number
    assert.ok(alone > 0 && alone < 100, `${alone} calls before the second campaign came`)
    const trunk = (await world.store.trunks())[0]
    assert.ok(trunk && peaks.callsPerSecond <= trunk.callsPerSecond)
    assert.ok(peaks.concurrentCalls <= trunk.concurrentCalls)
    // From then on they take turns: the newcomer neither waits nor catches up.
    const { rows } = await world.database.pool.query<{ campaign_id: CampaignId }>(
      'select campaign_id from attempt where placed_at is not null order by placed_at, id',
    )
    const shared = rows.slice(alone + 10, alone + 70).map(({ campaign_id: id }) => id)
    const first = shared.filter((id) => id === c1).length
    assert.ok(first >= 23 && first <= 37, `${first} of 60 for the first campaign`)
    for (const id of [c1, c2]) {
      const { attempts, remaining, armedNow } = await world.store.counters(id)
      assert.ok(attempts > 0)
      assert.deepEqual([remaining, armedNow], [0, 0])
    }
  } finally {
    await world.close()
  }
})

test('joining: what is over is given back while the others go on', async () => {
  const world = await virtualCampaign({ seed: 52, contacts: 250, campaigns: [{}, {}] })
  try {
    const run = world.start()
    world.time.at(monoMs(3000), () => world.move(c1, 'running', 'stopped'))
    let free = false
    world.time.at(monoMs(60_000), async () => {
      const hold = await world.store.holdCampaign(c1)
      free = hold !== null
      await hold?.release()
    })
    const { campaigns } = await world.live(run)
    assert.deepEqual(
      campaigns.map(({ state }) => state),
      ['stopped', 'completed'],
    )
    assert.equal(free, true)
  } finally {
    await world.close()
  }
})

test('joining: too late when the calls over the trunk are just ending', async () => {
  const world = await virtualCampaign({ seed: 53, contacts: 10, campaigns: [{}, {}] })
  try {
    const run = world.start({ campaigns: [c1] })
    let refused: unknown
    world.time.at(monoMs(2000), async () => {
      run.drain()
      refused = await run.join(c2).catch((error: unknown) => error)
    })
    await world.live(run)
    assert.ok(refused instanceof Failure && refused.code === 'busy')
  } finally {
    await world.close()
  }
})

const price: PriceList = {
  perMinuteMicroEuro: 60_000,
  perCallMicroEuro: 10_000,
  firstIncrementSeconds: 1,
  incrementSeconds: 1,
}

test('budget: a campaign pauses itself before its calls could cost more, and the other goes on', async () => {
  const dearest = 10_000 + 90 * 1000
  const budgetMicroEuro = 12 * dearest
  const world = await virtualCampaign({
    seed: 54,
    contacts: 60,
    trunk: { price },
    campaigns: [{ budgetMicroEuro }, {}],
    watched: true,
  })
  try {
    const run = world.start()
    endWhenSettled(run, world)
    const { campaigns } = await world.live(run)
    const [first, second] = campaigns
    assert.equal(first?.state, 'paused')
    assert.match(first?.why ?? '', /^the budget of 1\.20 € leaves no room for another call$/)
    assert.equal(second?.state, 'completed')
    const spent = await world.store.spent(c1)
    assert.ok(spent <= budgetMicroEuro, `${spent} spent`)
    assert.ok(spent > budgetMicroEuro - 2 * dearest, `${spent} spent of ${budgetMicroEuro}`)
    assert.ok(world.progress.some(({ campaigns: seen }) => seen[0]?.quiet.is === 'spent'))
    const told = world.progress.at(-1)?.campaigns[0]
    assert.equal(told?.spentMicroEuro, spent)
    const { remaining, armedNow } = await world.store.counters(c1)
    assert.ok(remaining > 0)
    assert.equal(armedNow, 0)
  } finally {
    await world.close()
  }
})

/** A paused campaign keeps its run: it ends here once the other one is done. */
function endWhenSettled(
  run: ReturnType<Awaited<ReturnType<typeof virtualCampaign>>['start']>,
  world: Awaited<ReturnType<typeof virtualCampaign>>,
): void {
  const look = async (): Promise<void> => {
    const states = await Promise.all([c1, c2].map((id) => world.store.campaign(id)))
    if (states[0]?.state === 'paused' && states[1]?.state === 'completed') run.drain()
    else world.time.at(monoMs(world.time.timer.mono() + 5000), look)
  }
  world.time.at(monoMs(5000), look)
}

test('practice clock: it is moved by hand while nothing is up, forward only', async () => {
  const world = await virtualCampaign({ seed: 55, contacts: 30 })
  try {
    const run = world.start()
    const answers: string[] = []
    const tried = (to: Parameters<typeof run.jump>[0]): void => {
      try {
        run.jump(to)
        answers.push('moved')
      } catch (error) {
        answers.push((error as Failure).code)
      }
    }
    world.time.at(monoMs(3000), () => tried(epochOf(11)))
    world.time.at(monoMs(4000), () => world.move(c1, 'running', 'paused'))
    world.time.at(monoMs(4000 + minutes(4)), async () => {
      tried(epochOf(9))
      tried(epochOf(11))
      await world.move(c1, 'paused', 'running')
    })
    await world.live(run)
    assert.deepEqual(answers, ['wrongState', 'badInput', 'moved'])
    assert.ok(world.placed.some(({ epoch }) => epoch >= epochOf(11)))
  } finally {
    await world.close()
  }
})

test('soft start: the first calls leave slowly, the others at the pace of the trunk', async () => {
  const softStart = { calls: 10, callsPerSecond: 2 }
  const world = await virtualCampaign({
    seed: 56,
    contacts: 60,
    campaigns: [{ softStart }],
    watched: true,
  })
  try {
    await world.live(world.start())
    const at = world.placed.map((call) => call.at)
    const spans = at.slice(1).map((instant, index) => instant - (at[index] as number))
    assert.ok(
      spans.slice(0, 9).every((span) => span >= 500),
      spans.slice(0, 12).join(' '),
    )
    assert.ok(
      spans.slice(10, 30).some((span) => span < 100),
      spans.slice(10, 30).join(' '),
    )
    assert.ok(world.progress.some(({ campaigns }) => campaigns[0]?.quiet.is === 'softStart'))
  } finally {
    await world.close()
  }
})
