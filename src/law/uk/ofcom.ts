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
  {
    id: 'uk.PECR-21',
    title: both('Live calls and the Telephone Preference Service', 'Appels humains et liste TPS'),
    level: 'info',
    phase: 'dial',
    text: {
      code: 'PECR (SI 2003/2426)',
      article: 'reg. 21',
      from: '2003-12-11',
      confidence: 'K',
      source:
        'deceptive.design (text of regulation 21); that it binds political calls is known, not verified',
    },
    quote: {
      words:
        'the called line is that of a subscriber who has previously notified the caller that such calls should not for the time being be made on that line; or the number […] is one listed in the register',
      exact: false,
    },
    does: both(
      'Shown: a volunteer’s live call to a number of the register needs the subscriber’s own word. Import the register as a list of objections before volunteers call.',
      'Affiché : l’appel d’un bénévole vers un numéro de la liste exige la parole de l’abonné. Importez la liste comme liste d’oppositions avant que des bénévoles appellent.',
    ),
    inForce: { from: day('2003-12-11') },
    keptBy: null,
  },
]
