/** Which leased people may be called next: those whose home is not on the telephone. */
import type { Homes } from './homes.ts'
import type { Candidate } from './lane.ts'

/** Takes up to `limit` free candidates in order; those taken occupy their homes from now on. */
export function take(
  waiting: readonly Candidate[],
  limit: number,
  homes: Homes,
): {
  readonly taken: readonly Candidate[]
  readonly left: readonly Candidate[]
  /** Of `left`: those passed over because their home is occupied. */
  readonly blocked: number
} {
  const taken: Candidate[] = []
  const left: Candidate[] = []
  let blocked = 0
  for (const candidate of waiting) {
    const full = taken.length >= limit
    if (full || !homes.isFree(candidate)) {
      left.push(candidate)
      if (!full) blocked += 1
      continue
    }
    taken.push(candidate)
    homes.occupy(candidate)
  }
  return { taken, left, blocked }
}
