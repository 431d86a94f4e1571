/** What the letter says of the calls a person made to us. */

import { both } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'
import { ringBackForPerson, type Section, sayWhenInParis } from './letterWords.ts'
import type { PersonFile, PersonRingBack } from './personFile.ts'

/** Nothing is said of what nobody did. */
export function ringBackSections({ ringBacks: rung }: PersonFile): readonly Section[] {
  if (rung.length === 0) return []
  const heading = both('When you rang us', 'Quand vous nous avez appelés')
  const intro = both(
    'Calls from your number to the number we show. Hours are those of Paris.',
    'Appels de votre numéro vers celui que nous affichons. Les heures sont celles de Paris.',
  )
  return [{ heading, paragraphs: [intro], items: rung.map(ringBackLine) }]
}

function ringBackLine({ at, outcome, campaignName }: PersonRingBack): Said {
  const when = sayWhenInParis(at)
  const about =
    campaignName === null
      ? both('', '')
      : both(`, campaign “${campaignName}”`, `, campagne « ${campaignName} »`)
  const end = outcome === null ? ringBackForPerson.unknown : ringBackForPerson[outcome]
  return both(`${when.en}${about.en}: ${end.en}.`, `${when.fr}${about.fr} : ${end.fr}.`)
}
