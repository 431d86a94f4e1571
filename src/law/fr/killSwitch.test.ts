import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callFacts, ruleSays, verdictOf } from '../../../test/support/callFacts.ts'
import type { CallFacts } from '../facts.ts'

test('fr.kill-switch: what is stopped is refused first and for ever, on both channels', () => {
  for (const channel of ['automate', 'volunteer'] as const) {
    const { allowed, refusals, askAgainAt } = verdictOf({ killed: true, channel })
    assert.equal(allowed, false)
    assert.equal(refusals[0]?.rule, 'fr.kill-switch')
    assert.equal(askAgainAt, undefined)
  }
  assert.equal(verdictOf({ killed: false }).allowed, true)
  assert.equal(ruleSays('fr.kill-switch', {}), 'not run')
})

test('fr.L52-11-budget: the next call must fit under the lower cap, to the cent', () => {
  type Budget = NonNullable<CallFacts['budget']>
  // biome-ignore format: read as a table
  const table: readonly (readonly [Budget, 'allowed' | 'refused'])[] = [
    [{ spentCents: 0, capCents: 1 }, 'allowed'],
    [{ spentCents: 99, capCents: 100 }, 'allowed'],
    [{ spentCents: 100, capCents: 100 }, 'refused'],
    [{ spentCents: 101, capCents: 100 }, 'refused'],
    [{ spentCents: 0, capCents: 0 }, 'refused'],
    [{ spentCents: 95, capCents: 100, nextCallCents: 4 }, 'allowed'],
    [{ spentCents: 95, capCents: 100, nextCallCents: 5 }, 'allowed'],
    [{ spentCents: 95, capCents: 100, nextCallCents: 6 }, 'refused'],
    [{ spentCents: 95, capCents: 1000, ceilingCents: 100, nextCallCents: 6 }, 'refused'],
    [{ spentCents: 95, capCents: 100, ceilingCents: 1000, nextCallCents: 6 }, 'refused'],
    [{ spentCents: 95, capCents: 101, ceilingCents: 1000, nextCallCents: 6 }, 'allowed'],
  ]
  for (const [budget, expected] of table) {
    assert.equal(ruleSays('fr.L52-11-budget', { budget }), expected, JSON.stringify(budget))
  }
  assert.equal(callFacts().budget, undefined)
  assert.equal(ruleSays('fr.L52-11-budget', {}), 'not run', 'no cap was set')
})

test('fr.L52-11-budget: the refusal names the lower cap in both languages', () => {
  const budget = { spentCents: 6_000_000, capCents: 6_000_000, ceilingCents: 7_000_000 }
  const refusal = verdictOf({ budget }).refusals[0]
  assert.match(refusal?.reason.en ?? '', /over its budget \(€60000\.00\)/)
  assert.match(refusal?.reason.fr ?? '', /le budget de la campagne \(60000,00\u202f€\)/)
})

test('fr.CPCE-R10-directory: no automate rings a directory number, a volunteer may unless opposed', () => {
  const rule = 'fr.CPCE-R10-directory'
  const kind = 'directory' as const
  assert.equal(ruleSays(rule, { source: { kind } }), 'refused')
  assert.equal(ruleSays(rule, { source: { kind, holderObjected: false } }), 'refused')
  const volunteer = { channel: 'volunteer', callerId: '+33163001234' } as const
  assert.equal(verdictOf({ ...volunteer, source: { kind } }).allowed, true)
  assert.equal(ruleSays(rule, { ...volunteer, source: { kind, holderObjected: true } }), 'refused')
  assert.equal(ruleSays(rule, { source: { kind: 'ownForm' } }), 'not run')
  assert.equal(ruleSays(rule, {}), 'not run')
  const suppressions = [{ scope: 'organisation', at: callFacts().now, reason: 'letter' }] as const
  assert.equal(verdictOf({ ...volunteer, source: { kind }, suppressions }).allowed, false)
})
