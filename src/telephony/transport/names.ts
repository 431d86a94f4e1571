/**
 * Hosts that a dialog names and nobody located: their address, remembered for a minute, so that only the
 * first message to one waits. RFC 3263 §4.2 without SRV: who writes a name into a Contact has a server there.
 */
import { isIPv6 } from 'node:net'
import { after, type MonoMs, type Ms, seconds } from '../../base/units.ts'
import { canonicalHost } from '../../sip/transports.ts'

export const nameKeptFor: Ms = seconds(60)
/** Far ends choose the names: what they make us remember is bounded. */
export const namesMax = 1000

export interface NamesOptions {
  /** Ours: an address of the same family is wanted. */
  readonly address: string
  addresses(name: string): Promise<readonly string[]>
  now(): MonoMs
}

export class Names {
  readonly #options: NamesOptions
  readonly #known = new Map<string, { readonly address: string; readonly until: MonoMs }>()

  constructor(options: NamesOptions) {
    this.#options = options
  }

  known(host: string): string | undefined {
    const found = this.#known.get(canonicalHost(host))
    return found && this.#options.now() < found.until ? found.address : undefined
  }

  /** Rejects when it has no address of our family. */
  async find(host: string): Promise<string> {
    const { address: ours, addresses, now } = this.#options
    const name = canonicalHost(host)
    const found = (await addresses(name)).find((each) => isIPv6(each) === isIPv6(ours))
    if (found === undefined) throw new Error(`${name} has no address`)
    this.#known.delete(name)
    this.#known.set(name, { address: found, until: after(now(), nameKeptFor) })
    const oldest = this.#known.keys().next()
    if (this.#known.size > namesMax && !oldest.done) this.#known.delete(oldest.value)
    return found
  }
}
