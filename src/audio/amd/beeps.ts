/**
 * From tones to what they mean for the call. A tone is a mailbox's beep only when silence follows it: a note of a
 * melody is followed by the next one, the first of the three rising tones by the second, a busy tone by itself.
 *
 *   none ─tone over→ waiting ─QUIET_FRAMES quiet→ told → none
 *                       ├─sound again→ none          └ (a network's tone: AGAIN_FRAMES instead)
 *                       └─the same tone again→ busy, counted
 */
import { unreachable } from '../../base/assert.ts'
import type { Ms } from '../../base/units.ts'
import { meaningOf } from './callTones.ts'
import type { Tone } from './purity.ts'

/** After the three frames in which the tone was seen to be over: 160 ms of silence in all. */
const QUIET_FRAMES = 5
/** Busy comes again after 500 ms, congestion after 250. */
const AGAIN_FRAMES = 32
/** 8 dB below the tone is silence after it, however noisy the line. */
const QUIET_RATIO = 0.16
/** A tone so soon after another one belongs to it: a chime, a melody, the special information tones. */
const CHIME_MS = 90
/** So many in a row are a busy line: one may be a beep, two an old machine's. */
const BUSY_TONES = 3
const SAME_HZ = 15
/** How exactly a beep's length is measured: a fade of 15 ms takes so much of it. */
const LENGTH_MS = 15

export interface Beeps {
  waiting: Tone | undefined
  wantsFrames: number
  quietFrames: number
  /** The last tone that ended, with a beep's right to come before another one. */
  last: Tone | undefined
  inRow: number
  readonly counted: CountedTones
}

export interface CountedTones {
  beeps: number
  ringing: number
  busy: number
  special: number
  fax: number
  keys: number
}

export const newBeeps = (): Beeps => ({
  ...{ waiting: undefined, wantsFrames: 0, quietFrames: 0, last: undefined, inRow: 0 },
  counted: { beeps: 0, ringing: 0, busy: 0, special: 0, fax: 0, keys: 0 },
})

/**
 * `over`: the tone that ended just now. `spoken`: somebody has spoken. `beepMs`: shorter ones are none. Gives a beep once
 * it is one.
 */
export function hearBeep(
  beeps: Beeps,
  over: Tone | undefined,
  power: number,
  spoken: boolean,
  beepMs: Ms,
): Tone | undefined {
  if (over) take(beeps, over, spoken)
  const { waiting } = beeps
  if (!waiting || waiting === over) return undefined
  if (power > waiting.power * QUIET_RATIO) {
    beeps.waiting = undefined
    return undefined
  }
  beeps.quietFrames += 1
  if (beeps.quietFrames < beeps.wantsFrames) return undefined
  beeps.waiting = undefined
  if (waiting.durationMs + LENGTH_MS < beepMs) return undefined
  beeps.counted.beeps += 1
  return waiting
}

const endOf = (tone: Tone): number => tone.startedAtMs + tone.durationMs

function take(beeps: Beeps, over: Tone, spoken: boolean): void {
  const { last, counted, waiting } = beeps
  // The room's answer to the tone, not another one.
  if (waiting && over.power <= waiting.power * QUIET_RATIO) return
  const before = last && over.startedAtMs - endOf(last) <= CHIME_MS ? last : undefined
  const isAgain = last !== undefined && Math.abs(last.hz - over.hz) <= SAME_HZ
  beeps.last = over
  beeps.waiting = undefined
  // Whoever is a fax, or a line that rings, goes on being one.
  const known = counted.fax + counted.ringing > 0
  const meaning = meaningOf(over, before, spoken && !known)
  const mayBeBusy = meaning === 'beepOrBusy' || meaning === 'cutOrBusy'
  beeps.inRow = isAgain && mayBeBusy ? beeps.inRow + 1 : 1
  switch (meaning) {
    case 'beep':
      // The last note of a chime is no beep either.
      if (!before || Math.abs(before.hz - over.hz) <= SAME_HZ) wait(beeps, over, QUIET_FRAMES)
      return
    case 'beepOrBusy':
      if (beeps.inRow >= BUSY_TONES) counted.busy = beeps.inRow
      else wait(beeps, over, AGAIN_FRAMES)
      return
    case 'cutOrBusy':
      if (beeps.inRow >= BUSY_TONES) counted.busy = beeps.inRow
      return
    case 'ringing':
      counted.ringing += 1
      return
    case 'fax':
    case 'calling':
      counted.fax += 1
      return
    case 'special':
      counted.special += 1
      return
    case 'key':
      counted.keys += 1
      return
    case 'other':
      return
    default:
      unreachable(meaning)
  }
}

function wait(beeps: Beeps, tone: Tone, frames: number): void {
  beeps.waiting = tone
  beeps.wantsFrames = frames
  beeps.quietFrames = 0
}
