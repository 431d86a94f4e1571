/**
 * The campaign's own calendar: no call before the instant it named, none outside the weekly hours it
 * chose. Either can only narrow what the law allows; that people agreed to "these hours" is kept by
 * obeying them to the millisecond, in the local time of each person.
 */
import type { EpochMs } from '../../base/units.ts'
import { day } from '../civilDate.ts'
import { allowed, allowedUntil, type DialCase, type DialRule, refused } from '../rule.ts'
import { both, exactInstant, sayInstant, sayWhen } from '../say.ts'
import { slotWindows } from '../slotWindows.ts'
import { type Place, placesIn } from '../territory.ts'
import { unknownClock, unknownZone } from '../unknownFacts.ts'
import type { RuleAnswer, Said } from '../verdict.ts'
import { closedPlace, closesAt, opensAt, type Windows } from '../windows.ts'

const text = {
  code: 'Portevoix',
  from: '2026-11-28',
  confidence: 'D',
  source: 'our choice: a schedule may only be stricter than the law',
} as const
// Our own choice: it holds on every day we may judge.
const inForce = { from: day('1970-01-01') }

export const campaignStart: DialRule = {
  id: 'fr.campaign-start',
  title: both('First instant of the campaign', 'Premier instant de la campagne'),
  level: 'default',
  phase: 'dial',
  text: { ...text, article: 'first instant of a campaign' },
  quote: { words: 'A campaign calls nobody before the instant it has named.', exact: false },
  does: both(
    'Refuses before the instant the campaign named; that instant is in.',
    'Refuse avant l’instant que la campagne a nommé ; cet instant est permis.',
  ),
  inForce,
  appliesTo: ({ startsAt }) => startsAt !== undefined,
  check({ facts: { startsAt }, now, whereabouts }) {
    if (startsAt === undefined || now >= startsAt) return allowed
    const place = whereabouts.places[0] ?? paris
    return refused(() => {
      const when = sayWhen(place, startsAt, now)
      return {
        measured: exactInstant(place, now),
        limit: `from ${exactInstant(place, startsAt)} on`,
        reason: both(
          `This campaign does not begin yet. Calls start ${when.en}.`,
          `Cette campagne ne commence pas encore. Les appels débutent ${when.fr}.`,
        ),
      }
    }, startsAt)
  },
}

export const campaignHours: DialRule = {
  id: 'fr.campaign-hours',
  title: both('Hours the campaign chose', 'Heures choisies par la campagne'),
  level: 'default',
  phase: 'dial',
  text: { ...text, article: 'weekly hours of a campaign' },
  quote: {
    words: 'A campaign that chose some hours of the week calls in no others.',
    exact: false,
  },
  does: both(
    'Refuses outside the weekly hours the campaign chose, in the local time of every place the ' +
      'person may be in (half-open: the first instant is in, the last one out).',
    'Refuse hors des heures de la semaine choisies par la campagne, à l’heure locale de tout lieu ' +
      'où la personne peut être (le premier instant est dedans, le dernier dehors).',
  ),
  inForce,
  appliesTo: ({ hours }) => hours !== undefined,
  check(call) {
    const { facts, whereabouts, now } = call
    const { places, lacksZone } = whereabouts
    if (places.length === 0) return lacksZone ? unknownZone : unknownClock
    const windows = slotWindows(facts.hours ?? [])
    const closed = closedPlace(windows, places, now)
    return closed
      ? outsideHours(call, closed, windows)
      : allowedUntil(closesAt(windows, places, now))
  },
}

const paris = placesIn.FR[0] as Place

function outsideHours(call: DialCase, place: Place, windows: Windows): RuleAnswer {
  const { facts, whereabouts, now } = call
  const opening = opensAt(windows, whereabouts.places, now)
  return refused(
    () => ({
      measured: exactInstant(place, now),
      limit:
        (facts.hours ?? [])
          .map(({ days, from, to }) => `days ${days.join(',')} ${from}–${to}`)
          .join('; ') || 'no hour was chosen',
      reason: sayOutside(place, now, opening),
    }),
    opening,
  )
}

function sayOutside(place: Place, now: EpochMs, opening: EpochMs | undefined): Said {
  const here = sayInstant(place, now, now)
  const outside = both(
    `It is ${here.en} ${place.clock.en}, outside the hours chosen for this campaign.`,
    `Il est ${here.fr} ${place.clock.fr}, hors des heures choisies pour cette campagne.`,
  )
  if (opening === undefined) {
    return both(`${outside.en} Choose some hours.`, `${outside.fr} Choisissez des heures.`)
  }
  const next = sayWhen(place, opening, now)
  return both(`${outside.en} They open ${next.en}.`, `${outside.fr} Elles s’ouvrent ${next.fr}.`)
}
