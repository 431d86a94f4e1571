/**
 * Where the practice clock starts unless a person sets it: a Tuesday at 10:00 in Paris on which nothing
 * but the rules about people themselves refuses, so that a newcomer on a Sunday night sees calls.
 */
import { assert } from '../base/assert.ts'
import type { EpochMs } from '../base/units.ts'
import { type Election, pollDatesOf } from '../campaign/election.ts'
import { instantsOf, localDay, zoneOf } from './calendar.ts'
import { addDays, type CivilDay, isoDate, type Weekday, weekdayOf } from './civilDate.ts'
import { holidayOn } from './holidays.ts'

const TUESDAY: Weekday = 2
const TEN_O_CLOCK_MS = 10 * 3_600_000
/** No calendar has holidays or polls on a year of Tuesdays. */
const DAYS_LOOKED_AT_MAX = 366

/** The first such instant after `now`. */
export function practiceStart(now: EpochMs, election: Election | null): EpochMs {
  const paris = zoneOf('Europe/Paris')
  const today = localDay(paris, now)
  for (let ahead = 0; ahead <= DAYS_LOOKED_AT_MAX; ahead += 1) {
    const day = addDays(today, ahead)
    const start = instantsOf(paris, day, TEN_O_CLOCK_MS).first
    const isOpen = weekdayOf(day) === TUESDAY && !isHoliday(day) && !isFrozen(day, election)
    if (isOpen && start > now) return start
  }
  assert(false, 'a year without a lawful Tuesday')
}

const isHoliday = (day: CivilDay): boolean =>
  holidayOn('FR', day) !== undefined || holidayOn('alsaceMoselle', day) !== undefined

/** Code électoral L. 49, 3°: the eve and the day of any poll of this election, wherever it is held. */
function isFrozen(day: CivilDay, election: Election | null): boolean {
  const polls = (election?.rounds ?? []).flatMap(pollDatesOf)
  return polls.includes(isoDate(day)) || polls.includes(isoDate(addDays(day, 1)))
}
