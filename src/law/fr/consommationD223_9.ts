/**
 * Code conso. D223-9, al. 1 and 2: days and hours. It binds commercial calls only; we hold political
 * ones to it too (D), and close the local public holidays beside those of L3133-1 (D).
 */
import type { EpochMs } from '../../base/units.ts'
import { localDay } from '../calendar.ts'
import { type CivilDay, day, dayMs, weekdayOf } from '../civilDate.ts'
import { holidayOn } from '../holidays.ts'
import {
  allowedUntil,
  type Dated,
  type DialCase,
  type DialRule,
  refused,
  valueOn,
} from '../rule.ts'
import { both, exactInstant, sayDay, sayInstant, sayWhen } from '../say.ts'
import { expressWindows, parseTimeOfDay } from '../slotWindows.ts'
import type { Place } from '../territory.ts'
import { unknownClock, unknownZone } from '../unknownFacts.ts'
import type { Refused, Said } from '../verdict.ts'
import { closedPlace, closesAt, type Interval, opensAt, type Windows } from '../windows.ts'

export const textD223_9 = {
  code: 'Code de la consommation',
  from: '2023-03-01',
  confidence: 'V',
  source: 'legifrance.gouv.fr LEGIARTI000046422695 (décret 2022-1313)',
} as const

const from = day('2023-03-01')
const hours: Dated<readonly string[]> = [
  { from, value: ['10:00–13:00', '14:00–20:00'], text: 'D223-9 al. 1' },
]
const friday = 5
const lastWeekday: Dated<number> = [{ from, value: friday, text: 'D223-9 al. 1' }]

export const callingHours: DialRule = {
  id: 'fr.D223-9-hours',
  title: both('Calling days and hours', 'Jours et heures d’appel'),
  level: 'default',
  phase: 'dial',
  text: { ...textD223_9, article: 'D223-9, al. 1 et 2' },
  quote: {
    words:
      'La sollicitation d’un consommateur par voie téléphonique […] n’est autorisée d’une part que ' +
      'du lundi au vendredi, sauf lorsque ces jours sont fériés en application de l’article ' +
      'L. 3133-1 du code du travail, et d’autre part seulement de 10 heures à 13 heures et de ' +
      '14 heures à 20 heures, ces heures correspondant à celles du fuseau horaire du consommateur. ' +
      'Toutefois, le professionnel […] peut solliciter par voie téléphonique un consommateur en ' +
      'dehors de ces jours et de ces plages horaires s’il a obtenu le consentement exprès et ' +
      'préalable du consommateur et qu’il peut l’établir.',
    exact: true,
  },
  does: both(
    'Refuses outside these hours in any place the person may be in, on Saturdays, Sundays ' +
      'and public holidays (local ones too). A slot marked as expressly asked outside the ' +
      'hours counts alone; on a holiday only if it names holidays.',
    'Refuse hors de ces heures dans tout lieu où la personne peut être, les samedis, ' +
      'dimanches et jours fériés (locaux compris). Une plage expressément demandée hors de ces ' +
      'heures compte seule ; un jour férié, seulement si elle nomme les jours fériés.',
  ),
  inForce: { from },
  parameters: { hours, lastWeekday },
  appliesTo: () => true,
  check(call) {
    const { places, residence, lacksZone } = call.whereabouts
    const missing = lacksZone ? unknownZone : unknownClock
    if (places.length === 0) return missing
    // No prefix tells where somebody is: not a mobile's, and since 2023 not a fixed line's either.
    const unsure = residence === 'unknown'
    const usual = valueOn(usualWindows, call.legalDay) ?? neverOpen
    const windows = withExpress(usual, call)
    const closed = closedPlace(windows, places, call.now)
    if (closed) {
      const opening =
        windows === usual
          ? rememberedOpening(usual, places, call.now)
          : opensAt(windows, places, call.now)
      const refusal = refusalAt(closed, opening, call)
      return unsure ? { ...refusal, butUnknown: missing } : refusal
    }
    return unsure ? missing : allowedUntil(closesAt(windows, places, call.now))
  },
}

/** The usual hours, whatever one person agreed to: when they next open in all these places. */
export function usualOpening(places: readonly Place[], now: EpochMs): EpochMs | undefined {
  return opensAt(usualAt(places, now), places, now)
}

function usualAt([first]: readonly Place[], now: EpochMs): Windows {
  if (first === undefined) return neverOpen
  return valueOn(usualWindows, localDay(first.zone, now)) ?? neverOpen
}

const neverOpen: Windows = () => []
const usualWindows: Dated<Windows> = hours.map(({ value, ...dated }) => {
  const open = value.map(parseHours)
  const closed: readonly Interval[] = []
  return {
    ...dated,
    value: (place, when) =>
      weekdayOf(when) > lastWeekdayOn(when, dated.from) || holidayOn(place.holidays, when)
        ? closed
        : open,
  }
})

/** These hours may judge a day of before them (a replay under a later law): then as they began. */
const lastWeekdayOn = (when: CivilDay, began: CivilDay): number =>
  valueOn(lastWeekday, when < began ? began : when) ?? 0

function parseHours(text: string): Interval {
  const [opens = '', closes = ''] = text.split('–')
  return { from: parseTimeOfDay(opens) ?? 0, to: parseTimeOfDay(closes) ?? 0 }
}

function withExpress(usual: Windows, { consent }: DialCase): Windows {
  const express = consent.is === 'live' ? expressWindows(consent.entry.slots ?? []) : undefined
  if (!express) return usual
  return (place, when) => {
    const asked = express(place, when)
    return asked.length === 0 ? usual(place, when) : [...usual(place, when), ...asked]
  }
}

/** Places and usual hours recur from call to call: between an instant and the next opening nothing changes. */
const openings = new WeakMap<
  readonly Place[],
  { readonly usual: Windows; readonly from: EpochMs; readonly opening: EpochMs | undefined }
>()

function rememberedOpening(
  usual: Windows,
  places: readonly Place[],
  now: EpochMs,
): EpochMs | undefined {
  const known = openings.get(places)
  // That two places never open together is believed for a day.
  if (known?.usual === usual && now >= known.from && now < (known.opening ?? known.from + dayMs)) {
    return known.opening
  }
  const opening = opensAt(usual, places, now)
  openings.set(places, { usual, from: now, opening })
  return opening
}

function refusalAt(closed: Place, opening: EpochMs | undefined, { now }: DialCase): Refused {
  return refused(
    () => ({
      measured: exactInstant(closed, now),
      limit: 'Monday to Friday, 10:00–13:00 and 14:00–20:00, no public holiday, local time',
      reason: sayClosed(closed, now, opening),
    }),
    opening,
  )
}

function sayClosed(place: Place, now: EpochMs, opening: EpochMs | undefined): Said {
  const today = localDay(place.zone, now)
  const holiday = holidayOn(place.holidays, today)
  const date = sayDay(today)
  const hour = sayInstant(place, now, now)
  const again = opening === undefined ? undefined : sayWhen(place, opening, now)
  const resume = again
    ? both(`Calls start again ${again.en}.`, `Les appels reprennent ${again.fr}.`)
    : both(
        'No lawful hour is common to all the places this person may be in.',
        'Aucune heure permise n’est commune à tous les lieux où cette personne peut être.',
      )
  const why = holiday
    ? both(
        `${date.en} is a public holiday ${place.where.en} (${holiday.en}).`,
        `Le ${date.fr} est férié ${place.where.fr} (${holiday.fr}).`,
      )
    : weekdayOf(today) > friday
      ? both(`It is ${date.en} ${place.clock.en}.`, `C’est ${date.fr} ${place.clock.fr}.`)
      : both(`It is ${hour.en} ${place.clock.en}.`, `Il est ${hour.fr} ${place.clock.fr}.`)
  return both(`${why.en} ${resume.en}`, `${why.fr} ${resume.fr}`)
}
