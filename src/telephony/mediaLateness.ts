/** How late packets left against their due time: a histogram, so that hours of packets fit in 32 kB. */
import { type MonoMs, type Ms, ms } from '../base/units.ts'

const BUCKETS_PER_MS = 20
const BUCKETS = 4096
export const RECENT_SECONDS = 10
/**
 * A machine that was stopped once or twice (a host does that for 40 ms and more) is not overloaded, and fewer calls
 * would not help it: so many seconds, the worst, say nothing about the next ones.
 */
export const SPARED_SECONDS = 2

export interface LatenessQuantiles {
  readonly p50: Ms
  readonly p99: Ms
  readonly max: Ms
}

export class Lateness {
  readonly #counts = new Float64Array(BUCKETS)
  #packets = 0
  #max = 0

  /** `packets` left together, the last of them `late` after its due time. */
  add(late: Ms, packets: number): void {
    const bucket = bucketOf(late)
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
    return quantileOf(this.#counts, { share, packets: this.#packets, max: this.#max })
  }
}

/** The lateness of the last ten seconds but the two worst, in one histogram for each second; `max` is of all of them. */
export class RecentLateness {
  readonly #counts = Array.from({ length: RECENT_SECONDS }, () => new Float64Array(BUCKETS))
  readonly #packets = new Float64Array(RECENT_SECONDS)
  readonly #max = new Float64Array(RECENT_SECONDS)
  /** The second each histogram is of. */
  readonly #second = new Float64Array(RECENT_SECONDS).fill(-1)

  add(late: Ms, packets: number, now: MonoMs): void {
    const second = Math.floor(now / 1000)
    const at = second % RECENT_SECONDS
    const counts = this.#counts[at] as Float64Array
    if (this.#second[at] !== second) {
      this.#second[at] = second
      this.#max[at] = 0
      this.#packets[at] = 0
      counts.fill(0)
    }
    const bucket = bucketOf(late)
    counts[bucket] = (counts[bucket] as number) + packets
    this.#packets[at] = (this.#packets[at] as number) + packets
    if (late > (this.#max[at] as number)) this.#max[at] = late
  }

  /** All zero when nothing left for so long. */
  of(now: MonoMs): LatenessQuantiles {
    const from = Math.max(-1, Math.floor(now / 1000) - RECENT_SECONDS)
    const recent = [...this.#second.keys()].filter((at) => (this.#second[at] as number) > from)
    const spared = Math.min(SPARED_SECONDS, Math.max(0, recent.length - 1))
    const counting = recent
      .map((at) => ({ at, p99: this.#quantile([at], 0.99) }))
      .toSorted((a, b) => b.p99 - a.p99)
      .slice(spared)
      .map(({ at }) => at)
    const max = ms(Math.max(0, ...recent.map((at) => this.#max[at] as number)))
    return { p50: this.#quantile(counting, 0.5), p99: this.#quantile(counting, 0.99), max }
  }

  #quantile(seconds: readonly number[], share: number): Ms {
    const all = new Float64Array(BUCKETS)
    let [packets, max] = [0, 0]
    for (const at of seconds) {
      const counts = this.#counts[at] as Float64Array
      for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
        all[bucket] = (all[bucket] as number) + (counts[bucket] as number)
      }
      packets += this.#packets[at] as number
      max = Math.max(max, this.#max[at] as number)
    }
    return quantileOf(all, { share, packets, max })
  }
}

const bucketOf = (late: Ms): number =>
  Math.min(BUCKETS - 1, Math.max(0, Math.floor(late * BUCKETS_PER_MS)))

function quantileOf(
  counts: Float64Array,
  { share, packets, max }: Record<'share' | 'packets' | 'max', number>,
): Ms {
  let left = share * packets
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    left -= counts[bucket] as number
    if (left <= 0) return ms(Math.min(max, (bucket + 1) / BUCKETS_PER_MS))
  }
  return ms(max)
}
