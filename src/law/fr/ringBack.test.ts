import assert from 'node:assert/strict'
import { test } from 'node:test'
import { around, instant, presidential2027, someone } from '../../../test/support/callFacts.ts'
import { type EpochMs, epochMs, hours, minutes } from '../../base/units.ts'
import type { CampaignState } from '../../campaign/campaign.ts'
import { judgeRingBack, type RingBackFacts } from '../ringBack.ts'
import { freezeMarginMs } from './codeElectoralL49.ts'

type CampaignFacts = NonNullable<RingBackFacts['campaign']>
const talkMaxMs = minutes(5)
const lead = talkMaxMs + freezeMarginMs
const campaign: CampaignFacts = {
  ...{ state: 'running', deadline: instant('2027-05-01T18:00Z'), purpose: 'electoral' },
  ...{ election: presidential2027, killed: false, approved: true, recorded: true },
}
const facts: RingBackFacts = {
  now: instant('2027-04-12T10:00Z'),
  ...{ campaign, ringer: { number: someone, insee: '75056' }, objected: false, talkMaxMs },
}
const says = (change: Partial<RingBackFacts>, of: Partial<CampaignFacts> = {}): string => {
  const { says: said, because } = judgeRingBack({
    ...facts,
    campaign: { ...campaign, ...of },
    ...change,
  })
  return because === null ? said : `${said} ${because.rule}`
}

/** 00:00 of the eve and the end of the silence, first round, in UTC. */
// biome-ignore format: one place a line, read as a table
const places: readonly (readonly [string, string, string, string])[] = [
  ['Paris', '75056', '2027-04-16T22:00Z', '2027-04-18T22:00Z'],
  ['Saint-Denis (Réunion)', '97411', '2027-04-16T20:00Z', '2027-04-18T20:00Z'],
  ['Nouméa', '98818', '2027-04-16T13:00Z', '2027-04-18T18:00Z'],
  ['Fort-de-France', '97209', '2027-04-16T04:00Z', '2027-04-19T04:00Z'],
  ['Papeete', '98735', '2027-04-16T10:00Z', '2027-04-19T10:00Z'],
]
const eve = 'rights fr.L49-ring-back'

test('L49 on the line that is rung back: to the millisecond on both sides of the eve, metropole and overseas', () => {
  for (const [name, insee, start, end] of places) {
    const at = (now: EpochMs): string => says({ now, ringer: { number: someone, insee } })
    assert.deepEqual(around(instant(start) - lead, at), ['message', eve, eve], `${name} begins`)
    assert.deepEqual(around(instant(end), at), [eve, 'message', 'message'], `${name} ends`)
  }
})

test('L49 on the line that is rung back: who is not known falls silent first and is told last', () => {
  for (const ringer of [null, { number: someone }]) {
    const at = (now: EpochMs): string => says({ now, ringer })
    // Saint-Pierre-et-Miquelon is the first: Friday 00:00 there.
    assert.deepEqual(around(instant('2027-04-16T02:00Z') - lead, at), ['message', eve, eve])
    assert.equal(at(instant('2027-04-18T22:00Z')), eve, 'Paris is told again, Polynésie is not')
    assert.deepEqual(around(instant('2027-04-19T10:00Z'), at), [eve, 'message', 'message'])
  }
})

test('L49 on the line that is rung back: what is no election, or another law, is not silenced', () => {
  const now = instant('2027-04-17T12:00Z')
  assert.equal(says({ now }), eve)
  assert.equal(says({ now }, { election: null }), 'message')
  assert.equal(says({ now }, { purpose: 'other' }), 'message')
  assert.equal(says({ now, country: 'uk' }), 'message')
  assert.equal(
    says({ now }, { election: { ...presidential2027, rounds: [] } }),
    eve,
    'no day known',
  )
})

test('ringing back: every hour of a week, Sundays and nights, the message is heard', () => {
  for (let hour = 0; hour < 7 * 24; hour += 1) {
    assert.equal(says({ now: epochMs(instant('2027-03-01T00:00Z') + hours(hour)) }), 'message')
  }
})

// biome-ignore format: one state a row
const states: readonly (readonly [CampaignState, string])[] = [
  ['draft', 'general fr.ring-back-stranger'], ['ready', 'general fr.ring-back-stranger'],
  ['running', 'message'], ['paused', 'rights fr.ring-back-ended'],
  ['completed', 'message'], ['stopped', 'rights fr.ring-back-ended'],
]
for (const [state, expected] of states) {
  test(`ringing back a campaign that is ${state}: ${expected}`, () => {
    assert.equal(says({}, { state }), expected)
  })
}

test('ringing back: the deadline is the first instant without the message', () => {
  const { deadline } = campaign
  const at = (now: EpochMs): string => says({ now }, { election: null })
  const over = 'rights fr.ring-back-ended'
  assert.deepEqual(around(deadline, at), ['message', over, over])
})

test('ringing back: a recording that was killed or is not approved says nothing at all', () => {
  assert.equal(says({}, { killed: true }), 'general fr.kill-switch')
  assert.equal(says({}, { approved: false }), 'general fr.L48')
  assert.equal(says({}, { recorded: false }), 'rights fr.L221-16')
})

test('ringing back: who objected hears who called, and no message', () => {
  assert.equal(says({ objected: true }), 'rights fr.RGPD-21')
})

test('ringing back: who is not known, of no campaign, hears what anybody may hear', () => {
  assert.equal(judgeRingBack({ ...facts, campaign: null }).says, 'general')
  assert.equal(says({ ringer: null }), 'message', 'of a campaign anybody may hear of')
})
