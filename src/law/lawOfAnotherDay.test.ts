/** Each rule under the law of its first day and of the day before, asked about one call of today. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aConsent,
  callFacts,
  instant,
  npv,
  presidential2027,
  ruleSays,
  verdictOf,
} from '../../test/support/callFacts.ts'
import { day } from './civilDate.ts'
import { decide } from './decide.ts'
import type { CallFacts } from './facts.ts'
import { france } from './ruleSets.ts'

const saturdayNight = instant('2026-11-21T22:00:00+01:00')
const guyane = '+5945988' + '11111'

test('the law of another day: each dated rule begins on its day and ends on its last', () => {
  const bloctel = { listed: true, checkedAt: saturdayNight }
  // biome-ignore format: rule, the day it begins, what the call is; read as a table
  const table: readonly (readonly [string, string, Partial<CallFacts>])[] = [
    ['fr.RGPD-21', '1978-01-07', { suppressions: [{ scope: 'platform', at: saturdayNight, reason: 'x' }] }],
    ['fr.L49-3', '2011-04-20', { now: instant('2027-04-17T12:00:00+02:00'), election: presidential2027 }],
    ['fr.CNIL-automate', '2012-01-26', { consents: [] }],
    ['fr.CNIL-slot', '2012-01-26', { consents: [aConsent({ slots: [] })] }],
    ['fr.CPCE-R10-directory', '2012-03-30', { source: { kind: 'directory' } }],
    ['fr.L223-1-list', '2016-06-01', { purpose: 'other', consents: [], bloctel }],
    ['fr.ARCEP-NPV', '2023-01-01', { callerId: '+33612345678' }],
    ['fr.ARCEP-caller-ID', '2023-01-01', { callerId: '+33612345678', channel: 'volunteer' }],
    ['fr.D223-9-hours', '2023-03-01', { now: saturdayNight }],
    ['fr.L223-1-consent', '2026-08-11', { purpose: 'other', consents: [] }],
  ]
  for (const [rule, first, change] of table) {
    const from = day(first)
    const under = (lawOf: number): string =>
      ruleSays(rule, { ...change, lawOf: lawOf as typeof from })
    assert.deepEqual([under(from - 1), under(from)], ['not run', 'refused'], rule)
    const declared = france.dial.find(({ id }) => id === rule)
    assert.equal(declared?.inForce.from, from, rule)
  }
})

test('the law of another day: the numbers automates may show grew in 2026, in the plan of that day', () => {
  const shown = { callerId: guyane, trunk: { kind: 'practice', callerIds: [guyane, npv] } } as const
  const says = (lawOf: string): string => ruleSays('fr.ARCEP-NPV', { ...shown, lawOf: day(lawOf) })
  assert.deepEqual(['2025-12-31', '2026-01-01'].map(says), ['refused', 'allowed'])
})

test('the law of another day: four attempts in thirty days are too many since 1 March 2023', () => {
  const { now, callee } = callFacts()
  const attempts = Array.from({ length: 4 }, () => ({
    at: now,
    number: callee.number,
    thisCampaign: false,
  }))
  const says = (lawOf: string): string =>
    ruleSays('fr.D223-9-attempts', { attempts, lawOf: day(lawOf) })
  assert.deepEqual(['2023-02-28', '2023-03-01'].map(says), ['not run', 'refused'])
})

test('the law of another day: instants stay those of the call, and so does askAgainAt', () => {
  const now = instant('2017-04-22T11:00:00+02:00')
  const election = { ...presidential2027, rounds: [{ pollDate: '2017-04-23' }] }
  const ofThen = verdictOf({ now, election })
  const ofToday = verdictOf({ now, election, lawOf: day('2026-11-22') })
  assert.ok(ofThen.refusals.some(({ rule }) => rule === 'fr.L49-3'))
  assert.ok(!ofThen.rulesRun.includes('fr.D223-9-hours'))
  assert.ok(
    ofToday.refusals.some(({ rule }) => rule === 'fr.D223-9-hours'),
    'a Saturday',
  )
  // The freeze ends on Monday 24 April 2017 at 00:00; today's law waits for ten.
  assert.equal(ofThen.askAgainAt, undefined, 'a consent of 2026 is none in 2017')
  const consents = [aConsent({ at: instant('2017-01-01T00:00:00Z') })]
  assert.equal(verdictOf({ now, election, consents }).askAgainAt, instant('2017-04-23T22:00:00Z'))
  const later = verdictOf({ now, election, consents, lawOf: day('2026-11-22') })
  assert.equal(later.askAgainAt, instant('2017-04-24T08:00:00Z'))
})

test('the law of another day: without lawOf it is the day in Paris at the instant judged', () => {
  const at = (iso: string): readonly string[] =>
    decide(callFacts({ now: instant(iso) })).verdict.rulesRun
  assert.ok(!at('2022-12-31T23:59:59.999+01:00').includes('fr.ARCEP-NPV'))
  assert.ok(at('2023-01-01T00:00:00+01:00').includes('fr.ARCEP-NPV'))
})
