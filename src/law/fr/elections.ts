/**
 * The elections of the French calendar as data: when each round was or will be held, and where on the
 * Saturday before. A campaign names one of these, or brings its own file.
 */
import type { Election } from '../../campaign/election.ts'
import type { Confidence } from '../rule.ts'

export interface KnownElection {
  /** As a command line names it. */
  readonly key: string
  readonly election: Election
  readonly confidence: Confidence
  readonly source: string
}

/** Territories of the Americas and French Polynesia (loi 62-1292; Conseil constitutionnel, quoted: V2). */
const saturdayOfPresidential = ['GP', 'MQ', 'GF', 'BL', 'MF', 'PM', 'PF', 'ABROAD_AMERICAS']

function presidential(name: string, rounds: readonly (readonly [string, string])[]) {
  return {
    name,
    kind: 'presidential',
    rounds: rounds.map(([pollDate, saturday]) => ({
      pollDate,
      saturday: { pollDate: saturday, territories: saturdayOfPresidential },
    })),
  } as const
}

/** Where an election is held in some territories only, it is listed without them: silence reaches further. */
function everywhere(name: string, kind: Election['kind'], ...pollDates: readonly string[]) {
  return { name, kind, rounds: pollDates.map((pollDate) => ({ pollDate })) } as const
}

const decreed = (
  key: string,
  election: Omit<Election, 'status'>,
  confidence: Confidence,
  source: string,
): KnownElection => ({
  key,
  election: { ...election, status: 'decreed' },
  confidence,
  source,
})

/** By first polling day. */
export const knownElections: readonly KnownElection[] = [
  decreed(
    'presidentielle-2017',
    presidential('présidentielle 2017', [
      ['2017-04-23', '2017-04-22'],
      ['2017-05-07', '2017-05-06'],
    ]),
    'V2',
    'francetvinfo.fr, April 2017; outremers360.com presidentielle-2017 (Saturday territories)',
  ),
  // The second round, called for 22 March, was put off by the epidemic.
  decreed(
    'municipales-2020',
    everywhere('municipales 2020', 'municipal', '2020-03-15', '2020-06-28'),
    'K',
    'cyberguerre.numerama.com/3909 (first round); second round known, not verified',
  ),
  decreed(
    'departementales-2021',
    everywhere('départementales 2021', 'departmental', '2021-06-20', '2021-06-27'),
    'K',
    'known, not verified',
  ),
  decreed(
    'regionales-2021',
    everywhere('régionales 2021', 'regional', '2021-06-20', '2021-06-27'),
    'K',
    'known, not verified',
  ),
  decreed(
    'presidentielle-2022',
    presidential('présidentielle 2022', [
      ['2022-04-10', '2022-04-09'],
      ['2022-04-24', '2022-04-23'],
    ]),
    'K',
    'known, not verified',
  ),
  decreed(
    'municipales-2026',
    everywhere('municipales 2026', 'municipal', '2026-03-15', '2026-03-22'),
    'V2',
    'publicsenat.fr, municipales 2026',
  ),
  {
    key: 'presidentielle-2027',
    election: {
      ...presidential('présidentielle 2027', [
        ['2027-04-18', '2027-04-17'],
        ['2027-05-02', '2027-05-01'],
      ]),
      status: 'announced',
    },
    confidence: 'V2',
    source:
      'service-public A15053 of 2 July 2026, quoted; the decree calling voters is not out yet',
  },
]

/** Elections to come of which no day is known. */
export const undatedElections: readonly { readonly name: string; readonly when: string }[] = [
  { name: 'départementales, régionales', when: '2028-03' },
  { name: 'européennes', when: '2029' },
  { name: 'législatives (sauf dissolution)', when: '2029-06' },
]

export function knownElection(key: string): Election | undefined {
  return knownElections.find((known) => known.key === key)?.election
}
