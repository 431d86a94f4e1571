/** Code électoral, propaganda: what surrounds L49 and binds a recorded message, kept or shown. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'
import { windowMonths } from './electionWindows.ts'

const code = 'Code électoral'
const senat = 'senat.fr/reglement/pouvoirs_publics32.html'

/** The kill switch must leave no call of a message alive after this long. */
const killSwitchSeconds = 5

export const propaganda: readonly KeptRule[] = [
  {
    id: 'fr.L48-1',
    title: both('Propaganda sent electronically', 'Propagande par voie électronique'),
    level: 'info',
    phase: 'answer',
    text: { code, article: 'L48-1', from: '2004-06-22', confidence: 'V', source: senat },
    quote: {
      words:
        'Les interdictions et restrictions prévues par le présent code en matière de propagande électorale sont applicables à tout message ayant le caractère de propagande électorale diffusé par tout moyen de communication au public par voie électronique.',
      exact: true,
    },
    does: both(
      'The program sends recorded calls only. Text messages and web pages of the campaign fall under the same limits: the team keeps them elsewhere.',
      'Le programme n’émet que des appels enregistrés. Les SMS et pages web de la campagne suivent les mêmes limites : l’équipe y veille ailleurs.',
    ),
    inForce: { from: day('2004-06-22') },
    keptBy: null,
  },
  {
    id: 'fr.L52-1',
    title: both(
      'Commercial advertising and call automates',
      'Publicité commerciale et automates d’appel',
    ),
    level: 'info',
    phase: 'approve',
    text: {
      code,
      article: 'L52-1, al. 1 ; CC 29 novembre 2007, n° 2007-3976 AN',
      from: '2011-04-20',
      confidence: 'V',
      source:
        'legalplanet.pro decision-2007-3976-an; questions.assemblee-nationale.fr/q13/13-27856QE.htm; senat.fr qSEQ080604751',
    },
    quote: {
      words:
        'Pendant les six mois précédant le premier jour du mois d’une élection et jusqu’à la date du tour de scrutin où celle-ci est acquise, l’utilisation à des fins de propagande électorale de tout procédé de publicité commerciale par la voie de la presse ou par tout moyen de communication audiovisuelle est interdite.',
      exact: true,
    },
    does: both(
      'Shown: recorded calls are not advertising under this article. In the window no paid promotion of the opt-in page is allowed online: the team must not buy any; the program buys none.',
      'Affiché : l’appel enregistré n’est pas une publicité au sens de cet article. Dans la période, aucune promotion payante en ligne de la page d’accord : l’équipe n’en achète pas ; le programme n’en achète aucune.',
    ),
    inForce: { from: day('2011-04-20') },
    parameters: { windowMonths },
    keptBy: null,
  },
  {
    id: 'fr.R26',
    title: both('The official campaign', 'La campagne officielle'),
    level: 'info',
    phase: 'approve',
    text: {
      code,
      article: 'R26',
      from: '2020-01-01',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'La campagne officielle s’ouvre le deuxième lundi qui précède le scrutin et prend fin la veille à zéro heure ; entre deux tours, elle s’ouvre le lendemain du premier.',
      exact: false,
    },
    does: both(
      'Shown in the timeline; between two rounds calls resume on Monday 00:00 local at the earliest (fr.L49-end).',
      'Affiché dans le calendrier ; entre deux tours, les appels reprennent au plus tôt le lundi à 0 h, heure locale (fr.L49-end).',
    ),
    inForce: { from: day('1970-01-01') },
    keptBy: 'src/law/electionFreeze.ts',
  },
  {
    id: 'fr.L52-2',
    title: both(
      'No result before the last polling station closes',
      'Aucun résultat avant la fermeture du dernier bureau',
    ),
    level: 'info',
    phase: 'dial',
    text: {
      code,
      article: 'L52-2',
      from: '1970-01-01',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'Aucun résultat, partiel ou définitif, ne peut être communiqué au public avant la fermeture du dernier bureau de vote.',
      exact: false,
    },
    does: both(
      'Covered by the silence of the eve, which lasts until after the last polling station closes: no call leaves that evening.',
      'Couvert par le silence de la veille, qui dure au-delà de la fermeture du dernier bureau : aucun appel ne part ce soir-là.',
    ),
    inForce: { from: day('1970-01-01') },
    keptBy: 'src/law/electionFreeze.ts',
  },
  {
    id: 'fr.L165',
    title: both(
      'Official posters, circulars and ballots',
      'Affiches, circulaires et bulletins officiels',
    ),
    level: 'info',
    phase: 'approve',
    text: {
      code,
      article: 'L165',
      from: '1970-01-01',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'L’article L165 limite les affiches, circulaires et bulletins officiels ; rien sur le téléphone n’y a été trouvé.',
      exact: false,
    },
    does: both(
      'Nothing: it does not reach telephone calls.',
      'Rien : il n’atteint pas les appels.',
    ),
    inForce: { from: day('1970-01-01') },
    keptBy: null,
  },
  {
    id: 'fr.L163-2',
    title: both(
      'Massive automated false allegations: kill switch',
      'Allégations fausses, massives et automatisées : arrêt d’urgence',
    ),
    level: 'info',
    phase: 'after',
    text: {
      code,
      article: 'L163-2 (loi 2018-1202)',
      from: '2020-01-01',
      confidence: 'V2',
      source: 'third-party compliance notes of September 2026, quoting Légifrance',
    },
    quote: {
      words:
        'Pendant les trois mois précédant des élections générales, le juge des référés peut, en quarante-huit heures, faire cesser la diffusion délibérée, artificielle ou automatisée et massive d’allégations inexactes en ligne.',
      exact: false,
    },
    does: both(
      'A recording can be stopped at once everywhere: no call of it is alive after the time below. The text speaks of online services; we hold calls to it too.',
      'Un enregistrement peut être arrêté partout et sur-le-champ : aucun appel ne dure passé le délai ci-dessous. Le texte vise les services en ligne ; nous y tenons aussi les appels.',
    ),
    inForce: { from: day('2020-01-01') },
    parameters: {
      killSwitchSeconds: [
        {
          from: day('1970-01-01'),
          value: killSwitchSeconds,
          text: 'our choice (D): no figure in the text',
        },
      ],
    },
    keptBy: 'src/store/postgres/killing.ts',
  },
]
