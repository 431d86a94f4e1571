/** The figures of the territories, and what is said of each: on the map and in the table alike. */
import type { Format } from '../words/format.ts'
import type { drawingWords } from './words.ts'

export interface AreaFigures {
  /** INSEE: « 75 », « 2A », « 972 ». */
  readonly code: string
  /** Of what is no territory of the map: where nobody knows the commune. */
  readonly name?: string
  readonly called: number
  readonly total: number
  /** No call may leave now: the eve of a vote. Drawn hatched. */
  readonly isFrozen?: boolean
  /** Why nobody is called there now, short: « attend 10 h (16 h à Paris) ». */
  readonly state?: string
}

export const shareOf = ({ called, total }: AreaFigures): number =>
  total === 0 ? 0 : called / total

/** « Martinique : 1 204 appelées sur 9 118, 13 %, attend 10 h » */
export function areaName(
  name: string,
  figures: AreaFigures | undefined,
  words: (typeof drawingWords)['fr'],
  format: Format,
): string {
  if (figures === undefined || figures.total === 0) return words.map.nobody(name)
  const { called, total, isFrozen, state } = figures
  const said = words.map.name(
    name,
    format.number(called),
    format.number(total),
    format.percent(shareOf(figures)),
  )
  return [said, state ?? (isFrozen ? words.map.frozen : undefined)].filter(Boolean).join(', ')
}
