/**
 * Where somebody pauses: what a mark that separates two sentences must fall into, so that the time at
 * which something has been said is that of the sound and not of who writes it down.
 */
import { type Ms, ms } from '../base/units.ts'
import { loudWindows, WINDOW_MS } from './silence.ts'
import { durationOf, type Sound } from './sound.ts'

/** Closing the lips for a p or a t takes less. */
export const SHORTEST_PAUSE: Ms = ms(80)
/** How far from the pause a mark may stand: people mark by ear, and MP3 shifts sound by 50 ms. */
export const MARK_TOLERANCE: Ms = ms(150)

export interface Pause {
  readonly fromMs: Ms
  readonly toMs: Ms
}

/** The pauses of a prepared sound, in order; the end of the sound counts as one of no length. */
export function pausesIn(sound: Sound): readonly Pause[] {
  const loud = loudWindows(sound)
  const end = ms(Math.round(durationOf(sound)))
  const pauses: Pause[] = []
  let from = 0
  for (let window = 0; window <= loud.length; window += 1) {
    if (window < loud.length && loud[window] === false) continue
    const [fromMs, toMs] = [from * WINDOW_MS, Math.min(end, window * WINDOW_MS)]
    if (toMs - fromMs >= SHORTEST_PAUSE) pauses.push({ fromMs: ms(fromMs), toMs: ms(toMs) })
    from = window + 1
  }
  return pauses.at(-1)?.toMs === end ? pauses : [...pauses, { fromMs: end, toMs: end }]
}

/** The pause nearest to a mark, and how far the mark is from it (0: inside). */
export function nearestPause(
  pauses: readonly Pause[],
  markMs: Ms,
): { readonly pause: Pause; readonly awayMs: Ms } | undefined {
  const away = ({ fromMs, toMs }: Pause): number => Math.max(0, fromMs - markMs, markMs - toMs)
  const [nearest] = [...pauses].sort((a, b) => away(a) - away(b))
  return nearest && { pause: nearest, awayMs: ms(away(nearest)) }
}
