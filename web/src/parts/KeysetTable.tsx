/**
 * A list read page by page from the server (50 by key): a table, which becomes cards at phone width.
 * `useKeyset` keeps the way back; there is no total of pages, because nobody counts millions.
 */
import { Button, Group } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/words.ts'
import classes from './KeysetTable.module.css'
import { partsWords } from './words.ts'

export interface Column<Row> {
  readonly key: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Figures stand on the right. */
  readonly numeric?: boolean
}

interface KeysetTableProps<Row> {
  /** What the table holds, for screen readers. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string | number
  readonly next?: string | null
  readonly keyset?: Keyset
  /** Shown instead when there is no row. */
  readonly empty?: ReactNode
}

export interface Keyset {
  readonly after: string | undefined
  readonly isFirst: boolean
  readonly go: (after: string) => void
  readonly restart: () => void
}

/** `after` goes into the query and its key. */
export function useKeyset(): Keyset {
  const [after, setAfter] = useState<string>()
  return {
    after,
    isFirst: after === undefined,
    go: setAfter,
    restart: () => setAfter(undefined),
  }
}

export function KeysetTable<Row>(props: KeysetTableProps<Row>): ReactNode {
  const { caption, columns, rows, keyOf, next, keyset, empty } = props
  const say = useWords(partsWords)
  if (rows.length === 0 && empty && (keyset?.isFirst ?? true)) return empty
  return (
    <>
      <table className={classes['table']}>
        <caption className="pv-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, numeric }) => (
              <th key={key} scope="col" data-numeric={numeric}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ key, title, cell, numeric }) => (
                <td key={key} data-numeric={numeric} data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {keyset && (next || !keyset.isFirst) && (
        <Group justify="space-between" p="sm">
          <Button variant="default" disabled={keyset.isFirst} onClick={keyset.restart}>
            {say.first}
          </Button>
          {next && (
            <Button variant="default" onClick={() => keyset.go(next)}>
              {say.next}
            </Button>
          )}
        </Group>
      )}
    </>
  )
}
