/** Reads the cells of one row by what they hold, and gathers what is wrong with them. */
import type { Column, Field, Mapping } from './columns.ts'
import { type Problem, unguarded } from './rejectedRows.ts'
import type { RejectionReason } from './rejection.ts'

/** A name or an address is shorter; a longer cell is two columns run together. In characters. */
export const cellLengthMax = 300
/** Of a refused cell, as much as is shown. */
const measuredMax = 40

const nothing: readonly Cell[] = []

/** Two spaces, or a space that is not the usual one. */
const untidy = /\s\s|[^\S ]/

export interface Cell {
  readonly text: string
  readonly header: string
}

export interface RowCells {
  /** A single-valued field, spaces tidied; undefined when there is no column or nothing in it. */
  cell(field: Field): Cell | undefined
  /** The same, for a field that several columns may hold. */
  each(field: Field): readonly Cell[]
  /** The same, for text that is stored: too long is a problem. */
  text(field: Field): string | null
  wrong(cell: Cell, reason: RejectionReason): void
  readonly problems: Problem[]
}

export function rowReader(mapping: Mapping): (cells: readonly string[]) => RowCells {
  const byField = new Map(mapping.columns.map((column) => [column.use, column]))
  const columnsOf = Map.groupBy(mapping.columns, ({ use }) => use)
  return (cells) => {
    const problems: Problem[] = []
    const read = (column: Column): Cell | undefined => {
      const written = cells[column.index]
      if (written === undefined || written === '') return undefined
      const own = (mapping.fromRejects ? unguarded(written) : written).trim()
      const text = untidy.test(own) ? own.replace(/\s+/g, ' ') : own
      return text === '' ? undefined : { text, header: column.header }
    }
    const cell = (field: Field): Cell | undefined => {
      const column = byField.get(field)
      return column && read(column)
    }
    const each = (field: Field): readonly Cell[] =>
      columnsOf.get(field)?.flatMap((column) => read(column) ?? []) ?? nothing
    const wrong = ({ header, text }: Cell, reason: RejectionReason): void => {
      const shown = text.length > measuredMax ? `${text.slice(0, measuredMax)}…` : text
      problems.push({ column: header, reason, measured: shown })
    }
    const text = (field: Field): string | null => {
      const found = cell(field)
      if (found === undefined) return null
      if (found.text.length <= cellLengthMax) return found.text
      wrong(found, 'cellTooLong')
      return null
    }
    return { cell, each, text, wrong, problems }
  }
}
