import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyFacts, aSuppression, likelyFacts } from '../../test/support/arbitraryFacts.ts'
import { controller } from '../../test/support/callFacts.ts'
import { assertFrench } from '../../test/support/french.ts'
import { epochMs } from '../base/units.ts'
import { measuredIn } from '../report/measuredWords.ts'
import { localTime } from './calendar.ts'
import { civilDay, dayMs, minuteMs, weekdayOf } from './civilDate.ts'
import { decide } from './decide.ts'
import { callFactsSchema } from './factsSchema.ts'
import { holidayOn } from './holidays.ts'
import { allowed, type DialRule, refused } from './rule.ts'
import { france } from './ruleSets.ts'
import { whereaboutsOf } from './whereabouts.ts'

const numRuns = 400

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
  assert.ok(lawfulCalls > 20, `${lawfulCalls} lawful calls among those tried`)
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
  assert.ok(lawfulCalls > 20, `${lawfulCalls} lawful calls among those tried`)
})

/** Minute marks and the instants just before them: windows, slots and silences change nowhere else. */
const samplesOfASearch = 25
const someShares = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), {
  minLength: samplesOfASearch,
  maxLength: samplesOfASearch,
})

test('property: nothing is lawful between a refusal and askAgainAt, and then it is', () => {
  let waiting = 0
  fc.assert(
    fc.property(likelyFacts, someShares, (facts, shares) => {
      const { allowed, askAgainAt } = decide(facts).verdict
      if (allowed || askAgainAt === undefined) return
      waiting += 1
      const allowedAt = (at: number): boolean =>
        decide({ ...facts, now: epochMs(at) }).verdict.allowed
      for (const share of shares) {
        const between: number = facts.now + (askAgainAt - facts.now) * share
        const minute = Math.ceil(between / minuteMs) * minuteMs
        for (const at of [Math.floor(between), minute, minute - 1]) {
          if (at >= facts.now && at < askAgainAt) assert.equal(allowedAt(at), false)
        }
      }
      assert.equal(allowedAt(askAgainAt - 1), false)
      assert.equal(allowedAt(askAgainAt), true)
    }),
    { numRuns: 200 },
  )
  assert.ok(waiting > 5, `${waiting} calls to wait for among those tried`)
})

test('property: without askAgainAt no instant of the following year is lawful', () => {
  let hopeless = 0
  fc.assert(
    fc.property(likelyFacts, someShares, (facts, shares) => {
      const { allowed, askAgainAt } = decide(facts).verdict
      if (allowed || askAgainAt !== undefined) return
      // A consent of tomorrow, or a wording that will have expired, may change it: not looked for.
      const times = (facts.consents ?? []).flatMap(({ at, wordingExpiredAt = at }) => [
        at,
        wordingExpiredAt,
      ])
      if (times.some((at) => at > facts.now)) return
      hopeless += 1
      for (const share of shares) {
        const minute = Math.ceil((facts.now + 366 * dayMs * share) / minuteMs) * minuteMs
        const later = decide({ ...facts, now: epochMs(minute) }).verdict
        assert.equal(later.allowed, false, new Date(minute).toISOString())
      }
    }),
    { numRuns: 200 },
  )
  assert.ok(hopeless > 20, `${hopeless} calls without hope among those tried`)
})

test('property: what was measured, and what would pass, is told a French reader in French', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      for (const { measured, limit } of decide(facts).verdict.refusals) {
        for (const text of [measured, limit]) {
          assertFrench(measuredIn(text.replace(/“[^”]*”/g, '“…”'), 'fr'), text)
        }
      }
    }),
    { numRuns },
  )
})
