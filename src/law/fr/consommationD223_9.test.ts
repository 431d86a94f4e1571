import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aConsent,
  around,
  callFacts,
  instant,
  iso,
  ruleSays,
  someone,
  verdictOf,
} from '../../../test/support/callFacts.ts'
import { type E164, type EpochMs, epochMs } from '../../base/units.ts'
import type { Slot } from '../../contacts/consent.ts'
import { decide } from '../decide.ts'
import type { CallFacts } from '../facts.ts'

const rule = 'fr.D223-9-hours'
type Callee = { readonly insee?: string; readonly territory?: string; readonly number?: E164 }

const says = (callee: Callee, now: EpochMs, change: Partial<CallFacts> = {}): string =>
  ruleSays(rule, { now, callee: { number: someone, ...callee }, ...change })

test('D223-9: ten, thirteen, fourteen and twenty o’clock of every territory, half-open', () => {
  // A Wednesday and its offset there.
  // biome-ignore format: read as a table
  const table: readonly (readonly [string, string])[] = [
    ['75056', '+01:00'], ['2B033', '+01:00'], ['67482', '+01:00'],
    ['97105', '-04:00'], ['97209', '-04:00'], ['97302', '-03:00'], ['97411', '+04:00'],
    ['97502', '-03:00'], ['97608', '+03:00'], ['97701', '-04:00'], ['97801', '-04:00'],
    ['98613', '+12:00'], ['98735', '-10:00'], ['98731', '-09:30'], ['98719', '-09:00'], ['98818', '+11:00'],
  ]
  for (const [insee, offset] of table) {
    const at = (time: string): readonly string[] =>
      around(instant(`2026-11-25T${time}:00${offset}`), (now) => says({ insee }, now))
    assert.deepEqual(at('10:00'), ['refused', 'allowed', 'allowed'], insee)
    assert.deepEqual(at('13:00'), ['allowed', 'refused', 'refused'], insee)
    assert.deepEqual(at('14:00'), ['refused', 'allowed', 'allowed'], insee)
    assert.deepEqual(at('20:00'), ['allowed', 'refused', 'refused'], insee)
  }
})

test('D223-9: Saturdays and Sundays are those of the callee, not of Paris', () => {
  // Monday 10:00 in Nouméa is still Sunday night in Paris; Friday 19:59 in Papeete is Saturday morning there.
  assert.equal(says({ insee: '98818' }, instant('2026-11-22T23:00:00Z')), 'allowed')
  assert.equal(says({ insee: '98735' }, instant('2026-11-28T05:59:59Z')), 'allowed')
  assert.equal(says({ insee: '98735' }, instant('2026-11-28T20:00:00Z')), 'refused')
  assert.equal(says({ insee: '75056' }, instant('2026-11-28T11:00:00+01:00')), 'refused')
  assert.equal(says({ insee: '75056' }, instant('2026-11-29T11:00:00+01:00')), 'refused')
})

test('D223-9: the clock is the local one on both sides of a change of time', () => {
  // Friday before, Monday after each change of 2027, 10:00 in Paris.
  for (const ten of [
    '2027-03-26T09:00:00Z',
    '2027-03-30T08:00:00Z',
    '2027-10-29T08:00:00Z',
    '2027-11-02T09:00:00Z',
  ]) {
    assert.deepEqual(
      around(instant(ten), (now) => says({ insee: '75056' }, now)),
      ['refused', 'allowed', 'allowed'],
      ten,
    )
  }
  // Saint-Pierre-et-Miquelon changes on other days than Paris: 14 March and 7 November 2027.
  for (const ten of [
    '2027-03-12T13:00:00Z',
    '2027-03-15T12:00:00Z',
    '2027-11-05T12:00:00Z',
    '2027-11-08T13:00:00Z',
  ]) {
    assert.deepEqual(
      around(instant(ten), (now) => says({ insee: '97502' }, now)),
      ['refused', 'allowed', 'allowed'],
      ten,
    )
  }
})

test('D223-9 and L3133-1: public holidays are closed where they are holidays', () => {
  // Weekdays of 2027 at 11:00 local.
  // biome-ignore format: date and offset, INSEE code, answer; read as a table
  const table: readonly (readonly [string, string, string])[] = [
    ['2027-03-29T11:00:00+02:00', '75056', 'refused'], // Easter Monday
    ['2027-05-06T11:00:00+02:00', '75056', 'refused'], // Ascension
    ['2027-05-17T11:00:00+02:00', '75056', 'refused'], // Whit Monday
    ['2027-05-17T11:00:00+04:00', '97411', 'refused'],
    ['2027-07-14T11:00:00-10:00', '98735', 'refused'],
    ['2027-11-01T11:00:00+11:00', '98818', 'refused'],
    ['2027-11-11T11:00:00+12:00', '98613', 'refused'],
    ['2027-03-26T11:00:00+01:00', '67482', 'refused'], // Good Friday
    ['2027-03-26T11:00:00+01:00', '57463', 'refused'],
    ['2027-03-26T11:00:00+01:00', '68224', 'refused'],
    ['2027-03-26T11:00:00+01:00', '88160', 'allowed'],
    ['2027-03-26T11:00:00+01:00', '75056', 'allowed'],
    ['2027-03-26T11:00:00-04:00', '97105', 'allowed'],
    ['2028-12-26T11:00:00+01:00', '67482', 'refused'], // 26 December, a Tuesday
    ['2028-12-26T11:00:00+01:00', '75056', 'allowed'],
    ['2027-04-27T11:00:00+03:00', '97608', 'refused'], // abolition of slavery
    ['2027-04-27T11:00:00+04:00', '97411', 'allowed'],
    ['2026-05-22T11:00:00-04:00', '97209', 'refused'],
    ['2026-05-22T11:00:00-04:00', '97105', 'allowed'],
    ['2027-05-27T11:00:00-04:00', '97105', 'refused'],
    ['2027-05-27T11:00:00-04:00', '97801', 'refused'],
    ['2027-05-27T11:00:00-04:00', '97701', 'allowed'],
    ['2027-05-28T11:00:00-04:00', '97801', 'refused'],
    ['2027-05-28T11:00:00-04:00', '97127', 'refused'], // Saint-Martin by its old code
    ['2027-05-28T11:00:00-04:00', '97105', 'allowed'],
    ['2027-06-10T11:00:00-03:00', '97302', 'refused'],
    ['2026-10-09T11:00:00-04:00', '97701', 'refused'],
    ['2026-10-09T11:00:00-04:00', '97123', 'refused'], // Saint-Barthélemy by its old code
    ['2027-12-20T11:00:00+04:00', '97411', 'refused'],
    ['2027-12-20T11:00:00+01:00', '75056', 'allowed'],
  ]
  for (const [at, insee, expected] of table) {
    assert.equal(says({ insee }, instant(at)), expected, `${at} ${insee}`)
  }
})

test('D223-9: a metropolitan commune we do not know may be in Alsace-Moselle', () => {
  const goodFriday = instant('2027-03-26T11:00:00+01:00')
  assert.equal(says({ territory: 'FR' }, goodFriday), 'refused')
  assert.equal(says({ territory: 'FR' }, instant('2027-03-25T11:00:00+01:00')), 'allowed')
})

test('D223-9: a holiday begins and ends at local midnight, like the day it is', () => {
  const slots: readonly Slot[] = [
    { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', expressOutsideHours: true },
  ]
  const at = (iso: string): readonly string[] =>
    around(instant(iso), (now) =>
      says({ insee: '97411' }, now, { consents: [aConsent({ slots })] }),
    )
  assert.deepEqual(at('2027-12-20T00:00:00+04:00'), ['allowed', 'refused', 'refused'])
  assert.deepEqual(at('2027-12-21T00:00:00+04:00'), ['refused', 'allowed', 'allowed'])
})

test('D223-9: residence and prefix that disagree leave only the hours common to both', () => {
  // Réunion is three hours ahead of Paris in November: 10–13 and 14–20 there is 7–10 and 11–17 in Paris.
  const callee = { insee: '75056', number: '+262262000000' as E164 }
  const at = (time: string): string => says(callee, instant(`2026-11-25T${time}:00+01:00`))
  const hours = ['09:59', '10:00', '10:59', '11:00', '12:59', '13:30', '14:00', '16:59', '17:00']
  assert.deepEqual(
    hours.map((time) => `${time} ${at(time)}`),
    [
      ...['09:59 refused', '10:00 refused', '10:59 refused', '11:00 allowed', '12:59 allowed'],
      ...['13:30 refused', '14:00 allowed', '16:59 allowed', '17:00 refused'],
    ],
  )
  assert.equal(says({ ...callee, insee: '97411' }, instant('2026-11-25T10:30:00+04:00')), 'allowed')
})

test('D223-9: two places that share no hour are said so, and nothing is promised', () => {
  const { refusals, askAgainAt } = verdictOf({
    now: instant('2026-11-25T11:00:00+01:00'),
    callee: { number: '+68940000000' as E164, insee: '75056' },
  })
  const refusal = refusals.find((each) => each.rule === rule)
  assert.equal(refusal?.notBefore, undefined)
  assert.match(refusal?.reason.en ?? '', /No lawful hour is common/)
  assert.equal(askAgainAt, undefined)
})

test('D223-9: an hour that only summer time makes common is found', () => {
  // Nouméa closes at 20:00 (09:00 UTC): Paris opens at 09:00 UTC in winter, 08:00 UTC in summer.
  const { refusals } = verdictOf({
    now: instant('2026-11-25T11:00:00+01:00'),
    callee: { number: '+687280000' as E164, insee: '75056' },
  })
  const refusal = refusals.find((each) => each.rule === rule)
  assert.equal(iso(refusal?.notBefore), '2027-03-30T08:00:00.000Z')
})

test('D223-9: without a residence no prefix tells the time, but what it means is closed is refused', () => {
  const wednesday = instant('2026-11-25T11:00:00+01:00')
  const sunday = instant('2026-11-29T11:00:00+01:00')
  // Since 1 January 2023 a number of Paris may be answered anywhere (Arcep).
  assert.equal(says({ number: '+33140000000' as E164 }, wednesday), 'unknown')
  assert.equal(says({ number: '+262262201234' as E164 }, wednesday), 'unknown')
  assert.equal(says({ number: '+33612345678' as E164 }, wednesday), 'unknown')
  assert.equal(says({ number: '+33972101234' as E164 }, wednesday), 'unknown')
  assert.equal(says({}, wednesday), 'unknown', 'fiction belongs nowhere')
  const verdict = verdictOf({ now: sunday, callee: { number: '+33612345678' as E164 } })
  assert.ok(verdict.refusals.some((each) => each.rule === rule))
  assert.ok(verdict.unknown.some((each) => each.rule === rule && each.missing === 'callee.insee'))
})

test('D223-9 al. 2: a slot expressly asked outside the hours counts alone, on the days it names', () => {
  const slots: readonly Slot[] = [
    { days: [6], from: '20:30', to: '22:00', expressOutsideHours: true },
  ]
  const at = (iso: string): string =>
    says({ insee: '75056' }, instant(iso), { consents: [aConsent({ slots })] })
  assert.equal(at('2026-11-28T20:30:00+01:00'), 'allowed')
  assert.equal(at('2026-11-28T20:29:59.999+01:00'), 'refused')
  assert.equal(at('2026-11-28T22:00:00+01:00'), 'refused')
  assert.equal(at('2026-11-29T20:30:00+01:00'), 'refused')
})

test('D223-9 al. 2: holidays stay closed for an express slot unless it names them', () => {
  const now = instant('2027-05-01T11:00:00+02:00') // a Saturday
  const at = (slot: Partial<Slot>): string => {
    const slots = [{ days: [6], from: '10:00', to: '12:00', ...slot }]
    return says({ insee: '75056' }, now, { consents: [aConsent({ slots })] })
  }
  assert.equal(at({ expressOutsideHours: true }), 'refused')
  assert.equal(at({ expressOutsideHours: true, includesHolidays: true }), 'allowed')
  assert.equal(at({ includesHolidays: true }), 'refused', 'not asked outside the hours')
})

test('D223-9 al. 2: an express slot of another channel, controller or withdrawn consent opens nothing', () => {
  const now = instant('2026-11-28T11:00:00+01:00')
  const slots = [{ days: [6], from: '10:00', to: '12:00', expressOutsideHours: true }]
  const at = (...consents: CallFacts['consents'] & object): string =>
    says({ insee: '75056' }, now, { consents })
  const given = aConsent({ slots })
  assert.equal(at(given), 'allowed')
  assert.equal(at(aConsent({ slots, channel: 'volunteer' })), 'refused')
  assert.equal(at(aConsent({ slots, controller: 'Someone Else' })), 'refused')
  assert.equal(at(given, aConsent({ kind: 'withdrawn', at: epochMs(now - 1) })), 'refused')
})

test('D223-9: in force since 1 March 2023, and no rule of hours before it', () => {
  const night = (at: string): string => says({ insee: '75056' }, instant(at))
  assert.equal(night('2023-02-28T23:59:59+01:00'), 'not run')
  assert.equal(night('2023-03-01T00:00:00+01:00'), 'refused')
})

test('D223-9: a call allowed at 12:59:58 may leave until 13:00 only', () => {
  const now = instant('2026-11-25T12:59:58+01:00')
  assert.equal(decide(callFacts({ now })).lawful?.expiresAt, now + 2_000)
})

test('D223-9: the refusal says the local hour and when calls start again', () => {
  const said = (at: string, callee: Callee): readonly [string, string] => {
    const { refusals } = verdictOf({ now: instant(at), callee: { number: someone, ...callee } })
    const { en = '', fr = '' } = refusals.find((each) => each.rule === rule)?.reason ?? {}
    return [en, fr.replaceAll('\u202f', ' ')]
  }
  assert.deepEqual(said('2026-11-25T13:12:00+01:00', { insee: '75056' }), [
    'It is 13:12 in Paris. Calls start again at 14:00.',
    'Il est 13 h 12 à Paris. Les appels reprennent à 14 h.',
  ])
  assert.deepEqual(said('2026-11-28T11:00:00+04:00', { insee: '97411' }), [
    'It is Saturday 28 November in Réunion. Calls start again on Monday 30 November, 10:00.',
    'C’est samedi 28 novembre à La Réunion. Les appels reprennent le lundi 30 novembre, 10 h.',
  ])
  assert.deepEqual(said('2026-12-25T11:00:00-04:00', { insee: '97209' }), [
    'Friday 25 December is a public holiday in Martinique (Christmas Day). Calls start again ' +
      'on Monday 28 December, 10:00.',
    'Le vendredi 25 décembre est férié en Martinique (Noël). Les appels reprennent le lundi ' +
      '28 décembre, 10 h.',
  ])
})
