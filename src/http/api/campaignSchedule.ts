/** The calendar of a campaign: what is lawful where and when, whom each hour reaches, and the expected end. */
import { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import { after, type EpochMs, epochMs, hours } from '../../base/units.ts'
import type { Trunk } from '../../call/trunk.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { peopleReadMax } from '../../campaign/sampling.ts'
import { lastStart } from '../../campaign/schedule.ts'
import { longestPassMs } from '../../campaign/voiceMessage.ts'
import { trunkOf } from '../../engine/campaigns.ts'
import { nowOf } from '../../engine/line.ts'
import { localDay, midnightOf, zoneOf } from '../../law/calendar.ts'
import { addDays, type CivilDay, dayMs, isoDate, parseDay } from '../../law/civilDate.ts'
import { sayHour } from '../../law/say.ts'
import type { Place } from '../../law/territory.ts'
import { whereaboutsOf } from '../../law/whereabouts.ts'
import { estimate } from '../../money/price.ts'
import { campaignFacts } from '../../screening/campaignFacts.ts'
import { type Band, daysShownMax, instantsOfBand, lawfulWeek } from '../../screening/lawfulWeek.ts'
import {
  callsPerHourOf,
  courseOf,
  openStretches,
  type Profile,
  type ReachableProfile,
  reachableIn,
  reachablePerHour,
} from '../../screening/reachable.ts'
import { type Profiles, readProfiles } from '../../screening/readProfiles.ts'
import { elsewhere } from '../../screening/tally.ts'
import { ofCampaign, said } from './campaignShapes.ts'
import { type AnyRoute, route } from './route.ts'
import { instant, isoOf, isoOrNull } from './times.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day as YYYY-MM-DD')
const clock = z.string().describe('HH:MM in the time of that place; 24:00 is the end of the day.')

const bandShape = z
  .object({
    from: clock,
    to: clock,
    is: z
      .enum(['open', 'closed', 'frozen', 'unchosen', 'early', 'late'])
      .describe('frozen: the silence of a vote. unchosen: lawful, left out by the campaign.'),
    article: z.string().nullable(),
    reason: said.nullable(),
    people: z.int().describe('Who can be reached in it.'),
  })
  .meta({ id: 'ScheduleBand' })

const scheduleShape = z
  .object({
    from: day,
    days: z.int(),
    exact: z.boolean().describe(`false: people are counted from a sample of ${peopleReadMax}.`),
    people: z.int(),
    territories: z.array(
      z.object({
        territories: z.array(z.string()).describe('FR, GP, MQ … that share these hours.'),
        people: z.int(),
        days: z.array(z.object({ day, bands: z.array(bandShape) })),
      }),
    ),
    perDay: z.array(z.object({ day, people: z.int() })).describe('By the day in Paris.'),
    perHour: z.array(z.object({ at: instant, people: z.int() })),
    expectedEnd: instant.nullable().describe('When everybody has been called once.'),
    atMostMicroEuro: z
      .int()
      .nullable()
      .describe('If everybody who can be reached hears everything; null: no price is known.'),
    late: z.int().describe('People not called before the deadline at this pace.'),
    unreachable: z.int().describe('People no hour before the deadline reaches.'),
    callsPerHour: z.int(),
    nextOpening: instant.nullable().describe('The first instant at which anybody can be reached.'),
  })
  .meta({ id: 'Schedule' })

const paris = zoneOf('Europe/Paris')
/** As long as there is no recording: a minute, as most of them are. */
const usualMessageMs = 60_000
/** Beyond this no expected end is looked for. */
const courseMax = hours(24 * 62)

const schedule = route({
  ...{ name: 'getSchedule', method: 'GET', tag: 'Campaigns', access: 'campaign.read' },
  path: '/organisations/:organisation/campaigns/:campaign/schedule',
  summary:
    'Day by day what is lawful in each territory, whom each hour reaches, and the expected end.',
  params: ofCampaign,
  query: z.object({
    from: day.optional(),
    days: z.coerce.number().int().min(1).max(daysShownMax).default(7),
  }),
  reply: scheduleShape,
  async handle({ database, store, params, query }) {
    const campaign = await store.campaign(params.campaign as CampaignId)
    const now = await nowOf({ database }, campaign)
    const trunk = (await trunkOf(store, campaign.trunk)) ?? noTrunk
    const begins = epochMs(Math.max(now, campaign.startsAt ?? 0))
    const asked = query.from === undefined ? undefined : parseDay(query.from)
    const from = asked ?? localDay(paris, begins)
    const profiles = await readProfiles({ database, store, campaign, trunk, now })
    const shown = { campaign, trunk, begins, from, days: query.days, profiles }
    return scheduleOf(shown, await reached(shown))
  },
})

const noTrunk: Shown['trunk'] = {
  ...{ kind: 'practice', callerIds: [], callsPerSecond: 1, concurrentCalls: 1 },
}

interface Shown {
  readonly campaign: Campaign
  readonly trunk: Pick<Trunk, 'kind' | 'callerIds' | 'callsPerSecond' | 'concurrentCalls' | 'price'>
  readonly begins: EpochMs
  readonly from: CivilDay
  readonly days: number
  readonly profiles: Profiles
}

/** Profiles judged between two turns of the event loop: other requests are answered meanwhile. */
const judgedAtOnce = 25

/** As if people may be called all the time of the view; without the deadline, which is told apart. */
async function reached({
  profiles,
  from,
  days,
  begins,
}: Shown): Promise<readonly ReachableProfile[]> {
  const viewEnds = midnightOf(paris, addDays(from, days + 1))
  const to = epochMs(Math.max(viewEnds, Math.min(after(begins, courseMax), viewEnds + 1)))
  const start = epochMs(Math.min(begins, midnightOf(paris, addDays(from, -1))))
  const found: ReachableProfile[] = []
  for (const [index, { facts, people, territory }] of profiles.profiles.entries()) {
    if (index % judgedAtOnce === judgedAtOnce - 1) await new Promise(setImmediate)
    found.push({ people, territory, open: openStretches(facts, start, to) })
  }
  return found
}

function scheduleOf(
  shown: Shown,
  open: readonly ReachableProfile[],
): z.input<typeof scheduleShape> {
  const { campaign, trunk, begins, from, days, profiles } = shown
  const { people } = profiles
  const messageMs = campaign.message
    ? longestPassMs(campaign.message, campaign.menu.gateTimeoutMs)
    : usualMessageMs
  const callsPerHour = Math.round(callsPerHourOf(trunk, messageMs))
  const ends = epochMs(Math.max(begins + 1, lastStart(campaign)))
  const now = { from: begins, to: ends }
  const reachable = open.map((each) => ({ ...each, open: within(each.open, now) }))
  const { endsAt, late, unreachable } = courseOf(reachable, callsPerHour, now)
  const viewFrom = midnightOf(paris, from)
  const viewTo = midnightOf(paris, addDays(from, days))
  return {
    from: isoDate(from),
    days,
    exact: profiles.exact,
    people,
    territories: territoriesOf(shown, reachable),
    perDay: Array.from({ length: days }, (_, n) => {
      const each = addDays(from, n)
      const to = midnightOf(paris, addDays(each, 1))
      return {
        day: isoDate(each),
        people: reachableIn(reachable, { from: midnightOf(paris, each), to }),
      }
    }),
    perHour: reachablePerHour(reachable, viewFrom, viewTo).map(({ at, people }) => ({
      ...{ at: isoOf(at), people },
    })),
    expectedEnd: late === 0 ? isoOrNull(endsAt) : null,
    atMostMicroEuro: trunk.price
      ? estimate(trunk.price, { people: people - unreachable, messageMs, answeredShare: 1 })
          .atMostMicroEuro
      : null,
    ...{ late, unreachable, callsPerHour },
    nextOpening: isoOrNull(firstOf(open, begins)),
  }
}

const within = (
  open: ReachableProfile['open'],
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
): ReachableProfile['open'] =>
  open.flatMap((each) => {
    const begins = Math.max(each.from, from)
    const ends = Math.min(each.to, to)
    return begins < ends ? [{ from: epochMs(begins), to: epochMs(ends) }] : []
  })

function firstOf(open: readonly ReachableProfile[], begins: EpochMs): EpochMs | null {
  const first = open.flatMap((each) => each.open.map(({ from }) => Math.max(from, begins)))
  return first.length === 0 ? null : epochMs(Math.min(...first))
}

interface TerritoryWeek {
  readonly territories: string[]
  people: number
  readonly days: z.input<typeof scheduleShape>['territories'][number]['days']
}

/** Of each territory the people who are most alike stand for its clock; those with the same hours together. */
function territoriesOf(
  shown: Shown,
  open: readonly ReachableProfile[],
): z.input<typeof scheduleShape>['territories'] {
  const byTerritory = Map.groupBy(shown.profiles.profiles, ({ territory }) => territory)
  const weeks: TerritoryWeek[] = []
  const known = [...byTerritory].filter(([territory]) => territory !== elsewhere)
  const nobody: typeof known = [['FR', [parisian(shown)]]]
  const all = known.length > 0 ? known : nobody
  for (const [territory, profiles] of all) {
    const people = profiles.reduce((sum, each) => sum + each.people, 0)
    const own = open.filter((each) => each.territory === territory)
    const days = daysOf(shown, biggest(profiles), own)
    const same = weeks.find((week) => sameHours(week.days, days))
    if (same) {
      same.territories.push(territory)
      same.people += people
      addPeople(same.days, days)
    } else weeks.push({ territories: [territory], people, days })
  }
  return weeks.sort((a, b) => b.people - a.people)
}

const parisian = ({ campaign, trunk, begins }: Shown): Profile => ({
  facts: {
    ...campaignFacts(campaign, trunk, begins),
    callee: { number: '+33199000000' as Profile['facts']['callee']['number'], insee: '75056' },
  },
  territory: 'FR',
  people: 0,
})

const biggest = (profiles: readonly Profile[]): Profile =>
  profiles.reduce((most, each) => (each.people > most.people ? each : most))

function daysOf(
  { campaign, trunk, begins, from, days }: Shown,
  { facts }: Profile,
  open: readonly ReachableProfile[],
): TerritoryWeek['days'] {
  const place = whereaboutsOf(facts).places[0] as Place
  const week = lawfulWeek({
    ...{ campaign: campaignFacts(campaign, trunk, begins), lastStart: lastStart(campaign) },
    ...{ callee: facts.callee, place, from, days },
  })
  return week.map((each) => ({
    day: isoDate(each.day),
    bands: each.bands.map((band) =>
      bandOf(band, reachableIn(open, instantsOfBand(place, each.day, band))),
    ),
  }))
}

const hourOf = (ms: number): string => (ms >= dayMs ? '24:00' : sayHour(ms).en)

const bandOf = ({ from, to, is, article, reason }: Band, people: number) => ({
  ...{ from: hourOf(from), to: hourOf(to), is, people },
  ...{ article: article ?? null, reason: reason ?? null },
})

function sameHours(a: TerritoryWeek['days'], b: TerritoryWeek['days']): boolean {
  const hoursOf = (days: TerritoryWeek['days']): string =>
    JSON.stringify(days.map(({ bands }) => bands.map(({ from, to, is }) => [from, to, is])))
  return hoursOf(a) === hoursOf(b)
}

function addPeople(to: TerritoryWeek['days'], from: TerritoryWeek['days']): void {
  for (const [n, { bands }] of to.entries()) {
    for (const [each, band] of bands.entries()) {
      band.people += from[n]?.bands[each]?.people ?? 0
    }
  }
}

export const scheduleRoutes: readonly AnyRoute[] = [schedule]
