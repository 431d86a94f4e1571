/** Rules of our own that hold under the law of every country outside France (D): safety, slots, caps. */
import { day } from './civilDate.ts'
import type { Country } from './country.ts'
import { callerIdOfTrunk } from './fr/arcepNumerotation.ts'
import { budgetCap } from './fr/budgetCap.ts'
import { fiction } from './fr/fiction.ts'
import { killSwitch } from './fr/killSwitch.ts'
import { allowed, type DialRule, refused } from './rule.ts'
import { both } from './say.ts'
import { slotIntervals } from './slotWindows.ts'
import { unknownAttempts } from './unknownFacts.ts'
import type { Windows } from './windows.ts'
import { hoursAnswer } from './zonePlace.ts'

export function ownRules(country: Exclude<Country, 'fr'>): readonly DialRule[] {
  const text = (article: string) =>
    ({
      code: 'Portevoix',
      article,
      from: '2026-11-22',
      confidence: 'D',
      source: 'our choice',
    }) as const
  return [
    {
      ...killSwitch,
      id: `${country}.kill-switch`,
      text: text('kill switch'),
      quote: { words: 'A message that was stopped calls nobody.', exact: false },
    },
    {
      ...fiction,
      id: `${country}.practice`,
      text: text('practice'),
      quote: {
        words: 'The practice carrier rings the French numbers of fiction only.',
        exact: false,
      },
    },
    {
      ...consentSlots,
      id: `${country}.consent-slot`,
      text: text('slots a person named'),
    },
    {
      ...ownCap,
      id: `${country}.attempts-campaign`,
      text: text('attempts cap'),
    },
    {
      ...budgetCap,
      id: `${country}.budget`,
      text: text('budget cap'),
      quote: { words: 'A campaign that may spend no more calls no more.', exact: false },
    },
    {
      ...callerIdOfTrunk,
      id: `${country}.operator-list`,
      text: text('numbers of the trunk'),
      quote: {
        words: 'An operator lets its customer show only the numbers it may use.',
        exact: false,
      },
    },
  ]
}

const consentSlots: Omit<DialRule, 'id' | 'text'> = {
  title: both('The slots a person named', 'Les plages que la personne a nommées'),
  level: 'hard',
  phase: 'dial',
  quote: { words: 'Who consented to some hours did not consent to the others.', exact: false },
  does: both(
    'Refuses outside the slots of the live consent, when it names any, in the callee’s zone.',
    'Refuse hors des plages de l’accord en vigueur, s’il en nomme, dans le fuseau de la personne.',
  ),
  inForce: { from: day('1970-01-01') },
  appliesTo: ({ channel }) => channel === 'automate',
  check(call) {
    const { consent } = call
    const slots = consent.is === 'live' ? (consent.entry.slots ?? []) : []
    if (slots.length === 0) return allowed
    const windows: Windows = (_place, when) => slotIntervals(slots, when)
    const limit = slots
      .map(({ days, from, to }) => `days ${days.join(',')} ${from}–${to}`)
      .join('; ')
    return hoursAnswer(call, windows, limit)
  },
}

const ownCap: Omit<DialRule, 'id' | 'text'> = {
  title: both('Attempts in one campaign', 'Tentatives dans une campagne'),
  level: 'hard',
  phase: 'dial',
  quote: { words: 'A campaign calls a person no more often than it said it would.', exact: false },
  does: both(
    'Refuses a call beyond the number of attempts the campaign allows itself, on any number of the person.',
    'Refuse un appel au-delà du nombre de tentatives que la campagne se permet, tous numéros confondus.',
  ),
  inForce: { from: day('1970-01-01') },
  appliesTo: ({ maxAttempts }) => maxAttempts !== undefined,
  check({ facts: { attempts, maxAttempts = 0 } }) {
    if (!attempts) return unknownAttempts
    const count = attempts.filter(({ thisCampaign }) => thisCampaign).length
    if (count < maxAttempts) return allowed
    return refused(() => ({
      measured: `${count} attempts in this campaign`,
      limit: `fewer than ${maxAttempts}`,
      reason: both(
        'This person was called as often as the campaign allows itself.',
        'Cette personne a été appelée autant de fois que la campagne se le permet.',
      ),
    }))
  },
}
