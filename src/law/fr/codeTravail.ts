/** Code du travail: public holidays, national and local; and the clocks of the territories. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'Code du travail'
const always = { from: day('1970-01-01') }
const common = { level: 'default', phase: 'dial', inForce: always } as const

export const holidaysAndClocks: readonly KeptRule[] = [
  {
    ...common,
    id: 'fr.L3133-1',
    title: both('Public holidays', 'Jours fériés'),
    text: {
      code,
      article: 'L3133-1',
      from: '2016-08-10',
      confidence: 'V',
      source: '@socialgouv/legi-data LEGIARTI000033020901',
    },
    quote: {
      words:
        'Les fêtes légales ci-après désignées sont des jours fériés : 1° Le 1er janvier ; 2° Le lundi de Pâques ; 3° Le 1er mai ; 4° Le 8 mai ; 5° L’Ascension ; 6° Le lundi de Pentecôte ; 7° Le 14 juillet ; 8° L’Assomption ; 9° La Toussaint ; 10° Le 11 novembre ; 11° Le jour de Noël.',
      exact: true,
    },
    does: both(
      'Closed for calls in every territory, any year: computed from the statute.',
      'Fermés aux appels dans tous les territoires, chaque année : calculés d’après le texte.',
    ),
    keptBy: 'src/law/holidays.ts',
  },
  {
    ...common,
    id: 'fr.L3134-13',
    title: both('Holidays of Alsace-Moselle', 'Jours fériés d’Alsace-Moselle'),
    text: {
      code,
      article: 'L3134-13',
      from: '2008-05-01',
      confidence: 'V',
      source:
        '@socialgouv/legi-data LEGIARTI000006902635; closing every commune on Good Friday is ours (D)',
    },
    quote: {
      words:
        'Les jours fériés ci-après désignés sont des jours chômés : […] 2° Le Vendredi Saint dans les communes ayant un temple protestant ou une église mixte ; […] 12° Le premier et le second jour de Noël.',
      exact: true,
    },
    does: both(
      'Closed in the three départements, and wherever the commune is not known. D223-9 does not name these days: our choice (D).',
      'Fermés dans les trois départements, et partout où la commune est inconnue. D223-9 ne nomme pas ces jours : notre choix (D).',
    ),
    keptBy: 'src/law/holidays.ts',
  },
  {
    ...common,
    id: 'fr.L3422-2',
    title: both('Abolition of slavery', 'Abolition de l’esclavage'),
    text: {
      code,
      article: 'L3422-2',
      from: '2017-03-02',
      confidence: 'V',
      source: '@socialgouv/legi-data LEGIARTI000035902463; 28 May in Saint-Martin is practice (D)',
    },
    quote: {
      words:
        'La commémoration de l’abolition de l’esclavage est fériée : 27 avril à Mayotte, 22 mai en Martinique, 27 mai en Guadeloupe et à Saint-Martin, 10 juin en Guyane, 9 octobre à Saint-Barthélemy, 20 décembre à La Réunion.',
      exact: false,
    },
    does: both(
      'Closed in its territory; 27 and 28 May both in Saint-Martin. New Caledonia, French Polynesia and Wallis-et-Futuna have labour codes of their own: their days are to be confirmed (K).',
      'Fermée dans son territoire ; les 27 et 28 mai à Saint-Martin. La Nouvelle-Calédonie, la Polynésie française et Wallis-et-Futuna ont leurs propres codes : leurs jours sont à confirmer (K).',
    ),
    keptBy: 'src/law/holidays.ts',
  },
  {
    ...common,
    id: 'fr.clocks',
    level: 'hard',
    title: both('Clocks of the territories', 'Horloges des territoires'),
    text: {
      code: 'Décret 2017-292 ; base IANA',
      article: 'fuseaux horaires',
      from: '2017-03-08',
      confidence: 'V',
      source: 'IANA time zone database, as the runtime holds it; offsets of 17 April 2027 computed',
    },
    quote: {
      words:
        'Paris +2, Antilles −4, Guyane −3, Saint-Pierre-et-Miquelon −2 (heure d’été), La Réunion +4, Mayotte +3, Tahiti −10, Marquises −9 h 30, Gambier −9, Nouméa +11, Wallis +12 au 17 avril 2027.',
      exact: false,
    },
    does: both(
      'Every rule of time is judged in the zones the person may be in; when residence and prefix disagree, in all of them at once (D).',
      'Toute règle de temps se juge dans les fuseaux où la personne peut être ; si résidence et préfixe divergent, dans tous à la fois (D).',
    ),
    keptBy: 'src/law/territory.ts',
  },
]
