/** The calendar as rows of a table: of each territory the bands worth a row, by day; pure. */
import type { components } from '../../api/schema.gen.ts'

export type Schedule = components['schemas']['Schedule']
export type Week = Schedule['territories'][number]
export type Band = components['schemas']['ScheduleBand']

export interface WeekRow {
  readonly from: string
  readonly to: string
  /** One a day, in the order of the days. */
  readonly cells: readonly Band[]
}

/** Earlier and later nobody calls under any law shown here: these rows would say nothing. */
const dayBegins = '08:00'
const dayEnds = '21:00'

/**
 * Rows are cut wherever some day of the week changes, so that each cell is one thing. A stretch in which
 * every day is outside the hours for the same reason is one row, and left out at both ends of the day.
 */
export function rowsOf(week: Week): readonly WeekRow[] {
  const edges = new Set<string>([dayBegins, dayEnds])
  for (const { bands } of week.days) {
    for (const { from, to } of bands) {
      edges.add(from)
      edges.add(to)
    }
  }
  const sorted = [...edges].filter((at) => at >= dayBegins && at <= dayEnds).sort()
  const rows = sorted.slice(0, -1).map((from, index): WeekRow => {
    const to = sorted[index + 1] ?? dayEnds
    return { from, to, cells: week.days.map(({ bands }) => bandAt(bands, from)) }
  })
  return withoutEdges(rows)
}

const bandAt = (bands: readonly Band[], at: string): Band =>
  bands.find(({ from, to }) => from <= at && at < to) ?? nothing

const nothing: Band = {
  ...{ from: '00:00', to: '24:00', is: 'closed', article: null, reason: null, people: 0 },
}

const saysSomething = ({ cells }: WeekRow): boolean =>
  cells.some(({ is }) => is === 'open' || is === 'unchosen' || is === 'early' || is === 'late')

function withoutEdges(rows: readonly WeekRow[]): readonly WeekRow[] {
  const first = rows.findIndex(saysSomething)
  if (first === -1) return rows.slice(0, 1).map((row) => ({ ...row, from: dayBegins, to: dayEnds }))
  return rows.slice(first, rows.findLastIndex(saysSomething) + 1)
}

export interface HoursRow {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const wholeWeek: readonly HoursRow[] = [{ days: everyDay, from: '00:00', to: '24:00' }]

/** The chosen hours (null: all) without, or with, one stretch of one weekday. */
export function withStretch(
  hours: readonly HoursRow[] | null,
  weekday: number,
  stretch: { readonly from: string; readonly to: string },
  called: boolean,
): readonly HoursRow[] {
  const perDay = everyDay.map((day) => {
    const own = (hours ?? wholeWeek).filter(({ days }) => days.includes(day))
    if (day !== weekday) return { day, own }
    const kept = own.flatMap((row) => cutOut(row, stretch))
    return { day, own: called ? joined([...kept, { days: [day], ...stretch }]) : kept }
  })
  return grouped(perDay.flatMap(({ day, own }) => own.map(({ from, to }) => ({ day, from, to }))))
}

function cutOut(
  row: HoursRow,
  { from, to }: { readonly from: string; readonly to: string },
): readonly HoursRow[] {
  const before = row.from < from ? [{ ...row, to: row.to < from ? row.to : from }] : []
  const after = row.to > to ? [{ ...row, from: row.from > to ? row.from : to }] : []
  return row.to <= from || row.from >= to ? [row] : [...before, ...after]
}

/** Stretches of one day that touch are one. */
function joined(rows: readonly HoursRow[]): readonly HoursRow[] {
  const whole: HoursRow[] = []
  for (const row of [...rows].sort((a, b) => a.from.localeCompare(b.from))) {
    const last = whole.at(-1)
    if (last && last.to >= row.from) {
      whole[whole.length - 1] = { ...last, to: last.to > row.to ? last.to : row.to }
    } else whole.push(row)
  }
  return whole
}

/** Days that share a stretch stand together. */
function grouped(
  stretches: readonly { readonly day: number; readonly from: string; readonly to: string }[],
): readonly HoursRow[] {
  const byStretch = Map.groupBy(stretches, ({ from, to }) => `${from} ${to}`)
  return [...byStretch.values()].flatMap((own) => {
    const [first] = own
    return first ? [{ days: own.map(({ day }) => day), from: first.from, to: first.to }] : []
  })
}
