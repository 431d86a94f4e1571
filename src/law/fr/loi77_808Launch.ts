/** Loi 77-808 and RGPD art. 9: no key asks for a vote or an opinion, and none is offered that does nothing. */
import { day } from '../civilDate.ts'
import { passed, refusedGate } from '../gate.ts'
import { spokenDigitsIn } from '../numberWords.ts'
import { plain } from '../plainText.ts'
import type { Dated, GateRule } from '../rule.ts'
import { both } from '../say.ts'

const allowOpinionKeys: Dated<string> = [
  { from: day('1970-01-01'), value: 'no', text: 'our choice (D)' },
]

export const noOpinionQuestion: GateRule = {
  id: 'fr.loi77-808-keys',
  title: both('No question about the vote', 'Aucune question sur le vote'),
  level: 'hard',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Loi 77-808 du 19 juillet 1977',
    article: 'art. 1 et 11 ; RGPD art. 9',
    from: '2016-04-27',
    confidence: 'V2',
    source:
      'third-party compliance notes of September 2026, quoting Légifrance; the ban on such keys is our choice (D)',
  },
  quote: {
    words:
      'Demander par une touche l’intention de vote peut être un sondage, et recueille une opinion ' +
      'politique.',
    exact: false,
  },
  does: both(
    'Refuses a launch when a text asks for a key that says how one votes or thinks, or for a key that ' +
      'is not in the menu.',
    'Refuse le lancement quand un texte demande une touche pour dire ce que l’on vote ou pense, ou une ' +
      'touche absente du menu.',
  ),
  inForce: { from: day('1977-07-20') },
  parameters: { allowOpinionKeys },
  appliesTo: () => true,
  check({ facts }) {
    const sentences = Object.values(facts.heard).flatMap((segments = []) =>
      sentencesWithKeys(segments.map(({ text }) => text).join(' ')),
    )
    const offered = facts.keysOffered
    const limit = offered ? `keys ${offered.join(', ')}, no question` : 'no question'
    const asking = sentences.find((sentence) => asksOpinion(plain(sentence)))
    if (asking !== undefined) {
      return refusedGate(
        `“${asking.trim()}”`,
        limit,
        both(
          'A key that says how somebody votes or thinks is an opinion poll and a political opinion: ' +
            'leave the question out.',
          'Une touche qui dit ce que quelqu’un vote ou pense est un sondage et une opinion politique\u202f: ' +
            'supprimez la question.',
        ),
      )
    }
    const unknownKey = sentences.find((sentence) => offered && !offersOnly(sentence, offered))
    if (unknownKey !== undefined) {
      return refusedGate(
        `“${unknownKey.trim()}”`,
        limit,
        both(
          'A text names a key that the menu does not have: say the keys that work.',
          'Un texte nomme une touche que le menu n’a pas\u202f: dites les touches qui fonctionnent.',
        ),
      )
    }
    return passed(`${sentences.length} sentences about keys`, limit)
  },
}

/** Each sentence that names a key, with the question before it: « Voterez-vous ? Si oui, tapez 1. » */
function sentencesWithKeys(text: string): readonly string[] {
  const sentences = text.match(/[^.!?;\n]+[.!?;\n]*/g) ?? []
  return sentences.flatMap((sentence, place) => {
    if (!asksForKey.test(plain(sentence))) return []
    const before = sentences[place - 1] ?? ''
    return [before.includes('?') ? `${before} ${sentence}` : sentence]
  })
}

/** Without accents, as `plain` leaves them. */
const asksForKey = /\b(?:tapez|taper|appuyez|pressez|touche|faites le)\b/
const opinions: readonly RegExp[] = [
  /\bvot(?:ez|erez|eriez) vous\b/,
  /\bvous (?:allez |comptez |pensez |voulez |souhaitez )*vot(?:ez|er|iez|erez|eriez)\b/,
  /\b(?:votre|vos) (?:vote|choix|avis|opinions?|candidate?|intentions?)\b/,
  /\bpour qui\b/,
  /\betes(?: vous)? (?:plutot )?(?:pour|contre|favorable|d accord|opposee?)\b/,
  /\b(?:soutenez|preferez|approuvez)\b/,
]
const asksOpinion = (sentence: string): boolean => opinions.some((each) => each.test(sentence))

/** A key is one digit; telephone numbers may stand in the same sentence. */
function offersOnly(sentence: string, offered: readonly string[]): boolean {
  const keys = spokenDigitsIn(sentence)
    .map(({ readings, before }) => ({ groups: readings[0] ?? [], before }))
    .filter(({ groups, before }) => groups.join('').length === 1 && asksForKey.test(before))
  return keys.every(({ groups }) => offered.includes(groups.join('')))
}
