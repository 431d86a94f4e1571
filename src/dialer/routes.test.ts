/** Several trunks in one dialler, in virtual time: paces, lines, weights, failover. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { candidateOf, DialerWorld, type WorldCall } from '../../test/support/dialerWorld.ts'
import type { AttemptId, CampaignId, TrunkId } from '../base/ids.ts'
import { type Random, randomFrom } from '../base/random.ts'
import { type MonoMs, monoMs, ms, seconds } from '../base/units.ts'
import { plainTrunk } from '../call/trunk.ts'
import { openFirstMs, probeEveryMs, probesGoodMin } from './breaker.ts'
import { type DialerInput, idleDialer, rejectionsBeforePause, step } from './dialer.ts'
import { noSignCallsMin, noSignMs, type TrunkLimits } from './dialledTrunk.ts'
import { usableTrunks } from './placing.ts'

const zero = monoMs(0)
const c1 = 'c1' as CampaignId
const [a, b, c] = ['a', 'b', 'c'] as TrunkId[] as [TrunkId, TrunkId, TrunkId]

const trunk = (id: TrunkId, change: Partial<TrunkLimits> = {}): TrunkLimits => ({
  ...{ id, callsPerSecond: 10, concurrentCalls: 100, ...plainTrunk },
  ...change,
})

function assertPace(starts: readonly MonoMs[], callsPerSecond: number): void {
  starts.forEach((at, index) => {
    const before = starts[index - callsPerSecond]
    assert.ok(before === undefined || at - before >= 1000, `${callsPerSecond} a second at ${at}`)
  })
}

test('routes: paces and lines of trunks used at once add up, and none is ever above its own', () => {
  const it = new DialerWorld([trunk(a, { callsPerSecond: 20 }), trunk(b, { concurrentCalls: 6 })])
  it.post({ is: 'tick' })
  it.until(20_000)
  assertPace(
    it.over(a).map(({ at }) => at),
    20,
  )
  assertPace(
    it.over(b).map(({ at }) => at),
    10,
  )
  assert.ok((it.most.get(b) ?? 0) === 6)
  // 20 a second over one; over the other six lines, a call of 1.5 s each: four a second.
  assert.ok(
    it.over(a).length > 380 && it.over(b).length > 70,
    `${it.over(a).length} ${it.over(b).length}`,
  )
})

test('routes: what somebody allows all trunks together is kept too', () => {
  const together = { callsPerSecond: 12, concurrentCalls: 15 }
  const it = new DialerWorld([trunk(a), trunk(b)], { together })
  it.post({ is: 'tick' })
  it.until(20_000)
  assertPace(
    it.placed.map(({ at }) => at),
    12,
  )
  assert.ok(it.placed.length > 180, String(it.placed.length))
  assert.ok(Math.max(...it.most.values()) <= 15)
})

/** Calls come one by one at random instants: far below what the trunks could take together. */
function trickle(random: Random, changes: readonly Partial<TrunkLimits>[]): readonly number[] {
  const ids = [a, b, c]
  const trunks = changes.map((change, i) =>
    trunk(ids[i] as TrunkId, { callsPerSecond: 50, ...change }),
  )
  let dialer = idleDialer(trunks, [{ campaign: c1, over: ids.slice(0, trunks.length) }], zero)
  const counts = changes.map(() => 0)
  let now = 0
  for (let call = 0; call < 2000; call += 1) {
    now += 20 + random.below(200)
    const own = candidateOf(`h${call}`, monoMs(now))
    const attempt = `x${call}` as AttemptId
    const inputs: readonly DialerInput[] = [
      { is: 'leased', campaign: c1, candidates: [own] },
      { is: 'armed', campaign: c1, attempts: new Map([[own.target, attempt]]) },
      { is: 'ended', attempt, outcome: 'busy', answered: false },
    ]
    for (const input of inputs) {
      const [next, effects] = step(dialer, input, monoMs(now))
      dialer = next
      for (const effect of effects) {
        if (effect.is !== 'place') continue
        const index = ids.indexOf(effect.trunk)
        counts[index] = (counts[index] ?? 0) + 1
      }
    }
  }
  return counts
}

for (const [seed, weights] of [
  [81, [10, 10]],
  [82, [30, 10]],
  [83, [1, 2, 7]],
] as const) {
  test(`routes, seed ${seed}: trunks of one priority share calls as their weights ${weights.join(':')} say, within 2 %`, () => {
    const counts = trickle(
      randomFrom(seed),
      weights.map((weight) => ({ weight })),
    )
    const all = counts.reduce((sum, count) => sum + count, 0)
    const weight = weights.reduce((sum: number, own) => sum + own, 0)
    counts.forEach((count, index) => {
      const [got, wanted] = [count / all, (weights[index] as number) / weight]
      assert.ok(Math.abs(got - wanted) < 0.02, `${got} for ${wanted}`)
    })
  })
}

test('routes, seed 84: the lowest priority carries what it can, the next what is beyond, the last nothing', () => {
  const easy = trickle(randomFrom(84), [{ priority: 30 }, { priority: 10 }, { priority: 20 }])
  assert.deepEqual(easy, [0, 2000, 0])
  // 7.7 calls a second come, and the first takes five.
  const [first = 0, second = 0, third = 0] = trickle(randomFrom(84), [
    { priority: 10, callsPerSecond: 5 },
    { priority: 20, callsPerSecond: 5 },
    { priority: 30 },
  ])
  assert.ok(first > second && second > third, `${first} ${second} ${third}`)
  assert.ok(first > 900 && third < 300, `${first} ${second} ${third}`)
})

test('routes: a trunk that dies is passed over; nobody is lost and nobody called twice for it', () => {
  const people = 300
  const dead = (call: WorldCall): boolean => call.trunk === a && call.at >= 5000
  const it = new DialerWorld([trunk(a), trunk(b)], {
    people,
    fate: (call) =>
      dead(call)
        ? { outcome: 'carrierFault', afterMs: 40 }
        : { outcome: 'heardToEnd', afterMs: 3000, ringsMs: 100 },
  })
  it.post({ is: 'tick' })
  it.until(90_000)
  const reached = it.placed.filter((call) => !dead(call))
  assert.equal(reached.length, people)
  assert.equal(new Set(reached.map(({ candidate: own }) => own.target)).size, people)
  assert.ok(it.placed.filter(dead).length < 40, `${it.placed.filter(dead).length} calls in vain`)
  // Who was failed went over the other one.
  const failed = new Set(it.placed.filter(dead).map(({ candidate: own }) => own.target))
  for (const { candidate: own, trunk: id, at } of reached) {
    if (failed.has(own.target) && at >= 5000) assert.equal(id, b)
  }
})

for (const calls of [noSignCallsMin - 1, noSignCallsMin, noSignCallsMin + 1]) {
  const ill = calls >= noSignCallsMin
  test(`routes: ${calls} calls and not one word for ${noSignMs} ms: the trunk is ${ill ? 'ill' : 'still trusted'}`, () => {
    const it = new DialerWorld([trunk(a)], {
      people: calls,
      fate: () => ({ outcome: 'carrierFault', afterMs: 32_000 }),
    })
    it.post({ is: 'tick' })
    it.until(noSignMs - 1)
    assert.equal(it.dialer.trunks[0]?.breaker.is, 'closed')
    it.until(noSignMs + 1)
    assert.equal(it.dialer.trunks[0]?.breaker.is, ill ? 'open' : 'closed')
  })
}

test('routes: an ill trunk gets few and slow calls, and has everything again when they go well', () => {
  let works = false
  const it = new DialerWorld([trunk(a)], {
    fate: () =>
      works
        ? { outcome: 'heardToEnd', afterMs: 3000, ringsMs: 100 }
        : { outcome: 'carrierFault', afterMs: 40 },
  })
  it.post({ is: 'tick' })
  it.until(30_000)
  const wasted = it.placed.length
  it.until(120_000)
  assert.ok(it.placed.length - wasted <= 4, `${it.placed.length - wasted} probes in 90 s`)
  const [lane] = it.dialer.lanes
  assert.ok(lane && usableTrunks(it.dialer, lane).length === 0)
  assert.deepEqual([lane.waiting.length, lane.armed.length], [0, 0], 'nobody waits for it')
  works = true
  it.until(300_000)
  const trying = it.placed.filter(({ at }) => at > 120_000).slice(0, probesGoodMin)
  trying.forEach(({ at }, index) => {
    const before = trying[index - 1]
    assert.ok(before === undefined || at - before.at >= probeEveryMs)
  })
  const lastSeconds = it.placed.filter(({ at }) => at > 290_000).length
  assert.ok(lastSeconds > 90, `${lastSeconds} calls in the last ten seconds`)
})

test('routes: OPTIONS and REGISTER open and close a trunk; silence counts once it had answered', () => {
  const it = new DialerWorld([trunk(a), trunk(b)])
  const stateOf = (id: TrunkId) => it.dialer.trunks.find((own) => own.id === id)?.breaker.is
  it.say(a, 'silent')
  assert.equal(stateOf(a), 'closed', 'a carrier that never answers OPTIONS')
  it.say(a, 'answers')
  it.say(a, 'silent')
  assert.equal(stateOf(a), 'open')
  it.say(a, 'answers')
  assert.equal(stateOf(a), 'halfOpen')
  it.say(b, 'lost')
  const before = it.over(b).length
  it.until(openFirstMs * 100)
  assert.equal(stateOf(b), 'open', 'no call leaves before it is registered')
  assert.equal(it.over(b).length, before)
  it.say(b, 'registered')
  it.until(openFirstMs * 100 + 60_000)
  assert.equal(stateOf(b), 'closed')
})

test('routes: a trunk that refuses every call of a campaign is left to the others; when all do, a person must look', () => {
  const refuses = new Set([a])
  const it = new DialerWorld([trunk(a), trunk(b)], {
    fate: ({ trunk: id }) =>
      refuses.has(id)
        ? { outcome: 'rejectedByCarrier', afterMs: 30 }
        : { outcome: 'noAnswer', afterMs: 1500, ringsMs: 50 },
  })
  it.post({ is: 'tick' })
  it.until(60_000)
  assert.ok(it.over(a).length <= rejectionsBeforePause + 15, String(it.over(a).length))
  assert.ok(it.over(b).length > 500)
  assert.equal(it.done.filter(({ is }) => is === 'pauseRejected').length, 0)
  refuses.add(b)
  it.until(120_000)
  assert.equal(it.done.filter(({ is }) => is === 'pauseRejected').length, 1)
})

const steps = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 0, max: 1500 }),
    what: fc.constantFrom(
      'lost',
      'registered',
      'answers',
      'silent',
      'retryAfter',
      'pressed',
      'pause',
      'open',
    ),
    which: fc.nat(20),
  }),
  { maxLength: 40 },
)

type Happening = { readonly waitMs: number; readonly what: string; readonly which: number }

const fates = [
  ...(['noAnswer', 'busy', 'heardToEnd'] as const),
  ...(['congestion', 'carrierFault', 'rejectedByCarrier'] as const),
]

/** Seven homes, and anything may become of a call. */
function rough(trunks: readonly TrunkLimits[], seed: number): DialerWorld {
  const random = randomFrom(seed)
  return new DialerWorld(trunks, {
    homeOf: (place) => `home ${place % 7}`,
    fate: () => {
      const ringsMs = random.below(400)
      const afterMs = ringsMs + random.below(4000)
      const outcome = random.pick(fates)
      return { outcome, afterMs, ...(random.next() < 0.7 ? { ringsMs } : {}) }
    },
  })
}

function happen(it: DialerWorld, { what, which }: Happening): void {
  const { trunks, live, pressure } = it.dialer
  const id = trunks[which % trunks.length]?.id as TrunkId
  const attempt = [...live.keys()][which % Math.max(1, live.size)]
  if (what === 'pause') it.post({ is: 'gate', campaign: c1, gate: 'paused' })
  else if (what === 'open') it.post({ is: 'gate', campaign: c1, gate: 'open' })
  else if (what === 'pressed') {
    it.post({ is: 'pressed', pressure: { ...pressure, share: 1 / (1 + which), lateness: ms(0) } })
  } else if (what !== 'retryAfter') it.say(id, what as 'lost')
  else if (attempt) it.post({ is: 'retryAfter', attempt, retryAfterMs: seconds(which / 10) })
}

function assertHomes({ dialer }: DialerWorld): void {
  const { live: up, lanes, homes, upOf } = dialer
  const ringing = [...up.values()].map(({ candidate: own }) => own.household)
  assert.equal(new Set(ringing).size, ringing.length)
  const ahead = lanes.flatMap(({ arming, armed }) => [...arming, ...armed])
  assert.equal(homes.size, up.size + ahead.length, 'homes are those of who is on the way or up')
  assert.equal(upOf.get(c1) ?? 0, up.size)
}

const someTrunks = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 })),
  { minLength: 1, maxLength: 3 },
)

test('routes: whatever happens, each trunk keeps its pace and its lines, and no home rings twice at once', () => {
  fc.assert(
    fc.property(someTrunks, steps, fc.integer(), (limits, events, seed) => {
      const trunks = limits.map(([callsPerSecond, concurrentCalls], index) =>
        trunk([a, b, c][index] as TrunkId, {
          callsPerSecond,
          concurrentCalls,
          priority: index % 2,
        }),
      )
      const it = rough(trunks, seed)
      it.post({ is: 'tick' })
      let now = 0
      for (const event of events) {
        now += event.waitMs
        it.until(now)
        happen(it, event)
        assertHomes(it)
      }
      for (const { id, callsPerSecond, concurrentCalls } of trunks) {
        assert.ok((it.most.get(id) ?? 0) <= concurrentCalls)
        const starts = it.over(id).map(({ at }) => at)
        assertPace(starts, callsPerSecond)
      }
    }),
    { numRuns: 150 },
  )
})
