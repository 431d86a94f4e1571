import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutCommand } from './withoutCommand.ts'

const cases: readonly (readonly [string, string])[] = [
  [
    'L’adresse de l’avis de transparence manque\u202f: déclarez-la avec --notice-url URL.',
    'L’adresse de l’avis de transparence manque.',
  ],
  [
    'The sponsor’s declaration is missing: declare it with --sponsor sponsor.json.',
    'The sponsor’s declaration is missing.',
  ],
  [
    'Le mandataire financier de la campagne n’est pas nommé\u202f: déclarez --financial-agent NOM.',
    'Le mandataire financier de la campagne n’est pas nommé.',
  ],
  [
    'Il est 13 h 12\u202f: les appels reprennent à 14 h.',
    'Il est 13 h 12\u202f: les appels reprennent à 14 h.',
  ],
]

test('check: a hint for the command line is left out, everything else stays', () => {
  for (const [sentence, expected] of cases) assert.equal(withoutCommand(sentence), expected)
})
