/** 47 CFR 64.1200(a): whom a prerecorded voice may ring in the United States, and how often. */
import { epochMs } from '../../base/units.ts'
import { day, dayMs } from '../civilDate.ts'
import { calleeAnswer, consentMissing } from '../foreignCallee.ts'
import { northAmericanCountry } from '../northAmericanNumber.ts'
import { allowed, allowedUntil, type Dated, type DialRule, refused, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { unknownAttempts, unknownConsents, unknownLine } from '../unknownFacts.ts'

const code = '47 CFR (TCPA)'
const inForce = { from: day('1992-12-20') }
const source =
  'hallikainen.org/org/FCC/FccRules/2015/64/1200; fcc.gov, rules for political robocalls and robotexts explained; DA 12-1476'

export const telephoneInUnitedStates: DialRule = {
  id: 'us.64.1200-a-1-lines',
  title: both('Lines never called', 'Lignes jamais appelées'),
  level: 'hard',
  phase: 'dial',
  text: { code, article: '64.1200(a)(1)(i)–(ii)', from: '1992-12-20', confidence: 'V', source },
  quote: {
    words:
      'No person or entity may: (1) […] initiate any telephone call (other than a call made for emergency purposes or is made with the prior express consent of the called party) using an automatic telephone dialing system or an artificial or prerecorded voice; (i) To any emergency telephone line […]; (ii) To the telephone line of any guest room or patient room of a hospital, health care facility, elderly home, or similar establishment',
    exact: true,
  },
  does: both(
    'Refuses every number that is not an ordinary telephone of the United States: toll-free, premium, personal and service numbers, Canada and the islands of the same plan. Hospital rooms cannot be told by their number: leave them out of the file.',
    'Refuse tout numéro qui n’est pas un téléphone ordinaire des États-Unis : gratuits, surtaxés, personnels, services, Canada et îles du même plan. Les chambres d’hôpital ne se reconnaissent pas au numéro : retirez-les du fichier.',
  ),
  inForce,
  appliesTo: () => true,
  check: ({ facts }) =>
    calleeAnswer(
      northAmericanCountry(facts.callee.number) === 'us',
      facts.callee.number,
      both('the United States', 'États-Unis'),
    ),
}

const consentRequired: Dated<readonly string[]> = [
  {
    from: day('1992-12-20'),
    value: ['mobile', 'voip'],
    text: '64.1200(a)(1)(iii); VoIP is our choice (D)',
  },
]

export const consentByLine: DialRule = {
  id: 'us.64.1200-a-1-consent',
  title: both('Prior express consent by kind of line', 'Accord préalable selon la ligne'),
  level: 'hard',
  phase: 'dial',
  text: { code, article: '64.1200(a)(1)(iii)', from: '1992-12-20', confidence: 'V', source },
  quote: {
    words:
      '(iii) To any telephone number assigned to a paging service, cellular telephone service, specialized mobile radio service, or other radio common carrier service, or any service for which the called party is charged for the call.',
    exact: true,
  },
  does: both(
    'Refuses a recorded call to a mobile or a VoIP line without a live consent to this caller; lets a landline be called without for an election; any other purpose needs consent on every line (D). A line of unknown kind is refused as unknown.',
    'Refuse l’appel enregistré d’un mobile ou d’une ligne VoIP sans accord en vigueur envers cet appelant ; une ligne fixe peut être appelée sans pour une élection ; tout autre but exige l’accord sur toute ligne (D). Une ligne de nature inconnue est refusée comme inconnue.',
  ),
  inForce,
  parameters: { consentRequired },
  appliesTo: ({ channel }) => channel === 'automate',
  check({ facts, consent, legalDay }) {
    const { line } = facts.callee
    if (line === undefined) return unknownLine
    const exempt =
      facts.purpose === 'electoral' && !valueOn(consentRequired, legalDay)?.includes(line)
    if (exempt) return allowed
    if (consent.is === 'unknown') return unknownConsents
    if (consent.is === 'live') return allowedUntil(consent.entry.wordingExpiredAt)
    return consentMissing(
      facts.controller,
      both(
        'This recorded call needs the person’s prior express consent: to a mobile always, even for politics; to a landline unless it is political.',
        'Cet appel enregistré exige l’accord préalable exprès de la personne\u202f: vers un mobile toujours, même en politique\u202f; vers un fixe, sauf en politique.',
      ),
    )
  },
}

/** FCC 20-186 of 30 December 2020, complied with from 20 July 2023 (K). */
const capFrom = day('2023-07-20')
const callsMax: Dated<number> = [{ from: capFrom, value: 3, text: 'FCC 20-186 (K)' }]
const periodDays: Dated<number> = [{ from: capFrom, value: 30, text: 'FCC 20-186 (K)' }]

export const callsInPeriod: DialRule = {
  id: 'us.64.1200-a-3-cap',
  title: both('Three calls in thirty days', 'Trois appels en trente jours'),
  level: 'hard',
  phase: 'dial',
  text: {
    code,
    article: '64.1200(a)(3) (FCC 20-186)',
    from: '2023-07-20',
    confidence: 'K',
    source: 'known, not verified: number and day of effect',
  },
  quote: {
    words:
      'An exempt non-commercial prerecorded call to a residential line: no more than three within any consecutive thirty days without consent.',
    exact: false,
  },
  does: both(
    'Refuses the fourth recorded call to a landline within 30 × 24 h when no live consent is recorded; all the attempts to the person count.',
    'Refuse le quatrième appel enregistré vers un fixe en 30 × 24 h sans accord en vigueur ; toutes les tentatives vers la personne comptent.',
  ),
  inForce: { from: capFrom },
  parameters: { callsMax, periodDays },
  appliesTo: ({ channel }) => channel === 'automate',
  check({ facts, consent, now, legalDay }) {
    if (consent.is === 'live') return allowedUntil(consent.entry.wordingExpiredAt)
    if (!facts.attempts) return unknownAttempts
    const days = valueOn(periodDays, legalDay) ?? 0
    const limit = valueOn(callsMax, legalDay) ?? 0
    const ends = facts.attempts
      .map(({ at }) => at + days * dayMs)
      .filter((end) => end > now)
      .sort((a, b) => a - b)
    if (ends.length < limit) return allowed
    return refused(
      () => ({
        measured: `${ends.length} calls in ${days} days`,
        limit: `fewer than ${limit}`,
        reason: both(
          `This line was already called ${ends.length} times in ${days} days: without consent the limit is ${limit}.`,
          `Cette ligne a déjà été appelée ${ends.length} fois en ${days} jours\u202f: sans accord, la limite est ${limit}.`,
        ),
      }),
      epochMs(ends[ends.length - limit] as number),
    )
  },
}
