/** Code conso. L221-17: a call never hides the number it comes from. */
import { day } from '../civilDate.ts'
import { allowed, type DialRule, refused } from '../rule.ts'
import { both } from '../say.ts'
import { unknownCallerId } from '../unknownFacts.ts'

export const shownCallerId: DialRule = {
  id: 'fr.L221-17',
  title: both('No hidden number', 'Pas de numéro masqué'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Code de la consommation',
    article: 'L221-17',
    from: '2016-07-01',
    confidence: 'V2',
    source: 'juriblio.fr, code de la consommation; binds commercial calls, kept for all (D)',
  },
  quote: {
    words:
      'Lorsqu’un professionnel contacte un consommateur par téléphone […], l’utilisation d’un numéro ' +
      'masqué est interdite.',
    exact: true,
  },
  does: both(
    'Refuses a call that shows no number or an anonymous one.',
    'Refuse un appel qui n’affiche pas de numéro, ou s’affiche anonyme.',
  ),
  inForce: { from: day('1970-01-01') },
  appliesTo: () => true,
  check({ facts }) {
    if (!facts.callerId) return unknownCallerId
    if (!hidden.test(facts.callerId.trim())) return allowed
    return refused(() => ({
      measured: `“${facts.callerId}”`,
      limit: 'a number that can be called back',
      reason: both(
        'This call would hide its number. Choose a number to show.',
        'Cet appel masquerait son numéro. Choisissez un numéro à afficher.',
      ),
    }))
  },
}

/** Words carriers use for a hidden number (RFC 3323 §4.1.1.3 and habits), and the codes that hide one. */
const hiddenWords =
  'anonymous anonyme restricted private priv[eé] unavailable unknown inconnu withheld blocked ' +
  'hidden masqu[eé]'
const hidden = new RegExp(
  `^["'<\\s]*(?:sips?:)?(?:[*#]31#|(?:${hiddenWords.replaceAll(' ', '|')})(?!\\p{L}))`,
  'iu',
)
