/** Slots, express slots, midnight and holidays, asked as a stranger asks, with the clocks typed twice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  at,
  isHoliday,
  isUsualHour,
  shownAt,
  type TablePlace,
  tablePlaces,
} from '../../test/support/lawTables.ts'
import { type Random, randomFrom } from '../base/random.ts'
import { decide } from './decide.ts'
import { readFacts } from './readFacts.ts'

interface WrittenSlot {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
  readonly expressOutsideHours?: true
  readonly includesHolidays?: true
}

const clockMs = (text: string): number =>
  (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * 60_000

/** Half-open; what runs past midnight belongs to the day before. */
function holds({ days, from, to }: WrittenSlot, weekday: number, ms: number): boolean {
  const [begins, ends] = [clockMs(from), clockMs(to)]
  if (begins < ends) return days.includes(weekday) && ms >= begins && ms < ends
  const dayBefore = weekday === 1 ? 7 : weekday - 1
  return (days.includes(weekday) && ms >= begins) || (days.includes(dayBefore) && ms < ends)
}

function expectedIn(
  place: TablePlace,
  now: number,
  slots: readonly WrittenSlot[],
): readonly string[] {
  const { weekday, ms } = shownAt(place, now)
  const inSlot = slots.some((slot) => holds(slot, weekday, ms))
  const asked = slots.some(
    (slot) =>
      slot.expressOutsideHours &&
      holds(slot, weekday, ms) &&
      (slot.includesHolidays || !isHoliday(place, now)),
  )
  return [
    ...(inSlot ? [] : ['fr.CNIL-slot']),
    ...(asked || isUsualHour(place, now) ? [] : ['fr.D223-9-hours']),
  ]
}

function refusing(now: number, callee: object, slots: readonly WrittenSlot[]): readonly string[] {
  const consents = [{ kind: 'given', controller: 'C', channel: 'automate', at: 0, slots }]
  const known = { consents, suppressions: [], attempts: [], election: null, callerId: '0163001234' }
  const facts = readFacts(JSON.stringify({ now, controller: 'C', callee, ...known }))
  return decide(facts).verdict.refusals.map(({ rule }) => rule)
}

function someSlot(random: Random): WrittenSlot {
  const clock = (): string => {
    const minute = random.pick(['00', '00', '30', '59'])
    return `${String(random.below(24)).padStart(2, '0')}:${minute}`
  }
  const from = clock()
  const written = random.below(8) === 0 ? '24:00' : clock()
  const to = written === from ? '24:00' : written
  return {
    days: Array.from({ length: 1 + random.below(5) }, (_, i) => ((i + random.below(7)) % 7) + 1),
    from,
    to,
    ...(random.below(2) === 0 ? { expressOutsideHours: true as const } : {}),
    ...(random.below(2) === 0 ? { includesHolidays: true as const } : {}),
  }
}

/** An instant on one side of an edge of a slot, on a day that is often special. */
function nearAnEdge(random: Random, place: TablePlace, slots: readonly WrittenSlot[]): number {
  const special = '2027-03-26 2027-03-27 2027-03-28 2027-03-29 2027-04-27 2027-05-01 2027-05-06'
  const date = random.below(2) === 0 ? random.pick(special.split(' ')) : '2027-06-14'
  const midnight = at(place, `${date}T00:00`) + (random.below(3) - 1) * 86_400_000
  const { from, to } = random.pick(slots)
  return midnight + clockMs(random.pick([from, to, '10:00', '20:00'])) + random.below(3) - 1
}

test('slots: every edge in every place, across midnight, on holidays and changes of time', () => {
  const random = randomFrom(30)
  const tally = { open: 0, closed: 0 }
  for (let i = 0; i < 4_000; i += 1) {
    const place = random.pick(tablePlaces)
    const slots = Array.from({ length: 1 + random.below(3) }, () => someSlot(random))
    const now = nearAnEdge(random, place, slots)
    const expected = expectedIn(place, now, slots)
    tally[expected.length === 0 ? 'open' : 'closed'] += 1
    assert.deepEqual(
      refusing(now, { number: '0639981234', insee: place.insee }, slots),
      expected,
      `${place.name} ${new Date(now).toISOString()} ${JSON.stringify(slots)}`,
    )
  }
  assert.ok(tally.open > 500 && tally.closed > 500, JSON.stringify(tally))
})

test('slots: residence and prefix that disagree must both be inside, at the same instant', () => {
  const random = randomFrom(31)
  const numbers: readonly (readonly [string, readonly string[]])[] = [
    ['0140001234', ['FR']],
    ['0612345678', ['FR']],
    ['0972101234', ['FR']],
    ['0262201234', ['RE']],
    ['0269611234', ['YT']],
    ['0590201234', ['GP', 'BL', 'MF']],
    ['0696201234', ['MQ']],
    ['0594201234', ['GF']],
    ['0508411234', ['PM']],
  ]
  const firstOf = (territory: string): TablePlace =>
    // An unknown commune of the metropole may be one of Alsace-Moselle.
    tablePlaces.find(
      (place) => place.territory === territory && (territory !== 'FR' || place.insee === '67482'),
    ) as TablePlace
  for (let i = 0; i < 2_000; i += 1) {
    const place = random.pick(tablePlaces)
    const [number, meant] = random.pick(numbers)
    const slots = [someSlot(random), someSlot(random)]
    const now = nearAnEdge(random, place, slots)
    const others = meant.includes(place.territory) ? [] : meant.map(firstOf)
    const expected = new Set([place, ...others].flatMap((each) => expectedIn(each, now, slots)))
    const refused = refusing(now, { number, insee: place.insee }, slots)
    assert.deepEqual(
      [...refused].sort(),
      [...expected].sort(),
      `${place.name} ${number} ${new Date(now).toISOString()} ${JSON.stringify(slots)}`,
    )
  }
})
