/**
 * The legal week: a real table whose cells are buttons. Closed and frozen cells stay focusable and say
 * why; frozen ones are hatched. Under 640 px the days scroll sideways inside the table's own frame.
 */
import type { ReactNode } from 'react'
import { type Format, useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { ChosenCell } from './CalendarCard.tsx'
import classes from './Schedule.module.css'
import { scheduleWords } from './scheduleWords.ts'
import { type Band, rowsOf, type Schedule, type Week, type WeekRow } from './weekRows.ts'

interface WeekTableProps {
  readonly schedule: Schedule
  readonly chosen: ChosenCell | undefined
  readonly onChoose: (cell: ChosenCell) => void
}

export function WeekTable({ schedule, chosen, onChoose }: WeekTableProps): ReactNode {
  const say = useWords(scheduleWords)
  const days = schedule.perDay.map(({ day }) => day)
  return (
    // Scrolls sideways on a narrow screen, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section className={classes['frame']} tabIndex={0} aria-label={say.title}>
      <table className={classes['week']}>
        <caption className="pv-visually-hidden">{say.lead}</caption>
        <Head days={days} />
        {schedule.territories.map((week) => (
          <Territory key={week.territories.join()} {...{ week, days, chosen, onChoose }} />
        ))}
        <Reachable schedule={schedule} />
      </table>
    </section>
  )
}

function Head({ days }: { readonly days: readonly string[] }): ReactNode {
  const say = useWords(scheduleWords)
  const { language } = useFormat()
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="pv-visually-hidden">{say.territory}</span>
        </th>
        {days.map((day) => (
          <th key={day} scope="col">
            {shortDay(day, language)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const shortDay = (day: string, language: Format['language']): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  )

interface TerritoryProps extends Omit<WeekTableProps, 'schedule'> {
  readonly week: Week
  readonly days: readonly string[]
}

function Territory({ week, days, chosen, onChoose }: TerritoryProps): ReactNode {
  const say = useWords(scheduleWords)
  const format = useFormat()
  const names = week.territories.map((code) => say.territories[code] ?? code)
  return (
    <tbody>
      <tr className={classes['territory']}>
        <th scope="rowgroup" colSpan={days.length + 1}>
          {format.list(names)}
          {week.people > 0 && <span> · {format.number(week.people)}</span>}
        </th>
      </tr>
      {rowsOf(week).map((row) => (
        <tr key={row.from}>
          <th scope="row">{say.hours(hourIn(row.from, format), hourIn(row.to, format))}</th>
          {row.cells.map((band, index) => (
            <Cell
              key={days[index]}
              {...{
                row,
                band,
                chosen,
                onChoose,
                day: days[index] ?? '',
                territory: week.territories.join(),
              }}
            />
          ))}
        </tr>
      ))}
    </tbody>
  )
}

/** « 10 », « 10 h 30 »: columns are narrow. */
export const hourIn = (clock: string, { language }: Pick<Format, 'language'>): string => {
  const [hour = '', minute = ''] = clock.split(':')
  if (language === 'en') return clock
  return minute === '00' ? `${Number(hour)} h` : `${Number(hour)} h ${minute}`
}

interface CellProps extends Pick<TerritoryProps, 'chosen' | 'onChoose'> {
  readonly row: WeekRow
  readonly band: Band
  readonly day: string
  readonly territory: string
}

function Cell({ row, band, day, territory, chosen, onChoose }: CellProps): ReactNode {
  const say = useWords(scheduleWords)
  const format = useFormat()
  const { from, to } = row
  const isChosen = chosen?.territory === territory && chosen.day === day && chosen.from === from
  const people = say.people(format.number(band.people), band.people > 1)
  return (
    <td>
      <button
        type="button"
        className={classes['cell']}
        data-is={band.is}
        aria-pressed={isChosen}
        aria-disabled={band.is === 'closed' || band.is === 'frozen' || undefined}
        aria-label={say.cell(
          format.day(`${day}T12:00:00Z`),
          hourIn(from, format),
          hourIn(to, format),
          say.states[band.is],
          people,
        )}
        onClick={() => onChoose({ territory, day, from, to })}
      >
        {band.is === 'open' || band.is === 'unchosen' ? compact(band.people, format) : ''}
      </button>
    </td>
  )
}

function Reachable({ schedule }: { readonly schedule: Schedule }): ReactNode {
  const say = useWords(scheduleWords)
  const format = useFormat()
  return (
    <tfoot>
      <tr>
        <th scope="row">{say.reachable}</th>
        {schedule.perDay.map(({ day, people }) => (
          <td key={day} className="pv-figures">
            {compact(people, format)}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}

/** 59 000 as 59k: seven columns fit. */
function compact(value: number, { language }: Format): string {
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(
    value,
  )
}
