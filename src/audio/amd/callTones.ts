/**
 * What a finished tone is: of the network, of a fax, of a keypad, or a mailbox's beep. One tone decides little; what
 * came before it and what follows decides the rest.
 *
 * ITU-T E.180 (ringing, busy, congestion, special information), T.30 (fax), Q.23 (keys).
 */
import type { Tone } from './purity.ts'

/** E.180: 425 Hz is advised, France has 440; Britain and North America use pairs. */
const NETWORK_SINGLE_HZ = [400, 425, 440, 450] as const
const NETWORK_PAIRS_HZ = [
  [400, 450],
  [440, 480],
  [480, 620],
  [350, 440],
] as const
const NETWORK_AWAY_HZ = 14
/**
 * So near to what France and E.180 ring with, before a word was said, it is a line: of the 1,600 Hz that mailboxes beep
 * in, these are 24.
 */
const RINGING_SINGLE_HZ = [425, 440] as const
const RINGING_AWAY_HZ = 6
/** E.180: the three rising tones, each with what exchanges are off by. */
const SIT_HZ = [
  [890, 1010],
  [1320, 1480],
  [1690, 1900],
] as const
const SIT_MS = [200, 460] as const
/** T.30 §4.3.2: 1,100 Hz for 500 ms. Machines keep to it better than ± 38 Hz and ± 15 %; mailboxes beep beside it. */
const CNG_HZ = [1080, 1120] as const
const CNG_MS = [430, 570] as const
/** T.30 §4.3.3: 2,100 Hz ± 15; a beep is 2,000 at most. */
const CED_FROM_HZ = 2060
/** Shorter ones are no fax yet. */
export const CED_MS = 600
/** Q.24 accepts 1.5 % beside each. */
const KEY_ROWS_HZ = [697, 770, 852, 941] as const
const KEY_COLUMNS_HZ = [1209, 1336, 1477, 1633] as const
const KEY_AWAY = 0.018
/** Nobody holds a key for so long; a mailbox may beep with its two tones. */
const KEY_MS = 700
/** Ringing is on for 1 to 2 s (France 1.5), busy and congestion for 0.2 to 0.75. */
const RINGING_MS = [900, 2300] as const
/** After speech: longer than the second that the longest usual beeps last, though the answer cuts it short. */
const RINGING_BEHIND_MS = [1150, 2300] as const
/** It rang when we began to hear. */
const AT_ONCE_MS = 60
const BUSY_MS = [150, 800] as const
/** Beeps are over by then; what lasts longer is a line left open. */
const LONGEST_BEEP_MS = 2500

export type ToneMeaning =
  | 'beep'
  /** A beep, unless it comes again soon: busy, congestion. */
  | 'beepOrBusy'
  /** A line that rang on and was answered in the middle of it; or busy, if it comes again. */
  | 'cutOrBusy'
  | 'ringing'
  | 'fax'
  | 'calling'
  | 'special'
  | 'key'
  | 'other'

const within = (value: number, [low, high]: readonly [number, number]): boolean =>
  value >= low && value <= high

const isAbout = (hz: number, wanted: number): boolean => Math.abs(hz - wanted) <= NETWORK_AWAY_HZ

/** `before`: the tone that ended less than 100 ms earlier. `spoken`: something was said in this call. */
export function meaningOf(tone: Tone, before: Tone | undefined, spoken: boolean): ToneMeaning {
  if (isKey(tone)) return 'key'
  if (tone.hz >= CED_FROM_HZ) return tone.durationMs >= CED_MS ? 'fax' : 'other'
  if (before && isSpecial(before, tone)) return 'special'
  if (!spoken && isCalling(tone)) return 'calling'
  if (isNetwork(tone)) {
    // Behind a switchboard, and beside people who talk, a line rings on as any other; mailboxes beep for a second.
    if (within(tone.durationMs, spoken ? RINGING_BEHIND_MS : RINGING_MS)) return 'ringing'
    if (!spoken && tone.startedAtMs < AT_ONCE_MS) return 'ringing'
    if (!spoken && isRinging(tone) && tone.durationMs < RINGING_MS[0]) return 'cutOrBusy'
    if (within(tone.durationMs, BUSY_MS)) return 'beepOrBusy'
  }
  return tone.durationMs <= LONGEST_BEEP_MS ? 'beep' : 'other'
}

export const isNetwork = ({ hz, secondHz }: Tone): boolean =>
  secondHz === 0
    ? NETWORK_SINGLE_HZ.some((wanted) => isAbout(hz, wanted))
    : NETWORK_PAIRS_HZ.some(([low, high]) => isAbout(hz, low) && isAbout(secondHz, high))

const isRinging = ({ hz, secondHz }: Tone): boolean =>
  secondHz === 0 && RINGING_SINGLE_HZ.some((wanted) => Math.abs(hz - wanted) <= RINGING_AWAY_HZ)

/** T.30: only a fax that calls says so; one that is rung by mistake, or rings back, does. */
const isCalling = ({ hz, secondHz, durationMs }: Tone): boolean =>
  secondHz === 0 && within(hz, CNG_HZ) && within(durationMs, CNG_MS)

/** The second after the first of the three, or the third after the second. */
const isSpecial = (before: Tone, { hz, durationMs }: Tone): boolean =>
  within(durationMs, SIT_MS) &&
  within(before.durationMs, SIT_MS) &&
  ((within(before.hz, SIT_HZ[0]) && within(hz, SIT_HZ[1])) ||
    (within(before.hz, SIT_HZ[1]) && within(hz, SIT_HZ[2])))

function isKey({ hz, secondHz, durationMs }: Tone): boolean {
  if (durationMs > KEY_MS) return false
  const near = (away: number, wanted: number): boolean =>
    Math.abs(away - wanted) <= KEY_AWAY * wanted
  return (
    KEY_ROWS_HZ.some((wanted) => near(hz, wanted)) &&
    KEY_COLUMNS_HZ.some((wanted) => near(secondHz, wanted))
  )
}
