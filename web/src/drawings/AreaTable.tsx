/** The same figures as the map, as a table that sorts by any column. */
import { type ReactElement, useEffect, useState } from 'react'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { type AreaFigures, shareOf } from './areas.ts'
import styles from './drawings.module.css'
import { useHeld } from './held.ts'
import { loadFranceMap } from './mapData.ts'
import { drawingWords } from './words.ts'

type Column = 'area' | 'called' | 'total' | 'share' | 'state'
const columns: readonly Column[] = ['area', 'called', 'total', 'share', 'state']

export interface AreaTableProps {
  readonly figures: readonly AreaFigures[]
  readonly isHeld?: boolean
  readonly onOpen?: (code: string) => void
}

interface Sorting {
  readonly by: Column
  readonly isDescending: boolean
}

export function AreaTable({ figures, isHeld = false, onOpen }: AreaTableProps): ReactElement {
  const { map: words } = useWords(drawingWords)
  const shown = useHeld(figures, isHeld)
  const names = useAreaNames()
  const [sorting, setSorting] = useState<Sorting>({ by: 'called', isDescending: true })
  const rows = sorted(
    shown.filter(({ total }) => total > 0),
    sorting,
    names,
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.tableScroll} tabIndex={0} aria-label={words.table}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((area) => (
            <Row
              key={area.code}
              area={area}
              name={names.get(area.code) ?? area.name}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Heading(props: {
  readonly column: Column
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}): ReactElement {
  const { map: words } = useWords(drawingWords)
  const { column, sorting, onSort } = props
  const isSorted = sorting.by === column
  const order = sorting.isDescending ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={isSorted ? order : 'none'} data-column={column}>
      <button
        type="button"
        className={styles.sort}
        onClick={() =>
          onSort({ by: column, isDescending: isSorted ? !sorting.isDescending : column !== 'area' })
        }
      >
        {words.columns[column]}
        <span aria-hidden="true">{isSorted ? (sorting.isDescending ? ' ▾' : ' ▴') : ''}</span>
      </button>
    </th>
  )
}

function Row(props: {
  readonly area: AreaFigures
  readonly name: string | undefined
  readonly onOpen: ((code: string) => void) | undefined
}): ReactElement {
  const { map: words } = useWords(drawingWords)
  const format = useFormat()
  const { area, name = '', onOpen } = props
  const label = `${area.code} ${name}`.trim()
  return (
    <tr>
      <th scope="row">
        {onOpen ? (
          <button type="button" className={styles.rowLink} onClick={() => onOpen(area.code)}>
            {label}
          </button>
        ) : (
          label
        )}
      </th>
      <td>{format.number(area.called)}</td>
      <td>{format.number(area.total)}</td>
      <td>{format.percent(shareOf(area))}</td>
      <td data-column="state">{area.state ?? (area.isFrozen ? words.frozen : '')}</td>
    </tr>
  )
}

function useAreaNames(): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    void loadFranceMap().then(({ areas }) =>
      setNames(new Map(areas.map(({ code, name }) => [code, name]))),
    )
  }, [])
  return names
}

function sorted(
  rows: readonly AreaFigures[],
  { by, isDescending }: Sorting,
  names: ReadonlyMap<string, string>,
): readonly AreaFigures[] {
  const sign = isDescending ? -1 : 1
  const text = (area: AreaFigures): string =>
    by === 'area' ? (names.get(area.code) ?? area.code) : (area.state ?? '')
  const compare = (a: AreaFigures, b: AreaFigures): number => {
    switch (by) {
      case 'area':
      case 'state':
        return text(a).localeCompare(text(b), 'fr')
      case 'called':
      case 'total':
        return a[by] - b[by]
      case 'share':
        return shareOf(a) - shareOf(b)
    }
  }
  return rows.toSorted((a, b) => sign * compare(a, b) || a.code.localeCompare(b.code))
}
