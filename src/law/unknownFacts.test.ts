/** A fact of which only the name was stored is said in the words of the law. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentenceOfUnknown, unknownResidence } from './unknownFacts.ts'

test('unknown facts: a missing commune is said as the vote, any other name as a sentence without code', () => {
  assert.equal(sentenceOfUnknown('callee.insee'), unknownResidence.reason)
  assert.match(sentenceOfUnknown('callee.insee').fr, /où vote cette personne.*ajoutez sa commune/)
  for (const said of Object.values(sentenceOfUnknown('a.b'))) assert.doesNotMatch(said, /a\.b/)
})
