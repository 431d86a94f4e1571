/**
 * The calendar a team plans by: for a place, day by day in its own time, when calls are allowed, and by
 * which article they are not. Judged by the rules the dialler is held to (law/judge.ts), those about time
 * alone, for a person who agreed to every hour.
 */
import type { EpochMs } from '../base/units.ts'
import { instantsOf } from '../law/calendar.ts'
import { addDays, type CivilDay, dayMs, minuteMs } from '../law/civilDate.ts'
import type { CallFacts } from '../law/facts.ts'
import { judge } from '../law/judge.ts'
import { france, type RuleSet } from '../law/ruleSets.ts'
import { parseTimeOfDay } from '../law/slotWindows.ts'
import type { Place } from '../law/territory.ts'
import type { RuleId, Said } from '../law/verdict.ts'
import type { CampaignFacts } from './sameFacts.ts'

/** frozen: the silence of a vote. unchosen: lawful, and not among the hours of the campaign. */
export type BandState = 'open' | 'closed' | 'frozen' | 'unchosen' | 'early' | 'late'

/** Milliseconds of the local day, half-open. */
export interface Band {
  readonly from: number
  readonly to: number
  readonly is: BandState
  /** Why not, by which rule. */
  readonly rule?: RuleId
  readonly article?: string
  readonly reason?: Said
}

export interface LawfulDay {
  readonly day: CivilDay
  readonly bands: readonly Band[]
}

const hoursRule = 'fr.D223-9-hours'
const eveRule = 'fr.L49-3'
const ownHours = 'fr.campaign-hours'
const ownStart = 'fr.campaign-start'
/** What comes first is what a person should read: a vote before the hour, the hour before their choice. */
const inOrder: readonly (readonly [RuleId, BandState])[] = [
  [eveRule, 'frozen'],
  [hoursRule, 'closed'],
  [ownStart, 'early'],
  [ownHours, 'unchosen'],
]
/** What time alone decides: the silence of a vote, the hours of the law and those of the campaign. */
export const rulesOfTime: RuleSet = {
  ...france,
  dial: france.dial.filter(({ id }) => inOrder.some(([rule]) => rule === id)),
}
const articles = new Map(
  rulesOfTime.dial.map(({ id, text }) => [id, `${text.code}, ${text.article}`] as const),
)

/** Longer than any screen shows at once. */
export const daysShownMax = 62
const halfHour = 30 * minuteMs

export interface WeekAsked {
  readonly campaign: CampaignFacts
  readonly lastStart: number
  /** Where somebody is: their commune or territory decides clock, holidays and votes. */
  readonly callee: CallFacts['callee']
  readonly place: Place
  readonly from: CivilDay
  readonly days: number
}

export function lawfulWeek(asked: WeekAsked): readonly LawfulDay[] {
  const edges = edgesOf(asked.campaign)
  return Array.from({ length: Math.min(asked.days, daysShownMax) }, (_, n) => {
    const day = addDays(asked.from, n)
    return { day, bands: bandsOf(asked, day, edges) }
  })
}

/** Instants of the local day at which something may change: half hours, and the campaign's own. */
function edgesOf({ hours = [] }: CampaignFacts): readonly number[] {
  const halfHours = Array.from({ length: dayMs / halfHour }, (_, n) => n * halfHour)
  const own = hours.flatMap(({ from, to }) => [parseTimeOfDay(from), parseTimeOfDay(to)])
  const known = own.filter((at): at is number => at !== undefined && at < dayMs)
  return [...new Set([...halfHours, ...known])].sort((a, b) => a - b)
}

function bandsOf(asked: WeekAsked, day: CivilDay, edges: readonly number[]): readonly Band[] {
  const bands: Band[] = []
  edges.forEach((from, index) => {
    const to = edges[index + 1] ?? dayMs
    const now = instantsOf(asked.place.zone, day, from).first
    const band: Band = { from, to, ...stateAt(asked, now) }
    const before = bands.at(-1)
    const goesOn = before !== undefined && before.is === band.is && before.rule === band.rule
    if (goesOn) bands[bands.length - 1] = { ...before, to }
    else bands.push(band)
  })
  return bands
}

function stateAt(
  { campaign, callee, lastStart }: WeekAsked,
  now: EpochMs,
): Omit<Band, 'from' | 'to'> {
  const facts: CallFacts = { ...campaign, now, callee, trunk: noTrunk }
  const { refusals } = judge(facts, rulesOfTime).verdict
  for (const [rule, is] of inOrder) {
    const refusal = refusals.find((each) => each.rule === rule)
    if (!refusal) continue
    return { is, rule, article: articles.get(rule) ?? rule, reason: refusal.reason }
  }
  return now >= lastStart ? { is: 'late' } : { is: 'open' }
}

const noTrunk = { kind: 'practice', callerIds: [] } as const

/** The instants of a band in its place. */
export function instantsOfBand(
  place: Place,
  day: CivilDay,
  { from, to }: Pick<Band, 'from' | 'to'>,
): { readonly from: EpochMs; readonly to: EpochMs } {
  const end =
    to >= dayMs ? instantsOf(place.zone, addDays(day, 1), 0) : instantsOf(place.zone, day, to)
  return { from: instantsOf(place.zone, day, from).first, to: end.last }
}
