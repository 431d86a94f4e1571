import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aConsent, around, instant, ruleSays, verdictOf } from '../../../test/support/callFacts.ts'
import { epochMs } from '../../base/units.ts'
import type { CallFacts } from '../facts.ts'

const optIn = 'fr.L223-1-consent'
const list = 'fr.L223-1-list'
const commercial: Partial<CallFacts> = { purpose: 'other', channel: 'volunteer', consents: [] }
const dayMs = 86_400_000

test('Code conso. L223-1: consent is asked from 11 August 2026 00:00 in Paris, the list until then', () => {
  const change = instant('2026-08-11T00:00:00+02:00')
  const checked = { listed: false, checkedAt: instant('2026-08-01T00:00:00Z') }
  const says = (rule: string, at: number): string =>
    ruleSays(rule, { ...commercial, bloctel: checked, now: epochMs(at) })
  assert.deepEqual(
    around(change, (now) => says(optIn, now)),
    ['not run', 'refused', 'refused'],
  )
  assert.deepEqual(
    around(change, (now) => says(list, now)),
    ['allowed', 'not run', 'not run'],
  )
})

test('Code conso. L223-1: nothing of it binds an electoral call', () => {
  for (const now of [instant('2026-03-10T10:00:00Z'), instant('2026-11-24T10:00:00Z')]) {
    for (const rule of [optIn, list]) {
      assert.equal(ruleSays(rule, { ...commercial, purpose: 'electoral', now }), 'not run')
    }
  }
})

test('Code conso. L223-1: a live consent for this channel, or a contract in progress, is enough', () => {
  const now = instant('2026-11-24T10:00:00Z')
  const at = { ...commercial, now }
  assert.equal(ruleSays(optIn, at), 'refused')
  assert.equal(ruleSays(optIn, { ...at, consents: [aConsent()] }), 'refused', 'for automates')
  const volunteer = aConsent({ channel: 'volunteer' })
  assert.equal(ruleSays(optIn, { ...at, consents: [volunteer] }), 'allowed')
  const withdrawn = aConsent({ channel: 'volunteer', kind: 'withdrawn', at: epochMs(now - 1000) })
  assert.equal(ruleSays(optIn, { ...at, consents: [volunteer, withdrawn] }), 'refused')
  assert.equal(ruleSays(optIn, { ...at, runningContract: true }), 'allowed')
  assert.equal(ruleSays(optIn, { ...at, runningContract: false }), 'refused')
  assert.equal(verdictOf({ purpose: 'other', now }).allowed, true, 'an automate with its consent')
})

test('Code conso. L223-1: the list of opposition is asked, and checked in the last thirty days', () => {
  const now = instant('2026-03-10T10:00:00Z')
  const says = (bloctel: CallFacts['bloctel'], change: Partial<CallFacts> = {}): string =>
    ruleSays(list, { ...commercial, now, ...(bloctel ? { bloctel } : {}), ...change })
  const checked = (age: number, listed = false): CallFacts['bloctel'] => ({
    listed,
    checkedAt: epochMs(now - age),
  })
  assert.equal(says(undefined), 'unknown')
  assert.equal(says(checked(0)), 'allowed')
  assert.equal(says(checked(30 * dayMs)), 'allowed')
  assert.equal(says(checked(30 * dayMs + 1)), 'refused')
  assert.equal(says(checked(-1)), 'refused', 'checked after the call')
  assert.equal(says(checked(0, true)), 'refused')
  assert.equal(says(checked(0, true), { runningContract: true }), 'allowed')
  assert.equal(ruleSays(list, { ...commercial, now: instant('2016-05-31T12:00:00Z') }), 'not run')
  assert.equal(ruleSays(list, { ...commercial, now: instant('2016-06-01T12:00:00Z') }), 'unknown')
})
