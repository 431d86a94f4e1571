/** CPCE R10: numbers that come from a directory only are not called by an automated system. */
import { kindsWithoutConsent } from '../../contacts/source.ts'
import { day } from '../civilDate.ts'
import { passed, refusedGate } from '../gate.ts'
import type { Dated, GateRule } from '../rule.ts'
import { both } from '../say.ts'

const refusedSources: Dated<readonly string[]> = [
  { from: day('2012-01-26'), value: kindsWithoutConsent, text: 'CNIL 2012-020; CPCE R10 (V)' },
]

export const allowedSources: GateRule = {
  id: 'fr.CPCE-R10-sources',
  title: both('No directory as a source', 'Pas d’annuaire comme source'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Code des postes et des communications électroniques',
    article: 'R10 et R10-1 ; CNIL, 21 avril 2017',
    from: '2012-03-01',
    confidence: 'V',
    source: 'legifrance LEGIARTI000025622760; cnil.fr (automated calls)',
  },
  quote: {
    words:
      'L’usage, à des fins de prospection, des données d’un annuaire concernant les personnes qui s’y ' +
      'sont opposées est puni, pour chaque correspondance ou chaque appel, de l’amende prévue pour ' +
      'les contraventions de la quatrième classe.',
    exact: false,
  },
  does: both(
    'Refuses a launch when people chosen are known from a directory only.',
    'Refuse le lancement quand des personnes choisies ne sont connues que par un annuaire.',
  ),
  inForce: { from: day('2012-01-26') },
  parameters: { refusedSources },
  appliesTo: () => true,
  check({ facts }) {
    const { sourceKinds } = facts
    const wrong = sourceKinds.filter((kind) =>
      (kindsWithoutConsent as readonly string[]).includes(kind),
    )
    const limit = `none of ${kindsWithoutConsent.join(', ')}`
    if (wrong.length === 0) return passed(sourceKinds.join(', ') || 'no source yet', limit)
    return refusedGate(
      wrong.join(', '),
      limit,
      both(
        'Some people chosen are known from a directory only: nobody asked them. Choose an audience ' +
          'without them.',
        'Des personnes choisies ne sont connues que par un annuaire\u202f: personne ne leur a rien ' +
          'demandé. Choisissez un public sans elles.',
      ),
    )
  },
}
