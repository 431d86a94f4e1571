import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gateSays, launch, segment, spoken, tuesday } from '../../test/support/aForeignLaunch.ts'
import { around, instant } from '../../test/support/callFacts.ts'
import { epochMs, ms } from '../base/units.ts'
import type { SpokenSegment } from '../campaign/voiceMessage.ts'
import { day } from './civilDate.ts'
import { type Country, countries } from './country.ts'
import { tollFreeAbroad } from './fr/tollFreeAbroad.ts'
import type { LaunchFacts } from './launchFacts.ts'
import type { Dated } from './rule.ts'
import { ruleSetOf, rulesOf } from './ruleSets.ts'
import { type Duty, isTollFree, tollFreeAnswer } from './tollFree.ts'

test('toll-free on a voicemail: required in the United States, forbidden in France, for the same recording', () => {
  const [us, fr] = ['us.64.1200-b-3-voicemail', 'fr.L50-1-abroad'] as const
  const free = launch()
  assert.equal(gateSays('us', us, free), 'passed')
  assert.equal(gateSays('fr', fr, free), 'refused')
  const ordinary = launch({ legalFile: { spokenNumbers: ['+33163001234'] } })
  assert.equal(gateSays('us', us, ordinary), 'refused')
  assert.equal(gateSays('fr', fr, ordinary), 'passed')
  for (const facts of [free, ordinary]) {
    assert.equal(gateSays('uk', 'uk.PECR-24', facts), 'passed')
    assert.equal(gateSays('ca', 'ca.ADAD-identity', facts), 'passed')
  }
  const dutyOf = (country: Country): unknown =>
    rulesOf(ruleSetOf(country))
      .flatMap(({ parameters }) => parameters?.['voicemailTollFree'] ?? [])
      .at(-1)?.value
  assert.deepEqual(countries.map(dutyOf), ['forbidden', 'indifferent', 'required', 'indifferent'])
})

test('L50-1: free numbers are forbidden from six months before the month of the vote to its last day', () => {
  const at = (iso: string) =>
    around(instant(iso), (now) => gateSays('fr', tollFreeAbroad.id, launch({ now })))
  assert.deepEqual(at('2026-10-01T00:00:00+02:00'), ['passed', 'refused', 'refused'])
  assert.deepEqual(at('2027-05-03T00:00:00+02:00'), ['refused', 'passed', 'passed'])
  assert.equal(gateSays('fr', tollFreeAbroad.id, launch({ election: null })), 'passed')
  const { election: _, ...unsaid } = launch()
  assert.equal(gateSays('fr', tollFreeAbroad.id, unsaid), 'unknown')
  assert.equal(gateSays('fr', tollFreeAbroad.id, launch({ purpose: 'other' })), 'not run')
})

test('ringing: 15 to 25 s for real calls; in practice it only warns', () => {
  for (const [seconds, real, practice] of [
    [14.999, 'refused', 'warned'],
    [15, 'passed', 'passed'],
    [25, 'passed', 'passed'],
    [25.001, 'refused', 'warned'],
  ] as const) {
    const ringTimeoutMs = ms(seconds * 1000)
    assert.equal(gateSays('fr', 'fr.ring', launch({ ringTimeoutMs })), real, `${seconds}`)
    const rehearsed = launch({ ringTimeoutMs, trunkKind: 'practice' })
    assert.equal(gateSays('fr', 'fr.ring', rehearsed), practice, `${seconds}`)
  }
})

test('toll-free: one question, three answers', () => {
  const duty = (value: Duty): Dated<Duty> => [{ from: day('2020-01-01'), value, text: 'test' }]
  const is = (numbers: readonly string[], value: Duty, when = '2026-01-01') =>
    tollFreeAnswer(numbers, duty(value), day(when)).is
  const [free, dear] = [['+448005550123', '+33163001234'], ['+33163001234']]
  assert.deepEqual(
    [is(free, 'required'), is(dear, 'required'), is([], 'required')],
    ['allowed', 'refused', 'refused'],
  )
  assert.deepEqual(
    [is(free, 'forbidden'), is(dear, 'forbidden'), is([], 'forbidden')],
    ['refused', 'allowed', 'allowed'],
  )
  assert.deepEqual([is(free, 'indifferent'), is(dear, 'indifferent')], ['allowed', 'allowed'])
  assert.equal(is(dear, 'required', '2019-12-31'), 'allowed')
  for (const number of ['+1 888 555 0123', '+33800123456', '+33805123456', '+448085550123']) {
    assert.ok(isTollFree(number), number)
  }
  for (const number of ['+12025550123', '+33806123456', '+33163001234', '+18105550123']) {
    assert.ok(!isTollFree(number), number)
  }
})

test('TCPA 64.1200(b): the identity opens every version, the way out comes within two seconds', () => {
  const [first, offered] = ['us.64.1200-b-1', 'us.64.1200-b-3'] as const
  const heard = (...live: SpokenSegment[]) => launch({ heard: { live } })
  assert.equal(gateSays('us', first, launch()), 'passed')
  assert.equal(gateSays('us', first, heard(segment('content', 0, 1000), ...spoken)), 'refused')
  assert.equal(gateSays('us', first, launch({ heard: {} })), 'unknown')
  for (const [gap, expected] of [
    [1999, 'passed'],
    [2000, 'passed'],
    [2001, 'refused'],
  ] as const) {
    const facts = heard(segment('identity', 0, 4000), segment('objection', 4000 + gap, 9000))
    assert.equal(gateSays('us', offered, facts), expected, `${gap} ms`)
  }
  assert.equal(gateSays('us', offered, heard(segment('identity', 0, 4000))), 'refused')
  // Voicemails are left, but nobody said what they say.
  const silent = launch({ heard: { live: spoken }, leavesVoicemail: true })
  assert.equal(gateSays('us', first, silent), 'unknown')
  assert.equal(gateSays('us', 'us.64.1200-b-3-voicemail', silent), 'passed')
  assert.equal(gateSays('us', 'us.64.1200-b-3-voicemail', heard(...spoken)), 'not run')
})

test('TCPA 64.1200(b)(2), PECR reg. 24, ADAD: a number is spoken, and none that costs more', () => {
  const given = (...spokenNumbers: string[]) => launch({ legalFile: { spokenNumbers } })
  const cases: readonly (readonly [Country, rule: string, dear: string])[] = [
    ['us', 'us.64.1200-b-2', '+19005550123'],
    ['uk', 'uk.PECR-24', '+449098790123'],
    ['ca', 'ca.ADAD-identity', '+19005550123'],
  ]
  for (const [country, rule, dear] of cases) {
    assert.equal(gateSays(country, rule, given('+12025550123')), 'passed', rule)
    assert.equal(gateSays(country, rule, given()), 'refused', rule)
    assert.equal(gateSays(country, rule, given('+12025550123', dear)), 'refused', rule)
  }
  assert.equal(gateSays('ca', 'ca.ADAD-identity', launch({ heard: {} })), 'unknown')
})

test('Canada Elections Act 348: registered within 48 hours of the first call; in practice it only warns', () => {
  const firstCallAt = epochMs(tuesday - 48 * 3_600_000)
  const is = (change: Partial<LaunchFacts>) => gateSays('ca', 'ca.VCR', launch(change))
  assert.equal(is({}), 'passed')
  assert.deepEqual(
    around(tuesday, (now) => is({ now, firstCallAt })),
    ['passed', 'refused', 'refused'],
  )
  assert.equal(is({ firstCallAt, trunkKind: 'practice' }), 'warned')
  assert.equal(
    is({ firstCallAt, voterContactRegistry: { reference: 'R-1', at: tuesday } }),
    'passed',
  )
})
