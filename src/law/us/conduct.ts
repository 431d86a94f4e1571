/** United States: own opt-outs, number shown, hours, and what is shown about abandoned calls, lists and voices. */
import { day } from '../civilDate.ts'
import { shownCallerId } from '../fr/consommationL221_17.ts'
import { objection, withdrawal } from '../fr/objection.ts'
import { type Dated, type DialRule, type KeptRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { hoursAnswer, windowsOf } from '../zonePlace.ts'

const code = '47 CFR (TCPA)'
const from = day('1992-12-20')
const dnc = 'iptechblog.com 2016/03'

const hours: Dated<readonly string[]> = [{ from, value: ['08:00–21:00'], text: '64.1200(c)(1)' }]
const open = hours.map(({ value, ...dated }) => ({
  ...dated,
  value: windowsOf({ weekdays: value, weekend: value }),
}))

export const conductInUnitedStates: readonly DialRule[] = [
  {
    ...objection,
    id: 'us.own-opt-outs',
    text: { code, article: '64.1200(d)(6)', from: '1992-12-20', confidence: 'V2', source: dnc },
    quote: {
      words:
        'A caller’s own do-not-call list is honoured; the national registry does not bind political calls.',
      exact: false,
    },
  },
  {
    ...withdrawal,
    id: 'us.consent-revoked',
    text: {
      code,
      article: '64.1200(a)(10)',
      from: '2015-07-10',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words: 'Consent may be revoked at any time and by any reasonable means.',
      exact: false,
    },
  },
  {
    id: 'us.64.1200-c-1-hours',
    title: both('Hours', 'Heures'),
    level: 'default',
    phase: 'dial',
    text: { code, article: '64.1200(c)(1)', from: '1992-12-20', confidence: 'V2', source: dnc },
    quote: {
      words:
        'No telephone solicitation before 8 a.m. or after 9 p.m., local time at the called party’s location.',
      exact: false,
    },
    does: both(
      'Refuses outside 8:00–21:00 in the callee’s zone. Written for telemarketing; kept for politics too (D).',
      'Refuse hors de 8 h–21 h dans le fuseau de la personne. Écrit pour le démarchage ; tenu aussi en politique (D).',
    ),
    inForce: { from },
    parameters: { hours },
    appliesTo: () => true,
    check: (call) =>
      hoursAnswer(call, valueOn(open, call.legalDay) ?? (() => []), '8:00–21:00, local time'),
  },
  {
    ...shownCallerId,
    id: 'us.64.1601-shown',
    text: {
      code: '47 CFR',
      article: '64.1601(e)',
      from: '2004-01-29',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words: 'A caller transmits a caller ID at which it can be called back.',
      exact: false,
    },
  },
]

export const shownInUnitedStates: readonly KeptRule[] = [
  {
    id: 'us.abandoned',
    title: both('Abandoned calls', 'Appels abandonnés'),
    level: 'default',
    phase: 'answer',
    text: {
      code: '47 CFR 64.1200(a)(6)–(7); 16 CFR 310.4',
      article: 'abandoned calls',
      from: '2003-10-01',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'At most three percent of live answers of a campaign in thirty days are abandoned; a message within two seconds; fifteen seconds or four rings before giving up.',
      exact: false,
    },
    does: both(
      'No call is answered without a recording to play at once, so none is abandoned.',
      'Aucun appel n’est décroché sans enregistrement à jouer aussitôt, donc aucun n’est abandonné.',
    ),
    inForce: { from: day('2003-10-01') },
    parameters: {
      abandonedRateMax: [
        { from: day('2003-10-01'), value: '3 % in 30 days', text: '64.1200(a)(7) (K)' },
      ],
      firstWordMs: [{ from: day('2003-10-01'), value: 2000, text: '64.1200(a)(7) (K)' }],
      ringSecondsMin: [{ from: day('2003-10-01'), value: 15, text: '64.1200(a)(6) (K)' }],
    },
    keptBy: 'src/call/attempt.ts',
  },
  {
    id: 'us.DNC',
    title: both('The national do-not-call registry', 'La liste nationale d’opposition'),
    level: 'info',
    phase: 'dial',
    text: {
      code: '16 CFR 310; 47 CFR 64.1200(c)(2)',
      article: 'national registry',
      from: '2003-10-01',
      confidence: 'V2',
      source: dnc,
    },
    quote: {
      words: 'Political calls are not telephone solicitations: the registry does not bind them.',
      exact: false,
    },
    does: both(
      'Shown; own opt-outs are obeyed (us.own-opt-outs).',
      'Affiché ; les refus propres sont obéis (us.own-opt-outs).',
    ),
    inForce: { from: day('2003-10-01') },
    keptBy: null,
  },
  {
    id: 'us.AI-voice',
    title: both('An AI voice is an artificial voice', 'Une voix d’IA est une voix artificielle'),
    level: 'info',
    phase: 'approve',
    text: {
      code: 'FCC 24-17',
      article: 'declaratory ruling',
      from: '2024-02-08',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'Calls with voices made by artificial intelligence are artificial-voice calls under the TCPA.',
      exact: false,
    },
    does: both(
      'Every recording is judged as an artificial or prerecorded voice, whatever made it.',
      'Tout enregistrement est jugé comme voix artificielle ou enregistrée, quelle qu’en soit l’origine.',
    ),
    inForce: { from: day('2024-02-08') },
    keptBy: 'src/law/us/tcpaCallee.ts',
  },
]
