/** Sentences about a file are there in both languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapColumns } from '../../../../src/contacts/columns.ts'
import { fileSentence } from './fileSentences.ts'

const none = new Map()
const thrown: readonly (readonly [readonly string[], RegExp])[] = [
  [['Téléphone', 'intention_vote'], /Colonne «.intention_vote.» refusée/],
  [['Nom', 'Prénom'], /Aucune colonne de téléphones/],
  [['06 39 98 00 01', 'Dupont'], /première ligne/],
  [['Téléphone', 'Obs', 'Obs'], /Deux colonnes s’appellent «.Obs.»/],
]
for (const [headers, french] of thrown) {
  test(`file sentences: ${headers.join(', ')} is refused in French too`, () => {
    assert.throws(
      () => mapColumns(headers, none),
      (error) => error instanceof Error && french.test(fileSentence(error.message, 'fr')),
    )
  })
}

test('file sentences: what is not known is said as the server said it', () => {
  assert.equal(fileSentence('Something new.', 'fr'), 'Something new.')
  assert.equal(fileSentence('Column "a" refused: x', 'en'), 'Column "a" refused: x')
})
