/** Code électoral L163-2: what a judge or the team stops is stopped, before anything else is asked. */
import { day } from '../civilDate.ts'
import { allowed, type DialRule, refused } from '../rule.ts'
import { both } from '../say.ts'

export const killSwitch: DialRule = {
  id: 'fr.kill-switch',
  title: both('Kill switch', 'Arrêt d’urgence'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Code électoral',
    article: 'L163-2',
    from: '2019-01-01',
    confidence: 'V2',
    source: 'loi 2018-1202; read in third-party notes quoting Legifrance, September 2026',
  },
  quote: {
    words:
      'Le juge des référés, saisi dans les trois mois d’une élection, fait cesser en 48 heures la ' +
      'diffusion massive et automatisée d’allégations inexactes.',
    exact: false,
  },
  does: both(
    'Refuses every call of a message whose kill switch is on, whatever else allows it.',
    'Refuse tout appel d’un message dont l’arrêt d’urgence est déclenché, quoi que permette le reste.',
  ),
  // Our own switch: it holds on every day we may judge.
  inForce: { from: day('1970-01-01') },
  appliesTo: ({ killed }) => killed !== undefined,
  check: ({ facts }) =>
    facts.killed
      ? refused(() => ({
          measured: 'the kill switch is on',
          limit: 'the kill switch off',
          reason: both(
            'This message was stopped. Nobody is called until it is released.',
            'Ce message a été arrêté. Personne n’est appelé tant qu’il ne repart pas.',
          ),
        }))
      : allowed,
}
