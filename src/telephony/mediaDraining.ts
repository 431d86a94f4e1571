/**
 * Legs that are over. Their ports stay open, and their addresses on shared ports taken, while the far end
 * may not know yet: a new call never hears the old one. Who goes on sending is waited for, up to a limit.
 */
import { after, type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import type { Leg } from './mediaLeg.ts'

/** RFC 3261 timer F: a BYE that nobody answers is repeated for 32 s; then the port goes, ICMP tells the rest. */
export const DRAIN_AT_MOST_MS: Ms = seconds(40)
/** How often the legs that are over are looked at. */
const LOOK_EVERY_MS: Ms = ms(50)

export class MediaDraining {
  readonly #drainMs: Ms
  readonly #over: (leg: Leg) => void
  #legs: Leg[] = []
  #lookAt: MonoMs | undefined

  /** `over`: the port may be closed, and the address spoken to by others. */
  constructor(drainMs: Ms, over: (leg: Leg) => void) {
    this.#drainMs = drainMs
    this.#over = over
  }

  get isEmpty(): boolean {
    return this.#legs.length === 0
  }

  get legs(): readonly Leg[] {
    return this.#legs
  }

  /** The leg was closed just now. */
  add(leg: Leg, now: MonoMs): void {
    leg.heardAt = now
    leg.drainedUntil = after(now, ms(Math.max(DRAIN_AT_MOST_MS, this.#drainMs)))
    this.#legs.push(leg)
    this.#lookAt ??= now
  }

  endThose(now: MonoMs): void {
    if (this.#lookAt === undefined || now < this.#lookAt) return
    this.#lookAt = after(now, LOOK_EVERY_MS)
    const isOver = (leg: Leg): boolean =>
      leg.drainedUntil <= now || after(leg.heardAt, this.#drainMs) <= now
    for (const leg of this.#legs) if (isOver(leg)) this.#over(leg)
    this.#legs = this.#legs.filter((leg) => !isOver(leg))
    if (this.#legs.length === 0) this.#lookAt = undefined
  }

  endAll(): void {
    for (const leg of this.#legs.splice(0)) this.#over(leg)
  }
}
