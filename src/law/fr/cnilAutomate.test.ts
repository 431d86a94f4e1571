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
  tuesdayTen,
  verdictOf,
} from '../../../test/support/callFacts.ts'
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { ConsentEntry, Slot } from '../../contacts/consent.ts'
import { decide } from '../decide.ts'
import type { CallFacts } from '../facts.ts'

const consent = (...consents: readonly ConsentEntry[]): string =>
  ruleSays('fr.CNIL-automate', { consents })

test('CNIL: an automated call needs a consent naming this controller and the channel automate', () => {
  assert.equal(consent(aConsent()), 'allowed')
  assert.equal(consent(), 'refused')
  assert.equal(consent(aConsent({ channel: 'volunteer' })), 'refused')
  assert.equal(consent(aConsent({ controller: 'Dominique Modèle' })), 'refused')
  assert.equal(consent(aConsent({ controller: 'camille exemple' })), 'refused', 'not as worded')
})

test('CNIL: a consent counts from the instant it was given', () => {
  const says = (nudge: number): string => consent(aConsent({ at: epochMs(tuesdayTen - nudge) }))
  assert.deepEqual([-1, 0, 1].map(says), ['refused', 'allowed', 'allowed'])
})

test('CNIL: a consent under an expired wording is none, from the instant it expires', () => {
  const says = (nudge: number): string =>
    consent(aConsent({ wordingExpiredAt: epochMs(tuesdayTen + nudge) }))
  assert.deepEqual([-1, 0, 1].map(says), ['refused', 'refused', 'allowed'])
  const older = aConsent({ at: epochMs(aConsent().at - 1) })
  assert.equal(consent(older, aConsent({ wordingExpiredAt: tuesdayTen })), 'refused', 'latest wins')
})

test('CNIL: a call allowed until its wording expires may not leave after it', () => {
  const consents = [aConsent({ wordingExpiredAt: epochMs(tuesdayTen + 700) })]
  assert.equal(decide(callFacts({ consents })).lawful?.expiresAt, tuesdayTen + 700)
})

test('CNIL: a volunteer needs no consent to automated calls', () => {
  for (const rule of ['fr.CNIL-automate', 'fr.CNIL-slot']) {
    assert.equal(ruleSays(rule, { channel: 'volunteer', consents: [] }), 'not run')
  }
})

test('CNIL: the refusal without consent is the sentence people know', () => {
  const { refusals } = verdictOf({ consents: [] })
  assert.deepEqual(refusals[0]?.reason, {
    en: 'No recorded consent for an automated call. An automated system may not call this number.',
    fr:
      'Aucun accord enregistré pour un appel automatique. Un automate ne peut pas appeler ce ' +
      'numéro.',
  })
})

const slot = (
  slots: readonly Slot[],
  now: EpochMs,
  callee: Partial<CallFacts['callee']> = { insee: '75056' },
): string =>
  ruleSays('fr.CNIL-slot', {
    now,
    callee: { number: someone, ...callee },
    consents: [aConsent({ slots })],
  })
const tuesdayEvening: readonly Slot[] = [{ days: [2], from: '18:00', to: '20:00' }]

test('CNIL: a slot is half-open, in the callee’s local time', () => {
  // biome-ignore format: read as a table
  const table: readonly (readonly [string, string])[] = [
    ['75056', '+01:00'], ['97411', '+04:00'], ['97209', '-04:00'], ['98731', '-09:30'], ['98818', '+11:00'],
  ]
  for (const [insee, offset] of table) {
    const at = (time: string): readonly string[] =>
      around(instant(`2026-11-24T${time}:00${offset}`), (now) =>
        slot(tuesdayEvening, now, { insee }),
      )
    assert.deepEqual(at('18:00'), ['refused', 'allowed', 'allowed'], insee)
    assert.deepEqual(at('20:00'), ['allowed', 'refused', 'refused'], insee)
  }
})

test('CNIL: 24:00 is the end of the day', () => {
  const night: readonly Slot[] = [{ days: [2], from: '22:00', to: '24:00' }]
  assert.deepEqual(
    around(instant('2026-11-25T00:00:00+01:00'), (now) => slot(night, now)),
    ['allowed', 'refused', 'refused'],
  )
})

test('CNIL: a slot across midnight belongs to the day it begins', () => {
  const friday: readonly Slot[] = [{ days: [5], from: '22:00', to: '02:00' }]
  const at = (iso: string): readonly string[] => around(instant(iso), (now) => slot(friday, now))
  assert.deepEqual(at('2026-11-27T22:00:00+01:00'), ['refused', 'allowed', 'allowed'])
  assert.deepEqual(at('2026-11-28T00:00:00+01:00'), ['allowed', 'allowed', 'allowed'])
  assert.deepEqual(at('2026-11-28T02:00:00+01:00'), ['allowed', 'refused', 'refused'])
  assert.deepEqual(at('2026-11-27T01:00:00+01:00'), ['refused', 'refused', 'refused'])
  const sunday: readonly Slot[] = [{ days: [7], from: '23:00', to: '01:00' }]
  assert.equal(slot(sunday, instant('2026-11-30T00:30:00+01:00')), 'allowed', 'into Monday')
  const toMidnight: readonly Slot[] = [{ days: [5], from: '22:00', to: '00:00' }]
  assert.equal(slot(toMidnight, instant('2026-11-27T23:59:59.999+01:00')), 'allowed')
  assert.equal(slot(toMidnight, instant('2026-11-28T00:00:00+01:00')), 'refused')
})

test('CNIL: a consent that names no slot, or one that cannot be read, opens nothing', () => {
  assert.equal(slot([], tuesdayTen), 'refused')
  const { slots: _, ...without } = aConsent()
  assert.equal(ruleSays('fr.CNIL-slot', { consents: [without] }), 'refused')
  for (const broken of [
    { days: [2], from: '10h', to: '12h' },
    { days: [2], from: '10:00', to: '10:00' },
    { days: [], from: '00:00', to: '24:00' },
  ]) {
    assert.equal(slot([broken], tuesdayTen), 'refused', JSON.stringify(broken))
  }
})

test('CNIL: a slot is kept by the clock on both sides of a change of time', () => {
  const early: readonly Slot[] = [{ days: [7], from: '01:30', to: '02:30' }]
  const at = (utc: string): string => slot(early, instant(utc))
  // 28 March 2027: 02:00 becomes 03:00 at 01:00 UTC; 02:00 to 02:30 does not exist.
  assert.deepEqual(
    around(instant('2027-03-28T01:00:00Z'), (now) => slot(early, now)),
    ['allowed', 'refused', 'refused'],
  )
  // 31 October 2027: 03:00 becomes 02:00 at 01:00 UTC; 02:00 to 02:30 is lived twice.
  assert.equal(at('2027-10-31T00:29:59Z'), 'allowed')
  assert.equal(at('2027-10-31T00:30:00Z'), 'refused')
  assert.equal(at('2027-10-31T01:00:00Z'), 'allowed')
  assert.equal(at('2027-10-31T01:30:00Z'), 'refused')
})

test('CNIL: the refusal names the next slot, and the next lawful instant is one', () => {
  const { refusals, askAgainAt } = verdictOf({
    now: instant('2026-11-24T20:00:00+01:00'),
    consents: [aConsent({ slots: tuesdayEvening })],
  })
  const refusal = refusals.find((each) => each.rule === 'fr.CNIL-slot')
  assert.equal(iso(refusal?.notBefore), '2026-12-01T17:00:00.000Z')
  assert.equal(iso(askAgainAt), '2026-12-01T17:00:00.000Z')
  assert.equal(
    refusal?.reason.en,
    'It is 20:00 in Paris, outside the slots this person agreed to. Next slot: Tuesday 1 ' +
      'December, 18:00.',
  )
})

test('CNIL: nobody knows the slot where nobody knows the clock', () => {
  assert.equal(slot(tuesdayEvening, tuesdayTen, {}), 'unknown')
})
