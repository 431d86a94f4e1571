/**
 * One request at several targets in turn (RFC 3263 §4.3): may the next be tried? Only where the one
 * before certainly made no call, for nobody's phone may ring twice.
 *
 *  timeout, transport error ─nothing heard→ next          ─anything heard→ told
 *  503                      ─nothing, or 100 only→ next   ─18x heard→ told
 *  any other reply → told; no target left, or the owner stays → told
 *
 * 100 is the next hop's own word (RFC 3261 §21.1.1): with the 503 that follows it, it has given up. After
 * it a silence or a broken connection tells nothing of what became of the call.
 */
import { unreachable } from '../base/assert.ts'

export interface Turn {
  readonly heard: 'nothing' | 'trying' | 'more'
  /** Targets not tried yet. */
  readonly left: number
  /** The owner wants no further target. */
  readonly stays: boolean
}

export type TurnInput =
  | { readonly is: 'response'; readonly status: number }
  | { readonly is: 'timeout' }
  | { readonly is: 'transportError' }
  | { readonly is: 'stay' }

export type TurnEffect = 'tell' | 'next'

/** A request walks along at most this many targets: 32 s each without a reply. */
export const hopsMax = 8

export const startTurn = (hops: number): Turn => ({
  heard: 'nothing',
  left: Math.min(hops, hopsMax) - 1,
  stays: false,
})

export function stepTurn(turn: Turn, input: TurnInput): [Turn, TurnEffect] {
  switch (input.is) {
    case 'stay':
      return [{ ...turn, stays: true }, 'tell']
    case 'timeout':
    case 'transportError':
      return turn.heard === 'nothing' ? proceed(turn) : [turn, 'tell']
    case 'response':
      if (input.status === 503 && turn.heard !== 'more') return proceed(turn)
      if (input.status > 100) return [{ ...turn, heard: 'more' }, 'tell']
      return [{ ...turn, heard: turn.heard === 'more' ? 'more' : 'trying' }, 'tell']
    default:
      return unreachable(input)
  }
}

const proceed = (turn: Turn): [Turn, TurnEffect] =>
  turn.left > 0 && !turn.stays
    ? [{ heard: 'nothing', left: turn.left - 1, stays: false }, 'next']
    : [turn, 'tell']
