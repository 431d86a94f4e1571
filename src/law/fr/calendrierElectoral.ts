/** The calendar of elections as the pack holds it, shown with its doubts (law/fr/elections.ts). */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'
import { knownElections, undatedElections } from './elections.ts'

const rounds = knownElections.map(({ election, confidence }) => ({
  from: day(election.rounds[0]?.pollDate ?? '1970-01-01'),
  value: election.rounds.map(({ pollDate }) => pollDate),
  text: `${election.name}, ${election.status} (${confidence})`,
}))

export const electoralCalendar: readonly KeptRule[] = [
  {
    id: 'fr.elections',
    title: both('Calendar of elections', 'Calendrier des élections'),
    level: 'info',
    phase: 'approve',
    text: {
      code: 'Décrets de convocation ; Code électoral L.O. 121',
      article: 'dates des scrutins',
      from: '2026-07-02',
      confidence: 'V2',
      source:
        'service-public A15053 of 2 July 2026, quoted; one source of 15 August 2026 still said 11 or 18 April 2027',
    },
    quote: {
      words: `Présidentielle : 18 avril et 2 mai 2027 (annoncée ; décret de convocation non vu) ; sénatoriales, série 2, tenues le 27 septembre 2026 (scrutin indirect). Sans date : ${undatedElections.map(({ name, when }) => `${name} ${when}`).join(' ; ')}. Aucune législative n’est due en 2027, sauf dissolution.`,
      exact: false,
    },
    does: both(
      'A campaign names its election with rounds, scope and status. An election that is only announced is judged by the days announced, and says so.',
      'Une campagne nomme son élection avec tours, périmètre et statut. Une élection seulement annoncée est jugée sur les jours annoncés, et le dit.',
    ),
    inForce: { from: day('1970-01-01') },
    parameters: { pollingDays: rounds },
    keptBy: 'src/law/fr/elections.ts',
  },
]
