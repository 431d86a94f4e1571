import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aPersonFile } from '../../test/support/personFile.ts'
import { outcomes } from '../call/outcome.ts'
import { letterOf } from './letter.ts'
import { outcomeForPerson } from './letterWords.ts'
import type { PersonFile } from './personFile.ts'

function sentencesOf(file: PersonFile, language: 'en' | 'fr'): string {
  const { about, sections } = letterOf(file, language)
  return [...about, ...sections.flatMap(({ paragraphs, items }) => [...paragraphs, ...items])]
    .join('\n')
    .replace(/[\u00a0\u202f]/g, ' ')
}

test('RGPD art. 15 § 1 g: the letter says who called, when, and where number and commune come from', () => {
  const text = sentencesOf(aPersonFile, 'en')
  for (const sentence of [
    'Tuesday 5 May 2026 at 10:00, on behalf of Liste Exemple, campaign “Premier tour”: you objected, and were not to be called again.',
    'A program judged who answered: a person. It kept these measures and no sound: onsetMs 420, speechMs 600.',
    'telephone number “+33639981234”: Équipe Exemple (form of the team), line 17, collected from Wednesday 1 October 2025 to Tuesday 31 March 2026, received Wednesday 1 April 2026.',
    'said by la personne on Tuesday 3 March 2026.',
    'Campaign “Premier tour”, version 2; its fingerprint (SHA-256) is abab',
    'The words: “J’accepte d’être appelé(e) par automate.”',
    'Tuesday 3 March 2026 at 10:00: you agreed to recorded calls on behalf of Liste Exemple, Monday, Tuesday 10:00–13:00',
    'Reference: PV-7K3M-92QD',
    'answer due by Friday 5 June 2026',
    'Data protection: dpo@exemple.fr',
  ]) {
    assert.ok(text.includes(sentence), `${sentence}\n${text}`)
  }
})

test('RGPD art. 12 § 1: the letter names the rule and its article in plain words, in both languages', () => {
  assert.match(
    sentencesOf(aPersonFile, 'fr'),
    /Opposition.* \(RGPD, art\. 21 § 3\) : Refuse pour toujours/,
  )
  assert.match(sentencesOf(aPersonFile, 'en'), /\(RGPD, art\. 21 § 3\): Refuses for ever/)
  assert.match(sentencesOf(aPersonFile, 'fr'), /règle fr\.of-another-day de cette version/)
})

test('RGPD art. 77 and 12 § 3: rights, how to use them and the CNIL stand in every letter, an empty one too', () => {
  const nobody = {
    ...aPersonFile,
    ...{ facts: [], calls: [], consents: [], suppressions: [], requests: [] },
  }
  for (const file of [aPersonFile, nobody]) {
    assert.match(sentencesOf(file, 'fr'), /appuyez sur 9.*réponse sous 30 jours/)
    assert.match(sentencesOf(file, 'fr'), /CNIL, 3 place de Fontenoy/)
    assert.match(sentencesOf(file, 'en'), /press 9.*answer within 30 days/)
  }
  const text = sentencesOf(nobody, 'en')
  assert.match(text, /We find no call from us/)
  assert.match(text, /We hold no consent of yours/)
  assert.match(text, /Quote the number and the date/)
})

test('letter: every way a call can end has words for the person in both languages', () => {
  assert.deepEqual(Object.keys(outcomeForPerson).sort(), Object.keys(outcomes).sort())
  const [call] = aPersonFile.calls
  assert.ok(call)
  const live = { ...aPersonFile, calls: [{ ...call, outcome: null, practice: true }] }
  assert.match(sentencesOf(live, 'en'), /\(practice: no telephone rang\): the call is not over\./)
})
