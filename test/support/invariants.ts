/** What holds in every campaign, however it went: checked from outside the runner. */
import assert from 'node:assert/strict'
import type { Trunk } from '../../src/call/trunk.ts'
import type { RunResult } from '../../src/runner/run.ts'
import {
  numberAt,
  type Placed,
  type VirtualCampaign,
  type VirtualCampaignOptions,
} from './virtualCampaign.ts'

type Options = VirtualCampaignOptions & { readonly trunk: Limits }
type Limits = Pick<Trunk, 'callsPerSecond' | 'concurrentCalls'>

export async function assertInvariants(
  world: VirtualCampaign,
  options: Options,
  result: RunResult,
): Promise<void> {
  const { placed: rung } = world
  assertNoRealNumber(rung)
  const placed = await asPeople(world)
  assertPaces(placed, options)
  await assertMeasured(world, options, result)
  assertLawful({ ...world, placed }, options)
  assertHomes(placed, options.household ?? 1)
  assert.deepEqual(world.confirmedTooEarly, [], 'confirmed before it was stored')
  assert.ok(
    placed.every(({ endedAt }) => endedAt !== null),
    'every call ended',
  )
  assert.equal(
    new Set(placed.map(({ attempt }) => attempt)).size,
    placed.length,
    'placed once each',
  )
  assert.deepEqual(result.objectionsNotStored, [])
  assert.equal(result.outcomesNotStored, 0)
  await assertTallies(world, options, result)
}

const fiction = /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/

/** Whatever the file of people, what leaves is a number nobody has. */
function assertNoRealNumber(placed: readonly Placed[]): void {
  for (const { number } of placed) assert.match(number, fiction, 'only numbers of fiction leave')
}

/** In a rehearsal each call is that of the person for whom the stand-in was rung. */
async function asPeople({ database, placed }: VirtualCampaign): Promise<readonly Placed[]> {
  const { rows } = await database.pool.query<{ attempt: string; person: Placed['number'] }>(
    `select a.id as attempt, c.phone as person from stand_in s join target t on t.id = s.target_id
     join contact c on c.id = t.contact_id join attempt a on a.target_id = t.id`,
  )
  const people = new Map(rows.map(({ attempt, person }) => [attempt, person]))
  return placed.map((call) => ({ ...call, number: people.get(call.attempt) ?? call.number }))
}

/** Each trunk by itself; the one that is not described otherwise has the campaign's own limits. */
function assertPaces(placed: readonly Placed[], { trunk, others = [] }: Options): void {
  for (const [id, calls] of Map.groupBy(placed, (call) => call.trunk)) {
    assertPace(calls, { ...trunk, ...others.find((other) => other.id === id) })
  }
}

function assertPace(placed: readonly Placed[], { callsPerSecond, concurrentCalls }: Limits): void {
  placed.forEach(({ at }, index) => {
    const up = placed.filter((call, i) => i <= index && (call.endedAt ?? Infinity) > at).length
    const before = placed[index - callsPerSecond]
    const isSlower = before === undefined || at - before.at >= 1000
    assert.ok(isSlower, `more than ${callsPerSecond} starts within a second at ${at}`)
    assert.ok(up <= concurrentCalls, `${up} calls up at ${at}`)
  })
}

/** What the report and the live display say of the pace is what the network saw leave. */
async function assertMeasured(
  { database, placed }: VirtualCampaign,
  { trunk, others = [] }: Options,
  { peaks }: RunResult,
): Promise<void> {
  const callsPerSecond = sum([trunk, ...others].map((own) => own.callsPerSecond ?? 0))
  assert.ok(peaks.callsPerSecond <= callsPerSecond, `measured ${peaks.callsPerSecond}`)
  const { rows } = await database.pool.query<{ at: number }>(
    'select placed_at as at from attempt where placed_at is not null order by placed_at',
  )
  const left = placed.flatMap(({ leftAt }) => (leftAt === null ? [] : [leftAt]))
  assert.deepEqual(
    rows.map(({ at }) => at),
    left.sort((a, b) => a - b),
    'stored as placed is what left, when it left',
  )
}

const inParis = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
})

/** Code conso. D223-9 and the suppressions, judged here in another way than law/ does. */
function assertLawful(
  world: VirtualCampaign,
  { suppressed = [], numbers = numberAt }: VirtualCampaignOptions,
): void {
  const never = new Set(suppressed.map(numbers))
  const objectedAt = new Map(
    world.placed.flatMap(({ attempt, number }) => {
      const at = world.objections.get(attempt)
      return at === undefined ? [] : [[number, at] as const]
    }),
  )
  for (const { number, at, epoch } of world.placed) {
    assert.ok(!never.has(number), 'nobody suppressed is called')
    assert.ok(at <= (objectedAt.get(number) ?? at), 'nobody is called after their objection')
    const local = inParis.formatToParts(epoch)
    const weekday = local.find(({ type }) => type === 'weekday')?.value ?? ''
    const hour = Number(local.find(({ type }) => type === 'hour')?.value)
    assert.ok(!['Sat', 'Sun'].includes(weekday), `called on a ${weekday}`)
    assert.ok((hour >= 10 && hour < 13) || (hour >= 14 && hour < 20), `called at ${hour} h`)
  }
}

function assertHomes(placed: readonly Placed[], household: number): void {
  const homes = Map.groupBy(placed, ({ number }) =>
    Math.floor(Number(number.slice(-4)) / household),
  )
  for (const calls of homes.values()) {
    calls.forEach((call, index) => {
      const before = calls[index - 1]
      const apart = before === undefined || (before.endedAt ?? Infinity) <= call.at
      assert.ok(apart, `two phones of one home rang together at ${call.at}`)
    })
  }
}

async function assertTallies(
  { database, objections, campaigns, placed }: VirtualCampaign,
  { contacts }: VirtualCampaignOptions,
  { campaigns: results, attempts, outcomes }: RunResult,
): Promise<void> {
  const { rows } = await database.pool.query<{ state: string; outcome: string; count: number }>(
    'select state, outcome, count(*)::int as count from attempt group by 1, 2',
  )
  const armed = rows.filter(({ state }) => state === 'armed')
  assert.deepEqual(armed, [], 'no attempt is left armed')
  const ended = rows.filter(({ state }) => state === 'ended')
  const stored = Object.fromEntries(ended.map(({ outcome, count }) => [outcome, count]))
  // An arm of which no answer came leaves a notPlaced that the run itself has not counted.
  const notPlaced = outcomes.notPlaced ?? 0
  assert.ok((stored['notPlaced'] ?? 0) >= notPlaced)
  const placedOnes = (counts: object): object => ({ ...counts, notPlaced: 0 })
  assert.deepEqual(
    placedOnes(stored),
    placedOnes(outcomes),
    'every outcome is stored as it happened',
  )
  assert.ok(placed.length >= attempts - notPlaced && placed.length <= attempts)
  const counted = results.map(({ counters }) => counters)
  assert.equal(sum(counted.map((c) => c?.objections ?? 0)), objections.size)
  const targets = await database.pool.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from target group by 1',
  )
  const inState = (...states: string[]): number =>
    sum(targets.rows.filter(({ state }) => states.includes(state)).map(({ count }) => count))
  const states = JSON.stringify([targets.rows, results])
  assert.equal(inState('done', 'refused', 'ready', 'waiting'), contacts * campaigns.length, states)
  assert.equal(sum(counted.map((c) => c?.remaining ?? 0)), inState('ready', 'waiting'))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
