/**
 * One press, heard twice: as an event (RFC 4733) and as the tone some far ends leave in the sound beside
 * it. Whichever comes first is told; the other is recognised by its key and its nearness:
 *
 *  tone  ─an event of this key is under way, or was within the last second→ the same press, not told
 *        └otherwise→ told, and remembered for a second
 *  event ─a remembered tone of this key→ the same press, not told (and the tone forgotten)
 *        └otherwise→ told
 */
import type { DtmfKey } from '../base/dtmf.ts'
import { between, type MonoMs, type Ms, seconds } from '../base/units.ts'
import type { KeyReceiver } from './keyReceiver.ts'

/** Jitter buffers of gateways delay the sound, never the events, and by less than this. */
export const SAME_PRESS_MS: Ms = seconds(1)
/** Tones that wait for their event: more than anybody presses in a second. */
export const TONES_REMEMBERED = 16

interface Tone {
  readonly key: DtmfKey
  readonly at: MonoMs
}

export type KeyMerge = readonly Tone[]

export const noTones: KeyMerge = []

/** Is a tone to be told? `events`: what the leg knows of events by then. */
export function mergeTone(
  merge: KeyMerge,
  tone: Tone,
  events: KeyReceiver,
): readonly [KeyMerge, boolean] {
  const press = events.is === 'quiet' ? events.last : events.press
  const isHeard =
    press !== undefined && press.key === tone.key && between(press.lastAt, tone.at) < SAME_PRESS_MS
  if (isHeard) return [merge, false]
  return [[...fresh(merge, tone.at), tone].slice(-TONES_REMEMBERED), true]
}

/** Is a key that an event told to be told? */
export function mergeEvent(merge: KeyMerge, event: Tone): readonly [KeyMerge, boolean] {
  if (merge.length === 0) return [merge, true]
  const tones = fresh(merge, event.at)
  const same = tones.findIndex(({ key }) => key === event.key)
  return same === -1 ? [tones, true] : [tones.toSpliced(same, 1), false]
}

const fresh = (merge: KeyMerge, now: MonoMs): KeyMerge =>
  merge.filter(({ at }) => between(at, now) < SAME_PRESS_MS)
