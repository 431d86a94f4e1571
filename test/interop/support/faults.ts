/** What a bad link does to each datagram, drawn from a seed: the same datagrams, the same fates. */
import { randomFrom, seedOf } from '../../../src/base/random.ts'

export interface Faults {
  /** Shares are of 1. */
  readonly lossShare?: number
  readonly delayMs?: number
  /** Spread evenly around the delay; what is sent 20 ms apart may change places, as with netem. */
  readonly jitterMs?: number
  /** Held back for `heldMs`, so that what was sent after it arrives before it. */
  readonly reorderShare?: number
  readonly duplicateShare?: number
}

export interface Fate {
  readonly is: 'lost' | 'held' | 'doubled' | 'passed'
  /** One delay a copy that arrives. */
  readonly delaysMs: readonly number[]
}

/** Longer than two packets of sound. */
export const heldMs = 50

/** Fates one after the other, for one direction of one stream. */
export function fatesOf(faults: Faults, seed: number, ...stream: readonly string[]): () => Fate {
  const random = randomFrom(seedOf(seed, ...stream))
  const { lossShare = 0, delayMs = 0, jitterMs = 0, reorderShare = 0, duplicateShare = 0 } = faults
  return () => {
    // Four draws a datagram, whatever becomes of it: one fault changed leaves the others where they were.
    const [loss, spread, held, doubled] = [
      ...[random.next(), random.next(), random.next(), random.next()],
    ] as [number, number, number, number]
    const delay = Math.max(0, delayMs + (2 * spread - 1) * jitterMs)
    if (loss < lossShare) return { is: 'lost', delaysMs: [] }
    if (held < reorderShare) return { is: 'held', delaysMs: [delay + heldMs] }
    if (doubled < duplicateShare) return { is: 'doubled', delaysMs: [delay, delay] }
    return { is: 'passed', delaysMs: [delay] }
  }
}
