/**
 * Which leased people may be called next. Two phones of one home, two numbers of one person and one
 * number twice never ring together, whichever campaign of the trunk they belong to.
 */
import type { Candidate } from './lane.ts'

/** Who is on the telephone, or about to be. */
export interface Occupied {
  readonly households: ReadonlySet<string>
  readonly persons: ReadonlySet<string>
  readonly numbers: ReadonlySet<string>
}

export function occupiedBy(candidates: Iterable<Candidate>): Occupied {
  const households = new Set<string>()
  const persons = new Set<string>()
  const numbers = new Set<string>()
  for (const { household, person, number } of candidates) {
    households.add(household)
    persons.add(person)
    numbers.add(number)
  }
  return { households, persons, numbers }
}

function isFree(candidate: Candidate, occupied: Occupied): boolean {
  return (
    !occupied.households.has(candidate.household) &&
    !occupied.persons.has(candidate.person) &&
    !occupied.numbers.has(candidate.number)
  )
}

/** Takes up to `limit` free candidates in order; those taken occupy their homes for the rest. */
export function take(
  waiting: readonly Candidate[],
  limit: number,
  occupied: Occupied,
): {
  readonly taken: readonly Candidate[]
  readonly left: readonly Candidate[]
  /** Of `left`: those passed over because their home is occupied. */
  readonly blocked: number
} {
  const taken: Candidate[] = []
  const left: Candidate[] = []
  let blocked = 0
  const homes = {
    households: new Set(occupied.households),
    persons: new Set(occupied.persons),
    numbers: new Set(occupied.numbers),
  }
  for (const candidate of waiting) {
    const full = taken.length >= limit
    if (full || !isFree(candidate, homes)) {
      left.push(candidate)
      if (!full) blocked += 1
      continue
    }
    taken.push(candidate)
    homes.households.add(candidate.household)
    homes.persons.add(candidate.person)
    homes.numbers.add(candidate.number)
  }
  return { taken, left, blocked }
}
