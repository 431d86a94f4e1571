/** Loi 2020-901 art. 10 and Arcep: the number shown is proven to be ours, and stays the same. */
import { day } from '../civilDate.ts'
import { notDeclared, passed, refusedGate } from '../gate.ts'
import { readNumber } from '../numberText.ts'
import type { GateRule } from '../rule.ts'
import { both } from '../say.ts'

export const numberMandate: GateRule = {
  id: 'fr.MAN',
  title: both('Proof of the number shown', 'Preuve du numéro affiché'),
  level: 'gate',
  phase: 'approve',
  paper: true,
  text: {
    code: 'Loi 2020-901 du 24 juillet 2020',
    article: 'art. 10 ; CPCE L44 IV (mécanisme d’authentification des numéros)',
    from: '2023-07-25',
    confidence: 'V2',
    source: 'next.ink/152183; diabolocom.com',
  },
  quote: {
    words:
      'Les opérateurs […] s’assurent que leurs clients utilisateurs finals sont affectataires du ' +
      'numéro présenté ou que l’affectataire de ce numéro leur en a préalablement donné l’accord.',
    exact: false,
  },
  does: both(
    'Refuses a launch until the operator’s proof, or the written mandate, for the very number shown is ' +
      'recorded.',
    'Refuse le lancement tant que la preuve de l’opérateur, ou le mandat écrit, pour le numéro même ' +
      'qui est affiché n’est pas enregistrée.',
  ),
  inForce: { from: day('2023-07-25') },
  appliesTo: () => true,
  check({ facts }) {
    const { numberMandate: mandate } = facts.legalFile
    if (!mandate) {
      return notDeclared(
        'legalFile.numberMandate',
        'The proof that this number may be shown is missing: declare it with --number-mandate FILE.',
        'La preuve que ce numéro peut être affiché manque\u202f: déclarez-la avec --number-mandate FICHIER.',
      )
    }
    if (same(mandate.number, facts.callerId)) return passed(mandate.number, facts.callerId)
    return refusedGate(
      mandate.number,
      facts.callerId,
      both(
        'The proof is for another number than the one that will be shown.',
        'La preuve concerne un autre numéro que celui qui sera affiché.',
      ),
    )
  },
}

export const stableCallerId: GateRule = {
  id: 'fr.ARCEP-stable-ID',
  title: both(
    'One number of the trunk, always the same',
    'Un numéro du raccordement, toujours le même',
  ),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Arcep, plan national de numérotation',
    article: 'décisions 2018-0881 et 2025-2215 ; conservation de 72 h',
    from: '2023-01-01',
    confidence: 'V2',
    source: 'focom-orange.fr; cm.twobirds.com 2025 (the list was read in the draft decision)',
  },
  quote: {
    words:
      'L’identifiant présenté est un numéro que le contrat permet d’afficher, et il n’en est pas ' +
      'changé d’un appel à l’autre.',
    exact: false,
  },
  does: both(
    'A campaign shows one number, which cannot be changed once it was launched; a launch is refused ' +
      'when it is not among those of the trunk.',
    'Une campagne affiche un seul numéro, qui ne change plus une fois qu’elle est lancée ; le ' +
      'lancement est refusé s’il n’est pas de ceux du raccordement.',
  ),
  inForce: { from: day('1970-01-01') },
  appliesTo: () => true,
  check({ facts }) {
    const limit = facts.callerIds.join(', ') || 'none on this trunk'
    if (facts.callerIds.some((each) => same(each, facts.callerId))) {
      return passed(facts.callerId, limit)
    }
    return refusedGate(
      facts.callerId,
      limit,
      both(
        'The number shown is not one the operator lets us show on this trunk.',
        'Le numéro affiché n’est pas de ceux que l’opérateur laisse afficher sur ce raccordement.',
      ),
    )
  },
}

function same(one: string, other: string): boolean {
  return one === other || (readNumber(one) ?? one) === (readNumber(other) ?? other)
}
