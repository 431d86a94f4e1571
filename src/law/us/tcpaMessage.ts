/** 47 CFR 64.1200(b): what a prerecorded message must say, and when. */
import { day } from '../civilDate.ts'
import { versionsHeard } from '../gate.ts'
import { identityFirst, numberGiven, numbersGiven, objectionWithin } from '../gateChecks.ts'
import { type Dated, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { type Duty, tollFreeAnswer } from '../tollFree.ts'

const code = '47 CFR (TCPA)'
const source = 'lemonlaw.blog (text of 64.1200(b)(1)–(3)); hallikainen.org 64/1200'
const inForce = { from: day('1992-12-20') }
const gate = { level: 'gate', phase: 'approve', paper: false } as const
const textOf = (article: string, from = '1992-12-20') =>
  ({ code, article, from, confidence: 'V', source }) as const

export const identityAtStart: GateRule = {
  ...gate,
  id: 'us.64.1200-b-1',
  title: both('Who calls, at the beginning', 'Qui appelle, au début'),
  text: textOf('64.1200(b)(1)'),
  quote: {
    words:
      'All artificial or prerecorded voice telephone messages shall: (1) At the beginning of the message, state clearly the identity of the business, individual, or other entity that is responsible for initiating the call.',
    exact: true,
  },
  does: both(
    'Refuses a launch unless every version heard begins with the identity.',
    'Refuse le lancement si une version entendue ne commence pas par l’identité.',
  ),
  inForce,
  parameters: { identityAt: [{ from: day('1992-12-20'), value: 'start', text: '64.1200(b)(1)' }] },
  appliesTo: () => true,
  check: ({ facts }) => identityFirst(facts),
}

export const numberSpoken: GateRule = {
  ...gate,
  id: 'us.64.1200-b-2',
  title: both('A number spoken', 'Un numéro dit'),
  text: textOf('64.1200(b)(2)'),
  quote: {
    words:
      '(2) During or after the message, state clearly the telephone number (other than that of the autodialer or prerecorded message player that placed the call) of such business, other entity, or individual. The telephone number provided may not be a 900 number or any other number for which charges exceed local or long distance transmission charges.',
    exact: true,
  },
  does: both(
    'Refuses a launch unless a number is declared as spoken, none of them a 900 number.',
    'Refuse le lancement si aucun numéro n’est déclaré comme dit, ou si l’un est un 900.',
  ),
  inForce,
  appliesTo: () => true,
  check: ({ facts }) => numberGiven(facts, /^\+1900/),
}

const offerWithinMs: Dated<number> = [
  { from: day('2013-01-14'), value: 2000, text: '64.1200(b)(3): two seconds' },
]

export const optOutOffered: GateRule = {
  ...gate,
  id: 'us.64.1200-b-3',
  title: both('The way out, within two seconds', 'Le refus, en deux secondes'),
  text: textOf('64.1200(b)(3)', '2013-01-14'),
  quote: {
    words:
      'provide an automated, interactive voice- and/or key press-activated opt-out mechanism for the called person to make a do-not-call request, including brief explanatory instructions on how to use such mechanism, within two (2) seconds of providing the identification information required in paragraph (b)(1) of this section.',
    exact: true,
  },
  does: both(
    'Refuses a launch when the objection key is not offered within two seconds after the identity in the live and callback versions. The text binds telemarketing; kept for politics too (D).',
    'Refuse le lancement si la touche de refus n’est pas offerte dans les deux secondes après l’identité, en direct et au rappel. Le texte vise le démarchage ; tenu aussi en politique (D).',
  ),
  inForce: { from: day('2013-01-14') },
  parameters: { offerWithinMs },
  appliesTo: () => true,
  check: ({ facts, legalDay }) => objectionWithin(facts, valueOn(offerWithinMs, legalDay) ?? 0),
}

const voicemailTollFree: Dated<Duty> = [
  { from: day('2013-01-14'), value: 'required', text: '64.1200(b)(3)' },
]

export const tollFreeOnVoicemail: GateRule = {
  ...gate,
  id: 'us.64.1200-b-3-voicemail',
  title: both('A toll-free number on a voicemail', 'Un numéro gratuit sur messagerie'),
  text: textOf('64.1200(b)(3), voicemail', '2013-01-14'),
  quote: {
    words:
      'When the message is left on an answering machine or a voicemail, it must also provide a toll-free number that leads to the same opt-out.',
    exact: false,
  },
  does: both(
    'Refuses a launch with a voicemail version unless a toll-free number is declared as spoken. France forbids what is required here.',
    'Refuse le lancement avec une version messagerie si aucun numéro gratuit n’est déclaré comme dit. La France interdit ce qui est exigé ici.',
  ),
  inForce: { from: day('2013-01-14') },
  parameters: { voicemailTollFree },
  appliesTo: (facts) => versionsHeard(facts).includes('voicemail'),
  check: ({ facts, legalDay }) => tollFreeAnswer(numbersGiven(facts), voicemailTollFree, legalDay),
}
