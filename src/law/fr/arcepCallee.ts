/** Arcep, plan national de numérotation: which numbers are somebody's telephone at all. */
import { maskNumber } from '../../base/redact.ts'
import type { Election } from '../../campaign/election.ts'
import type { NumberClass, TerritoryCode } from '../../contacts/numberPlan.ts'
import { callableClasses, territoriesOf } from '../../contacts/phoneNumber.ts'
import { day } from '../civilDate.ts'
import { allowed, type DialRule, refused } from '../rule.ts'
import { both } from '../say.ts'
import { placesIn } from '../territory.ts'
import { unknownElection } from '../unknownFacts.ts'
import type { Refused, Said } from '../verdict.ts'
import { isMeant } from '../whereabouts.ts'

const inForce = { from: day('1970-01-01') }
const text = {
  code: 'Arcep, plan national de numérotation',
  article: 'décision 2018-0881 modifiée, annexe ; bases MAJNUM et MAJNFB',
  from: '2026-04-17',
  confidence: 'V',
  source: 'extranet.arcep.fr/uploads/MAJNUM.csv (17 April 2026)',
} as const

export const calleeClass: DialRule = {
  id: 'fr.ARCEP-callee',
  title: both(
    'Numbers that are nobody’s telephone',
    'Numéros qui ne sont le téléphone de personne',
  ),
  level: 'hard',
  phase: 'dial',
  text,
  quote: {
    words:
      'Les tranches 01 à 05, 06, 07 et 09 sont des numéros d’abonnés, sauf celles des systèmes ' +
      'automatisés, des plateformes et des machines ; les numéros d’urgence, courts et 08 sont des ' +
      'services.',
    exact: false,
  },
  does: both(
    'Refuses for ever emergency, short, special (08), machine, automated-system (NPV), ' +
      'platform, unallocated and foreign numbers.',
    'Refuse pour toujours les numéros d’urgence, courts, spéciaux (08), de machines, ' +
      'd’automates (NPV), de plateformes, non attribués et étrangers.',
  ),
  inForce,
  appliesTo: () => true,
  check: ({ calleeClass: kind, facts }) =>
    callableClasses.includes(kind) ? allowed : refuseClass(kind, facts.callee.number),
}

export const pacificCallee: DialRule = {
  id: 'fr.ARCEP-Pacific',
  title: both('Numbers of the Pacific territories', 'Numéros du Pacifique'),
  level: 'hard',
  phase: 'dial',
  text: {
    ...text,
    article: 'plans de numérotation propres (+687, +689, +681)',
    confidence: 'D',
    source: 'not in MAJNUM: calls there only for an election held there',
  },
  quote: {
    words:
      'La Nouvelle-Calédonie, la Polynésie française et Wallis-et-Futuna ont leurs propres plans de ' +
      'numérotation.',
    exact: false,
  },
  does: both(
    'Refuses their numbers unless the campaign’s election is held there.',
    'Refuse leurs numéros sauf si l’élection de la campagne s’y tient.',
  ),
  inForce,
  appliesTo: ({ callee }) => /^\+68[179]/.test(callee.number),
  check({ facts }) {
    const [territory] = territoriesOf(facts.callee.number)
    if (territory === undefined || !ownPlans.includes(territory)) return allowed
    if (facts.purpose === 'electoral' && facts.election === undefined) return unknownElection
    if (facts.purpose === 'electoral' && facts.election && isHeldIn(facts.election, territory)) {
      return allowed
    }
    return refused(() => ({
      measured: `a number of ${territory}`,
      limit: 'an election held there',
      reason: both(
        'This number belongs to a Pacific territory where no election of this campaign is held.',
        'Ce numéro est celui d’un territoire du Pacifique où cette campagne n’a pas d’élection.',
      ),
    }))
  },
}

const ownPlans: readonly TerritoryCode[] = ['NC', 'PF', 'WF']

const isHeldIn = (election: Election, territory: TerritoryCode): boolean =>
  placesIn[territory].some((place) => isMeant(election, place) !== 'no')

/** Used by the trunk test too. */
export function refuseClass(kind: NumberClass, number: string): Refused {
  const { en, fr } = names[kind]
  return refused(() => ({
    measured: `${kind} (${maskNumber(number)})`,
    limit: callableClasses.join(', '),
    reason: both(
      `This is ${en}: it is never called.`,
      `C’est ${fr}\u202f: on ne l’appelle jamais.`,
    ),
  }))
}

const names: Readonly<Record<NumberClass, Said>> = {
  fixed: both('a fixed line', 'une ligne fixe'),
  mobile: both('a mobile', 'un mobile'),
  voip: both('an Internet line', 'une ligne Internet'),
  fiction: both('a number of fiction', 'un numéro de fiction'),
  npv: both('a number of an automated system', 'un numéro d’automate'),
  platform: both('a number of a technical platform', 'un numéro de plateforme technique'),
  special: both('a service number (08)', 'un numéro de service (08)'),
  short: both('a short number', 'un numéro court'),
  emergency: both('an emergency number', 'un numéro d’urgence'),
  m2m: both('a number of a machine', 'un numéro de machine'),
  unallocated: both('a number that is not in service', 'un numéro qui n’est pas attribué'),
  foreign: both('a number outside the French plans', 'un numéro hors des plans français'),
}
