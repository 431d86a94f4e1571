/** The last ten minutes of a campaign: a point every five seconds, and no more than fit into them. */
import { type EpochMs, minutes, seconds } from '../base/units.ts'

export const historyEveryMs = seconds(5)
export const historyPointsMax = minutes(10) / historyEveryMs

export interface HistoryPoint {
  readonly at: string
  readonly callsPerSecond: number
  readonly callsUp: number
}

export class History {
  readonly #points: HistoryPoint[] = []
  #nextAt = 0

  add(at: EpochMs, rate: { readonly callsPerSecond: number; readonly callsUp: number }): void {
    if (at < this.#nextAt) return
    this.#nextAt = at + historyEveryMs
    this.#points.push({ at: new Date(at).toISOString(), ...rate })
    if (this.#points.length > historyPointsMax) this.#points.shift()
  }

  points(): readonly HistoryPoint[] {
    return [...this.#points]
  }
}
