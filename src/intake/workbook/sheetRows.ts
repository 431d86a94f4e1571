/**
 * Rows of one sheet (ECMA-376 part 1 §18.3): cells as people see them. A formula gives the value it had
 * when the file was saved; nothing is computed. Dates are told by their number format.
 */
import { attribute, type XmlHandler } from './xmlTokens.ts'

/** Excel's own limits. */
export const sheetColumnsMax = 16_384
export const cellCharactersMax = 32_767

export interface SheetReading {
  readonly strings: readonly string[]
  /** By style of a cell: whether its number is a date. */
  readonly dateStyles: readonly boolean[]
  readonly since1904: boolean
}

/** `onRow`: cells from column A on, and the row's number in the sheet. */
export function sheetRows(
  { strings, dateStyles, since1904 }: SheetReading,
  onRow: (cells: string[], row: number) => void,
): XmlHandler {
  let row = 0
  let cells: string[] = []
  let column = 0
  let type: string | undefined
  let style = 0
  let value = ''
  let inside = false
  const finish = (): void => {
    if (column >= sheetColumnsMax) return
    const text = cellText(value, type)
    while (cells.length < column) cells.push('')
    cells[column] = text.slice(0, cellCharactersMax)
  }
  const cellText = (raw: string, as: string | undefined): string => {
    if (as === 's') return strings[Number(raw)] ?? ''
    if (as === 'b') return raw === '1' ? 'oui' : 'non'
    if (as === 'e') return ''
    if (as === 'str' || as === 'inlineStr') return unescaped(raw)
    if (as === 'd') return raw
    if (raw === '') return ''
    if (dateStyles[style]) return dateText(Number(raw), since1904)
    return numberText(raw)
  }
  return {
    open(name, attributes) {
      if (name === 'c') {
        const at = attribute(attributes, 'r')
        column = at === undefined ? cells.length : columnOf(at)
        type = attribute(attributes, 't')
        style = Number(attribute(attributes, 's') ?? 0)
        value = ''
      } else if (name === 'v' || name === 't') inside = true
      else if (name === 'row') {
        row = Number(attribute(attributes, 'r') ?? row + 1)
        cells = []
      } else if (name === 'rPh') inside = false
    },
    close(name) {
      if (name === 'v' || name === 't') inside = false
      else if (name === 'c') finish()
      else if (name === 'row') onRow(cells, row)
    },
    text(text) {
      if (inside && value.length <= cellCharactersMax) value += text
    },
  }
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at)
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column - 1
}

/** `_x000D_` stands for a character XML cannot hold (§22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text

/** 6.39981234E8 → 639981234: a telephone number is no measurement. */
function numberText(raw: string): string {
  if (!/[eE.]/.test(raw)) return raw
  const number = Number(raw)
  return Number.isSafeInteger(number) ? String(number) : raw
}

const dayMs = 86_400_000
/** Day 0 of the serial numbers; 1900 is counted as a leap year, so those after February are one more. */
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)

function dateText(serial: number, since1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465) return String(serial)
  const at = (since1904 ? epoch1904 : epoch1900) + Math.round(serial * 86_400) * 1000
  const iso = new Date(at).toISOString()
  return at % dayMs === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}
