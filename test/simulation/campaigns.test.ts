/**
 * Whole campaigns in virtual time, each with something that goes wrong. The invariants of
 * test/support/invariants.ts hold in every one of them. A failure names the seed in the test's title.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { randomFrom } from '../../src/base/random.ts'
import { hours, minutes, monoMs, ms, seconds } from '../../src/base/units.ts'
import type { CampaignRun, RunResult } from '../../src/runner/run.ts'
import { tuesdayTen } from '../support/aCampaign.ts'
import { assertInvariants } from '../support/invariants.ts'
import {
  epochOf,
  type VirtualCampaign,
  type VirtualCampaignOptions,
  virtualCampaign,
} from '../support/virtualCampaign.ts'
import type { Trouble } from '../support/virtualTime.ts'

type Options = VirtualCampaignOptions & {
  readonly trunk: { readonly callsPerSecond: number; readonly concurrentCalls: number }
}
const small = { callsPerSecond: 10, concurrentCalls: 30 }
const c1 = 'c1' as CampaignId
const c2 = 'c2' as CampaignId

/** Runs one campaign to its end, with `meanwhile` arranged before, and checks the invariants. */
async function simulate(
  options: Options,
  check: (world: VirtualCampaign, result: RunResult) => void | Promise<void>,
  meanwhile: (world: VirtualCampaign, run: CampaignRun) => void = () => {},
): Promise<void> {
  const world = await virtualCampaign(options)
  try {
    const run = world.start()
    meanwhile(world, run)
    const result = await world.live(run)
    await assertInvariants(world, options, result)
    await check(world, result)
  } finally {
    await world.close()
  }
}

const stateOf = (result: RunResult, index = 0) => result.campaigns[index]?.state
const targetsOf = (result: RunResult, index = 0) => result.campaigns[index]?.counters?.targets
const afterStart = (duration: number) => monoMs(1000 + duration)

test('simulation, seed 11: pairs of phones, some suppressed: everybody is called or refused', async () => {
  const options = { seed: 11, contacts: 160, trunk: small, household: 2, suppressed: [3, 50, 159] }
  await simulate(options, ({ placed }, result) => {
    assert.equal(stateOf(result), 'completed')
    assert.equal(result.campaigns[0]?.counters?.refused, 3)
    const called = new Set(placed.map(({ number }) => number))
    assert.equal(called.size, 157)
    assert.equal(result.peaks.concurrentCalls, 30)
    assert.equal(result.peaks.callsPerSecond, 10)
    assert.ok((result.outcomes.heardToEnd ?? 0) > 30 && (result.outcomes.objected ?? 0) > 3)
  })
})

/** Every verb takes up to `delayMs`, and `share` of those that may are lost before or after the work. */
const roughSea = (seed: number, delayMs: number, share: number): Trouble => {
  const random = randomFrom(seed)
  return (verb) => ({
    delayMs: verb.startsWith('hold') ? 0 : random.below(delayMs),
    fails:
      mayFail.has(verb) && random.next() < share
        ? random.pick(['before', 'after'] as const)
        : 'never',
  })
}
const mayFail = new Set([
  'lease',
  'arm',
  'release',
  'refuse',
  'suppress',
  'endAttempts',
  'counters',
])

test('simulation, seed 12: slow SQL and lost answers: nothing is dialled twice, nothing is lost', async () => {
  const sea = roughSea(12, 400, 0.05)
  let arms = 0
  // Every fifth arm is committed, and its answer lost.
  const trouble: Trouble = (verb) => {
    if (verb === 'arm') arms += 1
    return verb === 'arm' && arms % 5 === 2 ? { delayMs: 50, fails: 'after' } : sea(verb)
  }
  const options = { seed: 12, contacts: 120, trunk: small, household: 2, trouble }
  await simulate(options, async ({ database, placed }, result) => {
    assert.equal(stateOf(result), 'completed')
    // Armed without an answer: closed as not placed, neither forgotten nor dialled.
    const { rows } = await database.pool.query<{ id: string }>(
      `select id::text from attempt where outcome = 'notPlaced'`,
    )
    const dialled = new Set<string>(placed.map(({ attempt }) => attempt))
    assert.ok(rows.length > 0)
    assert.deepEqual(
      rows.filter(({ id }) => dialled.has(id)),
      [],
    )
  })
})

test('simulation, seed 13: a carrier that takes 3 calls a second: 503, Retry-After, slower, all called', async () => {
  const limits = { callsPerSecond: 3, concurrentCalls: 100, retryAfterSeconds: 2 }
  const options = { seed: 13, contacts: 60, trunk: small, limits }
  await simulate(options, ({ placed }, result) => {
    assert.equal(stateOf(result), 'completed')
    assert.ok((result.outcomes.congestion ?? 0) > 0)
    assert.equal(new Set(placed.map(({ number }) => number)).size, 60)
    // Without slowing down a burst of 10 a second would be refused again and again.
    assert.ok((result.outcomes.congestion ?? 0) < 60, JSON.stringify(result.outcomes))
  })
})

test('simulation, seed 14: two campaigns share a trunk evenly, and one alone has it all', async () => {
  const campaigns = [{}, { controller: 'Liste Exemple' }]
  const options = { seed: 14, contacts: 60, trunk: small, campaigns }
  await simulate(options, async ({ database }, result) => {
    assert.deepEqual([stateOf(result, 0), stateOf(result, 1)], ['completed', 'completed'])
    const { rows } = await database.pool.query<{ campaign: string; count: number }>(
      `select campaign_id as campaign, count(*)::int as count from (
         select campaign_id from attempt order by placed_at limit 60) as first group by 1`,
    )
    for (const { count } of rows) assert.ok(count >= 27 && count <= 33, JSON.stringify(rows))
  })
})

test('simulation, seed 15: a pause is obeyed within a second, live calls end, and it goes on after', async () => {
  const options = { seed: 15, contacts: 80, trunk: small }
  const [pausedAt, resumedAt] = [afterStart(4000), afterStart(200_000)]
  await simulate(
    options,
    ({ placed }, result) => {
      assert.equal(stateOf(result), 'completed')
      const meanwhile = placed.filter(({ at }) => at > pausedAt + 1000 && at < resumedAt)
      assert.deepEqual(meanwhile, [])
      assert.ok(placed.some(({ at }) => at < pausedAt) && placed.some(({ at }) => at > resumedAt))
      assert.equal(result.outcomes.stopped, undefined)
    },
    (world) => {
      world.time.at(pausedAt, () => world.move(c1, 'running', 'paused'))
      world.time.at(resumedAt, () => world.move(c1, 'paused', 'running'))
    },
  )
})

test('simulation, seed 16: a stop hangs up what is up, and says how many were not called', async () => {
  const options = { seed: 16, contacts: 120, trunk: small }
  const stoppedAt = afterStart(8000)
  await simulate(
    options,
    ({ placed }, result) => {
      assert.equal(stateOf(result), 'stopped')
      assert.ok(
        placed.every(({ at, endedAt }) => at <= stoppedAt && (endedAt ?? 0) < stoppedAt + 100),
      )
      assert.ok((result.outcomes.stopped ?? 0) > 0)
      assert.ok((result.campaigns[0]?.counters?.remaining ?? 0) > 0)
    },
    (world) => world.time.at(stoppedAt, () => world.move(c1, 'running', 'stopped')),
  )
})

test('simulation, seed 17: the deadline: no call so late that it could be up, then stopped', async () => {
  const deadline = epochOf(10, 3)
  const campaigns = [{ deadline, ringTimeoutMs: seconds(25), maxTalkMs: seconds(90) }]
  const options = { seed: 17, contacts: 900, trunk: small, campaigns }
  await simulate(options, ({ placed, clock }, result) => {
    assert.equal(stateOf(result), 'stopped')
    assert.match(result.campaigns[0]?.why ?? '', /^stopped by deadline, \d+ people not called$/)
    for (const { epoch, endedAt, at } of placed) {
      assert.ok(epoch < deadline - 115_000, 'started too late')
      assert.ok(epoch + ((endedAt ?? 0) - at) <= deadline, 'up at the deadline')
    }
    // Silence is waited for no longer than it lasts: the practice clock went straight to the deadline.
    const late = clock.epoch() - deadline
    assert.ok(late >= 0 && late < 5000, `${late} ms`)
  })
})

test('simulation, seed 18: lunch at 13:00 stops the calls and 14:00 starts them again', async () => {
  const options = { seed: 18, contacts: 200, trunk: small, watched: true }
  await simulate(
    options,
    ({ placed, progress }, result) => {
      assert.equal(stateOf(result), 'completed')
      const inTheAfternoon = placed.filter(({ epoch }) => epoch >= epochOf(14))
      assert.ok(inTheAfternoon.length > 50)
      assert.ok(placed.some(({ epoch }) => epoch < epochOf(13)))
      const said = progress.flatMap(({ campaigns }) => campaigns.map(({ quiet }) => quiet))
      assert.ok(said.some((quiet) => quiet.is === 'nobodyBefore' || quiet.is === 'lastCalls'))
      assert.equal(progress.at(-1)?.campaigns[0]?.counters?.targets, targetsOf(result))
    },
    // A jump of the calendar in the middle of calls: 12:59:50 all at once.
    ({ time, clock }) =>
      time.at(afterStart(3000), () => clock.jump(ms(epochOf(12, 59) - tuesdayTen + 50_000))),
  )
})

test('simulation, seed 19: a calendar that jumps beyond the deadline hangs everybody up at once', async () => {
  const options = { seed: 19, contacts: 80, trunk: small }
  const jumpAt = afterStart(6000)
  await simulate(
    options,
    ({ placed }, result) => {
      assert.equal(stateOf(result), 'stopped')
      assert.ok(placed.every(({ at, endedAt }) => at <= jumpAt && (endedAt ?? 0) <= jumpAt + 350))
    },
    ({ time, clock }) => time.at(jumpAt, () => clock.jump(hours(11))),
  )
})

test('simulation, seed 20: a drain starts no call and ends none; the campaign is left paused', async () => {
  const options = { seed: 20, contacts: 80, trunk: small }
  const drainedAt = afterStart(5000)
  await simulate(
    options,
    ({ placed }, result) => {
      assert.equal(stateOf(result), 'paused')
      assert.ok(placed.every(({ at }) => at <= drainedAt))
      assert.ok(placed.some(({ endedAt }) => (endedAt ?? 0) > drainedAt + 5000))
      assert.equal(result.outcomes.stopped, undefined)
    },
    ({ time }, run) => time.at(drainedAt, () => run.drain()),
  )
})

test('simulation, seed 21: stopNow hangs up at once; a second run finishes what was left', async () => {
  const options = { seed: 21, contacts: 60, trunk: small }
  const world = await virtualCampaign(options)
  try {
    const first = world.start()
    world.time.at(afterStart(4000), () => first.stopNow())
    assert.equal(stateOf(await world.live(first)), 'paused')
    await world.move(c1, 'paused', 'running')
    const second = await world.live(world.start())
    assert.equal(stateOf(second), 'completed')
    const { outcomes, remaining } = (await world.store.counters(c1)) ?? {}
    assert.equal(remaining, 0)
    assert.ok((outcomes.stopped ?? 0) > 0)
    const twice = Map.groupBy(world.placed, ({ number }) => number)
    assert.ok([...twice.values()].every((calls) => calls.length <= 2))
  } finally {
    await world.close()
  }
})

test('simulation, seed 22: a store that takes nothing any more pauses the campaign and says so', async () => {
  let broken = false
  const trouble: Trouble = (verb) => ({
    delayMs: 0,
    fails: broken && (verb === 'lease' || verb === 'arm') ? 'before' : 'never',
  })
  const options = { seed: 22, contacts: 150, trunk: small, trouble }
  await simulate(
    options,
    (_world, result) => {
      assert.equal(stateOf(result), 'paused')
      assert.match(result.campaigns[0]?.fault ?? '', /the connection broke/)
    },
    ({ time }) =>
      time.at(afterStart(4000), () => {
        broken = true
      }),
  )
})

test('simulation, seed 23: objections the store is slow to take are stored before they are confirmed', async () => {
  const random = randomFrom(23)
  const trouble: Trouble = (verb) => ({
    delayMs: verb === 'suppress' ? random.below(20_000) : 0,
    fails: verb === 'suppress' && random.next() < 0.3 ? 'before' : 'never',
  })
  const options = { seed: 23, contacts: 120, trunk: small, trouble }
  await simulate(options, (world, result) => {
    assert.ok((result.outcomes.objected ?? 0) > 3)
    assert.equal(world.objections.size, result.outcomes.objected)
  })
})

test('simulation, seed 24: one campaign ends at its deadline, the other goes on', async () => {
  const campaigns = [{ deadline: epochOf(10, 3) }, {}]
  const options = {
    seed: 24,
    contacts: 100,
    trunk: { callsPerSecond: 2, concurrentCalls: 30 },
    campaigns,
  }
  await simulate(options, (_world, result) => {
    assert.deepEqual([stateOf(result, 0), stateOf(result, 1)], ['stopped', 'completed'])
    assert.equal(result.campaigns[1]?.campaign, c2)
  })
})

test('simulation: the runner waits for retries no longer than the practice clock must', async () => {
  const options = { seed: 25, contacts: 40, trunk: small }
  await simulate(options, ({ clock, time }, result) => {
    assert.equal(stateOf(result), 'completed')
    const lived = time.timer.mono() - 1000
    const passed = clock.epoch() - tuesdayTen
    assert.ok(passed > hours(3) && lived < minutes(10), `${passed} ms in ${lived} ms`)
  })
})

/** Pauses, resumptions and small jumps of the calendar at random instants. */
function restless(seed: number): (world: VirtualCampaign) => void {
  const random = randomFrom(seed)
  return ({ time, clock, move, campaigns }) => {
    let at = 1000
    for (let round = 0; round < 6; round += 1) {
      const campaign = random.pick(campaigns)
      at += 500 + random.below(8000)
      time.at(monoMs(at), () => move(campaign, 'running', 'paused'))
      at += 500 + random.below(20_000)
      time.at(monoMs(at), () => move(campaign, 'paused', 'running'))
      const jump = ms(random.below(60_000))
      time.at(monoMs(at + 300), () => clock.jump(jump))
    }
  }
}

for (const seed of [31]) {
  test(`simulation, seed ${seed}: everything at once`, async () => {
    const options = {
      seed,
      contacts: 60,
      trunk: { callsPerSecond: 5 + (seed % 10), concurrentCalls: 15 },
      household: 2,
      suppressed: [7, 8],
      campaigns: [{}, {}],
      limits: { callsPerSecond: 6, concurrentCalls: 12, retryAfterSeconds: 1 },
      trouble: roughSea(seed, 300, 0.03),
    }
    await simulate(
      options,
      (_world, result) => {
        const ends = result.campaigns.map(({ state, fault }) => fault ?? state)
        assert.deepEqual(ends, ['completed', 'completed'])
      },
      restless(seed),
    )
  })
}
