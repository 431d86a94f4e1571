/** Code de la consommation beside D223-9: commercial calls only, kept here as rules of conduct or shown. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'Code de la consommation'

export const consumerCode: readonly KeptRule[] = [
  {
    id: 'fr.L223-1',
    title: both(
      'Commercial calls: consent since August 2026',
      'Appels commerciaux : accord depuis août 2026',
    ),
    level: 'info',
    phase: 'approve',
    text: {
      code,
      article: 'L223-1, L223-2 (loi 2025-594 art. 13)',
      from: '2026-08-11',
      confidence: 'V',
      source:
        'cms.law; aguera-avocats.fr; legal.tricoteuses.fr LEGIARTI000051830282 (decree announced, not found)',
    },
    quote: {
      words:
        'Depuis le 11 août 2026, le démarchage téléphonique commercial suppose un accord libre, spécifique, éclairé, univoque et révocable, que l’appelant prouve.',
      exact: false,
    },
    does: both(
      'Outside politics, so not required of it; the program knows no commercial purpose. Selling goods, tickets or a fund-raising shop is not a use it allows.',
      'Hors du champ politique ; le programme ne connaît pas de but commercial. Vendre des biens, des billets ou une boutique de soutien n’est pas un usage permis.',
    ),
    inForce: { from: day('2026-08-11') },
    parameters: {
      regime: [
        { from: day('2016-06-01'), value: 'opt-out (Bloctel)', text: 'L223-1, earlier wording' },
        { from: day('2026-08-11'), value: 'opt-in', text: 'loi 2025-594 art. 13' },
      ],
    },
    keptBy: null,
  },
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
      'Shown; the program keeps its own lists of objections, and imports others.',
      'Affiché ; le programme tient ses propres listes d’opposition et en importe d’autres.',
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
