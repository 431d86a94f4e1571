/**
 * The tables of the law typed a second time, for tests: offsets from UTC and holidays as numbers, no
 * zone data base and no code of src/law. Years 2026 to 2028.
 */

export interface TablePlace {
  readonly name: string
  readonly insee: string
  readonly territory: string
  /** Hours ahead of UTC at an instant. */
  readonly ahead: (at: number) => number
  /** Local holidays as `MM-DD`, beside the national ones. */
  readonly closed: readonly string[]
  /** 00:00 of the eve of 18 April (or 17 April) 2027, in UTC. */
  readonly eve: string
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The nth Sunday of a month (month 1 to 12; n = -1: the last one), at 00:00 UTC. */
function sunday(year: number, month: number, n: number): number {
  if (n < 0) {
    const last = Date.UTC(year, month, 0)
    return last - ((Math.floor(last / dayMs) + 4) % 7) * dayMs
  }
  const first = Date.UTC(year, month - 1, 1)
  return first + (((7 - ((Math.floor(first / dayMs) + 4) % 7)) % 7) + (n - 1) * 7) * dayMs
}

const yearOf = (at: number): number => new Date(at).getUTCFullYear()
const fixed = (hours: number) => (): number => hours

/** Directive 2000/84/CE: last Sundays of March and October, 01:00 UTC. */
function parisAhead(at: number): number {
  const year = yearOf(at)
  return at >= sunday(year, 3, -1) + hourMs && at < sunday(year, 10, -1) + hourMs ? 2 : 1
}

/** As in North America: second Sunday of March 02:00 to first Sunday of November 02:00, local. */
function miquelonAhead(at: number): number {
  const year = yearOf(at)
  return at >= sunday(year, 3, 2) + 5 * hourMs && at < sunday(year, 11, 1) + 4 * hourMs ? -2 : -3
}

// biome-ignore format: one place a line, read as a table
export const tablePlaces: readonly TablePlace[] = [
  ['Paris', '75056', 'FR', parisAhead, [], '22:00'],
  ['Strasbourg', '67482', 'FR', parisAhead, ['goodFriday', '12-26'], '22:00'],
  ['Metz', '57463', 'FR', parisAhead, ['goodFriday', '12-26'], '22:00'],
  ['Mulhouse', '68224', 'FR', parisAhead, ['goodFriday', '12-26'], '22:00'],
  ['Bastia', '2B033', 'FR', parisAhead, [], '22:00'],
  ['Pointe-à-Pitre', '97120', 'GP', fixed(-4), ['05-27'], '04:00'],
  ['Fort-de-France', '97209', 'MQ', fixed(-4), ['05-22'], '04:00'],
  ['Cayenne', '97302', 'GF', fixed(-3), ['06-10'], '03:00'],
  ['Saint-Denis', '97411', 'RE', fixed(4), ['12-20'], '20:00'],
  ['Mamoudzou', '97611', 'YT', fixed(3), ['04-27'], '21:00'],
  ['Saint-Pierre', '97502', 'PM', miquelonAhead, [], '02:00'],
  ['Gustavia', '97701', 'BL', fixed(-4), ['10-09'], '04:00'],
  ['Marigot', '97801', 'MF', fixed(-4), ['05-27', '05-28'], '04:00'],
  ['Mata-Utu', '98613', 'WF', fixed(12), ['04-28', '06-29', '07-29'], '12:00'],
  ['Nouméa', '98818', 'NC', fixed(11), ['09-24'], '13:00'],
  ['Papeete', '98735', 'PF', fixed(-10), ['03-05', 'goodFriday', '06-29', '11-20'], '10:00'],
  ['Nuku-Hiva', '98731', 'PF', fixed(-9.5), ['03-05', 'goodFriday', '06-29', '11-20'], '09:30'],
  ['Rikitea', '98719', 'PF', fixed(-9), ['03-05', 'goodFriday', '06-29', '11-20'], '09:00'],
].map(([name, insee, territory, ahead, closed, eve]) => ({ name, insee, territory, ahead, closed, eve }) as TablePlace)

/** Easter Mondays, Ascension Days, Whit Mondays and Good Fridays, from the almanac. */
const moving: Readonly<Record<number, readonly [string, string, string, string]>> = {
  2026: ['04-06', '05-14', '05-25', '04-03'],
  2027: ['03-29', '05-06', '05-17', '03-26'],
  2028: ['04-17', '05-25', '06-05', '04-14'],
}
const national = '01-01 05-01 05-08 07-14 08-15 11-01 11-11 12-25'.split(' ')

/** `2027-04-16T10:00` at that place → the instant. */
export function at({ ahead }: TablePlace, local: string): number {
  const asUtc = Date.parse(`${local}Z`)
  // Twice, for a local time on the far side of a change from its UTC reading.
  return asUtc - ahead(asUtc - ahead(asUtc) * hourMs) * hourMs
}

/** What calendar and clock show there: `MM-DD`, day of the week (1 Monday), milliseconds of the day. */
export function shownAt(
  place: TablePlace,
  instant: number,
): {
  readonly monthDay: string
  readonly year: number
  readonly weekday: number
  readonly ms: number
} {
  const local = new Date(instant + place.ahead(instant) * hourMs)
  return {
    monthDay: local.toISOString().slice(5, 10),
    year: local.getUTCFullYear(),
    weekday: local.getUTCDay() || 7,
    ms: local.getTime() % dayMs,
  }
}

export function isHoliday(place: TablePlace, instant: number): boolean {
  const { monthDay, year } = shownAt(place, instant)
  const [monday = '', ascension = '', whit = '', goodFriday = ''] = moving[year] ?? []
  const closed = place.closed.map((each) => (each === 'goodFriday' ? goodFriday : each))
  return [...national, monday, ascension, whit, ...closed].includes(monthDay)
}

/** Monday to Friday, no holiday, 10:00–13:00 and 14:00–20:00 there. */
export function isUsualHour(place: TablePlace, instant: number): boolean {
  const { weekday, ms } = shownAt(place, instant)
  if (weekday > 5 || isHoliday(place, instant)) return false
  const hour = ms / hourMs
  return (hour >= 10 && hour < 13) || (hour >= 14 && hour < 20)
}

const saturday = ['GP', 'MQ', 'GF', 'BL', 'MF', 'PM', 'PF']

/** The silence of one round: 18 April 2027 (first) or 2 May (second). */
export function silence(
  place: TablePlace,
  round: 1 | 2,
): { readonly from: number; readonly to: number } {
  const later = round === 1 ? 0 : 14 * dayMs
  const from = Date.parse(`2027-04-16T${place.eve}:00Z`) + later
  const votesOnSaturday = saturday.includes(place.territory)
  const dayAfter = from + 2 * dayMs
  const parisClosed = Date.parse('2027-04-18T18:00:00Z') + later
  // Whoever votes on the Saturday still waits for Monday 00:00 between the rounds.
  const monday = round === 1 ? from + (votesOnSaturday ? 3 : 2) * dayMs : 0
  return { from, to: Math.max(dayAfter, parisClosed, monday) }
}

const prefixes: readonly (readonly [kind: string, national: string])[] = [
  [
    'fixed',
    '0140 0155 0240 0299 0320 0388 0472 0491 0499 0556 0561 0262 0263 0269 0590 0594 0596 050841',
  ],
  [
    'mobile',
    '0601 0612 0623 0634 0645 0656 0667 0678 0689 0695 0698 0699 0741 0752 0763 0774 0785',
  ],
  ['mobile', '0692 0693 0639 0690 0691 0694 0696 0697 07090 07091 07092'],
  ['mobile', '070930 070931 070932 070933 070935 070936 070937 070856'],
  ['voip', '0946 0951 0962 0973 0984 097600 097619 097622 097639 097640 097659 097660 097679'],
  ['voip', '097690 097699'],
  ['npv', '0162 0163 0270 0271 0377 0378 0424 0425 0568 0569 0948 0949'],
  ['npv', '09475 09476 09477 09478 09479 05987 05988 05989 02688 02689'],
  ['m2m', '0700 0901'],
  ['platform', '0937 0938 0939'],
  ['special', '0800 0801 0802 0803 0804 0805 0806 0807 0808 0809 0811 0820 0825 0826 0836 0850'],
  ['special', '0860 0868 0890 0891 0892 0893 0897 0899'],
  ['unallocated', '0701 0705 0708 070934 070938 070939 07094 0730 0739 0790 0799'],
  ['unallocated', '0902 0910 0920 0930 0940 097620 097621 09768'],
]

/** Class → national prefixes of it. */
export const numberFamilies: readonly (readonly [kind: string, prefix: string])[] =
  prefixes.flatMap(([kind, list = '']) =>
    list
      .split(' ')
      .filter(Boolean)
      .map((prefix) => [kind, prefix] as const),
  )
