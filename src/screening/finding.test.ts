/** What a verdict means for a count made before the start. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verdict } from '../law/verdict.ts'
import { type Finding, findingOf } from './finding.ts'

const words = { measured: '', limit: '', reason: { en: '', fr: '' } }
const verdict = (change: Partial<Verdict>): Verdict => ({
  ...{ allowed: false, refusals: [], unknown: [], rulesRun: [], judgedAt: 1000, lawVersion: 'x' },
  ...change,
})
const forGood = { rule: 'a', is: 'refused', ...words } as const
const forNow = { ...forGood, rule: 'b', notBefore: 2000 } as const
const lacking = { rule: 'c', missing: 'callee.insee' } as const

const cases: readonly (readonly [string, Partial<Verdict>, number, Finding['is']])[] = [
  ['allowed', { allowed: true }, 5000, 'now'],
  ['allowed a millisecond before the last start', { allowed: true }, 1001, 'now'],
  ['allowed at the last start itself', { allowed: true }, 1000, 'never'],
  ['refused for now', { refusals: [forNow], askAgainAt: 2000 }, 5000, 'later'],
  [
    'open again a millisecond before the last start',
    { refusals: [forNow], askAgainAt: 2000 },
    2001,
    'later',
  ],
  ['open again at the last start', { refusals: [forNow], askAgainAt: 2000 }, 2000, 'never'],
  ['refused for good', { refusals: [forGood] }, 5000, 'never'],
  [
    'refused for good, and something unknown',
    { refusals: [forGood], unknown: [lacking] },
    5000,
    'never',
  ],
  [
    'refused for now, and something unknown',
    { refusals: [forNow], unknown: [lacking] },
    5000,
    'unknown',
  ],
  ['something unknown', { unknown: [lacking] }, 5000, 'unknown'],
  ['refused for now, and never open', { refusals: [forNow] }, 5000, 'never'],
]

for (const [what, change, lastStart, is] of cases) {
  test(`screening: ${what} is “${is}” for a campaign`, () => {
    assert.equal(findingOf(verdict(change), lastStart).is, is)
  })
}
