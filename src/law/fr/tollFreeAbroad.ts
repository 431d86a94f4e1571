/** Code électoral L50-1 says “no free number”: free numbers of other countries are none either. */
import { localDay, zoneOf } from '../calendar.ts'
import { day } from '../civilDate.ts'
import { numbersGiven } from '../gateChecks.ts'
import { allowed, type Dated, type GateRule } from '../rule.ts'
import { both } from '../say.ts'
import { type Duty, tollFreeAnswer } from '../tollFree.ts'
import { unknownElection } from '../unknownFacts.ts'
import { sixMonthWindow, windowMonths } from './electionWindows.ts'

const voicemailTollFree: Dated<Duty> = [
  { from: day('1990-01-17'), value: 'forbidden', text: 'L50-1: no free number' },
]
const paris = zoneOf('Europe/Paris')

export const tollFreeAbroad: GateRule = {
  id: 'fr.L50-1-abroad',
  title: both('No free number, not even a foreign one', 'Aucun numéro gratuit, même étranger'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Code électoral',
    article: 'L50-1',
    from: '2011-04-20',
    confidence: 'V2',
    source:
      '2017-2022.nosdeputes.fr/15/intervention/969605, which quotes it; foreign numbers are our reading (D)',
  },
  quote: {
    words:
      'pendant les six mois précédant le premier jour du mois d’une élection et jusqu’à la date du tour de scrutin où celle-ci est acquise, aucun numéro d’appel téléphonique ou télématique gratuit ne peut être porté à la connaissance du public par un candidat, une liste de candidats ou à leur profit',
    exact: true,
  },
  does: both(
    'In the window, refuses a launch whose callback or spoken numbers include a free number of another country too (+1 800, +44 800…). The law of the United States requires on a voicemail what is forbidden here.',
    'Dans la période, refuse le lancement si un numéro de rappel ou dit est gratuit, même à l’étranger (+1 800, +44 800…). Le droit des États-Unis exige sur messagerie ce qui est interdit ici.',
  ),
  inForce: { from: day('1990-01-17') },
  parameters: { voicemailTollFree, windowMonths },
  appliesTo: ({ purpose }) => purpose === 'electoral',
  check({ facts, now, legalDay }) {
    const { election } = facts
    if (election === undefined) return unknownElection
    const window = election === null ? undefined : sixMonthWindow(election)
    const today = localDay(paris, now)
    if (!window || today < window.from || today >= window.to) return allowed
    return tollFreeAnswer(numbersGiven(facts), voicemailTollFree, legalDay)
  },
}
