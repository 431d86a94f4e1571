/**
 * One press, told twice: some far ends send the same key in the media (RFC 4733, or its tone) and by INFO beside it.
 * Whichever comes first counts; the other is recognised by its key, its nearness and the other way it came.
 *
 *   key ─the same key came the other way within the last second→ the same press, not told (and that one forgotten)
 *       └otherwise→ told, and remembered for a second
 */
import type { DtmfKey } from '../base/dtmf.ts'
import { between, type MonoMs } from '../base/units.ts'
import { SAME_PRESS_MS } from '../rtp/keyMerge.ts'

/** More than anybody presses in a second. */
export const KEYS_REMEMBERED = 16

export interface KeyPress {
  readonly way: 'media' | 'info'
  readonly key: DtmfKey
  readonly at: MonoMs
}

/** What was told in the last second, and by which way it came. */
export type KeysTold = readonly KeyPress[]

export const noKeysTold: KeysTold = []

export function tellOnce(told: KeysTold, press: KeyPress): readonly [KeysTold, boolean] {
  const fresh = told.filter(({ at }) => between(at, press.at) < SAME_PRESS_MS)
  const same = fresh.findIndex(({ way, key }) => way !== press.way && key === press.key)
  if (same !== -1) return [fresh.toSpliced(same, 1), false]
  return [[...fresh, press].slice(-KEYS_REMEMBERED), true]
}
