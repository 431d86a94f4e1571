/** Finds a leg its ports: a pair of its own, or one of the few that all legs of an address share. */
import { readIp, writeIp } from '../rtp/ipAddress.ts'
import type { LegOptions } from './mediaEngine.ts'
import type { MediaPorts, PortPair } from './mediaPorts.ts'
import { SharedPort } from './mediaSharedPort.ts'

export type LegPorts =
  | { readonly pair: PortPair; readonly shared: SharedPort | undefined }
  | { readonly why: string }

export class MediaOpening {
  readonly #ports: MediaPorts
  readonly #sharedPorts: number
  /** A shared port was opened: what comes to it is its own. */
  readonly #opened: (shared: SharedPort) => void
  readonly #shared = new Map<string, SharedPort[]>()

  constructor(ports: MediaPorts, sharedPorts: number, opened: (shared: SharedPort) => void) {
    this.#ports = ports
    this.#sharedPorts = sharedPorts
    this.#opened = opened
  }

  open(options: LegOptions, done: (ports: LegPorts) => void): void {
    const address = readIp(options.address)
    if (address === undefined) {
      done({ why: `${options.address} is not an IP address` })
      return
    }
    const host = writeIp(address)
    const existing = options.ports === 'shared' ? this.#leastUsed(host) : undefined
    if (existing !== undefined) {
      done({ pair: existing.ports, shared: existing })
      return
    }
    this.#ports.open(address, options.ports === 'shared' ? 'busy' : 'quiet', (opened) => {
      if ('why' in opened) done(opened)
      else if (options.ports === 'perCall') done({ pair: opened.pair, shared: undefined })
      else done({ pair: opened.pair, shared: this.#add(host, opened.pair) })
    })
  }

  all(): readonly SharedPort[] {
    return [...this.#shared.values()].flat()
  }

  closeAll(): void {
    for (const { ports } of this.all()) this.#ports.closePair(ports)
    this.#shared.clear()
  }

  #add(host: string, pair: PortPair): SharedPort {
    const shared = new SharedPort(pair)
    this.#shared.set(host, [...(this.#shared.get(host) ?? []), shared])
    this.#opened(shared)
    return shared
  }

  /** The port with the fewest legs; undefined while there are fewer ports than wanted. */
  #leastUsed(host: string): SharedPort | undefined {
    const ports = this.#shared.get(host) ?? []
    if (ports.length < this.#sharedPorts) return undefined
    return ports.reduce((least, port) => (port.legs.size < least.legs.size ? port : least))
  }
}
