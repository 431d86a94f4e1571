/**
 * Who may send us requests: where the trunks were found, addresses given beside them, and the hosts we
 * ourselves sent a request to (a phone behind a proxy that left the path hangs up from its own address).
 */

import { canonicalHost } from '../../sip/transports.ts'
import { isLoopback } from '../../sip/uri.ts'
import { placeOf, transportOf } from '../sipAddressing.ts'
import type { Address } from '../transactionUser.ts'

/** Hosts we spoke to, the latest kept: more calls are not up at once from so many hosts. */
export const acquaintancesMax = 4096

export class Peers {
  /** Read at each request: where a trunk is may change. */
  readonly #targets: () => readonly Address[]
  readonly #given: ReadonlySet<string>
  readonly #met = new Set<string>()

  constructor(targets: () => readonly Address[], given: readonly string[] = []) {
    this.#targets = targets
    this.#given = new Set(given.map(canonicalHost))
  }

  mayRequest(host: string): boolean {
    const asking = canonicalHost(host)
    if (this.#given.has(asking) || this.#met.has(asking)) return true
    return this.#targets().some(({ host: target }) => {
      const known = canonicalHost(target)
      // 127.0.0.0/8 is one machine: the practice carrier's people ring from where they like.
      return known === asking || (isLoopback(known) && isLoopback(asking))
    })
  }

  met({ host }: Address): void {
    const name = canonicalHost(host)
    this.#met.delete(name)
    this.#met.add(name)
    const oldest = this.#met.values().next()
    if (this.#met.size > acquaintancesMax && !oldest.done) this.#met.delete(oldest.value)
  }

  /**
   * The place a dialog's next hop means. Many carriers write a Contact without `transport` behind a TCP or
   * TLS trunk; the same host and port is that trunk, and not a datagram in the clear.
   */
  meantBy(hop: Address): Address {
    const targets = this.#targets()
    const same = targets.find((target) => placeOf(target) === placeOf(hop))
    if (same) return same
    if (transportOf(hop) !== 'udp') return hop
    const elsewise = targets.filter((target) => {
      return placeOf({ ...target, transport: 'udp' }) === placeOf(hop)
    })
    return elsewise[0] ?? hop
  }
}
