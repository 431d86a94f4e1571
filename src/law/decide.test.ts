import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aConsent,
  callFacts,
  instant,
  iso,
  npv,
  presidential2027,
  someone,
  tuesdayTen,
  verdictOf,
} from '../../test/support/callFacts.ts'
import { epochMs } from '../base/units.ts'
import type { Slot } from '../contacts/consent.ts'
import { decide, type LawfulCall, lawfulForMs } from './decide.ts'
import { france } from './ruleSets.ts'

/** Stands for telephony: it takes proofs only. */
const place = (lawful: LawfulCall): string => lawful.number

test('LawfulCall: an object that looks like one is not one', () => {
  const { lawful } = decide(callFacts())
  assert.ok(lawful)
  assert.equal(place(lawful), someone)
  const { number, callerId, trunkKind, verdict, expiresAt } = lawful
  // @ts-expect-error the #private field makes the class nominal: a look-alike does not compile
  const lookAlike: LawfulCall = { number, callerId, trunkKind, verdict, expiresAt }
  assert.ok(!(lookAlike instanceof (lawful.constructor as new () => unknown)))
  // @ts-expect-error a copy by spreading has lost the proof
  const copy: LawfulCall = { ...lawful }
  assert.equal(copy.number, number)
})

test('decide: an allowed call carries its verdict, its number to show and a short validity', () => {
  const { verdict, lawful } = decide(callFacts())
  assert.equal(verdict.allowed, true)
  assert.equal(lawful?.verdict, verdict)
  assert.equal(lawful?.callerId, npv)
  assert.equal(lawful?.trunkKind, 'practice')
  assert.equal(lawful?.expiresAt, tuesdayTen + lawfulForMs)
  assert.equal(verdict.judgedAt, tuesdayTen)
  assert.equal(verdict.lawVersion, france.version)
})

test('decide: a refused call has no proof', () => {
  assert.equal(decide(callFacts({ consents: [] })).lawful, null)
})

test('decide: every rule that applies runs, whatever the others say', () => {
  const everythingWrong = verdictOf({
    callee: { number: someone },
    consents: [],
    suppressions: [{ scope: 'platform', at: tuesdayTen, reason: 'letter' }],
    callerId: '+33612345678',
    trunk: { kind: 'real', callerIds: [] },
  })
  assert.deepEqual(everythingWrong.rulesRun, verdictOf({}).rulesRun)
  assert.deepEqual(
    everythingWrong.refusals.map(({ rule }) => rule),
    [
      'fr.ARCEP-fiction',
      'fr.RGPD-21',
      'fr.CNIL-automate',
      'fr.ARCEP-NPV',
      'fr.ARCEP-operator-list',
    ],
  )
  assert.deepEqual(
    everythingWrong.unknown.map(({ rule }) => rule),
    ['fr.D223-9-hours'],
  )
})

test('decide: a volunteer’s call runs the rules that bind people, not those of automates', () => {
  const { rulesRun } = verdictOf({ channel: 'volunteer' })
  for (const rule of ['fr.CNIL-automate', 'fr.CNIL-slot', 'fr.ARCEP-NPV']) {
    assert.ok(!rulesRun.includes(rule), rule)
  }
  for (const rule of ['fr.RGPD-21', 'fr.L49-3', 'fr.D223-9-hours', 'fr.D223-9-attempts']) {
    assert.ok(rulesRun.includes(rule), rule)
  }
})

const askAgain = (
  now: string,
  slots: readonly Slot[],
  election: typeof presidential2027 | null = null,
): string =>
  iso(verdictOf({ now: instant(now), consents: [aConsent({ slots })], election }).askAgainAt)

test('askAgainAt: the first instant at which every rule allows, not only the one that refused', () => {
  // Mondays 9 to 11: the slot opens at 9, the hours at 10.
  const mondays: readonly Slot[] = [{ days: [1], from: '09:00', to: '11:00' }]
  assert.equal(askAgain('2026-11-24T10:00:00+01:00', mondays), '2026-11-30T09:00:00.000Z')
  // Easter Monday and Whit Monday of 2027 are holidays.
  assert.equal(askAgain('2027-03-23T10:00:00+01:00', mondays), '2027-04-05T08:00:00.000Z')
  assert.equal(askAgain('2027-05-11T10:00:00+02:00', mondays), '2027-05-24T08:00:00.000Z')
})

test('askAgainAt: after the freeze of an election, in the next slot', () => {
  const fridays: readonly Slot[] = [{ days: [5, 6, 1], from: '10:00', to: '12:00' }]
  const frozen = askAgain('2027-04-17T11:00:00+02:00', fridays, presidential2027)
  assert.equal(frozen, '2027-04-19T08:00:00.000Z')
})

test('askAgainAt: absent when one refusal is for ever, a fact is unknown or the two never meet', () => {
  const sundays: readonly Slot[] = [{ days: [7], from: '10:00', to: '12:00' }]
  assert.equal(askAgain('2026-11-24T10:00:00+01:00', sundays), 'never', 'no usual hours on Sundays')
  const night = instant('2026-11-24T22:00:00+01:00')
  assert.equal(iso(verdictOf({ now: night }).askAgainAt), '2026-11-25T09:00:00.000Z')
  assert.equal(verdictOf({ now: night, consents: [] }).askAgainAt, undefined)
  assert.equal(verdictOf({ now: night, callee: { number: someone } }).askAgainAt, undefined)
  const expiring = [aConsent({ wordingExpiredAt: epochMs(night + 3_600_000) })]
  assert.equal(verdictOf({ now: night, consents: expiring }).askAgainAt, undefined)
})

test('askAgainAt: calling then is allowed, and a millisecond earlier is not', () => {
  const slots: readonly Slot[] = [{ days: [1, 4], from: '12:00', to: '15:00' }]
  for (let hour = 0; hour < 24 * 14; hour += 5) {
    const now = epochMs(instant('2027-03-20T00:00:00Z') + hour * 3_600_000)
    const facts = { consents: [aConsent({ slots })], callee: { number: someone, insee: '67482' } }
    const { allowed, askAgainAt } = verdictOf({ ...facts, now })
    if (allowed) continue
    assert.ok(askAgainAt !== undefined)
    assert.equal(verdictOf({ ...facts, now: epochMs(askAgainAt) }).allowed, true, iso(askAgainAt))
    assert.equal(verdictOf({ ...facts, now: epochMs(askAgainAt - 1) }).allowed, false)
  }
})

test('rules: each has a text with its source, a quote, words in two languages and a name of its own', () => {
  const ids = new Set<string>()
  for (const { id, title, text, quote, does } of france.dial) {
    assert.match(id, /^fr\.[A-Za-z0-9-]+$/)
    assert.ok(!ids.has(id), id)
    ids.add(id)
    for (const words of [title.en, title.fr, does.en, does.fr, quote.words]) {
      assert.ok(words.length > 10, id)
    }
    assert.match(text.from, /^\d{4}-\d{2}-\d{2}$/)
    assert.ok(text.source && text.code && text.article, id)
    // What was not read in an official text is never quoted as if it had been without its mark.
    assert.ok(['V', 'V2', 'K', 'D'].includes(text.confidence))
  }
})
