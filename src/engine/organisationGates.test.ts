/** The organisation's own rules at a launch: at the limit it goes, beyond it is refused with both values. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrganisationRules } from '../access/organisationRules.ts'
import { epochMs, minutes } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type GateFacts, refusedBy } from './organisationGates.ts'

type Asked = Pick<Campaign, 'retry' | 'hours' | 'practiceStart' | 'budgetMicroEuro'>

const delays = { busyDelayMs: minutes(1), noAnswerDelayMs: minutes(1), carrierDelayMs: minutes(1) }
const campaign: Asked = { practiceStart: null, retry: { attemptsMax: 3, ...delays } }
const facts: GateFacts = { mode: 'production', trunk: 'real', approvers: 1 }
const week = [1, 2, 3, 4, 5]
const hours = (from: string, to: string): Asked => ({
  ...campaign,
  hours: [{ days: week, from, to }],
})

function measured(asked: Asked, known: GateFacts, rules: OrganisationRules): string | undefined {
  const [refused] = refusedBy(asked, known, rules)
  return refused && `${refused.measured}; ${refused.limit}`
}

test('gates of an organisation: one that practises rings no real telephone', () => {
  const practising = { ...facts, mode: 'practice' } as const
  assert.equal(measured(campaign, practising, {}), 'practice; production')
  assert.equal(measured(campaign, { ...practising, trunk: 'practice' }, {}), undefined)
  assert.equal(measured(campaign, facts, {}), undefined)
})

test('gates of an organisation: tries and approvals at limit − 1, limit and limit + 1', () => {
  const tried = [2, 3, 4].map((attemptsMax) => measured(campaign, facts, { attemptsMax }))
  assert.deepEqual(tried, ['3 tries; 2 tries', undefined, undefined])
  const approved = [0, 1, 2].map((approversMin) => measured(campaign, facts, { approversMin }))
  assert.deepEqual(approved, [undefined, undefined, '1 approved; 2 approved'])
  const rehearsed = { ...campaign, practiceStart: epochMs(0) }
  assert.equal(measured(rehearsed, { ...facts, approvers: 0 }, { approversMin: 2 }), undefined)
})

test('gates of an organisation: hours stay within its window, and there must be some', () => {
  const rules = { callingHours: { fromMinute: 600, toMinute: 1140 } }
  for (const [asked, refused] of [
    [campaign, 'no hours; 10:00–19:00'],
    [hours('10:00', '19:00'), undefined],
    [hours('10:01', '18:59'), undefined],
    [hours('09:59', '19:00'), '09:59–19:00; 10:00–19:00'],
    [hours('10:00', '19:01'), '10:00–19:01; 10:00–19:00'],
    [hours('18:00', '24:00'), '18:00–24:00; 10:00–19:00'],
  ] as const) {
    assert.equal(measured(asked, facts, rules), refused)
  }
})

test('gates of an organisation: a budget is set, and at most its own', () => {
  const rules = { budgetMicroEuroMax: 5_000_000 }
  const found = [4_999_999, 5_000_000, 5_000_001].map((budgetMicroEuro) =>
    measured({ ...campaign, budgetMicroEuro }, facts, rules),
  )
  assert.deepEqual(found, [undefined, undefined, '5.000001 €; 5 €'])
  assert.equal(measured(campaign, facts, rules), 'none; 5 €')
})

test('gates of an organisation: everything that refuses is told at once', () => {
  const rules = { attemptsMax: 1, approversMin: 2, budgetMicroEuroMax: 1 }
  assert.deepEqual(
    refusedBy(campaign, facts, rules).map(({ what }) => what),
    ['houseTries', 'houseApprovals', 'houseBudget'],
  )
})
