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
    const sentences = Object.values(facts.heard)
      .flatMap((segments = []) => segments)
      .flatMap(({ text }) => text.split(/[.!?;\n]+/))
      .filter((sentence) => asksForKey.test(plain(sentence)))
    const offered = facts.keysOffered
    const limit = offered ? `keys ${offered.join(', ')}, no question` : 'no question'
    const asking = sentences.find((sentence) => asksOpinion.test(plain(sentence)))
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

/** Without accents, as `plain` leaves them. */
const asksForKey = /\b(?:tapez|taper|appuyez|pressez|touche|faites le)\b/
const asksOpinion =
  /\b(?:vot(?:ez|er|iez|erez|eriez)|votre (?:vote|choix|avis|opinion|candidat)|pour qui|etes(?: vous)? (?:pour|contre|favorable|d accord|oppose)|soutenez|preferez|comptez vous|allez vous)\b/

/** A key is one digit; telephone numbers may stand in the same sentence. */
function offersOnly(sentence: string, offered: readonly string[]): boolean {
  const keys = spokenDigitsIn(sentence)
    .map(({ readings, before }) => ({ groups: readings[0] ?? [], before }))
    .filter(({ groups, before }) => groups.join('').length === 1 && asksForKey.test(before))
  return keys.every(({ groups }) => offered.includes(groups.join('')))
}
