/**
 * Columns that say who does not want to be called. Recognised by their words and not by a list of
 * headers: one that is overlooked would let us call a person who objected (GDPR art. 21 §3).
 */
import { normalised } from './headerWords.ts'

/** Each is a sequence of whole words; `*` at the end of a word stands for any ending. */
const phrases: readonly string[] = [
  ...['opposition*', 'oppose', 'opposee', 'opposes', 'opposees', 'opposed', 'oppo'],
  ...['objection*', 'objected', 'objects', 'optout*', 'opt out', 'opted out', 'opting out'],
  ...['dnc', 'do not call*', 'donotcall*', 'dont call', 'don t call', 'do not contact'],
  ...['do not phone', 'do not dial', 'donotcontact', 'donotphone', 'never call', 'no call*'],
  // « Ne pas rappeler », « ne souhaite plus être contacté ».
  '(?:pas|plus) (?:d |etre )?(?:r?appel*|(?:re)?contact*|telephon*|demarch*|sollicit*)',
  'nepasappeler',
  ...['bloctel', 'robinson', 'desinscri*', 'desabonne*', 'unsubscri*', 'blacklist*', 'black list*'],
  ...['liste noire', 'liste repoussoir', 'suppression list', 'anti demarchage'],
  ...[
    'anti prospection',
    'stop appel*',
    'stop call*',
    'stop telephone',
    'stop contact',
    'stop demarchage',
  ],
  ...['refus appel*', 'refus d appel*', 'refus contact*', 'refus demarchage', 'refus telephone'],
  ...['refuse appel*', 'refuse d etre *', 'refuse contact*', 'refused call*', 'refuses call*'],
  ...['consentement retire', 'retrait consentement', 'retrait du consentement', 'accord retire'],
  ...['consent withdrawn', 'withdrawn', 'withdrawal', 'withdrew'],
]
/** Words too common to mean it inside a longer header (« arrêt / stop »). */
const whole: readonly string[] = ['stop', 'refus', 'refuse', 'refusee', 'refused', 'date stop']

const phrase = new RegExp(` (?:${phrases.join('|').replaceAll('*', '\\p{L}*')}) `, 'u')

export function speaksOfObjection(header: string): boolean {
  const words = normalised(header)
  return whole.includes(words) || phrase.test(` ${words} `)
}
