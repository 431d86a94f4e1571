/** How late packets left against their due time: a histogram, so that hours of packets fit in 16 kB. */
import { type Ms, ms } from '../base/units.ts'

const BUCKETS_PER_MS = 20
const BUCKETS = 4096

export class Lateness {
  readonly #counts = new Float64Array(BUCKETS)
  #packets = 0
  #max = 0

  /** `packets` left together, the last of them `late` after its due time. */
  add(late: Ms, packets: number): void {
    const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.floor(late * BUCKETS_PER_MS)))
    this.#counts[bucket] = (this.#counts[bucket] as number) + packets
    this.#packets += packets
    if (late > this.#max) this.#max = late
  }

  get packets(): number {
    return this.#packets
  }

  get max(): Ms {
    return ms(this.#max)
  }

  /** The lateness that `share` of all packets did not exceed, rounded up to 0.05 ms. */
  quantile(share: number): Ms {
    let left = share * this.#packets
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      left -= this.#counts[bucket] as number
      if (left <= 0) return ms(Math.min(this.#max, (bucket + 1) / BUCKETS_PER_MS))
    }
    return ms(this.#max)
  }
}
