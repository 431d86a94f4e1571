/** Arcep, plan national de numérotation: what surrounds the caller ID, and where numbers belong. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'Arcep, plan national de numérotation'

export const numbering: readonly KeptRule[] = [
  {
    id: 'fr.ARCEP-mobile-ID',
    title: both('A mobile number is one person’s', 'Un numéro mobile est à une personne'),
    level: 'hard',
    phase: 'dial',
    text: {
      code,
      article: 'foire aux questions de l’Arcep (06 et 07)',
      from: '2023-01-01',
      confidence: 'V',
      source: 'arcep.fr/demarches-et-services/professionnels/plan-numerotation-professionnels.html',
    },
    quote: {
      words:
        'Un numéro mobile est réservé à une personne physique sur un accès mobile ; un centre d’appels ne peut pas l’afficher, même s’il en est titulaire.',
      exact: false,
    },
    does: both(
      'Refused as a caller ID on both channels (fr.ARCEP-NPV, fr.ARCEP-caller-ID).',
      'Refusé comme numéro affiché sur les deux canaux (fr.ARCEP-NPV, fr.ARCEP-caller-ID).',
    ),
    inForce: { from: day('2023-01-01') },
    keptBy: 'src/law/fr/arcepNumerotation.ts',
  },
  {
    id: 'fr.ARCEP-platform-ID',
    title: both('0937 to 0939 are for platforms', '0937 à 0939 : plateformes techniques'),
    level: 'hard',
    phase: 'dial',
    text: {
      code,
      article: 'décision 2022-1583',
      from: '2023-01-01',
      confidence: 'V2',
      source: 'arcep.fr plan-de-numerotation-050922; universfreebox 532689',
    },
    quote: {
      words:
        'Les numéros 0937, 0938 et 0939 servent aux échanges avec une plateforme technique (livraison, transport) : pas aux campagnes.',
      exact: false,
    },
    does: both(
      'Refused as a caller ID on both channels, and never dialled.',
      'Refusés comme numéros affichés sur les deux canaux, et jamais appelés.',
    ),
    inForce: { from: day('2023-01-01') },
    keptBy: 'src/law/fr/arcepNumerotation.ts',
  },
  {
    id: 'fr.ARCEP-special-ID',
    title: both('No 08 and no short number is shown', 'Ni 08, ni numéro court affiché'),
    level: 'default',
    phase: 'dial',
    text: {
      code,
      article: 'annexe, numéros spéciaux ; CPCE L34-5',
      from: '2023-01-01',
      confidence: 'V2',
      source:
        'en-contact.com, la foire aux numéros; legal.tricoteuses.fr JORFARTI000046830348 (§ 2.4.9)',
    },
    quote: {
      words:
        'Un numéro surtaxé ne s’affiche jamais, ni ne se donne à rappeler ; 0800 à 0805 sont gratuits (L50-1) ; 0806 à 0809, au tarif normal, seraient possibles.',
      exact: false,
    },
    does: both(
      'None is shown, 0806 to 0809 included: an automate shows a verified number (NPV), a volunteer a geographic, 09 or verified one.',
      'Aucun n’est affiché, 0806 à 0809 compris : un automate affiche un numéro vérifié (NPV), un bénévole un numéro géographique, en 09 ou vérifié.',
    ),
    inForce: { from: day('2023-01-01') },
    parameters: { allow0806: [{ from: day('1970-01-01'), value: 'no', text: 'our choice (D)' }] },
    keptBy: 'src/law/fr/arcepNumerotation.ts',
  },
  {
    id: 'fr.ARCEP-origin',
    title: both(
      'French numbers come from trunks in France',
      'Un numéro français part d’un raccordement en France',
    ),
    level: 'default',
    phase: 'approve',
    text: {
      code,
      article: 'décision 2018-0881, § 2.2.2',
      from: '2019-08-01',
      confidence: 'K',
      source:
        'eu-etc.com 2021/02/15 (2019 text, annulled in 2021, reinstated later: current wording to be checked)',
    },
    quote: {
      words:
        'Un appel qui affiche un numéro français n’entre pas par une interconnexion internationale, sauf garantie de l’opérateur.',
      exact: false,
    },
    does: both(
      'Shown: choose a trunk of an operator in France. The program cannot see where the operator hands the call over.',
      'Affiché : choisissez un raccordement d’un opérateur en France. Le programme ne voit pas où l’opérateur remet l’appel.',
    ),
    inForce: { from: day('2019-08-01') },
    parameters: { trunkOrigin: [{ from: day('2019-08-01'), value: 'FR', text: '§ 2.2.2 (K)' }] },
    keptBy: null,
  },
  {
    id: 'fr.ARCEP-72h',
    title: both('One number, kept', 'Un numéro, gardé'),
    level: 'default',
    phase: 'approve',
    text: {
      code,
      article: 'durée minimale d’affectation',
      from: '2023-01-01',
      confidence: 'V2',
      source: 'focom-orange.fr ?p=37499; thirty days are our choice (D)',
    },
    quote: {
      words: 'Un numéro reste affecté 72 heures au moins : pas de rotation des numéros affichés.',
      exact: false,
    },
    does: both(
      'A campaign has one caller ID; nothing in the program changes it from call to call. Keep it answerable for the days below.',
      'Une campagne a un seul numéro affiché ; rien dans le programme ne le change d’un appel à l’autre. Gardez-le joignable le nombre de jours ci-dessous.',
    ),
    inForce: { from: day('2023-01-01') },
    parameters: {
      assignedHoursMin: [{ from: day('2023-01-01'), value: 72, text: 'Arcep (V2)' }],
      callerIdDaysMin: [{ from: day('1970-01-01'), value: 30, text: 'our choice (D)' }],
    },
    keptBy: 'src/campaign/campaign.ts',
  },
  {
    id: 'fr.ARCEP-territories',
    title: both('Where a number may belong', 'À quel territoire un numéro peut appartenir'),
    level: 'hard',
    phase: 'dial',
    text: {
      code,
      article: 'base MAJNUM ; fin de la contrainte géographique le 1er janvier 2023',
      from: '2026-04-17',
      confidence: 'V',
      source: 'extranet.arcep.fr/uploads/MAJNUM.csv (17 April 2026, 19,991 rows)',
    },
    quote: {
      words:
        'Métropole +33 ; La Réunion et Mayotte +262 ; Guadeloupe, Saint-Martin et Saint-Barthélemy +590 ; Guyane +594 ; Martinique +596 ; Saint-Pierre-et-Miquelon +508. Depuis 2023, le préfixe ne dit plus le lieu.',
      exact: false,
    },
    does: both(
      'The prefix alone never decides: hours and silence must hold in every place it can mean, and in the place where the person lives.',
      'Le préfixe ne décide jamais seul : heures et silence doivent être respectés partout où il peut mener, et là où la personne habite.',
    ),
    inForce: { from: day('1970-01-01') },
    keptBy: 'src/contacts/numberPlan.ts',
  },
]
