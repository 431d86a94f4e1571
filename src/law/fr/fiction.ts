/** Arcep 2018-0881, annexe § 2.5.12: numbers of fiction ring nobody, and practice rings nothing else. */
import { maskNumber } from '../../base/redact.ts'
import type { E164 } from '../../base/units.ts'
import { classOf } from '../../contacts/phoneNumber.ts'
import { day } from '../civilDate.ts'
import { allowed, type DialRule, refused } from '../rule.ts'
import { both } from '../say.ts'
import type { Refused } from '../verdict.ts'

export const fiction: DialRule = {
  id: 'fr.ARCEP-fiction',
  title: both('Fiction and practice', 'Fiction et répétition'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Arcep, plan national de numérotation',
    article: 'décision 2018-0881, annexe § 2.5.12',
    from: '2018-07-24',
    confidence: 'V',
    source: 'systeme-de-design.gouv.fr (DSFR 1.15.3), which cites § 2.5.12',
  },
  quote: {
    words:
      'Les numéros 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49 et 06 39 98 (xx xx) sont ' +
      'réservés aux œuvres audiovisuelles.',
    exact: false,
  },
  does: both(
    'Lets the practice carrier ring these numbers only, and a real trunk every other one. In a ' +
      'rehearsal the number judged here is the stand-in that rings.',
    'Ne laisse l’opérateur de répétition sonner que ces numéros, et un vrai raccordement que ' +
      'les autres. Dans une répétition, le numéro jugé ici est la doublure qui sonne.',
  ),
  inForce: { from: day('1970-01-01') },
  appliesTo: () => true,
  check: ({ calleeClass, facts }) =>
    (facts.standIn === undefined
      ? fictionAnswer(calleeClass === 'fiction', facts.trunk.kind, facts.callee.number)
      : standInAnswer(facts.standIn, facts.trunk.kind)) ?? allowed,
}

/** Over a real trunk nothing is rehearsed: a stand-in that is no fiction would be somebody else. */
function standInAnswer(standIn: E164, trunk: 'practice' | 'real'): Refused | undefined {
  if (trunk === 'practice') return fictionAnswer(classOf(standIn) === 'fiction', trunk, standIn)
  return refused(() => ({
    measured: 'a stand-in on a real trunk',
    limit: 'no stand-in',
    reason: both(
      'A stand-in is rung in a rehearsal only: this campaign calls over a real trunk.',
      'Une doublure ne sonne qu’en répétition\u202f: cette campagne appelle sur un vrai raccordement.',
    ),
  }))
}

/** Used by the trunk test too. */
export function fictionAnswer(
  isFiction: boolean,
  trunk: 'practice' | 'real',
  number: string,
): Refused | undefined {
  if (isFiction === (trunk === 'practice')) return undefined
  return refused(() => ({
    measured: `${maskNumber(number)} on a ${trunk} trunk`,
    limit:
      trunk === 'practice'
        ? 'a number of fiction (such as 06 39 98 xx xx)'
        : 'no number of fiction',
    reason:
      trunk === 'practice'
        ? both(
            'The practice carrier rings numbers of fiction only (such as 06 39 98 xx xx).',
            'L’opérateur de répétition ne sonne que des numéros de fiction (tels que 06 39 ' +
              '98 xx xx).',
          )
        : both(
            'A number of fiction is nobody’s: it is called in practice only.',
            'Un numéro de fiction n’est à personne\u202f: on ne l’appelle qu’en répétition.',
          ),
  }))
}
