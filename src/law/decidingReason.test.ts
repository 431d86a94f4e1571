import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decidingReason } from './decidingReason.ts'
import type { Verdict } from './verdict.ts'

const reason = { en: 'why', fr: 'pourquoi' }
const said = { is: 'refused', measured: 'm', limit: 'l', reason } as const
const later = { rule: 'fr.hours', ...said, notBefore: 1 }
const never = { rule: 'fr.consent', ...said }
const lacks = { rule: 'fr.L49-3', missing: 'callee.insee', reason }

type Cases = readonly (readonly [
  what: string,
  refusals: Verdict['refusals'],
  unknown: Verdict['unknown'],
  forGood: boolean,
  rule: string | undefined,
])[]
const cases: Cases = [
  [
    'refused for good: what never changes, before what does',
    [later, never],
    [lacks],
    true,
    'fr.consent',
  ],
  ['for good because a fact is missing: the fact', [later], [lacks], true, 'fr.L49-3'],
  ['for good because the campaign ends first: what refuses', [later], [], true, 'fr.hours'],
  ['put off: the first that refuses', [later, never], [lacks], false, 'fr.hours'],
  ['only a fact is missing', [], [lacks, { ...lacks, rule: 'fr.other' }], true, 'fr.L49-3'],
  ['nothing refuses', [], [], true, undefined],
]

for (const [what, refusals, unknown, forGood, rule] of cases) {
  test(`deciding reason: ${what}`, () => {
    assert.equal(decidingReason({ refusals, unknown }, forGood)?.rule, rule)
  })
}
