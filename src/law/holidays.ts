/**
 * Public holidays computed from the statutes, not from a table that ends: Code du travail L. 3133-1
 * (national), L. 3134-13 (Alsace-Moselle), L. 3422-2 (abolition of slavery). New Caledonia, French
 * Polynesia and Wallis-et-Futuna have labour codes of their own: their local days are data still to
 * be confirmed (K), closed meanwhile beside the national ones.
 */
import { addDays, type CivilDay, dateOf, dayOf } from './civilDate.ts'

export const holidayCalendars = [
  ...(['FR', 'alsaceMoselle', 'GP', 'MQ', 'GF', 'RE', 'YT'] as const),
  ...(['PM', 'BL', 'MF', 'NC', 'PF', 'WF'] as const),
] as const
export type HolidayCalendar = (typeof holidayCalendars)[number]

export interface Holiday {
  readonly en: string
  readonly fr: string
  /** The article that makes it a holiday, or the doubt about it. */
  readonly text: string
}

type When = readonly [month: number, date: number] | { readonly easter: number }
type Row = readonly [when: When, en: string, fr: string, text: string]

// Code du travail L. 3133-1, 1° to 11°.
// biome-ignore format: read as a table
const national: readonly Row[] = [
  [[1, 1], 'New Year’s Day', 'Jour de l’an', 'L. 3133-1'],
  [{ easter: 1 }, 'Easter Monday', 'lundi de Pâques', 'L. 3133-1'],
  [[5, 1], 'Labour Day', 'fête du Travail', 'L. 3133-1'],
  [[5, 8], 'Victory Day 1945', 'victoire de 1945', 'L. 3133-1'],
  [{ easter: 39 }, 'Ascension Day', 'Ascension', 'L. 3133-1'],
  [{ easter: 50 }, 'Whit Monday', 'lundi de Pentecôte', 'L. 3133-1'],
  [[7, 14], 'National Day', 'fête nationale', 'L. 3133-1'],
  [[8, 15], 'Assumption Day', 'Assomption', 'L. 3133-1'],
  [[11, 1], 'All Saints’ Day', 'Toussaint', 'L. 3133-1'],
  [[11, 11], 'Armistice Day 1918', 'armistice de 1918', 'L. 3133-1'],
  [[12, 25], 'Christmas Day', 'Noël', 'L. 3133-1'],
]

const abolition = ['abolition of slavery', 'abolition de l’esclavage', 'L. 3422-2'] as const
const pacific = 'local labour code, to be confirmed (K)'

// L. 3134-13 gives Good Friday to communes with a Protestant temple or a mixed church; we do not know
// which they are and close them all. Saint-Martin: 27 May by statute, 28 May by practice; both closed.
// biome-ignore format: read as a table
const local: Readonly<Record<HolidayCalendar, readonly Row[]>> = {
  FR: [],
  alsaceMoselle: [
    [{ easter: -2 }, 'Good Friday', 'Vendredi saint', 'L. 3134-13'],
    [[12, 26], 'St Stephen’s Day', 'Saint-Étienne', 'L. 3134-13'],
  ],
  GP: [[[5, 27], ...abolition]],
  MQ: [[[5, 22], ...abolition]],
  GF: [[[6, 10], ...abolition]],
  RE: [[[12, 20], ...abolition]],
  YT: [[[4, 27], ...abolition]],
  PM: [],
  BL: [[[10, 9], ...abolition]],
  MF: [
    [[5, 27], ...abolition],
    [[5, 28], 'abolition of slavery (local practice)', 'abolition de l’esclavage (usage local)', 'practice (D)'],
  ],
  NC: [[[9, 24], 'Citizenship Day', 'fête de la Citoyenneté', pacific]],
  PF: [
    [[3, 5], 'Arrival of the Gospel', 'arrivée de l’Évangile', pacific],
    [{ easter: -2 }, 'Good Friday', 'Vendredi saint', pacific],
    [[6, 29], 'Autonomy Day', 'fête de l’Autonomie', pacific],
    [[11, 20], 'Matari’i', 'Matari’i', pacific],
  ],
  WF: [
    [[4, 28], 'St Peter Chanel', 'saint Pierre Chanel', pacific],
    [[6, 29], 'Saints Peter and Paul', 'saints Pierre et Paul', pacific],
    [[7, 29], 'Territory Day', 'fête du Territoire', pacific],
  ],
}

/** The holiday this day is there, or undefined. */
export function holidayOn(calendar: HolidayCalendar, when: CivilDay): Holiday | undefined {
  const { year } = dateOf(when)
  const years = remembered[calendar]
  let days = years.get(year)
  if (!days) {
    if (years.size >= yearsRemembered) years.clear()
    days = holidaysOf(calendar, year)
    years.set(year, days)
  }
  return days.get(when)
}

/** All holidays of one year there. When two fall together, the national name is kept. */
export function holidaysOf(
  calendar: HolidayCalendar,
  year: number,
): ReadonlyMap<CivilDay, Holiday> {
  const easter = easterSunday(year)
  const days = new Map<CivilDay, Holiday>()
  for (const [when, en, fr, text] of [...local[calendar], ...national]) {
    const day = 'easter' in when ? addDays(easter, when.easter) : dayOf(year, when[0], when[1])
    days.set(day, { en, fr, text })
  }
  return days
}

/** Gregorian computus (Meeus, Astronomical Algorithms, ch. 8): valid for every Gregorian year. */
export function easterSunday(year: number): CivilDay {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const shift = epact + toSunday - 7 * late + 114
  return dayOf(year, Math.floor(shift / 31), (shift % 31) + 1)
}

/** Years remembered a calendar: a replay of past campaigns and a century of tests fit. */
const yearsRemembered = 256
const remembered = Object.fromEntries(
  holidayCalendars.map((calendar) => [calendar, new Map()]),
) as Record<HolidayCalendar, Map<number, ReadonlyMap<CivilDay, Holiday>>>
