import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { parseSource, sourceKinds } from './source.ts'

const plain = {
  kind: 'ownForm',
  holder: 'Équipe de Camille Exemple',
  collectedFrom: '2026-01-10',
  collectedTo: '2026-03-31',
}
const agreed = {
  ...plain,
  controller: 'Camille Exemple',
  channel: 'automate',
  wording: "J'accepte d'être appelé par un automate aux heures cochées.",
  wordingVersion: 'v1',
}

test('source: a declaration with a consent keeps its exact wording, slots and dates', () => {
  const source = parseSource({ ...agreed, collectedFrom: '10/01/2026', slots: 'mardi 10h-13h' })
  assert.equal(source.collectedFrom, '2026-01-10')
  assert.deepEqual(source.consent, {
    controller: 'Camille Exemple',
    channel: 'automate',
    wordings: [{ version: 'v1', text: agreed.wording }],
    slots: [{ days: [2], from: '10:00', to: '13:00' }],
  })
  const slots = [{ days: [6], from: '10:00', to: '12:00', expressOutsideHours: true }]
  assert.deepEqual(parseSource({ ...agreed, slots }).consent?.slots, slots)
  assert.equal(parseSource(plain).consent, null)
})

test('source: the shipped example is a good declaration', () => {
  const shipped = readFileSync(new URL('../../examples/source.json', import.meta.url), 'utf8')
  assert.equal(parseSource(JSON.parse(shipped)).consent?.wordings.length, 2)
})

// biome-ignore format: what is wrong → the sentence names it, as a table
const wrong: readonly (readonly [object, RegExp])[] = [
  [{ ...plain, holder: '' }, /holder/], [{ ...plain, collectedTo: undefined }, /collectedTo/],
  [{ ...plain, collectedFrom: 'hiver' }, /collectedFrom: write a date/],
  [{ ...plain, collectedFrom: '2026-12-01' }, /exchange the two/],
  [{ ...plain, kind: 'magic' }, /"magic" is not one of/], [{ ...plain, colour: 'red' }, /colour/],
  [{ ...agreed, wording: undefined }, /lacks wording and wordingVersion/],
  [{ ...agreed, controller: undefined }, /lacks controller/],
  [{ ...plain, slots: 'mardi 10h-13h' }, /lacks controller .*, channel .*, wording/], [{ ...agreed, channel: 'sms' }, /channel/],
  [{ ...agreed, slots: 'mardi' }, /slots/], [{ ...agreed, slots: [{ days: [8], from: '10:00', to: '13:00' }] }, /slots/],
  [{ ...agreed, slots: [{ days: [2], from: '13:00', to: '10:00' }] }, /slots/],
  [{ ...agreed, wordings: [{ version: 'v1', text: 'autre' }] }, /two wordings under one version/],
]

test('source: what is missing or wrong in a declaration is named', () => {
  for (const [declared, sentence] of wrong) {
    assert.throws(
      () => parseSource(declared),
      (error) => {
        assert.ok(error instanceof Failure && error.code === 'badInput', String(error))
        assert.match(error.message, sentence)
        return true
      },
    )
  }
  for (const declared of [null, 'text', [], 3]) assert.throws(() => parseSource(declared), Failure)
})

test('GDPR art. 5 §1 b: files of a town hall, a carer, an employer or a school are refused', () => {
  for (const kind of ['municipal', 'medical', 'employer', 'school']) {
    assert.throws(
      () => parseSource({ ...plain, kind }),
      (error) =>
        error instanceof Failure && error.code === 'refused' && /purpose/.test(error.message),
    )
  }
  for (const kind of sourceKinds) assert.equal(parseSource({ ...plain, kind }).kind, kind)
})
