import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { launch, shown, tuesday } from '../../test/support/aForeignLaunch.ts'
import { aConsent, around, controller, instant } from '../../test/support/callFacts.ts'
import { type E164, type EpochMs, epochMs, ms } from '../base/units.ts'
import { day } from './civilDate.ts'
import { type Country, countries } from './country.ts'
import { decide } from './decide.ts'
import type { CallFacts } from './facts.ts'
import { judgeLaunch } from './launch.ts'
import { northAmericanCountry } from './northAmericanNumber.ts'
import { readFacts } from './readFacts.ts'
import { allowed, type DialRule, refused } from './rule.ts'
import { france, ruleSetOf } from './ruleSets.ts'

/** Numbers kept for fiction: NANPA 555-01xx, Ofcom 020 7946 0xxx and 07700 900xxx. */
const washington = '+12025550123' as E164
const toronto = '+14165550123' as E164
const london = '+442079460123' as E164
const britishMobile = '+447700900123' as E164

function callTo(country: Country, change: Partial<CallFacts> = {}): CallFacts {
  const number = { fr: london, uk: london, us: washington, ca: toronto }[country]
  return {
    now: tuesday,
    country,
    channel: 'automate',
    controller,
    purpose: 'electoral',
    election: null,
    callee: { number, line: 'fixed', zone: 'America/New_York' },
    consents: [],
    suppressions: [],
    attempts: [],
    callerId: shown,
    trunk: { kind: 'real', callerIds: [shown] },
    ringTimeoutMs: ms(25_000),
    maxTalkMs: ms(90_000),
    ...change,
  }
}

const says = (facts: CallFacts): string => {
  const { allowed: yes, refusals, unknown } = decide(facts).verdict
  const rules = [
    ...refusals.map(({ rule }) => rule),
    ...unknown.map(({ missing }) => `?${missing}`),
  ]
  return yes ? 'allowed' : [...new Set(rules)].sort().join(' ')
}

test('TCPA 64.1200(a)(1): a recorded call to a mobile needs prior consent, to a landline none', () => {
  const consent = 'us.64.1200-a-1-consent'
  const cases: readonly (readonly [
    line: 'mobile' | 'fixed' | 'voip',
    consents: number,
    says: string,
  ])[] = [
    ['mobile', 0, consent],
    ['mobile', 1, 'allowed'],
    ['voip', 0, consent],
    ['voip', 1, 'allowed'],
    ['fixed', 0, 'allowed'],
    ['fixed', 1, 'allowed'],
  ]
  for (const [line, given, expected] of cases) {
    const callee = { number: washington, line, zone: 'America/New_York' }
    const consents = given === 0 ? [] : [aConsent()]
    assert.equal(says(callTo('us', { callee, consents })), expected, `${line}, ${given}`)
  }
  assert.equal(says(callTo('us', { purpose: 'other' })), consent)
  assert.equal(says(callTo('us', { purpose: 'other', consents: [aConsent()] })), 'allowed')
  const callee = { number: washington, line: 'mobile', zone: 'America/New_York' } as const
  const { consents: _, ...unsaid } = callTo('us', { callee })
  assert.match(says(unsaid), /\?consents/)
  const { line: __, ...unlined } = callee
  assert.equal(says(callTo('us', { callee: unlined })), '?callee.line')
  assert.equal(says(callTo('us', { callee, channel: 'volunteer' })), 'allowed')
})

test('TCPA 64.1200(a)(1): toll-free, premium and service lines, Canada and the islands are never called', () => {
  const never =
    '+18005550123 +19005550123 +17005550123 +12125551 +14165550123 +18765550123 +442079460123'
  for (const number of never.split(' ')) {
    const callee = { number: number as E164, line: 'fixed', zone: 'America/New_York' } as const
    assert.ok(says(callTo('us', { callee })).includes('us.64.1200-a-1-lines'), number)
  }
  assert.equal(northAmericanCountry('+12025550123'), 'us')
  assert.equal(northAmericanCountry('+14165550123'), 'ca')
  assert.equal(northAmericanCountry('+18765550123'), 'other')
  assert.equal(northAmericanCountry('+12021550123'), undefined)
})

test('TCPA 64.1200(a)(3): without consent three calls in 30 days, the fourth when the first is 30 days old', () => {
  const daysAgo = (days: number) => ({
    at: epochMs(tuesday - days * 86_400_000),
    number: washington,
    thisCampaign: false,
  })
  const attempts = (...days: number[]) => callTo('us', { attempts: days.map(daysAgo) })
  assert.equal(says(attempts(1, 2)), 'allowed')
  assert.equal(says(attempts(1, 2, 3)), 'us.64.1200-a-3-cap')
  assert.equal(says({ ...attempts(1, 2, 3), consents: [aConsent()] }), 'allowed')
  assert.deepEqual(
    around(tuesday, (now) => says({ ...attempts(1, 2, 30), now })),
    ['us.64.1200-a-3-cap', 'allowed', 'allowed'],
  )
  assert.equal(decide(attempts(1, 2, 3)).verdict.askAgainAt, tuesday + 27 * 86_400_000)
  const { attempts: _, ...unsaid } = attempts()
  assert.equal(says(unsaid), '?attempts')
})

test('47 CFR 64.1200(c)(1): 8:00 is in and 21:00 is out, in the callee’s zone', () => {
  const at = (iso: string, zone: string) =>
    around(instant(iso), (now: EpochMs) =>
      says(callTo('us', { now, callee: { number: washington, line: 'fixed', zone } })),
    )
  const hours = 'us.64.1200-c-1-hours'
  assert.deepEqual(at('2026-11-24T08:00:00-05:00', 'America/New_York'), [
    hours,
    'allowed',
    'allowed',
  ])
  assert.deepEqual(at('2026-11-24T21:00:00-05:00', 'America/New_York'), ['allowed', hours, hours])
  assert.deepEqual(at('2026-11-24T08:00:00-08:00', 'US/Pacific'), [hours, 'allowed', 'allowed'])
  const callee = { number: washington, line: 'fixed' } as const
  assert.equal(says(callTo('us', { callee })), '?callee.zone')
})

test('PECR reg. 19: every line needs consent to this very caller; a volunteer does not', () => {
  for (const number of [london, britishMobile]) {
    const callee = { number }
    assert.equal(says(callTo('uk', { callee })), 'uk.PECR-19')
    assert.equal(says(callTo('uk', { callee, consents: [aConsent()] })), 'allowed')
    const other = aConsent({ controller: 'Dominique Modèle' })
    assert.equal(says(callTo('uk', { callee, consents: [other] })), 'uk.PECR-19')
    assert.equal(says(callTo('uk', { callee, channel: 'volunteer' })), 'allowed')
  }
  const never = '+448081570123 +449098790123 +443069990123 +447012345678 +447640123456 +33140000000'
  for (const number of never.split(' ')) {
    const facts = callTo('uk', { callee: { number: number as E164 }, consents: [aConsent()] })
    assert.equal(says(facts), 'uk.callee', number)
  }
})

test('CRTC ADAD: 9:00 to 21:30 on weekdays and 10:00 to 18:00 on weekends, half-open, local time', () => {
  const at = (iso: string, zone = 'America/Toronto') =>
    around(instant(iso), (now: EpochMs) =>
      says(callTo('ca', { now, callee: { number: toronto, zone } })),
    )
  const [closed, opens, open] = ['ca.ADAD-hours', 'allowed', 'allowed']
  assert.deepEqual(at('2026-11-24T09:00:00-05:00'), [closed, opens, open])
  assert.deepEqual(at('2026-11-24T21:30:00-05:00'), [open, closed, closed])
  assert.deepEqual(at('2026-11-28T10:00:00-05:00'), [closed, opens, open])
  assert.deepEqual(at('2026-11-29T18:00:00-05:00'), [open, closed, closed])
  assert.deepEqual(at('2026-11-27T21:30:00-03:30', 'America/St_Johns'), [open, closed, closed])
  assert.equal(says(callTo('ca', { callee: { number: toronto } })), '?callee.zone')
  assert.equal(
    says(callTo('ca', { callee: { number: washington, zone: 'America/Toronto' } })),
    'ca.callee',
  )
})

test('other countries: an objection, a withdrawal and a hidden number refuse in every pack', () => {
  // biome-ignore format: read as a table
  const rules: readonly (readonly [Country, objected: string, withdrawn: string, hidden: string])[] = [
    ['uk', 'uk.GDPR-21', 'uk.PECR-19 uk.PECR-19-for-the-time-being', 'uk.PECR-19-shown'],
    ['us', 'us.own-opt-outs', 'us.consent-revoked', 'us.64.1601-shown'],
    ['ca', 'ca.own-list', 'ca.withdrawn', 'ca.ADAD-shown'],
  ]
  for (const [country, objected, withdrawn, hidden] of rules) {
    const lawful = callTo(country, { consents: [aConsent()] })
    assert.equal(says(lawful), 'allowed', country)
    const suppressions = [{ scope: 'organisation', at: epochMs(0), reason: 'key 9' } as const]
    assert.equal(says({ ...lawful, suppressions }), objected)
    const consents = [aConsent(), aConsent({ kind: 'withdrawn', at: tuesday })]
    assert.equal(says({ ...lawful, consents }), withdrawn)
    const callerId = 'anonymous'
    assert.equal(
      says({ ...lawful, callerId, trunk: { kind: 'real', callerIds: [callerId] } }),
      hidden,
    )
    const { suppressions: _, ...unsaid } = lawful
    assert.equal(says(unsaid), '?suppressions', country)
    assert.equal(decide(lawful).verdict.lawVersion, ruleSetOf(country).version)
  }
})

test('other countries: slots named, the campaign’s own cap, a budget and a kill switch hold everywhere', () => {
  const slots = [{ days: [2], from: '19:00', to: '20:00' }]
  const londonAt = (now: EpochMs) =>
    says(callTo('uk', { now, callee: { number: london }, consents: [aConsent({ slots })] }))
  assert.deepEqual(around(instant('2026-11-24T19:00:00Z'), londonAt), [
    'uk.consent-slot',
    'allowed',
    'allowed',
  ])
  assert.deepEqual(around(instant('2026-11-24T20:00:00Z'), londonAt), [
    'allowed',
    'uk.consent-slot',
    'uk.consent-slot',
  ])
  for (const country of ['uk', 'us', 'ca'] as const) {
    const lawful = callTo(country, { consents: [aConsent()] })
    const attempt = { at: tuesday, number: lawful.callee.number, thisCampaign: true }
    const changes: readonly (readonly [rule: string, Partial<CallFacts>])[] = [
      ['attempts-campaign', { attempts: [attempt, attempt], maxAttempts: 2 }],
      ['budget', { budget: { spentCents: 10, capCents: 10 } }],
      ['kill-switch', { killed: true }],
      ['operator-list', { trunk: { kind: 'real', callerIds: [] } }],
      ['practice', { trunk: { kind: 'practice', callerIds: [shown] } }],
    ]
    assert.equal(says({ ...lawful, attempts: [attempt, attempt], maxAttempts: 3 }), 'allowed')
    for (const [rule, change] of changes) {
      assert.equal(says({ ...lawful, ...change }), `${country}.${rule}`)
    }
  }
})

test('law decide: “country” in the facts chooses the pack, France when it is not said', () => {
  const written = {
    now: '2026-11-24T15:00:00-05:00',
    controller,
    callee: { number: washington, line: 'fixed', zone: 'America/New_York' },
    consents: [],
    suppressions: [],
    attempts: [],
    callerId: shown,
  }
  const read = (facts: object) => readFacts(JSON.stringify(facts))
  assert.equal(says(read({ ...written, country: 'us' })), 'allowed')
  assert.match(
    says(read({ ...written, country: 'fr', callee: { number: washington } })),
    /fr\.ARCEP-callee/,
  )
  assert.match(says(read({ ...written, callee: { number: washington } })), /fr\.ARCEP-callee/)
  assert.throws(() => read({ ...written, country: 'be' }), /country/)
  assert.throws(() => read(written), /zone/)
})

test('property: in every pack, adding a rule never makes a refused call or launch allowed', () => {
  const refuses: DialRule = {
    ...(france.dial[0] as DialRule),
    id: 'test',
    inForce: { from: day('1970-01-01') },
    appliesTo: () => true,
    check: () => refused(() => ({ measured: 'm', limit: 'l', reason: { en: 'e', fr: 'f' } })),
  }
  const agrees: DialRule = { ...refuses, check: () => allowed }
  const aCall = fc.record({
    country: fc.constantFrom(...countries),
    line: fc.constantFrom('mobile' as const, 'fixed' as const, undefined),
    zone: fc.constantFrom('America/New_York', 'Europe/London', undefined),
    consented: fc.boolean(),
    channel: fc.constantFrom('automate' as const, 'volunteer' as const),
    hour: fc.integer({ min: 0, max: 167 }),
  })
  fc.assert(
    fc.property(aCall, fc.infiniteStream(fc.boolean()), fc.boolean(), (call, chosen, refusing) => {
      const { country, line, zone, consented, channel, hour } = call
      const pack = ruleSetOf(country)
      const facts = callTo(country, {
        channel,
        now: epochMs(tuesday + hour * 3_600_000),
        consents: consented ? [aConsent()] : [],
        callee: {
          number: callTo(country).callee.number,
          ...(line === undefined ? {} : { line }),
          ...(zone === undefined ? {} : { zone }),
        },
      })
      const some = pack.dial.filter(() => chosen.next().value)
      const before = decide(facts, { ...pack, dial: some }).verdict.allowed
      for (const added of [refusing ? refuses : agrees, ...pack.dial]) {
        const after = decide(facts, { ...pack, dial: [...some, added] }).verdict.allowed
        assert.ok(before || !after, `${country} ${added.id}`)
      }
      const gates = pack.launch.filter(() => chosen.next().value)
      const launchable = judgeLaunch(launch(), { ...pack, launch: gates }).launchable
      for (const added of pack.launch) {
        const then = judgeLaunch(launch(), { ...pack, launch: [...gates, added] }).launchable
        assert.ok(launchable || !then, `${country} ${added.id}`)
      }
    }),
    { numRuns: 150 },
  )
})
