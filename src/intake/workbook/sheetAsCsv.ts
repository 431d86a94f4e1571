/**
 * A sheet → a CSV file for the same pipeline as any other: one row a line, so that line numbers are row
 * numbers. Rows that are empty at the end are left out, and hidden sheets are never chosen by themselves.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { Failure } from '../../base/failure.ts'
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts'

/** Rows of a sheet that are shown and in which the header is looked for. */
export const previewRowsMax = 200
const pieceMax = 65_536

export interface SheetPreview {
  readonly sheets: readonly string[]
  readonly sheet: string
  readonly rows: readonly (readonly string[])[]
}

export async function previewSheet(file: string, wanted?: string): Promise<SheetPreview> {
  const workbook = await openWorkbook(file)
  try {
    const sheet = chooseSheet(workbook, wanted)
    const rows: string[][] = []
    await workbook.rows(sheet, (cells) => {
      if (cells.some((cell) => cell.trim() !== '')) rows.push(cells)
      return rows.length < previewRowsMax
    })
    return { sheets: namesOf(workbook), sheet: sheet.name, rows }
  } finally {
    await workbook.close()
  }
}

/** Resolves with the number of rows written. */
export async function sheetAsCsv(
  file: string,
  target: string,
  wanted: string | undefined,
  onRows?: (rows: number) => void,
): Promise<number> {
  const workbook = await openWorkbook(file)
  const out = createWriteStream(target, { mode: 0o600 })
  try {
    const sheet = chooseSheet(workbook, wanted)
    let written = 0
    let piece = ''
    const take = (cells: readonly string[], row: number): boolean => {
      // Rows that the sheet leaves out are lines here too.
      while (written < row - 1) {
        piece += '\n'
        written += 1
      }
      piece += `${cells.map(csvCell).join(';')}\n`
      written += 1
      if (piece.length < pieceMax) return true
      out.write(piece)
      piece = ''
      onRows?.(written)
      return true
    }
    await workbook.rows(sheet, take, () => (out.writableNeedDrain ? once(out, 'drain') : undefined))
    out.end(piece)
    await finished(out)
    return written
  } finally {
    out.destroy()
    await workbook.close()
  }
}

/** A line break inside a cell would shift the numbers of all lines behind it. */
const csvCell = (text: string): string => {
  const flat = text.replace(/[\r\n]+/g, ' ')
  return /[";]/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat
}

const namesOf = ({ sheets }: Workbook): readonly string[] =>
  sheets.filter(({ hidden }) => !hidden).map(({ name }) => name)

function chooseSheet({ sheets }: Workbook, wanted: string | undefined): Sheet {
  const shown = sheets.filter(({ hidden }) => !hidden)
  const [first] = shown
  const found = wanted === undefined ? first : shown.find(({ name }) => name === wanted)
  if (found) return found
  throw new Failure(
    'badInput',
    wanted === undefined
      ? 'All sheets of this workbook are hidden: show the one with the people, then save it again.'
      : `The workbook has no sheet named "${wanted}": choose one of ${shown.map(({ name }) => name).join(', ')}.`,
    {
      fr:
        wanted === undefined
          ? 'Toutes les feuilles de ce classeur sont masquées : affichez celle des personnes, puis enregistrez-le.'
          : `Ce classeur n’a pas de feuille « ${wanted} » : choisissez parmi ${shown.map(({ name }) => name).join(', ')}.`,
    },
  )
}
