/**
 * The last look at a trunk's callsPerSecond, where the INVITE leaves: the dialler spaces decisions, but
 * opening the media takes a moment that varies, and the carrier counts what arrives.
 */
import { after, between, type MonoMs, type Ms, ms } from '../base/units.ts'

/** A second as the carrier counts it, and the grain of the timers that wait for it. */
export const doorSecondMs: Ms = ms(1002)

/** One INVITE on its way: reserved for an instant, then left at one. */
export interface Passage {
  at: MonoMs
}

export class TrunkDoor {
  readonly #callsPerSecond: number
  readonly #passages: Passage[] = []

  /** Below one call a second the dialler alone paces: a second holds one at most. */
  constructor(callsPerSecond: number) {
    this.#callsPerSecond = Math.max(1, Math.floor(callsPerSecond))
  }

  /** Reserves the next place; `waitMs` is 0 when the INVITE may leave at once. */
  reserve(now: MonoMs): { readonly passage: Passage; readonly waitMs: Ms } {
    const before = this.#passages.at(-this.#callsPerSecond)
    const opens = before === undefined ? now : after(before.at, doorSecondMs)
    const passage = { at: opens > now ? opens : now }
    this.#passages.push(passage)
    if (this.#passages.length > this.#callsPerSecond) this.#passages.shift()
    return { passage, waitMs: between(now, passage.at) }
  }
}
