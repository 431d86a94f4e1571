/** Code électoral, campaign accounts: what the treasurer needs from the calls. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'Code électoral'

export const campaignAccounts: readonly KeptRule[] = [
  {
    id: 'fr.L52-8-software',
    title: both(
      'Free software is no advantage in kind',
      'Un logiciel libre n’est pas un avantage en nature',
    ),
    level: 'info',
    phase: 'approve',
    text: {
      code,
      article: 'L52-8, al. 2 (reading)',
      from: '2002-01-01',
      confidence: 'V2',
      source: 'third-party analysis of September 2026: an opinion, not a decision',
    },
    quote: {
      words:
        'Un logiciel public, gratuit, non exclusif et non sollicité n’est pas un avantage consenti à un candidat ; ce qui est fait sur mesure pour lui en est un.',
      exact: false,
    },
    does: both(
      'The program is the same for everyone. Hosting or work for one candidate must be invoiced at the public tariff.',
      'Le programme est le même pour tous. L’hébergement ou le travail fait pour un candidat se facture au tarif public.',
    ),
    inForce: { from: day('1970-01-01') },
    keptBy: null,
  },
  {
    id: 'fr.L52-12',
    title: both('Deposit of the campaign account', 'Dépôt du compte de campagne'),
    level: 'info',
    phase: 'after',
    text: {
      code,
      article: 'L52-12 ; mémentos CNCCFP 2014 et 2015',
      from: '2011-12-01',
      confidence: 'V2',
      source: 'scribd 201652865; docplayer 9354269 (presidential elections have their own rule)',
    },
    quote: {
      words:
        'Le compte de campagne est déposé au plus tard à 18 heures le dixième vendredi suivant le premier tour de scrutin, avec les pièces justificatives.',
      exact: false,
    },
    does: both(
      'Computes the deadline; the figures of the account come from the report and the evidence of the campaign (recording, calls a day and a territory).',
      'Calcule l’échéance ; les chiffres du compte viennent du bilan et des preuves de la campagne (enregistrement, appels par jour et par territoire).',
    ),
    inForce: { from: day('1970-01-01') },
    parameters: {
      deposit: [
        { from: day('1970-01-01'), value: '10th Friday, 18:00 Paris', text: 'L52-12 (V2)' },
      ],
    },
    keptBy: 'src/law/fr/electionWindows.ts',
  },
  {
    id: 'fr.CNCCFP-headings',
    title: both('Headings of the campaign account', 'Rubriques du compte de campagne'),
    level: 'info',
    phase: 'after',
    text: {
      code: 'CNCCFP, guide du candidat et du mandataire 2025-2026',
      article: 'rubriques de dépenses',
      from: '2025-09-08',
      confidence: 'V2',
      source: 'financement-electoral.fr; aelo.info (the exact codes of 2026-2027 are K)',
    },
    quote: {
      words:
        'Les dépenses de téléphone (ouverture de ligne, appels, clôture) ont leur rubrique ; chaque facture de diffusion dit quel document elle diffuse.',
      exact: false,
    },
    does: both(
      'Shown: the heading “téléphone et télécommunications”; each invoice should name the campaign and the hash of the recording. A volunteer’s own phone is a gift in kind.',
      'Affiché : la rubrique « téléphone et télécommunications » ; chaque facture devrait nommer la campagne et l’empreinte de l’enregistrement. Le téléphone d’un bénévole est un concours en nature.',
    ),
    inForce: { from: day('1970-01-01') },
    parameters: {
      heading: [
        { from: day('2025-09-08'), value: 'téléphone et télécommunications', text: 'CNCCFP (V2)' },
      ],
    },
    keptBy: null,
  },
  {
    id: 'fr.cost-2017',
    title: both('What such calls cost in 2017', 'Ce que de tels appels coûtaient en 2017'),
    level: 'info',
    phase: 'approve',
    text: {
      code: 'Presse',
      article: 'Libération, 7 avril 2022',
      from: '2017-04-18',
      confidence: 'V2',
      source: 'liberation.fr 20220407',
    },
    quote: {
      words: 'Environ 60 000 euros pour six millions d’appels en 2017, soit un centime l’appel.',
      exact: false,
    },
    does: both('Shown as a yardstick.', 'Affiché comme ordre de grandeur.'),
    inForce: { from: day('1970-01-01') },
    parameters: {
      eurosPerCall: [{ from: day('2017-04-18'), value: 0.01, text: 'press (V2)' }],
    },
    keptBy: null,
  },
]
