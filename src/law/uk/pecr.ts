/** Privacy and Electronic Communications Regulations 2003: recorded calls in the United Kingdom. */
import { day } from '../civilDate.ts'
import { calleeAnswer, consentMissing } from '../foreignCallee.ts'
import { shownCallerId } from '../fr/consommationL221_17.ts'
import { objection, withdrawal } from '../fr/objection.ts'
import { identityFirst, numberGiven, numbersGiven } from '../gateChecks.ts'
import { allowedUntil, type Dated, type DialRule, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { type Duty, tollFreeAnswer } from '../tollFree.ts'
import { unknownConsents } from '../unknownFacts.ts'

const code = 'PECR (SI 2003/2426)'
const from = '2003-12-11'
const inForce = { from: day(from) }
const source =
  'ICO; marketinglaw.osborneclarke.com (35,629 calls of 2016: £5,000); datonomy.eu 2010 (enforcement notice on a party)'
const pecr = (article: string) => ({ code, article, from, confidence: 'V', source }) as const

/** +44 1, 2: fixed; 55, 56: VoIP; 7 but 70 (personal numbers) and 76 (pagers): mobile. */
const telephone = /^\+44(?:[12]\d{8,9}|5[56]\d{8}|7(?:[1-57-9]\d{8}|624\d{6}))$/

const lines: Dated<readonly string[]> = [
  { from: day(from), value: ['mobile', 'fixed', 'voip'], text: 'reg. 19: every line' },
]

export const recordedCallsInUnitedKingdom: readonly DialRule[] = [
  {
    id: 'uk.callee',
    title: both(
      'Numbers that are a person’s telephone',
      'Numéros qui sont le téléphone d’une personne',
    ),
    level: 'hard',
    phase: 'dial',
    text: {
      code: 'Ofcom, National Telephone Numbering Plan',
      article: 'numbers 01, 02, 055, 056, 07',
      from,
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'Geographic, VoIP and mobile numbers are subscribers’; 03, 08, 09, 070 and 076 are services.',
      exact: false,
    },
    does: both(
      'Refuses service, premium, personal-number and pager ranges, and every number outside +44.',
      'Refuse les services, surtaxés, numéros personnels et messagers, et tout numéro hors +44.',
    ),
    inForce,
    appliesTo: () => true,
    check: ({ facts }) =>
      calleeAnswer(
        telephone.test(facts.callee.number),
        facts.callee.number,
        both('the United Kingdom', 'Royaume-Uni'),
      ),
  },
  {
    ...objection,
    id: 'uk.GDPR-21',
    text: {
      code: 'UK GDPR',
      article: 'art. 21(2)–(3)',
      from: '2018-05-25',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'Where the data subject objects to processing for direct marketing, the data shall no longer be processed for it.',
      exact: false,
    },
  },
  {
    ...withdrawal,
    id: 'uk.PECR-19-for-the-time-being',
    text: pecr('reg. 19(2)'),
    quote: {
      words: 'Consent holds for the time being: it may be withdrawn at any time.',
      exact: false,
    },
  },
  {
    id: 'uk.PECR-19',
    title: both('Consent to recorded calls', 'Accord aux appels enregistrés'),
    level: 'hard',
    phase: 'dial',
    text: pecr('reg. 19'),
    quote: {
      words:
        'No recorded matter for direct marketing by an automated calling system, unless the subscriber has previously notified that very caller that they consent for the time being. Politics is direct marketing.',
      exact: false,
    },
    does: both(
      'Refuses a recorded call on any line without a live consent naming this caller.',
      'Refuse l’appel enregistré sur toute ligne sans accord en vigueur nommant cet appelant.',
    ),
    inForce,
    parameters: { consentRequired: lines },
    appliesTo: ({ channel }) => channel === 'automate',
    check({ facts, consent }) {
      if (consent.is === 'unknown') return unknownConsents
      if (consent.is === 'live') return allowedUntil(consent.entry.wordingExpiredAt)
      return consentMissing(
        facts.controller,
        both(
          'A recorded call needs this person’s prior consent to this very caller, politics included.',
          'Un appel enregistré exige l’accord préalable de la personne envers cet appelant précis, politique comprise.',
        ),
      )
    },
  },
  {
    ...shownCallerId,
    id: 'uk.PECR-19-shown',
    text: { ...pecr('reg. 19(1)(b)'), from: '2016-05-16' },
    quote: {
      words: 'A caller does not prevent presentation of the identity of the calling line.',
      exact: false,
    },
  },
]

const voicemailTollFree: Dated<Duty> = [
  { from: day(from), value: 'indifferent', text: 'reg. 24: an address or a number free of charge' },
]

export const recordedMessagesInUnitedKingdom: readonly GateRule[] = [
  {
    id: 'uk.PECR-24',
    title: both('Who calls, and how to reach them', 'Qui appelle, et comment le joindre'),
    level: 'gate',
    phase: 'approve',
    paper: false,
    text: pecr('reg. 24'),
    quote: {
      words:
        'The name of the caller, and an address or a telephone number at which they can be reached free of charge, are given.',
      exact: false,
    },
    does: both(
      'Refuses a launch unless every version heard begins with the identity and a number is declared as spoken, none of them a premium one (09). A free number is allowed, not required.',
      'Refuse le lancement si une version ne commence pas par l’identité, ou si aucun numéro non surtaxé (09) n’est déclaré comme dit. Un numéro gratuit est permis, non exigé.',
    ),
    inForce,
    parameters: { voicemailTollFree },
    appliesTo: () => true,
    check({ facts, legalDay }) {
      const identity = identityFirst(facts)
      if (identity.is !== 'allowed') return identity
      const number = numberGiven(facts, /^\+449/)
      if (number.is !== 'allowed') return number
      return tollFreeAnswer(
        numbersGiven(facts),
        voicemailTollFree,
        valueOn(voicemailTollFree, legalDay) ? legalDay : day(from),
      )
    },
  },
]
