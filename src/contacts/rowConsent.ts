/**
 * What a row says of the person's consent. A date, a slot, a version or a « oui » claims one; a claim
 * that cannot be read is a problem of the row. « non », or nothing at all, is no consent: the person
 * is imported, and law refuses the call.
 */
import type { EpochMs } from '../base/units.ts'
import type { Mapping } from './columns.ts'
import type { Slot } from './consent.ts'
import { parseDate } from './dateText.ts'
import type { RowCells } from './rowCells.ts'
import { parseSlots } from './slotText.ts'
import { type DeclaredConsent, kindsWithoutConsent, type Source } from './source.ts'

export interface RowConsent {
  readonly at: EpochMs
  /** Empty: no slot was named, which law refuses. */
  readonly slots: readonly Slot[]
  readonly wordingVersion: string
}

export type ConsentReader = (row: RowCells) => RowConsent | null

/** Forms repeat the same few answers. */
const slotTextsRememberedMax = 10_000

export function consentReader(mapping: Mapping, source: Source, now: EpochMs): ConsentReader {
  const declared = source.consent
  if (declared === null || kindsWithoutConsent.includes(source.kind)) return () => null
  const has = new Set(mapping.columns.map(({ use }) => use))
  const first = parseDate(source.collectedFrom)
  // Without a date of their own, people agreed at the earliest on the first day: a later
  // withdrawal then always wins.
  const earliest = first.is === 'date' ? first.at : now
  const slotsOf = slotReader(declared, has.has('slot'))
  return (row) => {
    if (!claimsConsent(row, has.has('consent'), has.has('consentDate'))) return null
    const at = has.has('consentDate') ? dateOf(row, source, now) : earliest
    const slots = slotsOf(row)
    const wordingVersion = wordingOf(row, declared)
    if (at === null || slots === null || wordingVersion === null) return null
    return { at, slots, wordingVersion }
  }
}

const yes = /^(?:oui|o|yes|y|vrai|true|1|x|ok|accept[ée]e?|accord)$/i
const no = /^(?:non|n|no|faux|false|0|refus[ée]?e?|-)$/i

function claimsConsent(row: RowCells, hasYesOrNo: boolean, hasDate: boolean): boolean {
  const answer = row.cell('consent')
  if (answer && no.test(answer.text)) return false
  if (answer && !yes.test(answer.text)) {
    row.wrong(answer, 'consentUnclear')
    return false
  }
  if (answer) return true
  if (!hasYesOrNo && !hasDate) return true
  const hint = row.cell('consentDate') ?? row.cell('slot') ?? row.cell('wordingVersion')
  if (hint === undefined) return false
  // The box « consentement » is there and was left empty, yet a date or a slot is given.
  if (hasYesOrNo) row.wrong(hint, 'consentUnclear')
  return !hasYesOrNo
}

function dateOf(row: RowCells, source: Source, now: EpochMs): EpochMs | null {
  const cell = row.cell('consentDate')
  if (cell === undefined) {
    const claim = row.cell('consent') ?? row.cell('slot') ?? row.cell('wordingVersion')
    if (claim) row.wrong(claim, 'consentDateMissing')
    return null
  }
  const date = parseDate(cell.text)
  if (date.is !== 'date') {
    row.wrong(cell, date.is === 'serial' ? 'consentDateSerial' : 'consentDateUnreadable')
    return null
  }
  if (date.at > now) {
    row.wrong(cell, 'consentInFuture')
    return null
  }
  if (date.day < source.collectedFrom || date.day > source.collectedTo) {
    row.wrong(cell, 'consentOutsideCollection')
    return null
  }
  return date.at
}

function slotReader(
  declared: DeclaredConsent,
  hasColumn: boolean,
): (row: RowCells) => readonly Slot[] | null {
  if (!hasColumn) return () => declared.slots
  const remembered = new Map<string, readonly Slot[] | undefined>()
  return (row) => {
    const cell = row.cell('slot')
    if (cell === undefined) return []
    const known = remembered.get(cell.text)
    const slots = known ?? parseSlots(cell.text)
    if (slots === undefined) {
      row.wrong(cell, 'slotUnreadable')
      return null
    }
    if (remembered.size < slotTextsRememberedMax) remembered.set(cell.text, slots)
    return slots
  }
}

function wordingOf(row: RowCells, declared: DeclaredConsent): string | null {
  const cell = row.cell('wordingVersion')
  if (cell === undefined) {
    const [only, ...others] = declared.wordings
    if (only && others.length === 0) return only.version
    row.wrong({ header: '', text: '' }, 'wordingMissing')
    return null
  }
  const known = declared.wordings.find(({ version }) => version === cell.text)
  if (known === undefined) row.wrong(cell, 'wordingUnknown')
  return known?.version ?? null
}
