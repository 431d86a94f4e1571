import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aConsent,
  controller,
  instant,
  ruleSays,
  tuesdayTen,
  unknownWithout,
  verdictOf,
} from '../../../test/support/callFacts.ts'
import { epochMs } from '../../base/units.ts'
import type { ConsentEntry } from '../../contacts/consent.ts'
import type { SuppressionEntry } from '../../contacts/suppression.ts'

const pressedNine = instant('2026-03-12T10:41:00+01:00')
const anEntry = (change: Partial<SuppressionEntry>): SuppressionEntry => ({
  scope: 'organisation',
  at: pressedNine,
  reason: 'key 9',
  ...change,
})
const suppressed = (...entries: readonly Partial<SuppressionEntry>[]): string =>
  ruleSays('fr.RGPD-21', { suppressions: entries.map(anEntry) })

test('RGPD art. 21: no entry is allowed; organisation and platform entries always refuse', () => {
  assert.equal(suppressed(), 'allowed')
  assert.equal(suppressed({ scope: 'organisation' }), 'refused')
  assert.equal(suppressed({ scope: 'platform' }), 'refused')
})

test('RGPD art. 21: a controller’s entry refuses its own calls, however the name is typed', () => {
  assert.equal(suppressed({ scope: 'controller', controller }), 'refused')
  assert.equal(suppressed({ scope: 'controller', controller: '  camille   EXEMPLE ' }), 'refused')
  assert.equal(suppressed({ scope: 'controller', controller: 'Dominique Modèle' }), 'allowed')
  assert.equal(suppressed({ scope: 'controller' }), 'refused', 'names none: reaches all')
})

test('RGPD art. 21: an objection counts at its instant, before and after it', () => {
  for (const nudge of [-1, 0, 1]) {
    assert.equal(suppressed({ at: epochMs(tuesdayTen + nudge) }), 'refused', `${nudge} ms`)
  }
})

test('RGPD art. 21: an objection holds on both channels and against a later consent', () => {
  for (const channel of ['automate', 'volunteer'] as const) {
    const { allowed, askAgainAt, refusals } = verdictOf({
      channel,
      suppressions: [anEntry({})],
      consents: [aConsent({ at: epochMs(tuesdayTen - 1) })],
    })
    assert.equal(allowed, false)
    assert.equal(askAgainAt, undefined, 'for ever')
    assert.ok(refusals.some((each) => each.rule === 'fr.RGPD-21'))
  }
})

test('RGPD art. 21: the refusal says how and when the person objected', () => {
  const { refusals } = verdictOf({ suppressions: [anEntry({})] })
  assert.deepEqual(refusals[0]?.reason, {
    en:
      'This person does not want calls (key 9, Thursday 12 March, 10:41). Only they can change ' +
      'that.',
    fr:
      'Cette personne ne veut plus être appelée (key 9, jeudi 12 mars, 10\u202fh\u202f41). ' +
      'Elle seule peut changer d’avis.',
  })
})

test('RGPD art. 21 and 7: not knowing the lists is unknown', () => {
  assert.deepEqual(unknownWithout('suppressions'), ['fr.RGPD-21'])
  assert.deepEqual(unknownWithout('consents'), ['fr.RGPD-7-3', 'fr.CNIL-automate', 'fr.CNIL-slot'])
})

const given = aConsent()
const withdrawn = (change: Partial<ConsentEntry>): ConsentEntry =>
  aConsent({ kind: 'withdrawn', ...change })
const withdrawal = (...consents: readonly ConsentEntry[]): string =>
  ruleSays('fr.RGPD-7-3', { consents })

test('RGPD art. 7: the latest entry wins, and at equal time the withdrawal', () => {
  const at = (nudge: number): ConsentEntry => withdrawn({ at: epochMs(given.at + nudge) })
  assert.deepEqual(
    [-1, 0, 1].map((nudge) => withdrawal(given, at(nudge))),
    ['allowed', 'refused', 'refused'],
  )
  assert.equal(withdrawal(at(0), given), 'refused', 'whatever the order of the ledger')
})

test('RGPD art. 7: a withdrawal a second before dialling refuses, and one dated just after too', () => {
  for (const nudge of [-1_000, 0, 1_000]) {
    assert.equal(withdrawal(given, withdrawn({ at: epochMs(tuesdayTen + nudge) })), 'refused')
  }
})

test('RGPD art. 7: a consent given again after a withdrawal is a consent', () => {
  const again = aConsent({ at: epochMs(given.at + 2) })
  assert.equal(withdrawal(given, withdrawn({ at: epochMs(given.at + 1) }), again), 'allowed')
})

test('RGPD art. 7: a withdrawal reaches its controller and its channel', () => {
  const later = epochMs(given.at + 1)
  assert.equal(
    withdrawal(given, withdrawn({ at: later, controller: 'CAMILLE exemple' })),
    'refused',
  )
  assert.equal(
    withdrawal(given, withdrawn({ at: later, controller: 'Dominique Modèle' })),
    'allowed',
  )
  assert.equal(withdrawal(given, withdrawn({ at: later, channel: 'volunteer' })), 'allowed')
  const volunteer = {
    channel: 'volunteer',
    consents: [withdrawn({ channel: 'volunteer' })],
  } as const
  assert.equal(ruleSays('fr.RGPD-7-3', volunteer), 'refused')
})
