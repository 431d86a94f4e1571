/** The line people ring back: what is said on it, when, and to whom. They rang; nobody is called. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'
import { freezeMarginMs } from './codeElectoralL49.ts'

const keptBy = 'src/law/ringBack.ts'
const machine = 'src/call/ringBack.ts'

export const ringBackRules: readonly KeptRule[] = [
  {
    id: 'fr.L49-ring-back',
    title: both(
      'The eve, on the line that is rung back',
      'La veille du scrutin, sur la ligne de rappel',
    ),
    level: 'hard',
    phase: 'answer',
    text: {
      code: 'Code électoral',
      article: 'L49, 2° (diffusion de propagande)',
      from: '2020-06-30',
      confidence: 'K',
      source: 'known, not verified; that a line which is rung diffuses is our reading (D)',
    },
    quote: {
      words:
        'Dès la veille du scrutin à zéro heure, nul ne diffuse de message ayant le caractère de propagande électorale.',
      exact: false,
    },
    does: both(
      'From 00:00 of the eve where the person may vote, less the longest talk and one minute (D), the message is not ' +
        'played to who rings: they hear who called, where their number comes from, how to object. Who is not known ' +
        'is where it falls silent first. It ends with the silence of the eve (fr.L49-end).',
      'Dès 0 h la veille là où la personne peut voter, moins l’appel le plus long et une minute (D), le message ' +
        'n’est plus diffusé à qui rappelle : la personne entend qui a appelé, d’où vient son numéro, comment ' +
        's’opposer. Qui n’est pas connu relève du lieu qui se tait le premier. Prend fin avec le silence de la ' +
        'veille (fr.L49-end).',
    ),
    inForce: { from: day('2011-04-20') },
    parameters: {
      freezeMargin: [
        { from: day('2011-04-20'), value: `${freezeMarginMs} ms`, text: 'our choice (D)' },
      ],
    },
    keptBy,
  },
  {
    id: 'fr.ring-back-hours',
    title: both('No hours for who rings us', 'Pas d’heures pour qui nous appelle'),
    level: 'info',
    phase: 'answer',
    text: {
      code: 'Code de la consommation',
      article: 'D223-9 (démarchage par celui qui appelle)',
      from: '2023-03-01',
      confidence: 'K',
      source: 'known, not verified: hours bind who places a call, the person rang by themselves',
    },
    quote: {
      words:
        'Les jours et horaires encadrent les appels passés par le professionnel ; ils ne disent rien de ceux qu’il reçoit.',
      exact: false,
    },
    does: both(
      'The line answers at every hour of every day: an objection has no opening hours, and nobody is disturbed by a ' +
        'call they made.',
      'La ligne répond à toute heure, tous les jours : une opposition n’a pas d’horaires, et nul n’est dérangé par un ' +
        'appel qu’il passe.',
    ),
    inForce: { from: day('2023-03-01') },
    keptBy,
  },
  {
    id: 'fr.ring-back-ended',
    title: both('After the campaign', 'Après la campagne'),
    level: 'hard',
    phase: 'answer',
    text: {
      code: 'Portevoix',
      article: 'ring-back line',
      from: '2026-11-29',
      confidence: 'D',
      source: 'our choice',
    },
    quote: {
      words: 'Qui a arrêté, suspendu ou achevé sa campagne ne diffuse plus son message.',
      exact: false,
    },
    does: both(
      'A campaign that is paused, stopped or past its deadline is heard no more: who rings hears who called and how ' +
        'to object. It is so within a second, in calls that are up too. A recording that was killed says nothing at all.',
      'Une campagne en pause, arrêtée ou dont l’échéance est passée n’est plus entendue : qui rappelle entend qui a ' +
        'appelé et comment s’opposer. C’est vrai en une seconde, appels en cours compris. Un enregistrement retiré ne ' +
        'dit plus rien du tout.',
    ),
    inForce: { from: day('2026-11-29') },
    keptBy,
  },
  {
    id: 'fr.ring-back-stranger',
    title: both(
      'Whom we do not know is told nothing of anybody',
      'À qui n’est pas connu, rien n’est dit de personne',
    ),
    level: 'hard',
    phase: 'answer',
    text: {
      code: 'RGPD',
      article: 'art. 5 § 1 f, 12 § 6 et 32',
      from: '2018-05-25',
      confidence: 'K',
      source: 'known, not verified: identity in doubt gives no data (art. 12 § 6)',
    },
    quote: {
      words: 'En cas de doute sur l’identité de qui demande, rien n’est communiqué sans preuve.',
      exact: false,
    },
    does: both(
      'A number that is shown or typed proves nothing: it can be forged. No data of a person is said on this line, and ' +
        'a number that is typed changes nothing of what is heard. Who is unknown hears what anybody hears who rings ' +
        'this number. Key 8 says where numbers come from, in general.',
      'Un numéro affiché ou tapé ne prouve rien : il peut être usurpé. Aucune donnée d’une personne n’est dite sur cette ' +
        'ligne, et le numéro tapé ne change rien à ce qu’on entend. Qui n’est pas connu entend ce qu’entend quiconque ' +
        'appelle ce numéro. La touche 8 dit d’où viennent les numéros, en général.',
    ),
    inForce: { from: day('2018-05-25') },
    keptBy: machine,
  },
  {
    id: 'fr.ring-back-objection',
    title: both('Objection by ringing back', 'Opposition en rappelant'),
    level: 'hard',
    phase: 'answer',
    text: {
      code: 'RGPD',
      article: 'art. 12 § 2 et 21 § 3',
      from: '2018-05-25',
      confidence: 'V2',
      source: 'privacy-gdpr.eu/fr (Règlement (UE) 2016/679, quoted)',
    },
    quote: {
      words:
        'Lorsque la personne concernée s’oppose au traitement à des fins de prospection, les données ' +
        'à caractère personnel ne sont plus traitées à ces fins.',
      exact: true,
    },
    does: both(
      'Key 9 at any time of the call: stored first, confirmed after. It needs no proof of who rings; from another phone ' +
        'the number that was called is typed. What could be won by a forged number is that nobody calls it.',
      'La touche 9 à tout moment de l’appel : enregistrée d’abord, confirmée ensuite. Aucune preuve de qui appelle n’est ' +
        'demandée ; d’un autre téléphone on tape le numéro appelé. Un numéro usurpé n’y gagne que de ne plus être appelé.',
    ),
    inForce: { from: day('2018-05-25') },
    keptBy: machine,
  },
]
