/**
 * What a row says of the person's objection to being called. Any of its columns is enough. A cell that
 * says neither yes nor no is a problem of the row: it is never taken for "no".
 */
import { type EpochMs, epochMs } from '../base/units.ts'
import { parseDate } from './dateText.ts'
import { normalised } from './headerWords.ts'
import type { RowCells } from './rowCells.ts'

/** null: the row states no objection. */
export function objectionOf(row: RowCells, now: EpochMs): EpochMs | null {
  let objected: EpochMs | null = null
  for (const cell of row.each('objection')) {
    const at = readObjection(cell.text, now)
    if (at === 'unclear') row.wrong(cell, 'objectionUnclear')
    else if (at !== 'none') objected = epochMs(Math.min(at, objected ?? at))
  }
  return objected
}

const yes = new RegExp(
  '^(?:oui|o|yes|y|vrai|true|1|x|stop|oppose(?:e|s|es|d)?|opposition|objection|objected|dnc|' +
    'do not (?:call|contact)|ne (?:pas|plus) (?:r?appeler|(?:re)?contacter)|desinscrit(?:e|ion)?|' +
    'desabonnee?|unsubscribed?|opt(?:ed)? ?out|refus(?:e|ee|ed)?|bloctel|blacklist(?:e|ee|ed)?|' +
    'liste noire|withdrawn)$',
)
const no = new RegExp(
  '^(?:non|n|no|faux|false|0|aucune?|none|non (?:opposee?|inscrite?)|pas (?:opposee?|inscrite?)|' +
    'pas d opposition|no objection|not opposed)$',
)
/** Signs that are no words. */
const ticked = /^[✓✔☑☒✗✘]$/u
const empty = /^(?:[-–—☐]|\/)$/u

function readObjection(text: string, now: EpochMs): EpochMs | 'none' | 'unclear' {
  const words = normalised(text)
  if (yes.test(words) || ticked.test(text)) return now
  if (no.test(words) || empty.test(text)) return 'none'
  const date = parseDate(text)
  // A day to come is written by mistake, or as a notice: the person objects already.
  return date.is === 'date' ? epochMs(Math.min(date.at, now)) : 'unclear'
}
