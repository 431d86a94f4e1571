/**
 * When an election silences the telephone, territory by territory. A Saturday vote belongs to the
 * election (a presidential one), not to the territory: a by-election there is on its own day.
 */
import { type EpochMs, epochMs } from '../base/units.ts'
import type { Election, ElectionRound } from '../campaign/election.ts'
import { instantsOf, midnightOf, zoneOf } from './calendar.ts'
import { addDays, type CivilDay, parseDay, type Weekday, weekdayOf } from './civilDate.ts'
import type { Place } from './territory.ts'

export interface Freeze {
  readonly place: Place
  readonly pollDay: CivilDay
  /** 00:00 of the eve, local: from here on nothing may be live. */
  readonly startsAt: EpochMs
  /** First instant at which calls may start again. */
  readonly endsAt: EpochMs
}

/** Of one election in one place: a freeze a round, in time order. */
export function freezesOf(election: Election, place: Place): readonly Freeze[] {
  const { byPlace } = knownOf(election)
  const found = byPlace.get(place)
  if (found) return found
  const freezes = election.rounds
    .flatMap((round) => freezeOf(round, isFollowed(round, election), place) ?? [])
    .sort((a, b) => a.startsAt - b.startsAt)
  byPlace.set(place, freezes)
  return freezes
}

/** Does it have rounds, each with polling days we can read? Otherwise nobody knows when it silences. */
export const isDated = (election: Election): boolean => knownOf(election).dated

interface Known {
  readonly dated: boolean
  /** There are fourteen places. */
  readonly byPlace: Map<Place, readonly Freeze[]>
}

/** Elections live as long as their campaign. */
const remembered = new WeakMap<Election, Known>()

function knownOf(election: Election): Known {
  const found = remembered.get(election)
  if (found) return found
  const { rounds } = election
  const days = rounds.flatMap(({ pollDate, saturday }) => [
    pollDate,
    saturday?.pollDate ?? pollDate,
  ])
  const dated = rounds.length > 0 && days.every((date) => parseDay(date) !== undefined)
  const known = { dated, byPlace: new Map() }
  remembered.set(election, known)
  return known
}

const metropole = zoneOf('Europe/Paris')
/** Polling stations of the largest cities of the metropole close last (Code électoral R41). */
const lastStationClosesMs = 20 * 3_600_000
const monday: Weekday = 1

function freezeOf(round: ElectionRound, anotherFollows: boolean, place: Place): Freeze | undefined {
  const generalPollDay = parseDay(round.pollDate)
  const pollDay = parseDay(pollDateIn(round, place))
  if (generalPollDay === undefined || pollDay === undefined) return undefined
  const dayAfter = midnightOf(place.zone, addDays(pollDay, 1))
  const lastStation = instantsOf(metropole, generalPollDay, lastStationClosesMs).last
  const resumes = anotherFollows ? midnightOf(place.zone, mondayAfter(generalPollDay)) : dayAfter
  return {
    place,
    pollDay,
    startsAt: midnightOf(place.zone, addDays(pollDay, -1)),
    endsAt: epochMs(Math.max(dayAfter, lastStation, resumes)),
  }
}

const isFollowed = ({ pollDate }: ElectionRound, { rounds }: Election): boolean =>
  rounds.some((other) => other.pollDate > pollDate)

function pollDateIn({ pollDate, saturday }: ElectionRound, { territory }: Place): string {
  return saturday?.territories.includes(territory) ? saturday.pollDate : pollDate
}

/** The official campaign for the second round opens on the Monday (Code électoral R26). */
function mondayAfter(day: CivilDay): CivilDay {
  let next = addDays(day, 1)
  while (weekdayOf(next) !== monday) next = addDays(next, 1)
  return next
}

/** The freeze that holds at this instant, counting from `lead` before it starts (that instant included). */
export function freezeAt(
  freezes: readonly Freeze[],
  now: EpochMs,
  lead: number,
): Freeze | undefined {
  let earliest: Freeze | undefined
  for (const freeze of freezes) {
    if (now < freeze.startsAt - lead || now >= freeze.endsAt) continue
    if (!earliest || freeze.startsAt < earliest.startsAt) earliest = freeze
  }
  return earliest
}

/** The first instant from `now` on at which none of these freezes holds. */
export function thawsAt(freezes: readonly Freeze[], now: EpochMs, lead: number): EpochMs {
  let instant = now
  // Each turn leaves one freeze behind for good.
  for (let turn = 0; turn <= freezes.length; turn += 1) {
    const freeze = freezeAt(freezes, instant, lead)
    if (!freeze) return instant
    instant = freeze.endsAt
  }
  return instant
}

/** The instant at which the next of these freezes begins to hold; undefined when none is ahead. */
export function nextFreezeAt(
  freezes: readonly Freeze[],
  now: EpochMs,
  lead: number,
): EpochMs | undefined {
  let next: number | undefined
  for (const { startsAt } of freezes) {
    const holds = startsAt - lead
    if (holds > now && (next === undefined || holds < next)) next = holds
  }
  return next === undefined ? undefined : epochMs(next)
}
