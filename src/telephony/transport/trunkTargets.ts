/**
 * The targets of one trunk: in which order a call tries them, which of them are dead for now, and
 * where they are found again while a campaign of days goes on.
 */
import type { Random } from '../../base/random.ts'
import { after, type MonoMs, type Ms, minutes, ms, seconds } from '../../base/units.ts'
import { type Located, orderTargets } from '../../sip/location.ts'
import { placeOf } from '../sipAddressing.ts'
import type { Address, Destination, TlsPeer } from '../transactionUser.ts'

/** A target that failed is tried last for so long (RFC 3263 §4.3 leaves it to us) … */
export const deadFor: Ms = seconds(60)
/** … and by a Retry-After of its own not for longer than this. */
export const deadForMax: Ms = minutes(10)
/** Names move; the records' own lifetimes do not reach us for SRV. */
export const locateEvery: Ms = minutes(5)

export interface TrunkTargetsOptions {
  readonly located: readonly Located[]
  /** Of a trunk over TLS. */
  readonly tls: TlsPeer | undefined
  readonly random: Random
  now(): MonoMs
  /** Asks the DNS again; rejects when it does not know. */
  relocate(): Promise<readonly Located[]>
  log(line: string): void
}

export class TrunkTargets {
  readonly #options: TrunkTargetsOptions
  readonly #deadUntil = new Map<string, MonoMs>()
  #located: readonly Located[]
  #all: readonly Address[]
  #locateAt: MonoMs

  constructor(options: TrunkTargetsOptions) {
    this.#options = options
    this.#located = options.located
    this.#all = this.#addressesOf(options.located)
    this.#locateAt = after(options.now(), locateEvery)
  }

  all(): readonly Address[] {
    return this.#all
  }

  /**
   * Of one call, or of one account's registration. All its requests keep to one order, so that a challenge
   * is answered where it was made, until the trunk is found elsewhere.
   */
  destination(): Destination {
    let order: readonly Address[] = []
    let orderOf: readonly Located[] | undefined
    return {
      hops: () => {
        this.#locateAgain()
        if (orderOf !== this.#located) order = this.#inOrder()
        orderOf = this.#located
        return order
      },
      failed: (hop, retryAfterMs) => {
        order = [...order.filter((each) => each !== hop), hop]
        this.failed(hop, retryAfterMs)
      },
    }
  }

  failed(hop: Address, retryAfterMs: Ms = deadFor): void {
    const now = this.#options.now()
    for (const [place, until] of this.#deadUntil) if (until <= now) this.#deadUntil.delete(place)
    const known = this.#all.some((target) => placeOf(target) === placeOf(hop))
    if (known) this.#deadUntil.set(placeOf(hop), after(now, ms(Math.min(retryAfterMs, deadForMax))))
  }

  /** When all are dead they are tried all the same: a call is better than none. */
  #inOrder(): readonly Address[] {
    const now = this.#options.now()
    const ordered = this.#addressesOf(this.#located, this.#options.random)
    const isDead = (target: Address): boolean => (this.#deadUntil.get(placeOf(target)) ?? 0) > now
    return [...ordered.filter((each) => !isDead(each)), ...ordered.filter(isDead)]
  }

  #addressesOf(located: readonly Located[], random?: Random): readonly Address[] {
    const { tls } = this.#options
    const targets = random ? orderTargets(located, random) : located.flatMap((each) => each.targets)
    return targets.map(({ host, port, transport }) => ({
      host,
      port,
      ...(transport === 'udp' ? {} : { transport }),
      ...(transport === 'tls' && tls ? { tls } : {}),
    }))
  }

  #locateAgain(): void {
    const { now, relocate, log } = this.#options
    if (now() < this.#locateAt) return
    this.#locateAt = after(now(), locateEvery)
    relocate().then(
      (located) => {
        this.#located = located
        this.#all = this.#addressesOf(located)
      },
      // What was found before is better than nothing.
      (error: Error) => log(`a trunk could not be located again: ${error.message}`),
    )
  }
}
