/** What refuses the columns of a file says so in French too. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { mapColumns } from './columns.ts'

const none = new Map()
const thrown: readonly (readonly [readonly string[], RegExp])[] = [
  [['Téléphone', 'intention_vote'], /Colonne «.intention_vote.» refusée/],
  [['Nom', 'Prénom'], /Aucune colonne de téléphones/],
  [['06 39 98 00 01', 'Dupont'], /première ligne/],
  [['Téléphone', 'Obs', 'Obs'], /Deux colonnes s’appellent «.Obs.»/],
]
for (const [headers, french] of thrown) {
  test(`columns: ${headers.join(', ')} is refused in French too`, () => {
    assert.throws(
      () => mapColumns(headers, none),
      (error) => error instanceof Failure && french.test(error.fr ?? ''),
    )
  })
}

test('failure: its French has the thin spaces of French printing, however it was written', () => {
  const { fr, fields } = new Failure('badInput', 'No.', {
    fr: 'Non : « rien ».',
    fields: [{ field: 'a', sentence: 'No.', fr: 'Non\u202f!' }],
  })
  assert.equal(fr, 'Non\u202f: «\u202frien\u202f».')
  assert.equal(fields[0]?.fr, 'Non\u202f!')
})
