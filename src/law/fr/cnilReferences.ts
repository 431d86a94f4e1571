/** CNIL: vocabulary, retention, reports. NS-34 has had no force since 25 May 2018 and is still the yardstick. */
import { usualLimits } from '../../campaign/afterCall.ts'
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const ns34 = 'CNIL, norme simplifiée NS-34 (délibération 2012-021)'
const always = { from: day('2012-01-26') }
const ourChoice = 'our choice (D)'

export const cnilReferences: readonly KeptRule[] = [
  {
    id: 'fr.NS34-contacts',
    title: both('Regular and occasional contacts', 'Contacts réguliers et occasionnels'),
    level: 'info',
    phase: 'import',
    text: {
      code: ns34,
      article: 'art. 1',
      from: '2012-01-26',
      confidence: 'V',
      source: 'legal.tricoteuses.fr JORFARTI000025365416',
    },
    quote: {
      words:
        'Un contact régulier accomplit une démarche positive pour un échange suivi avec le candidat ou le parti ; un contact occasionnel, une démarche ponctuelle.',
      exact: false,
    },
    does: both(
      'The kind of the source says it (membership, event, petition…). It never stands in for the consent an automate needs.',
      'La nature de la source le dit (adhésion, événement, pétition…). Elle ne remplace jamais l’accord qu’exige l’automate.',
    ),
    inForce: always,
    keptBy: 'src/contacts/source.ts',
  },
  {
    id: 'fr.NS34-retention',
    title: both('How long people are kept', 'Combien de temps on garde les personnes'),
    level: 'default',
    phase: 'after',
    text: {
      code: ns34,
      article: 'art. 4 (durées)',
      from: '2012-01-26',
      confidence: 'V',
      source:
        'legal.tricoteuses.fr JORFARTI000025365421; the number of days after the election is ours (D)',
    },
    quote: {
      words:
        'Contacts réguliers : jusqu’à la fin des échanges ; propagande : jusqu’à la fin de l’élection, sauf accord ; message unique de prospection : deux mois au plus.',
      exact: false,
    },
    does: both(
      'A purge erases people by itself once their election is settled and the days below have passed, and shows what it deleted.',
      'Une purge efface d’elle-même les personnes une fois leur élection acquise et les jours ci-dessous passés, et montre ce qu’elle a supprimé.',
    ),
    inForce: always,
    parameters: {
      purgeAfterElectionDays: [{ from: day('1970-01-01'), value: 30, text: ourChoice }],
      prospectPurgeDays: [{ from: day('2012-01-26'), value: 60, text: 'NS-34: two months' }],
    },
    keptBy: 'src/rights/retention.ts',
  },
  {
    id: 'fr.CNIL-suppression-retention',
    title: both(
      'How long objections and proofs are kept',
      'Combien de temps on garde oppositions et preuves',
    ),
    level: 'default',
    phase: 'after',
    text: {
      code: 'CNIL, référentiels commerciaux',
      article: 'durées de conservation',
      from: '2022-02-03',
      confidence: 'K',
      source: 'known, not verified; the figures below are ours (D)',
    },
    quote: {
      words:
        'Prospects : trois ans après le dernier contact ; liste d’opposition : trois ans au moins.',
      exact: false,
    },
    does: both(
      'An objection outlives the person’s data as a keyed hash, without an end; the proof of a consent is kept for the years below, and who agreed but was never called until three years after they last came up.',
      'Une opposition survit aux données de la personne sous forme d’empreinte à clé, sans terme ; la preuve d’un accord est gardée le nombre d’années ci-dessous, et qui a consenti sans être appelé, trois ans après sa dernière mention.',
    ),
    inForce: { from: day('1970-01-01') },
    parameters: {
      suppressionYears: [{ from: day('1970-01-01'), value: 'without end', text: ourChoice }],
      proofYears: [{ from: day('1970-01-01'), value: 5, text: ourChoice }],
      neverCalledYears: [
        {
          from: day('1970-01-01'),
          value: 3,
          text: 'prospects: three years after the last contact',
        },
      ],
    },
    keptBy: 'src/rights/retention.ts',
  },
  {
    id: 'fr.CNIL-2025',
    title: both('The six practical sheets of 2025', 'Les six fiches pratiques de 2025'),
    level: 'info',
    phase: 'approve',
    text: {
      code: 'CNIL',
      article: 'fiches « élections » d’octobre et novembre 2025',
      from: '2025-10-01',
      confidence: 'V2',
      source:
        'swavocats.com ?p=21073; textinghouse.com ?p=217603 (the sheets themselves were not read)',
    },
    quote: {
      words:
        'Outils ; fichiers de contacts ; liste électorale ; bases interdites ; fichiers du secteur privé ; obligations de la communication ciblée.',
      exact: false,
    },
    does: both(
      'Shown: sheets 1, 5 and 6 must be read again before the first real call.',
      'Affiché : les fiches 1, 5 et 6 sont à relire avant le premier appel réel.',
    ),
    inForce: { from: day('2025-10-01') },
    keptBy: null,
  },
  {
    id: 'fr.CNIL-observatory',
    title: both(
      'Objections and complaints pause a campaign',
      'Oppositions et plaintes suspendent la campagne',
    ),
    level: 'default',
    phase: 'after',
    text: {
      code: 'CNIL',
      article: 'observatoire des élections 2024 ; seuils de notre choix',
      from: '2026-01-26',
      confidence: 'V2',
      source:
        'lexing.law 2026/01/26 (462 reports: SMS 59 %, mail 17 %, post 16 %, telephone 3 %); thresholds ours (D)',
    },
    quote: {
      words: 'En 2024, 462 signalements : SMS 59 %, courriel 17 %, courrier 16 %, téléphone 3 %.',
      exact: false,
    },
    does: both(
      'Counts objections and complaints of each campaign and pauses it by itself above the thresholds below.',
      'Compte les oppositions et plaintes de chaque campagne et la suspend d’elle-même au-delà des seuils ci-dessous.',
    ),
    inForce: { from: day('1970-01-01') },
    parameters: {
      pauseAboveObjectionPercent: [
        { from: day('1970-01-01'), value: 100 * usualLimits.objectionShareMax, text: ourChoice },
      ],
      pauseAboveComplaintPercent: [
        { from: day('1970-01-01'), value: 100 * usualLimits.complaintShareMax, text: ourChoice },
      ],
    },
    keptBy: 'src/campaign/afterCall.ts',
  },
]
