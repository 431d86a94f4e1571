/** CRTC Unsolicited Telecommunications Rules, part IV: automatic dialing-announcing devices in Canada. */
import { day } from '../civilDate.ts'
import { calleeAnswer } from '../foreignCallee.ts'
import { shownCallerId } from '../fr/consommationL221_17.ts'
import { objection, withdrawal } from '../fr/objection.ts'
import { identityFirst, numberGiven, numbersGiven } from '../gateChecks.ts'
import { northAmericanCountry } from '../northAmericanNumber.ts'
import { type Dated, type DialRule, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { type Duty, tollFreeAnswer } from '../tollFree.ts'
import { hoursAnswer, windowsOf } from '../zonePlace.ts'

const code = 'CRTC Unsolicited Telecommunications Rules'
const from = day('2008-09-30')
const inForce = { from }
const source = 'crtc.gc.ca/eng/phone/telemarketing/politi.htm'

const weekdayHours: Dated<readonly string[]> = [
  { from, value: ['09:00–21:30'], text: 'part III, IV' },
]
const weekendHours: Dated<readonly string[]> = [
  { from, value: ['10:00–18:00'], text: 'part III, IV' },
]
const open = weekdayHours.map(({ value, from: since, text }) => ({
  from: since,
  text,
  value: windowsOf({ weekdays: value, weekend: valueOn(weekendHours, since) ?? [] }),
}))

export const announcersInCanada: readonly DialRule[] = [
  {
    id: 'ca.callee',
    title: both(
      'Numbers that are a person’s telephone',
      'Numéros qui sont le téléphone d’une personne',
    ),
    level: 'hard',
    phase: 'dial',
    text: {
      code,
      article: 'part IV, s. 4 (emergency lines and health care facilities)',
      from: '2008-09-30',
      confidence: 'K',
      source: 'known, not verified; area codes K',
    },
    quote: {
      words: 'No announcing device calls an emergency line or a health care facility.',
      exact: false,
    },
    does: both(
      'Refuses every number outside Canada’s area codes, and free, premium and service numbers.',
      'Refuse tout numéro hors des indicatifs du Canada, et les numéros gratuits, surtaxés et de service.',
    ),
    inForce,
    appliesTo: () => true,
    check: ({ facts }) =>
      calleeAnswer(
        northAmericanCountry(facts.callee.number) === 'ca',
        facts.callee.number,
        both('Canada', 'Canada'),
      ),
  },
  {
    ...objection,
    id: 'ca.own-list',
    text: {
      code,
      article: 'part III, s. 8–14 (internal list)',
      from: '2008-09-30',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'A caller keeps and honours its own do-not-call list; the national list does not bind political calls.',
      exact: false,
    },
  },
  {
    ...withdrawal,
    id: 'ca.withdrawn',
    text: {
      code: 'Portevoix',
      article: 'withdrawal',
      from: '2026-11-22',
      confidence: 'D',
      source: 'our choice: who withdrew is not called',
    },
    quote: { words: 'Who withdrew their consent is not called.', exact: false },
  },
  {
    id: 'ca.ADAD-hours',
    title: both('Hours of announcing devices', 'Heures des automates'),
    level: 'hard',
    phase: 'dial',
    text: { code, article: 'part IV, s. 4', from: '2008-09-30', confidence: 'V', source },
    quote: {
      words:
        'Calls are made from 9:00 to 21:30 on weekdays and from 10:00 to 18:00 on weekends, in the time of the person called.',
      exact: false,
    },
    does: both(
      'Refuses outside these hours in the callee’s zone (half-open); an unknown zone is refused as unknown.',
      'Refuse hors de ces heures dans le fuseau de la personne (fin exclue) ; un fuseau inconnu est refusé comme inconnu.',
    ),
    inForce,
    parameters: { weekdayHours, weekendHours },
    appliesTo: () => true,
    check: (call) =>
      hoursAnswer(
        call,
        valueOn(open, call.legalDay) ?? (() => []),
        'weekdays 9:00–21:30, weekends 10:00–18:00, local time',
      ),
  },
  {
    ...shownCallerId,
    id: 'ca.ADAD-shown',
    text: {
      code,
      article: 'part IV, s. 4(d)',
      from: '2008-09-30',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words: 'The device displays the number it calls from, or one at which the caller is reached.',
      exact: false,
    },
  },
]

const voicemailTollFree: Dated<Duty> = [
  { from, value: 'indifferent', text: 'part IV: a local or toll-free number' },
]

export const announcementsInCanada: readonly GateRule[] = [
  {
    id: 'ca.ADAD-identity',
    title: both('Who calls, why, and a number', 'Qui appelle, pourquoi, et un numéro'),
    level: 'gate',
    phase: 'approve',
    paper: false,
    text: {
      code,
      article: 'part IV, s. 4 (identification)',
      from: '2008-09-30',
      confidence: 'K',
      source: 'known; hours on the same page read',
    },
    quote: {
      words:
        'The announcement begins by saying on whose behalf the call is made, its purpose, and a local or toll-free number.',
      exact: false,
    },
    does: both(
      'Refuses a launch unless every version heard begins with the identity and a number is declared as spoken, none of them a 900 number.',
      'Refuse le lancement si une version ne commence pas par l’identité, ou si aucun numéro autre qu’un 900 n’est déclaré comme dit.',
    ),
    inForce,
    parameters: { voicemailTollFree },
    appliesTo: () => true,
    check({ facts, legalDay }) {
      const identity = identityFirst(facts)
      if (identity.is !== 'allowed') return identity
      const number = numberGiven(facts, /^\+1900/)
      return number.is === 'allowed'
        ? tollFreeAnswer(numbersGiven(facts), voicemailTollFree, legalDay)
        : number
    },
  },
]
