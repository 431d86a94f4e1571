/** RGPD art. 13 and 14: the person called learns where the data come from and whom to ask. */
import { day } from '../civilDate.ts'
import { inEachVersion, milliseconds, namesOfVersion, passed, refusedGate } from '../gate.ts'
import type { GateRule } from '../rule.ts'
import { both } from '../say.ts'

export const sourceNotice: GateRule = {
  id: 'fr.RGPD-13-14',
  title: both('Where the data come from', 'D’où viennent les données'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Règlement (UE) 2016/679 (RGPD)',
    article: 'art. 13 et 14 ; CNIL, prospection politique par automate d’appel',
    from: '2018-05-25',
    confidence: 'V2',
    source: 'cnil.fr, sanctions of 18 December 2025 for missing information (art. 13 and 14)',
  },
  quote: {
    words:
      'Le responsable du traitement fournit à la personne concernée […] la source d’où proviennent ' +
      'les données à caractère personnel.',
    exact: false,
  },
  does: both(
    'Refuses a launch unless each version that can be heard says where the data come from, or where ' +
      'that is written.',
    'Refuse le lancement si une version qui peut être entendue ne dit pas d’où viennent les données, ' +
      'ou à quelle adresse c’est écrit.',
  ),
  inForce: { from: day('2018-05-25') },
  appliesTo: () => true,
  check: ({ facts }) =>
    inEachVersion(facts, (segments, version) => {
      const notice = segments.find(({ role }) => role === 'source')
      const limit = 'one segment “source”'
      if (notice) return passed(`${version}: ${milliseconds(notice.endsAtMs)}`, limit)
      const { en, fr } = namesOfVersion[version]
      return refusedGate(
        `${version}: none`,
        limit,
        both(
          `In ${en}, say where the data come from, or the address where people read it.`,
          `Dans ${fr}, dites d’où viennent les données, ou l’adresse où on le lit.`,
        ),
      )
    }),
}
