import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { controller, npv, presidential2027, someone } from '../../test/support/callFacts.ts'
import { type E164, epochMs, ms } from '../base/units.ts'
import type { Slot } from '../contacts/consent.ts'
import { localTime } from './calendar.ts'
import { civilDay, dayMs, weekdayOf } from './civilDate.ts'
import { decide } from './decide.ts'
import type { CallFacts } from './facts.ts'
import { callFactsSchema } from './factsSchema.ts'
import { holidayOn } from './holidays.ts'
import { allowed, type DialRule, refused } from './rule.ts'
import { france } from './ruleSets.ts'
import { whereaboutsOf } from './whereabouts.ts'

const numRuns = 400
const communes =
  '75056 67482 13205 2A004 97105 97209 97302 97411 97502 97608 97701 97801 98613 98719 98731 ' +
  '98735 98818 96001'
const numbers = [
  ...[someone, '+33199000000', '+33140000000', '+33612345678', '+33972101234', '+262262201234'],
  ...['+590590201234', '+68940000000', '+3315', '+333008', '+33800123456', npv],
]
const callerIds = [npv, '01 63 00 12 34', '+33612345678', '+590947511111', 'anonymous', '']

/** The days around every change of time, election and holiday of 2027, and any other. */
const anInstant = fc
  .oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) }),
    fc.integer({ min: Date.UTC(2027, 3, 14), max: Date.UTC(2027, 4, 4) }),
    fc.integer({ min: Date.UTC(2027, 2, 26), max: Date.UTC(2027, 2, 31) }),
    fc.integer({ min: Date.UTC(2027, 9, 29), max: Date.UTC(2027, 10, 3) }),
  )
  .map(epochMs)
const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const aSlot: fc.Arbitrary<Slot> = fc.record(
  {
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: aTime,
    to: fc.oneof(aTime, fc.constant('24:00')),
    expressOutsideHours: fc.boolean(),
    includesHolidays: fc.boolean(),
  },
  { requiredKeys: ['days', 'from', 'to'] },
)
const aName = fc.constantFrom(controller, controller, 'CAMILLE EXEMPLE', 'Dominique Modèle')
const aChannel = fc.constantFrom('automate', 'volunteer') as fc.Arbitrary<'automate' | 'volunteer'>
const anEntry = fc.record(
  {
    kind: fc.constantFrom('given', 'given', 'withdrawn') as fc.Arbitrary<'given' | 'withdrawn'>,
    controller: aName,
    channel: aChannel,
    at: anInstant,
    slots: fc.array(aSlot, { maxLength: 3 }),
    wordingExpiredAt: anInstant,
  },
  { requiredKeys: ['kind', 'controller', 'channel', 'at'] },
)
const aSuppression = fc.record(
  {
    scope: fc.constantFrom('organisation', 'controller', 'platform') as fc.Arbitrary<
      'organisation' | 'controller' | 'platform'
    >,
    controller: aName,
    at: anInstant,
    reason: fc.constant('key 9'),
  },
  { requiredKeys: ['scope', 'at', 'reason'] },
)
const aNumber = fc.constantFrom(...numbers) as fc.Arbitrary<E164>
const someFacts: fc.Arbitrary<CallFacts> = fc.record(
  {
    now: anInstant,
    channel: aChannel,
    controller: fc.constant(controller),
    purpose: fc.constantFrom('electoral', 'other') as fc.Arbitrary<'electoral' | 'other'>,
    election: fc.constantFrom(null, presidential2027, {
      ...presidential2027,
      inseePrefixes: ['972', '75056'],
    }),
    callee: fc.record(
      {
        number: aNumber,
        insee: fc.constantFrom(...communes.split(' ')),
        territory: fc.constantFrom('FR', 'GP', 'PF', 'RE'),
      },
      { requiredKeys: ['number'] },
    ),
    consents: fc.array(anEntry, { maxLength: 4 }),
    suppressions: fc.array(aSuppression, { maxLength: 1 }),
    attempts: fc.array(fc.record({ at: anInstant, number: aNumber, thisCampaign: fc.boolean() }), {
      maxLength: 6,
    }),
    callerId: fc.constantFrom(...callerIds),
    trunk: fc.record({
      kind: fc.constantFrom('practice', 'real') as fc.Arbitrary<'practice' | 'real'>,
      callerIds: fc.subarray(callerIds),
    }),
    ringTimeoutMs: fc.integer({ min: 0, max: 120_000 }).map(ms),
    maxTalkMs: fc.integer({ min: 0, max: 900_000 }).map(ms),
    maxAttempts: fc.integer({ min: 0, max: 5 }),
  },
  {
    requiredKeys: [
      'now',
      'channel',
      'controller',
      'purpose',
      'callee',
      'trunk',
      'ringTimeoutMs',
      'maxTalkMs',
    ],
  },
)
/** Facts most of which a rule or two refuse, so that allowed calls are generated too. */
const likelyFacts: fc.Arbitrary<CallFacts> = fc
  .tuple(
    someFacts,
    fc.constantFrom('75056', '67482', '97209', '97411', '98735', '98818'),
    // A number of fiction means no place; the others may disagree with the residence.
    fc.constantFrom(someone, someone, '+33140000000', '+262262201234', '+590590201234'),
  )
  .map(([facts, insee, number]) => ({
    ...facts,
    callee: { number: number as E164, insee },
    election: presidential2027,
    consents: (facts.consents ?? []).map((entry) => ({ ...entry, at: epochMs(entry.at % 1e12) })),
    suppressions: [],
    attempts: [],
    callerId: npv,
    trunk: { kind: number === someone ? 'practice' : 'real', callerIds: [npv] },
  }))
const anyFacts = fc.oneof(someFacts, likelyFacts)

test('property: decide never throws, and the same facts give the same verdict', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const first = decide(facts)
      assert.deepEqual(decide(facts).verdict, first.verdict)
      assert.deepEqual(decide(structuredClone(facts)).verdict, first.verdict)
      assert.equal(first.lawful !== null, first.verdict.allowed)
      const { refusals, unknown } = first.verdict
      assert.equal(first.verdict.allowed, refusals.length === 0 && unknown.length === 0)
    }),
    { numRuns },
  )
})

test('property: facts survive being written as JSON and read through their schema', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const written = callFactsSchema.safeParse(JSON.parse(JSON.stringify(facts)))
      const equalTimes = facts.consents?.some((entry) =>
        entry.slots?.some(({ from, to }) => from === to),
      )
      if (equalTimes) return assert.equal(written.success, false)
      assert.ok(written.success, JSON.stringify(written.error?.issues))
      const { callerId: _, ...expected } = facts
      const { callerId: __, ...read } = written.data
      assert.deepEqual(read, JSON.parse(JSON.stringify(expected)))
    }),
    { numRuns: 100 },
  )
})

const refusing: DialRule = {
  ...(france.dial[0] as DialRule),
  id: 'fr.test-refuses',
  appliesTo: () => true,
  check: () => refused(() => ({ measured: 'm', limit: 'l', reason: { en: 'e', fr: 'f' } })),
}
const agreeing: DialRule = { ...refusing, id: 'fr.test-agrees', check: () => allowed }

test('property: adding a rule never makes a refused call allowed', () => {
  fc.assert(
    fc.property(
      anyFacts,
      fc.subarray([...france.dial]),
      fc.constantFrom(refusing, agreeing, ...france.dial),
      (facts, some, added) => {
        const before = decide(facts, { ...france, dial: some }).verdict
        const after = decide(facts, { ...france, dial: [...some, added] }).verdict
        assert.ok(before.allowed || !after.allowed)
        assert.ok(after.refusals.length >= before.refusals.length)
      },
    ),
    { numRuns },
  )
})

test('property: a suppression or a withdrawal added at any time refuses', () => {
  fc.assert(
    fc.property(anyFacts, aSuppression, (facts, entry) => {
      const { controller: _, ...reachesAll } = entry
      const suppressions = [...(facts.suppressions ?? []), reachesAll]
      assert.equal(decide({ ...facts, suppressions }).lawful, null)
      const latest = Math.max(0, ...(facts.consents ?? []).map(({ at }) => at))
      const withdrawn = {
        kind: 'withdrawn',
        controller,
        channel: facts.channel,
        at: epochMs(latest),
      } as const
      assert.equal(
        decide({ ...facts, consents: [...(facts.consents ?? []), withdrawn] }).lawful,
        null,
      )
    }),
    { numRuns },
  )
})

test('property: no zone and no change of time opens a window', () => {
  let lawfulCalls = 0
  fc.assert(
    fc.property(likelyFacts, (facts) => {
      const { lawful } = decide(facts)
      if (!lawful) return
      lawfulCalls += 1
      const express = facts.consents?.some((entry) =>
        entry.slots?.some((slot) => slot.expressOutsideHours),
      )
      for (const at of [facts.now, lawful.expiresAt - 1]) {
        for (const { zone, holidays } of whereaboutsOf(facts).places) {
          const local = localTime(zone, epochMs(at))
          const day = civilDay(Math.floor(local / dayMs))
          const hour = (local - day * dayMs) / 3_600_000
          const usual = (hour >= 10 && hour < 13) || (hour >= 14 && hour < 20)
          const working = weekdayOf(day) <= 5 && holidayOn(holidays, day) === undefined
          assert.ok(express || (usual && working), `${zone.name} ${new Date(local).toISOString()}`)
        }
      }
    }),
    { numRuns: 2_000 },
  )
  assert.ok(lawfulCalls > 50, `${lawfulCalls} lawful calls among those tried`)
})

test('property: a lawful call may leave at any instant of its validity and would be allowed again', () => {
  let lawfulCalls = 0
  fc.assert(
    fc.property(
      likelyFacts,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (facts, share) => {
        const { lawful } = decide(facts)
        if (!lawful) return
        lawfulCalls += 1
        assert.ok(lawful.expiresAt > facts.now)
        const later = epochMs(facts.now + Math.floor((lawful.expiresAt - facts.now) * share))
        assert.equal(decide({ ...facts, now: later }).verdict.allowed, true)
      },
    ),
    { numRuns: 2_000 },
  )
  assert.ok(lawfulCalls > 50, `${lawfulCalls} lawful calls among those tried`)
})

test('property: nothing is lawful between a refusal and askAgainAt, and then it is', () => {
  let waiting = 0
  fc.assert(
    fc.property(
      likelyFacts,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (facts, share) => {
        const { allowed, askAgainAt } = decide(facts).verdict
        if (allowed || askAgainAt === undefined) return
        waiting += 1
        const between = epochMs(facts.now + Math.floor((askAgainAt - facts.now) * share))
        assert.equal(decide({ ...facts, now: between }).verdict.allowed, false)
        assert.equal(decide({ ...facts, now: epochMs(askAgainAt) }).verdict.allowed, true)
      },
    ),
    { numRuns },
  )
  assert.ok(waiting > 20, `${waiting} calls to wait for among those tried`)
})
