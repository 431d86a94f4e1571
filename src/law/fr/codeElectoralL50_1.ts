/** Code électoral L50-1: no free telephone number is made public for a candidate before a vote. */
import { day, isoDate } from '../civilDate.ts'
import { isElectoral, passed, refusedGate } from '../gate.ts'
import { isInRanges, publicNumbers } from '../numberTariff.ts'
import { type Dated, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { unknownElection, unknownPollDays } from '../unknownFacts.ts'
import { sixMonthWindow, windowMonths } from './electionWindows.ts'

const freeNumbers: Dated<readonly string[]> = [
  {
    from: day('1990-01-17'),
    value: ['0800-0805', '3000-3007', '3009-3169', '3180-3199', '116000-116999'],
    text: 'plan de numérotation § 2.4.9 (V2); 3008 and 317x to be confirmed; 116xxx (D)',
  },
]

export const noFreeNumber: GateRule = {
  id: 'fr.L50-1',
  title: both('No free number before a vote', 'Pas de numéro vert avant un vote'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Code électoral',
    article: 'L50-1',
    from: '2011-04-20',
    confidence: 'V2',
    source: 'text quoted in the Assemblée nationale (nosdeputes.fr/15/intervention/969605)',
  },
  quote: {
    words:
      'Pendant les six mois précédant le premier jour du mois d’une élection et jusqu’à la date du ' +
      'tour de scrutin où celle-ci est acquise, aucun numéro d’appel téléphonique ou télématique ' +
      'gratuit ne peut être porté à la connaissance du public par un candidat, une liste de ' +
      'candidats ou à leur profit.',
    exact: false,
  },
  does: both(
    'In the six months before the month of the vote, refuses a launch when the number shown, the ' +
      'number to ring back, or a number said in any version (in figures or in words) is free.',
    'Dans les six mois avant le mois du vote, refuse le lancement quand le numéro affiché, le numéro ' +
      'de rappel ou un numéro dit dans une version (en chiffres ou en lettres) est gratuit.',
  ),
  inForce: { from: day('1990-01-17') },
  parameters: { freeNumbers, windowMonths },
  appliesTo: isElectoral,
  check({ facts, legalDay }) {
    const { election } = facts
    if (!election) return unknownElection
    const span = sixMonthWindow(election)
    if (!span) return unknownPollDays
    const limit = `no free number from ${isoDate(span.from)} until the vote is settled`
    if (legalDay < span.from || legalDay >= span.to) return passed('outside the six months', limit)
    const ranges = valueOn(freeNumbers, legalDay) ?? []
    const numbers = publicNumbers(facts)
    const free = numbers.filter(({ national }) => isInRanges(national, ranges))
    if (free.length === 0) return passed(`${numbers.length} numbers, none free`, limit)
    return refusedGate(
      free.map(({ where, national }) => `${national} (${where})`).join(', '),
      limit,
      both(
        'A free number may not be made public for a candidate in the six months before the vote: give ' +
          'one at the normal tariff.',
        'Aucun numéro gratuit ne peut être rendu public au profit d’un candidat dans les six mois avant ' +
          'le vote\u202f: donnez un numéro au tarif normal.',
      ),
    )
  },
}
