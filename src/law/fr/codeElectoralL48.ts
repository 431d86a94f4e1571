/** Code électoral L48: the press laws hold for propaganda, so somebody answers for each recording. */
import { day } from '../civilDate.ts'
import { notDeclared, passed, refusedGate } from '../gate.ts'
import type { GateRule } from '../rule.ts'
import { both } from '../say.ts'

export const namedApprover: GateRule = {
  id: 'fr.L48',
  title: both('A named person approves', 'Une personne nommée approuve'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Code électoral',
    article: 'L48 ; loi du 29 juillet 1881',
    from: '1964-10-28',
    confidence: 'V',
    source:
      'senat.fr/reglement/pouvoirs_publics32.html; that approval is by name is our choice (D)',
  },
  quote: {
    words: 'Sont applicables à la propagande les dispositions de la loi du 29 juillet 1881.',
    exact: false,
  },
  does: both(
    'Refuses a launch until a named person has approved this very recording, every version and word ' +
      'of it.',
    'Refuse le lancement tant qu’une personne nommée n’a pas approuvé cet enregistrement même, chaque ' +
      'version et chaque mot.',
  ),
  inForce: { from: day('1970-01-01') },
  appliesTo: () => true,
  check({ facts }) {
    const { approval } = facts
    const limit = 'a named person who listened to this version'
    if (approval === undefined) {
      return notDeclared(
        'approval',
        'We do not know who approved the recording: approve it (campaign approve --by NAME).',
        'Nous ne savons pas qui a approuvé l’enregistrement\u202f: faites-le (campaign approve --by NOM).',
      )
    }
    if (approval !== null && approval.by.trim() !== '') return passed(approval.by, limit)
    return refusedGate(
      'nobody',
      limit,
      both(
        'Nobody has approved this version of the recording: listen to it, then approve it by name.',
        'Personne n’a approuvé cette version de l’enregistrement\u202f: écoutez-la, puis approuvez-la.',
      ),
    )
  },
}
