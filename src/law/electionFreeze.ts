/**
 * When an election silences the telephone, place by place. A Saturday vote belongs to the election
 * (a presidential one), not to the territory: a by-election there is on its own day.
 */
import { type EpochMs, epochMs } from '../base/units.ts'
import { type Election, type ElectionRound, pollDatesOf } from '../campaign/election.ts'
import { instantsOf, midnightOf } from './calendar.ts'
import { addDays, type CivilDay, parseDay, type Weekday, weekdayOf } from './civilDate.ts'
import { type Place, placesIn } from './territory.ts'
import { isMeant, type Whereabouts } from './whereabouts.ts'

export interface Freeze {
  readonly place: Place
  /** local: L49 there. national: the campaign's own silence for the whole country. */
  readonly reach: 'local' | 'national'
  readonly pollDay: CivilDay
  /** From here on nothing may be live: 00:00 of the eve, local. */
  readonly startsAt: EpochMs
  /** First instant at which calls may start again. */
  readonly endsAt: EpochMs
}

/** Of one election for a person in all the places they may be in, in time order. */
export function freezesFor(election: Election, whereabouts: Whereabouts): readonly Freeze[] {
  const { ofPerson } = knownOf(election)
  const found = ofPerson.get(whereabouts)
  if (found) return found
  const freezes = freezesIn(election, whereabouts)
  ofPerson.set(whereabouts, freezes)
  return freezes
}

/** Of one election wherever in France it is held, in time order. */
export function freezesAnywhere(election: Election): readonly Freeze[] {
  return freezesFor(election, everywhere)
}

/** Does it have rounds, each with polling days we can read? Otherwise nobody knows when it silences. */
export const isDated = (election: Election): boolean => knownOf(election).dated

interface Known {
  readonly dated: boolean
  readonly ofPerson: WeakMap<Whereabouts, readonly Freeze[]>
}

/** Elections live as long as their campaign, whereabouts as long as they are remembered. */
const remembered = new WeakMap<Election, Known>()

function knownOf(election: Election): Known {
  const found = remembered.get(election)
  if (found) return found
  const days = election.rounds.flatMap(pollDatesOf)
  const dated = days.length > 0 && days.every((date) => parseDay(date) !== undefined)
  const known: Known = { dated, ofPerson: new WeakMap() }
  remembered.set(election, known)
  return known
}

const everywhere: Whereabouts = { places: Object.values(placesIn).flat(), residence: 'unknown' }
const paris = placesIn.FR[0] as Place
/** Polling stations of the largest cities of the metropole close last (Code électoral R41). */
const lastStationClosesMs = 20 * 3_600_000
const monday: Weekday = 1

function freezesIn(election: Election, { places, commune }: Whereabouts): readonly Freeze[] {
  const voting = places.filter((place) => isMeant(election, place, commune) !== 'no')
  if (voting.length === 0) return []
  return election.rounds
    .flatMap((round) => {
      const followed = isFollowed(round, election)
      const local = voting.flatMap((place) =>
        pollDatesIn(round, place, commune).flatMap(
          (date) => freezeOf(round, date, followed, place) ?? [],
        ),
      )
      const national = election.nationalFreeze ? nationalFreezeOf(round) : undefined
      return national ? [...local, national] : local
    })
    .sort((a, b) => a.startsAt - b.startsAt)
}

/** Every date on which they may vote in this round: more than one when their commune is not known. */
function pollDatesIn(
  { pollDate, saturday, scopes = [] }: ElectionRound,
  place: Place,
  commune: Whereabouts['commune'],
): readonly string[] {
  const dates: string[] = []
  for (const scope of scopes) {
    const meant = isMeant(scope, place, commune)
    if (meant !== 'no') dates.push(scope.pollDate)
    if (meant === 'surely') return dates
  }
  if (!saturday) return [...dates, pollDate]
  if (saturday.territories.includes(place.territory)) return [...dates, saturday.pollDate]
  // Loi 62-1292: where overseas votes on the Saturday so does the American continent, unless told apart.
  const either = place.territory === 'ABROAD_AMERICAS' ? [saturday.pollDate, pollDate] : [pollDate]
  return [...dates, ...either]
}

function freezeOf(
  round: ElectionRound,
  pollDate: string,
  anotherFollows: boolean,
  place: Place,
): Freeze | undefined {
  const pollDay = parseDay(pollDate)
  const generalPollDay = parseDay(round.pollDate)
  if (pollDay === undefined || generalPollDay === undefined) return undefined
  const closingDay = closingDayOf(pollDay, generalPollDay)
  const dayAfter = midnightOf(place.zone, addDays(pollDay, 1))
  const lastStation = instantsOf(paris.zone, closingDay, lastStationClosesMs).last
  const resumes = anotherFollows ? midnightOf(place.zone, mondayAfter(closingDay)) : dayAfter
  return {
    place,
    reach: 'local',
    pollDay,
    startsAt: midnightOf(place.zone, addDays(pollDay, -1)),
    endsAt: epochMs(Math.max(dayAfter, lastStation, resumes)),
  }
}

/** A vote the day before the general one belongs to the same weekend; one a week before does not. */
const weekendDays = 2

function closingDayOf(pollDay: CivilDay, generalPollDay: CivilDay): CivilDay {
  const ahead = generalPollDay - pollDay
  return ahead >= 0 && ahead <= weekendDays ? generalPollDay : pollDay
}

const isFollowed = ({ pollDate }: ElectionRound, { rounds }: Election): boolean =>
  rounds.some((other) => other.pollDate > pollDate)

/** The official campaign for the second round opens on the Monday (Code électoral R26). */
function mondayAfter(day: CivilDay): CivilDay {
  let next = addDays(day, 1)
  while (weekdayOf(next) !== monday) next = addDays(next, 1)
  return next
}

/** Our choice (D): Friday 00:00 in Paris, before the first vote of the weekend, to Sunday 20:00. */
function nationalFreezeOf({ pollDate }: ElectionRound): Freeze | undefined {
  const pollDay = parseDay(pollDate)
  if (pollDay === undefined) return undefined
  return {
    place: paris,
    reach: 'national',
    pollDay,
    startsAt: midnightOf(paris.zone, addDays(pollDay, -weekendDays)),
    endsAt: instantsOf(paris.zone, pollDay, lastStationClosesMs).last,
  }
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
