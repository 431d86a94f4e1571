/** What is learnt, counted or capped more strictly never opens a call; what is forgotten neither. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyFacts, likelyFacts } from '../../test/support/arbitraryFacts.ts'
import { callFacts, controller } from '../../test/support/callFacts.ts'
import { epochMs, ms } from '../base/units.ts'
import { decide } from './decide.ts'
import type { CallFacts } from './facts.ts'

const numRuns = 300
const allows = (facts: CallFacts): boolean => decide(facts).verdict.allowed
const neverOpens = (before: CallFacts, after: CallFacts): void =>
  assert.ok(allows(before) || !allows(after), 'a refused call became allowed')

test('property: one attempt more, or a lower cap, never opens a call', () => {
  const age = fc.integer({ min: 0, max: 40 * 86_400_000 })
  fc.assert(
    fc.property(anyFacts, age, fc.boolean(), fc.nat(5), (facts, ago, thisCampaign, cap) => {
      const attempt = {
        at: epochMs(Math.max(0, facts.now - ago)),
        number: facts.callee.number,
        thisCampaign,
      }
      neverOpens(facts, { ...facts, attempts: [...(facts.attempts ?? []), attempt] })
      const lower = Math.min(cap, facts.maxAttempts ?? cap)
      neverOpens(facts, { ...facts, maxAttempts: lower })
    }),
    { numRuns },
  )
})

test('property: the cap of attempts is the lower of the campaign’s and the law’s', () => {
  for (let made = 0; made <= 5; made += 1) {
    for (let cap = 0; cap <= 5; cap += 1) {
      const { now, callee } = callFacts()
      const attempts = Array.from({ length: made }, (_, i) => ({
        at: epochMs(now - i * 1000),
        number: callee.number,
        thisCampaign: true,
      }))
      assert.equal(allows(callFacts({ attempts, maxAttempts: cap })), made < Math.min(cap, 2))
    }
  }
})

test('property: spending more, or a lower budget, never opens a call', () => {
  const cents = fc.nat(2_000)
  fc.assert(
    fc.property(likelyFacts, cents, cents, cents, cents, (facts, spent, cap, more, less) => {
      const budget = { spentCents: spent, capCents: cap }
      const before = { ...facts, budget }
      neverOpens(facts, before)
      neverOpens(before, { ...facts, budget: { ...budget, spentCents: spent + more } })
      neverOpens(before, { ...facts, budget: { ...budget, capCents: Math.max(0, cap - less) } })
      neverOpens(before, { ...facts, budget: { ...budget, ceilingCents: less } })
      neverOpens(before, { ...facts, budget: { ...budget, nextCallCents: more + 1 } })
    }),
    { numRuns },
  )
})

test('property: a withdrawal a second or a millisecond before the call wins over what was given', () => {
  fc.assert(
    fc.property(likelyFacts, fc.constantFrom(0, 1, 1000), (facts, before) => {
      const at = epochMs(facts.now - before)
      const withdrawn = { kind: 'withdrawn', controller, channel: facts.channel, at } as const
      const earlier = (facts.consents ?? []).filter((entry) => entry.at <= at)
      for (const consents of [
        [withdrawn, ...earlier],
        [...earlier, withdrawn],
      ]) {
        const { verdict, lawful } = decide({ ...facts, consents })
        assert.equal(lawful, null)
        assert.ok(verdict.refusals.some(({ rule }) => rule === 'fr.RGPD-7-3'))
      }
    }),
    { numRuns },
  )
})

test('property: the kill switch and a longer talk never open a call', () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(900_000), (facts, longer) => {
      assert.equal(allows({ ...facts, killed: true }), false)
      neverOpens(facts, { ...facts, killed: false })
      neverOpens(facts, { ...facts, maxTalkMs: ms(facts.maxTalkMs + longer) })
      neverOpens(facts, { ...facts, ringTimeoutMs: ms(facts.ringTimeoutMs + longer) })
    }),
    { numRuns },
  )
})

test('property: forgetting a fact never opens a call, and the needed ones close it', () => {
  const needed = ['consents', 'suppressions', 'attempts', 'callerId'] as const
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...needed, 'election' as const), (facts, fact) => {
      const forgotten: Partial<CallFacts> = { ...facts }
      Reflect.deleteProperty(forgotten, fact)
      const { verdict } = decide(forgotten as CallFacts)
      if (fact === 'election' && facts.purpose === 'other') return
      assert.equal(verdict.allowed, false, fact)
      assert.ok(verdict.unknown.some(({ missing }) => missing === fact) || fact === 'callerId')
    }),
    { numRuns },
  )
})

test('property: a national silence, one more round or one more scope never opens a call', () => {
  fc.assert(
    fc.property(likelyFacts, fc.nat(60), (facts, days) => {
      const { election } = facts
      if (!election) return
      neverOpens(facts, { ...facts, election: { ...election, nationalFreeze: true } })
      const pollDate = new Date(Date.UTC(2027, 2, 20 + days)).toISOString().slice(0, 10)
      const rounds = [...election.rounds, { pollDate }]
      neverOpens(facts, { ...facts, election: { ...election, rounds } })
    }),
    { numRuns },
  )
})
