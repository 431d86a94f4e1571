/** Code de la consommation beside D223-9: commercial calls only, kept here as rules of conduct or shown. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'Code de la consommation'

export const consumerCode: readonly KeptRule[] = [
  {
    id: 'fr.Bloctel',
    title: both('Bloctel never covered politics', 'Bloctel n’a jamais couvert la politique'),
    level: 'info',
    phase: 'dial',
    text: {
      code,
      article: 'L223-1 (ancien)',
      from: '2016-06-01',
      confidence: 'V2',
      source: 'clubic 829134 (2017, on the calls of that campaign)',
    },
    quote: {
      words:
        'La liste d’opposition Bloctel ne visait que la prospection commerciale ; elle a pris fin le 11 août 2026.',
      exact: false,
    },
    does: both(
      'Shown; a call that is not electoral is checked against it while it lasted (fr.L223-1-list). The program keeps its own lists of objections, and imports others.',
      'Affiché ; un appel non électoral y est confronté tant qu’elle a duré (fr.L223-1-list). Le programme tient ses propres listes d’opposition et en importe d’autres.',
    ),
    inForce: { from: day('2016-06-01'), to: day('2026-08-11') },
    keptBy: 'src/contacts/suppression.ts',
  },
  {
    id: 'fr.L221-16',
    title: both('Say at once who calls and for whom', 'Dire d’abord qui appelle et pour qui'),
    level: 'default',
    phase: 'answer',
    text: {
      code,
      article: 'L221-16',
      from: '2020-07-26',
      confidence: 'V2',
      source:
        'archeo-lex.fr, code de la consommation, 2020-07-26; binds commercial calls, kept for all (D)',
    },
    quote: {
      words:
        'Au début de l’appel, l’appelant dit son identité, celle de la personne pour laquelle il appelle et la nature de l’appel.',
      exact: false,
    },
    does: both(
      'The first segment of every version of the recording is the identity; the first sound follows the answer without waiting.',
      'Le premier segment de chaque version de l’enregistrement est l’identité ; le premier son suit le décroché sans attente.',
    ),
    inForce: { from: day('1970-01-01') },
    keptBy: 'src/call/attempt.ts',
  },
]
