/** How L49 is read where it is silent: when the silence ends, who votes on the Saturday, where an election is held. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'Code électoral'
const inForce = { from: day('2011-04-20') }

export const readingsOfL49: readonly KeptRule[] = [
  {
    id: 'fr.L49-end',
    title: both('When the silence of the eve ends', 'Quand finit le silence de la veille'),
    level: 'hard',
    phase: 'dial',
    text: {
      code,
      article: 'L49 (no end written); compare loi 77-808 art. 11',
      from: '2020-06-30',
      confidence: 'D',
      source: 'our reading: usage ends at the close of the last polling station',
    },
    quote: {
      words:
        'L’article L49 ne dit pas quand l’interdiction prend fin ; l’usage est la fermeture du dernier bureau de vote.',
      exact: false,
    },
    does: both(
      'Nothing resumes before the later of 00:00 local on the day after the vote and 20:00 in Paris on the general polling day; between two rounds not before Monday 00:00 local.',
      'Rien ne reprend avant le plus tardif de 0 h, heure locale, le lendemain du vote et de 20 h à Paris le jour du scrutin général ; entre deux tours, pas avant le lundi à 0 h, heure locale.',
    ),
    inForce,
    keptBy: 'src/law/electionFreeze.ts',
  },
  {
    id: 'fr.L49-Saturday',
    title: both('Territories that vote on the Saturday', 'Territoires qui votent le samedi'),
    level: 'hard',
    phase: 'dial',
    text: {
      code: 'Loi 62-1292 du 6 novembre 1962',
      article: 'jour du scrutin présidentiel outre-mer',
      from: '2007-04-21',
      confidence: 'V2',
      source:
        'Conseil constitutionnel, quoted by rtl.fr 7900147235; outremers360.com presidentielle-2017',
    },
    quote: {
      words:
        'Pour l’élection présidentielle, on vote le samedi en Guadeloupe, en Martinique, en Guyane, à Saint-Barthélemy, à Saint-Martin, à Saint-Pierre-et-Miquelon, en Polynésie française et dans les ambassades et consulats du continent américain.',
      exact: false,
    },
    does: both(
      'The Saturday belongs to the election, which names its territories: there the silence begins on Friday 00:00 local. A residence that is not known takes the earliest silence of all.',
      'Le samedi appartient à l’élection, qui nomme ses territoires : le silence y commence le vendredi à 0 h, heure locale. Une résidence inconnue prend le silence le plus précoce.',
    ),
    inForce: { from: day('2007-04-21') },
    parameters: {
      saturdayTerritories: [
        {
          from: day('2007-04-21'),
          value: ['GP', 'MQ', 'GF', 'BL', 'MF', 'PM', 'PF', 'ABROAD_AMERICAS'],
          text: 'practice of the presidential elections (V2)',
        },
      ],
    },
    keptBy: 'src/law/electionFreeze.ts',
  },
  {
    id: 'fr.L49-scope',
    title: both('Where an election is held', 'Où se tient une élection'),
    level: 'hard',
    phase: 'dial',
    text: {
      code: 'Loi 93-1 art. 25 ; Code électoral L173',
      article: 'élections partielles ; législatives en Polynésie',
      from: '1993-01-04',
      confidence: 'V2',
      source: 'legal.tricoteuses.fr JORFARTI000001577750',
    },
    quote: {
      words:
        'Une élection partielle ne touche que certaines communes ; en Polynésie française, les législatives ont lieu un samedi.',
      exact: false,
    },
    does: both(
      'An election carries the beginnings of the INSEE codes where it is held and its own polling days: the silence reaches the people who may vote there, and no other.',
      'Une élection porte les débuts de codes INSEE où elle se tient et ses propres jours de vote : le silence atteint les personnes qui peuvent y voter, et elles seules.',
    ),
    inForce: { from: day('1993-01-04') },
    keptBy: 'src/law/whereabouts.ts',
  },
]
