/**
 * A local port that several legs share, told apart by the remote ip:port they send from (looked up
 * without allocating), then by SSRC. No two legs of one port may have the same remote address.
 */
import { between, type MonoMs } from '../base/units.ts'
import { type Address, isSame, SILENT_SOURCE_MS } from '../rtp/source.ts'
import type { Leg, Sharing } from './mediaLeg.ts'
import type { PortPair } from './mediaPorts.ts'

export class SharedPort implements Sharing {
  readonly ports: PortPair
  readonly legs = new Set<Leg>()
  readonly #byIp = new Map<number, Map<number, Leg>>()

  constructor(ports: PortPair) {
    this.ports = ports
  }

  legAt(ip: number, port: number): Leg | undefined {
    return this.#byIp.get(ip)?.get(port)
  }

  /** False when a leg that is up has that address already. A closed leg's address may be taken. */
  claim({ ip, port }: Address, leg: Leg, now: MonoMs): boolean {
    const holder = this.legAt(ip, port)
    if (holder !== undefined && holder !== leg) {
      if (!holder.isClosed) return false
      leg.former = formerOf(holder, now)
    }
    let byPort = this.#byIp.get(ip)
    if (byPort === undefined) {
      byPort = new Map()
      this.#byIp.set(ip, byPort)
    }
    byPort.set(port, leg)
    return true
  }

  /** Forgets the addresses of a leg: it moved, or has been drained long enough. */
  forget(leg: Leg): void {
    for (const [ip, byPort] of this.#byIp) {
      for (const [port, holder] of byPort) if (holder === leg) byPort.delete(port)
      if (byPort.size === 0) this.#byIp.delete(ip)
    }
  }

  /** The hosts somebody speaks from, or is expected to. */
  hosts(): Iterable<number> {
    return this.#byIp.keys()
  }

  /**
   * Whose packet may this be, from an address nobody has? The leg that already hears this SSRC (a NAT
   * changed its port); else the only leg that waits for that address's host, or the only one waiting.
   * A leg waits in earnest only after SILENT_SOURCE_MS: until then such a packet is rather the first
   * of a call whose SDP has not come yet, and another person's key must never count for this one.
   */
  guess(from: Address, ssrc: number, now: MonoMs): Leg | undefined {
    const waiting: Leg[] = []
    for (const leg of this.legs) {
      if (leg.source.is === 'settled') {
        if (leg.receiver.ssrc === ssrc && !isSame(leg.source.at, from)) return leg
      } else if (leg.remote !== undefined && between(leg.heardAt, now) >= SILENT_SOURCE_MS) {
        waiting.push(leg)
      }
    }
    const ofThatHost = waiting.filter((leg) => leg.sdp?.ip === from.ip)
    if (ofThatHost.length === 1) return ofThatHost[0]
    return waiting.length === 1 ? waiting[0] : undefined
  }

  bySsrc(ssrc: number): Leg | undefined {
    for (const leg of this.legs) {
      if (leg.receiver.ssrc === ssrc && leg.receiver.firstSequence !== undefined) return leg
    }
    return undefined
  }
}

/** What must be told apart from the new call: undefined when the old one was silent at its end. */
function formerOf(holder: Leg, now: MonoMs): Leg['former'] {
  const { receiver, soundAt, drainedUntil } = holder
  const isSilent = receiver.firstSequence === undefined || between(soundAt, now) > SILENT_SOURCE_MS
  if (isSilent) return undefined
  return { ssrc: receiver.ssrc, highest: receiver.highest, until: drainedUntil }
}
