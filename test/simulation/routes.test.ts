/**
 * Whole campaigns over several trunks of one route, in virtual time: who fails, fails nobody. The
 * invariants of test/support/invariants.ts hold in every one of them, trunk by trunk.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId, TrunkId } from '../../src/base/ids.ts'
import { minutes, monoMs, seconds } from '../../src/base/units.ts'
import { outcomes } from '../../src/call/outcome.ts'
import { failuresInRowMax } from '../../src/call/trunkHealth.ts'
import type { RunResult } from '../../src/runner/run.ts'
import { practiceTrunk } from '../support/aCampaign.ts'
import { assertInvariants } from '../support/invariants.ts'
import {
  type VirtualCampaign,
  type VirtualCampaignOptions,
  virtualCampaign,
} from '../support/virtualCampaign.ts'

const main = practiceTrunk.id
const spare = 'spare' as TrunkId
const c1 = 'c1' as CampaignId
const limits = { callsPerSecond: 5, concurrentCalls: 40, route: 'main road' }
const beside = { id: spare, callsPerSecond: 5, concurrentCalls: 40 }

type Options = VirtualCampaignOptions & { readonly trunk: typeof limits }

async function simulate(
  options: Options,
  check: (world: VirtualCampaign, result: RunResult) => void | Promise<void>,
  meanwhile: (world: VirtualCampaign) => void = () => {},
): Promise<void> {
  const world = await virtualCampaign({ watched: true, ...options })
  try {
    const run = world.start()
    meanwhile(world)
    const result = await world.live(run)
    await assertInvariants(world, options, result)
    await check(world, result)
  } finally {
    await world.close()
  }
}

const over = ({ placed }: VirtualCampaign, trunk: TrunkId) =>
  placed.filter((call) => call.trunk === trunk)

/** What each person lived in the end, and in how many calls that rang: the carrier's faults left out. */
async function livedIn({ database }: VirtualCampaign): Promise<readonly string[]> {
  const carriers = Object.entries(outcomes).flatMap(([name, { counts }]) => (counts ? [] : [name]))
  const { rows } = await database.pool.query<{ lived: string }>(
    `select c.phone || ': ' || string_agg(a.outcome, ', ' order by a.attempt_number) as lived
     from attempt a join target t on t.id = a.target_id join contact c on c.id = t.contact_id
     where not (a.outcome = any($1)) group by c.phone order by c.phone`,
    [carriers],
  )
  return rows.map(({ lived }) => lived)
}

test('routes, seed 71: two trunks carry one campaign, their rates add up, and each row names its trunk', async () => {
  const options = { seed: 71, contacts: 120, trunk: limits, others: [beside] }
  await simulate(options, async (world, result) => {
    assert.equal(result.campaigns[0]?.state, 'completed')
    assert.equal(result.peaks.callsPerSecond, 10)
    const [first, second] = [over(world, main).length, over(world, spare).length]
    assert.ok(first > 40 && second > 40, `${first} and ${second}`)
    const { rows } = await world.database.pool.query<{ trunk: string; calls: number }>(
      'select trunk_id as trunk, count(*)::int as calls from attempt where placed_at is not null group by 1 order by 1',
    )
    assert.deepEqual(rows, [
      { trunk: main, calls: first },
      { trunk: spare, calls: second },
    ])
  })
})

const seed = 72
const people = { seed, contacts: 70, trunk: limits, others: [beside], household: 2 }
/** Without any trouble; asked for once. */
let untroubled: Promise<readonly string[]> | undefined

async function livedUntroubled(): Promise<readonly string[]> {
  let lived: readonly string[] = []
  await simulate(people, async (world) => {
    lived = await livedIn(world)
  })
  return lived
}

for (const how of ['silent', 500, 403, 503] as const) {
  test(`routes, seed ${seed}: one trunk of two dies mid-campaign (${how}): every person is reached as if it had not`, async () => {
    untroubled ??= livedUntroubled()
    const expected = await untroubled
    const diesAt = monoMs(1000 + seconds(4))
    const options: Options = {
      ...people,
      trunkTrouble: (trunk, now) => (trunk === main && now >= diesAt ? how : undefined),
    }
    await simulate(options, async (world, result) => {
      assert.equal(result.campaigns[0]?.state, 'completed')
      assert.deepEqual(await livedIn(world), expected)
      // It was seen soon, and tried again carefully.
      const wasted = over(world, main).filter(({ at }) => at >= diesAt)
      assert.ok(wasted.length > 0 && wasted.length <= 75, `${wasted.length} calls to a dead trunk`)
      const states = world.progress.flatMap(({ trunks }) => trunks.map(({ breaker }) => breaker.is))
      // A carrier that says "not now" is asked less and less often before it is taken for ill.
      if (how !== 503) assert.ok(states.includes('open'), 'its breaker opened')
    })
  })
}

test('routes, seed 73: no trunk works: the list is kept, the reason is said, and it goes on by itself', async () => {
  const [from, to] = [monoMs(1000 + seconds(4)), monoMs(1000 + minutes(20))]
  const options: Options = {
    seed: 73,
    contacts: 100,
    trunk: limits,
    others: [beside],
    trunkTrouble: (_, now) => (now >= from && now < to ? 500 : undefined),
  }
  await simulate(options, async (world, result) => {
    assert.equal(result.campaigns[0]?.state, 'completed')
    const wasted = world.placed.filter(({ at }) => at >= from && at < to)
    // Two trunks until they are known to be ill, and a probe now and then: not the list.
    assert.ok(wasted.length <= 2 * failuresInRowMax + 60, `${wasted.length} calls in vain`)
    const said = world.progress.map(({ campaigns }) => campaigns[0]?.quiet.is)
    assert.ok(said.includes('trunksIll') && said.includes('trying'))
    const { rows } = await world.database.pool.query(
      `select count(*)::int as lost from target where state = 'done'
       and (outcome is null or outcome in ('carrierFault', 'congestion', 'rejectedByCarrier', 'notPlaced'))`,
    )
    assert.deepEqual(rows, [{ lost: 0 }])
    assert.equal(new Set(world.placed.map(({ number }) => number)).size, 100)
  })
})

test('routes, seed 74: what a person paused stays paused, although the trunk works again', async () => {
  const [from, to] = [monoMs(1000 + seconds(4)), monoMs(1000 + minutes(5))]
  const options: Options = {
    seed: 74,
    contacts: 100,
    trunk: limits,
    trunkTrouble: (_, now) => (now >= from && now < to ? 500 : undefined),
  }
  const world = await virtualCampaign({ watched: true, ...options })
  try {
    const run = world.start()
    world.time.at(monoMs(1000 + minutes(2)), () => world.move(c1, 'running', 'paused'))
    world.time.at(monoMs(1000 + minutes(30)), () => run.drain())
    const result = await world.live(run)
    assert.equal(result.campaigns[0]?.state, 'paused')
    assert.equal(result.campaigns[0]?.why, 'by another command')
    assert.ok(world.placed.every(({ at }) => at <= 1000 + minutes(2)))
  } finally {
    await world.close()
  }
})

test('routes, seed 75: a trunk that may not show the campaign’s number carries none of its calls', async () => {
  const others = [{ ...beside, callerIds: [] }]
  await simulate({ seed: 75, contacts: 40, trunk: limits, others }, (world, result) => {
    assert.equal(result.campaigns[0]?.state, 'completed')
    assert.equal(over(world, spare).length, 0)
  })
})

test('routes, seed 76: the run holds every trunk of its route', async () => {
  const world = await virtualCampaign({ seed: 76, contacts: 6, trunk: limits, others: [beside] })
  try {
    const other = await world.store.holdTrunk(spare)
    assert.ok(other)
    await assert.rejects(
      world.live(world.start()),
      /Another process is calling over the trunk "spare"/,
    )
    const free = await world.store.holdTrunk(main)
    assert.ok(free, 'and gives all back when it cannot have one')
  } finally {
    await world.close()
  }
})
