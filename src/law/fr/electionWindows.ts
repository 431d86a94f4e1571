/** Spans of time counted from an election: six months of silence about free numbers, the deposit of the account. */
import type { EpochMs } from '../../base/units.ts'
import { type Election, pollDatesOf } from '../../campaign/election.ts'
import { instantsOf, zoneOf } from '../calendar.ts'
import {
  addDays,
  type CivilDay,
  dateOf,
  day,
  dayOf,
  minuteMs,
  parseDay,
  weekdayOf,
} from '../civilDate.ts'
import { type Dated, valueOn } from '../rule.ts'

/** Days, half-open: `from` is in, `to` is out. */
export interface DaySpan {
  readonly from: CivilDay
  readonly to: CivilDay
}

/** Code électoral L50-1 and L52-1: months before the first day of the month of the election. */
export const windowMonths: Dated<number> = [
  { from: day('1990-01-17'), value: 3, text: 'L50-1, loi 90-55 (V2)' },
  { from: day('2011-04-20'), value: 6, text: 'L50-1, L52-1, loi 2011-412 (V2)' },
]

/**
 * « Pendant les six mois précédant le premier jour du mois d’une élection et jusqu’à la date du tour de
 * scrutin où celle-ci est acquise »: we count to the last round, since who is elected is not known before.
 */
export function sixMonthWindow(election: Election): DaySpan | undefined {
  const pollDays = pollDaysOf(election)
  const first = pollDays[0]
  const last = pollDays.at(-1)
  if (first === undefined || last === undefined) return undefined
  const { year, month } = dateOf(first)
  return { from: dayOf(year, month - (valueOn(windowMonths, first) ?? 0), 1), to: addDays(last, 1) }
}

/** Every polling day of every round, in order; none when a date is not one. */
export function pollDaysOf({ rounds }: Election): readonly CivilDay[] {
  const days = rounds.flatMap(pollDatesOf).map(parseDay)
  if (days.some((each) => each === undefined)) return []
  return (days as CivilDay[]).sort((a, b) => a - b)
}

const paris = zoneOf('Europe/Paris')
const friday = 5
const depositWeeks = 10
const depositHourMs = 18 * 60 * minuteMs

/**
 * Code électoral L52-12: the account is deposited by 18:00 on the tenth Friday after the first round
 * (presidential elections have a rule of their own).
 */
export function accountDepositDeadline(round1Day: CivilDay): EpochMs {
  const toFriday = (friday - weekdayOf(round1Day) + 7) % 7 || 7
  const tenth = addDays(round1Day, toFriday + (depositWeeks - 1) * 7)
  return instantsOf(paris, tenth, depositHourMs).first
}
