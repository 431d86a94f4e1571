import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suppressionReasonIn } from './suppressionReasons.ts'

const cases: readonly (readonly [kept: string, fr: string])[] = [
  ['pressed 9 during the call', 'a tapé 9 pendant l’appel'],
  ['web page, without a code', 'page web, sans code'],
  ['on the list Mairie of Ville de Lyon', 'sur la liste Mairie de Ville de Lyon'],
  ['« Ne plus m’appeler », au guichet', '« Ne plus m’appeler », au guichet'],
]
for (const [kept, fr] of cases) {
  test(`objection: « ${kept} » as a French reader is told it`, () => {
    assert.equal(suppressionReasonIn(kept, 'fr'), fr)
    assert.equal(suppressionReasonIn(kept, 'en'), kept)
  })
}
