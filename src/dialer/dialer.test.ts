import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AttemptId, CampaignId, TargetId, TrunkId } from '../base/ids.ts'
import { type E164, type MonoMs, monoMs, seconds } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import { plainTrunk } from '../call/trunk.ts'
import { type DialerInput, idleDialer, nextTickAt, rejectionsBeforePause, step } from './dialer.ts'
import type { Dialer, DialerEffect } from './dialerState.ts'
import type { TrunkLimits } from './dialledTrunk.ts'
import { type Candidate, leaseUseMs } from './lane.ts'
import { windowGuardMs } from './pacer.ts'
import { batchMax } from './placing.ts'

const zero = monoMs(0)
const c1 = 'c1' as CampaignId
const c2 = 'c2' as CampaignId

const only = 'only' as TrunkId
const oneTrunk = (limits: Pick<TrunkLimits, 'callsPerSecond' | 'concurrentCalls'>) => [
  { id: only, ...plainTrunk, ...limits },
]
const start = (campaign: CampaignId) => ({ campaign, over: [only] })

let made = 0
function candidate(leasedAt = zero, household = `h${made}`): Candidate {
  made += 1
  return {
    target: `t${made}` as TargetId,
    leaseToken: 'l',
    number: `+336399800${made}` as E164,
    person: `p${made}`,
    household,
    leasedAt,
  }
}

/** A store that has `people` and answers at once; every effect is remembered. */
function driver(
  campaigns: readonly CampaignId[],
  trunk: { callsPerSecond: number; concurrentCalls: number },
) {
  let dialer = idleDialer(oneTrunk(trunk), campaigns.map(start), zero)
  let now = zero
  let attempts = 0
  const people = new Map(campaigns.map((id) => [id, [] as Candidate[]]))
  const done: (DialerEffect & { readonly at: MonoMs })[] = []
  const post = (input: DialerInput): void => {
    const [next, effects] = step(dialer, input, now)
    dialer = next
    for (const effect of effects) {
      done.push({ ...effect, at: now })
      if (effect.is === 'lease') {
        const candidates = people.get(effect.campaign)?.splice(0, effect.limit) ?? []
        const { campaign } = effect
        if (candidates.length === 0) post({ is: 'nothingReady', campaign, at: monoMs(now + 1000) })
        else post({ is: 'leased', campaign, candidates })
      }
      if (effect.is === 'arm') {
        const armed = new Map<TargetId, AttemptId>()
        for (const { target } of effect.candidates) {
          attempts += 1
          armed.set(target, `a${attempts}` as AttemptId)
        }
        post({ is: 'armed', campaign: effect.campaign, attempts: armed })
      }
    }
  }
  const until = (end: number): void => {
    for (;;) {
      const at = nextTickAt(dialer, now)
      if (at === undefined || at > end) break
      now = at
      post({ is: 'tick' })
    }
    now = monoMs(end)
  }
  const placed = (campaign?: CampaignId) =>
    done.filter((e) => e.is === 'place' && (campaign === undefined || e.campaign === campaign))
  return { post, until, people, done, placed, dialer: (): Dialer => dialer }
}

const ended = (attempt: string, outcome: Outcome): DialerInput => ({
  is: 'ended',
  attempt: attempt as AttemptId,
  outcome,
  answered: ['heardToEnd', 'objected'].includes(outcome),
})
const list = (count: number): Candidate[] => Array.from({ length: count }, () => candidate())

for (const lines of [1, 2, 3]) {
  test(`dialler: with ${lines} lines ${lines} calls are up, and the next starts when one ends`, () => {
    const it = driver([c1], { callsPerSecond: 10, concurrentCalls: lines })
    it.people.set(c1, list(10))
    it.post({ is: 'tick' })
    it.until(5000)
    assert.equal(it.placed().length, lines)
    it.post(ended('a1', 'busy'))
    it.until(5200)
    assert.equal(it.placed().length, lines + 1)
  })
}

test('dialler: starts are spaced evenly at callsPerSecond', () => {
  const it = driver([c1], { callsPerSecond: 20, concurrentCalls: 100 })
  it.people.set(c1, list(60))
  it.post({ is: 'tick' })
  it.until(2000)
  const gaps = it.placed().map(({ at }, index, all) => at - (all[index - 1]?.at ?? at))
  const even = (1000 + windowGuardMs) / 20
  assert.ok(
    gaps.slice(1).every((gap) => Math.abs(gap - even) < 0.001),
    gaps.join(' '),
  )
})

test('dialler: two campaigns take turns; one that has nobody leaves its share and does not save it up', () => {
  const it = driver([c1, c2], { callsPerSecond: 10, concurrentCalls: 1000 })
  it.people.set(c1, list(500))
  it.people.set(c2, list(20))
  it.post({ is: 'tick' })
  it.until(3990)
  assert.equal(it.placed().length, 40)
  assert.ok(Math.abs(it.placed(c1).length - 20) <= 1)
  it.until(4500)
  assert.equal(it.placed(c2).length, 20)
  it.until(10_000)
  const alone = it.placed(c1).length
  assert.ok(alone >= 78, String(alone))
  it.people.set(c2, list(100))
  it.until(14_500)
  const [first, second] = [it.placed(c1).length - alone, it.placed(c2).length - 20]
  assert.ok(Math.abs(first - second) <= 11, `${first} to ${second}`)
})

test('dialler: a home that is on the telephone is not called, and keeps nobody else waiting', () => {
  const it = driver([c1], { callsPerSecond: 2, concurrentCalls: 10 })
  const home = Array.from({ length: 6 }, () => candidate(zero, 'one home'))
  it.people.set(c1, [...home, ...list(3)])
  it.post({ is: 'tick' })
  it.until(10_000)
  assert.equal(it.placed().length, 4)
  it.post(ended('a1', 'busy'))
  it.until(12_000)
  assert.equal(it.placed().length, 5)
})

test('dialler: a pause gives back what is leased and ends what is armed; live calls go on', () => {
  const it = driver([c1], { callsPerSecond: 10, concurrentCalls: 10 })
  it.people.set(c1, list(30))
  it.post({ is: 'tick' })
  it.until(250)
  const live = it.placed().length
  it.post({ is: 'gate', campaign: c1, gate: 'paused' })
  it.until(60_000)
  assert.equal(it.placed().length, live)
  const [lane] = it.dialer().lanes
  assert.deepEqual([lane?.waiting, lane?.armed, lane?.arming], [[], [], []])
  const given = it.done.flatMap((e) => (e.is === 'release' ? e.candidates : []))
  const notPlaced = it.done.filter((e) => e.is === 'notPlaced')
  const leased = 30 - (it.people.get(c1)?.length ?? 0)
  assert.equal(given.length + notPlaced.length + live, leased)
  assert.equal(it.dialer().live.size, live)
})

test('dialler: what is armed while the campaign closes is not placed', () => {
  let dialer = idleDialer(oneTrunk({ callsPerSecond: 10, concurrentCalls: 10 }), [start(c1)], zero)
  const waiting = candidate()
  const post = (input: DialerInput): readonly DialerEffect[] => {
    const [next, effects] = step(dialer, input, zero)
    dialer = next
    return effects
  }
  post({ is: 'leased', campaign: c1, candidates: [waiting] })
  post({ is: 'gate', campaign: c1, gate: 'late' })
  const attempts = new Map([[waiting.target, 'a1' as AttemptId]])
  assert.deepEqual(post({ is: 'armed', campaign: c1, attempts }), [
    { is: 'notPlaced', campaign: c1, attempt: 'a1' },
  ])
})

const first = candidate()
const inUse: readonly DialerInput[] = [
  { is: 'leased', campaign: c1, candidates: [first] },
  { is: 'armed', campaign: c1, attempts: new Map([[first.target, 'a1' as AttemptId]]) },
  { is: 'heard', attempt: 'a1' as AttemptId },
]

for (const wait of [leaseUseMs - 1, leaseUseMs, leaseUseMs + 1]) {
  test(`dialler: a lease unused for ${wait} ms ${wait < leaseUseMs ? 'is kept' : 'goes back'}`, () => {
    let dialer = idleDialer(oneTrunk({ callsPerSecond: 1, concurrentCalls: 1 }), [start(c1)], zero)
    // Nothing is armed beyond the only line, which is in use.
    for (const input of inUse) dialer = step(dialer, input, zero)[0]
    dialer = step(dialer, { is: 'leased', campaign: c1, candidates: [candidate()] }, zero)[0]
    const [, effects] = step(dialer, { is: 'tick' }, monoMs(wait))
    assert.equal(
      effects.some(({ is }) => is === 'release'),
      wait >= leaseUseMs,
    )
  })
}

for (const rejections of [
  rejectionsBeforePause - 1,
  rejectionsBeforePause,
  rejectionsBeforePause + 1,
]) {
  const pauses = rejections >= rejectionsBeforePause
  test(`dialler: ${rejections} calls in a row rejected by the carrier ${pauses ? 'pause' : 'do not pause'}`, () => {
    const it = driver([c1], { callsPerSecond: 100, concurrentCalls: 100 })
    it.people.set(c1, list(40))
    it.post({ is: 'tick' })
    it.until(1000)
    for (let n = 1; n <= rejections; n += 1) it.post(ended(`a${n}`, 'rejectedByCarrier'))
    assert.equal(it.done.filter(({ is }) => is === 'pauseRejected').length, pauses ? 1 : 0)
  })
}

test('dialler: one good reply between them, and rejections are about numbers, not about us', () => {
  const it = driver([c1], { callsPerSecond: 100, concurrentCalls: 100 })
  it.people.set(c1, list(60))
  it.post({ is: 'tick' })
  it.until(1000)
  for (let n = 1; n < rejectionsBeforePause; n += 1) it.post(ended(`a${n}`, 'rejectedByCarrier'))
  it.post(ended('a30', 'busy'))
  it.post(ended('a31', 'rejectedByCarrier'))
  assert.equal(
    it.done.some(({ is }) => is === 'pauseRejected'),
    false,
  )
})

test('dialler: however fast the trunk, a batch is bounded', () => {
  const it = driver([c1], { callsPerSecond: 5000, concurrentCalls: 5000 })
  it.people.set(c1, list(2000))
  it.post({ is: 'tick' })
  it.until(300)
  for (const effect of it.done) {
    if (effect.is === 'arm') assert.ok(effect.candidates.length <= batchMax)
    if (effect.is === 'lease') assert.ok(effect.limit <= batchMax)
  }
})

const events = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 0, max: 900 }),
    what: fc.constantFrom('end', 'end', 'end', 'pause', 'open', 'retryAfter', 'more'),
    which: fc.nat(50),
    outcome: fc.constantFrom<Outcome>(
      'busy',
      'heardToEnd',
      'congestion',
      'carrierFault',
      'objected',
    ),
  }),
  { maxLength: 60 },
)

test('dialler: whatever happens, pace, lines and homes are kept and nobody leased is lost', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 15 }),
      fc.integer({ min: 1, max: 8 }),
      events,
      (rate, lines, steps) => {
        const it = driver([c1, c2], { callsPerSecond: rate, concurrentCalls: lines })
        const crowd = (): Candidate[] =>
          Array.from({ length: 12 }, (_, i) => candidate(zero, `home ${i % 5}`))
        it.people.set(c1, crowd())
        it.people.set(c2, crowd())
        it.post({ is: 'tick' })
        let now = 0
        let total = 24
        for (const { waitMs, what, which, outcome } of steps) {
          now += waitMs
          it.until(now)
          const live = [...it.dialer().live.keys()]
          const campaign = which % 2 === 0 ? c1 : c2
          if (what === 'end' && live.length > 0)
            it.post(ended(live[which % live.length] as string, outcome))
          if (what === 'pause') it.post({ is: 'gate', campaign, gate: 'paused' })
          if (what === 'open') it.post({ is: 'gate', campaign, gate: 'open' })
          if (what === 'retryAfter' && live.length > 0) {
            const attempt = live[which % live.length] as AttemptId
            it.post({ is: 'retryAfter', attempt, retryAfterMs: seconds(which / 10) })
          }
          if (what === 'more') {
            it.people.get(campaign)?.push(...crowd())
            total += 12
          }
          const { live: up, lanes } = it.dialer()
          assert.ok(up.size <= lines)
          const homes = [...up.values()].map((call) => call.candidate.household)
          assert.equal(new Set(homes).size, homes.length)
          const inLanes = lanes.flatMap((lane) => [...lane.waiting, ...lane.arming, ...lane.armed])
          const back = it.done.flatMap((e) => (e.is === 'release' ? e.candidates : []))
          const notPlaced = it.done.filter((e) => e.is === 'notPlaced')
          const unleased = [...it.people.values()].flat()
          const seen = inLanes.length + back.length + notPlaced.length + it.placed().length
          assert.equal(seen + unleased.length, total)
        }
        const starts = it.placed().map(({ at }) => at)
        starts.forEach((at, index) => {
          const before = starts[index - rate]
          assert.ok(
            before === undefined || at - before >= 1000,
            `${rate} a second: ${before} and ${at}`,
          )
        })
      },
    ),
    { numRuns: 200 },
  )
})
