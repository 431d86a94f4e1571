/** An election of the team's own (a by-election, say): from what the form holds to what is sent, and back. */
import type { components, paths } from '../../api/schema.gen.ts'

type Campaign = components['schemas']['Campaign']
type Patch = NonNullable<
  paths['/organisations/{organisation}/campaigns/{campaign}']['patch']['requestBody']
>['content']['application/json']
type Sent = Extract<NonNullable<Patch['election']>, { readonly rounds: unknown }>
export const electionKinds = [
  ...(['municipal', 'legislative', 'departmental', 'regional'] as const),
  ...(['european', 'presidential', 'other'] as const),
] as const
export type ElectionKind = (typeof electionKinds)[number]

export interface OwnElection {
  readonly name: string
  readonly kind: ElectionKind
  /** YYYY-MM-DD; the second is empty where one round is held. */
  readonly firstRound: string
  readonly secondRound: string
  readonly isEverywhere: boolean
  /** INSEE codes or their beginnings (a department), apart by commas or blanks. */
  readonly places: string
  readonly isDecreed: boolean
}

export const noElection: OwnElection = {
  ...{ name: '', kind: 'municipal', firstRound: '', secondRound: '' },
  ...{ isEverywhere: false, places: '', isDecreed: false },
}

export type OwnElectionField = 'name' | 'firstRound' | 'secondRound' | 'places'

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
/** 75, 2A, 971, 75056, 2A004: a department or a commune. */
const placePattern = /^(\d{2}|2[AB]|9[78]\d|\d{5}|2[AB]\d{3})$/
/** Places of one election, each looked up for every person. */
export const placesMax = 100

export const placesOf = (written: string): readonly string[] => [
  ...new Set(
    written
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((place) => place !== ''),
  ),
]

/** Fields that cannot be sent as they are. */
export function wrongFields(written: OwnElection): readonly OwnElectionField[] {
  const { name, firstRound, secondRound, isEverywhere } = written
  const places = placesOf(written.places)
  const arePlaces =
    places.length > 0 &&
    places.length <= placesMax &&
    places.every((place) => placePattern.test(place))
  const isSecond = secondRound === '' || (dayPattern.test(secondRound) && secondRound > firstRound)
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(dayPattern.test(firstRound) ? [] : (['firstRound'] as const)),
    ...(isSecond ? [] : (['secondRound'] as const)),
    ...(isEverywhere || arePlaces ? [] : (['places'] as const)),
  ]
}

export function sentElection(written: OwnElection): Sent {
  const { name, kind, firstRound, secondRound, isEverywhere, places, isDecreed } = written
  const days = secondRound === '' ? [firstRound] : [firstRound, secondRound]
  return {
    name: name.trim(),
    kind,
    rounds: days.map((pollDate) => ({ pollDate })),
    ...(isEverywhere ? {} : { inseePrefixes: [...placesOf(places)] }),
    status: isDecreed ? 'decreed' : 'announced',
  }
}

/** What the form shows of an election that it can show whole; undefined: one with more to it, sent over the API. */
export function writtenElection(election: Campaign['election']): OwnElection | undefined {
  if (election === null) return undefined
  const { rounds, territories, nationalFreeze, inseePrefixes = [] } = election
  const [first, second, ...more] = rounds
  const isPlain = rounds.every(({ saturday, scopes }) => !saturday && !scopes)
  if (!first || more.length > 0 || !isPlain || territories || nationalFreeze) return undefined
  return {
    name: election.name ?? '',
    kind: election.kind ?? 'other',
    firstRound: first.pollDate,
    secondRound: second?.pollDate ?? '',
    isEverywhere: inseePrefixes.length === 0,
    places: inseePrefixes.join(', '),
    isDecreed: election.status === 'decreed',
  }
}
