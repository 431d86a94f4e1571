/** Ofcom, persistent misuse: abandoned and silent calls in the United Kingdom. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const from = day('2017-03-01')

export const persistentMisuse: readonly KeptRule[] = [
  {
    id: 'uk.Ofcom-abandoned',
    title: both('Abandoned and silent calls', 'Appels abandonnés et silencieux'),
    level: 'default',
    phase: 'answer',
    text: {
      code: 'Communications Act 2003, s. 128–131; Ofcom statement',
      article: 'persistent misuse policy',
      from: '2017-03-01',
      confidence: 'V2',
      source:
        'eversheds-sutherland.com; the rule of 72 hours after a false detection of a machine is known, not verified (K)',
    },
    quote: {
      words:
        'At most three percent of live calls of a campaign in 24 hours are abandoned, an information message within two seconds, fifteen seconds of ringing at least.',
      exact: false,
    },
    does: both(
      'No call is answered without a recording to play at once, so none is abandoned; nothing is ever hung up on a guess that a machine answered.',
      'Aucun appel n’est décroché sans enregistrement à jouer aussitôt, donc aucun n’est abandonné ; rien n’est raccroché sur la supposition d’un répondeur.',
    ),
    inForce: { from },
    parameters: {
      abandonedRateMax: [{ from, value: '3 % in 24 h', text: 'Ofcom (V2)' }],
      firstWordMs: [{ from, value: 2000, text: 'Ofcom (V2)' }],
      ringSecondsMin: [{ from, value: 15, text: 'Ofcom (V2)' }],
      hoursAfterFalseMachine: [{ from, value: 72, text: 'Ofcom (K)' }],
    },
    keptBy: 'src/call/attempt.ts',
  },
]
