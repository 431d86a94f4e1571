/**
 * Whom a leg listens to. The SDP says where the far end receives, not where it sends from: behind a
 * NAT or a session border controller RTP comes from elsewhere (symmetric RTP, RFC 4961). That is also
 * how a call could be stolen, so a source that is alive gives way only to one that has more right:
 *
 *  waiting ─the first valid packet, wherever it comes from→ settled
 *  settled ─of more right than ours (the SDP's address > its host > elsewhere; and whom we heard before
 *  │        somebody else took over): at once when it carries the SSRC we hear, else 3 packets→ settled
 *  └────────of no more right: 3 packets in a row of one SSRC, when ours has been silent for 500 ms and it
 *           is our SSRC (a NAT bound anew), or for 2 s→ settled             everybody else is ignored
 *
 * Who sees our packets on their way can imitate them in everything: only SRTP helps against that.
 */
import { unreachable } from '../base/assert.ts'
import { between, type MonoMs, type Ms, ms, seconds } from '../base/units.ts'

/** How long our source must have been silent before its SSRC may come from another address. */
export const SILENT_SOURCE_MS: Ms = ms(500)
/** And before a stranger may take its place: comfort noise pauses are shorter as a rule. */
export const STRANGER_SILENT_MS: Ms = seconds(2)
export const PACKETS_TO_TAKE_OVER = 3

export interface Address {
  /** A number of `MediaSockets.hostOf`: the IPv4 address itself, or the number of an IPv6 address. */
  readonly ip: number
  readonly port: number
}

interface Candidate extends Address {
  readonly ssrc: number
  readonly packets: number
}

export type Source =
  | { readonly is: 'waiting' }
  | {
      readonly is: 'settled'
      readonly at: Address
      /** Whom we heard before `at` took over from somebody silent. */
      readonly home?: Address
      readonly candidate?: Candidate
    }

export interface SourcePacket {
  readonly from: Address
  readonly ssrc: number
  /** Carries a payload type that was negotiated: only such packets may move a leg. */
  readonly negotiated: boolean
  /** Carries the SSRC that we hear, which nobody can guess. */
  readonly isKnownSsrc: boolean
}

export interface SourceFacts {
  /** Where the SDP points; undefined when it names no usable address. */
  readonly sdp: Address | undefined
  /** When sound last came from the settled source. */
  readonly heardAt: MonoMs
  readonly now: MonoMs
}

/** Asked for packets that do not come from the settled source; true: listen to it from now on. */
export function considerSource(
  source: Source,
  packet: SourcePacket,
  facts: SourceFacts,
): readonly [Source, boolean] {
  const { from, isKnownSsrc } = packet
  if (!packet.negotiated) return [source, false]
  switch (source.is) {
    case 'waiting':
      return [{ is: 'settled', at: from }, true]
    case 'settled': {
      const isBetter = rightOf(from, source, facts) > rightOf(source.at, source, facts)
      const silentMs = between(facts.heardAt, facts.now)
      const needed = isKnownSsrc ? SILENT_SOURCE_MS : STRANGER_SILENT_MS
      if (!isBetter && silentMs < needed) return [forget(source), false]
      const packets = isBetter && isKnownSsrc ? PACKETS_TO_TAKE_OVER : inARow(source, packet)
      const { at } = source
      if (packets >= PACKETS_TO_TAKE_OVER) {
        const home = isBetter ? undefined : (source.home ?? at)
        return [{ is: 'settled', at: from, ...(home && { home }) }, true]
      }
      const candidate = { ip: from.ip, port: from.port, ssrc: packet.ssrc, packets }
      return [{ ...source, candidate }, false]
    }
    default:
      return unreachable(source)
  }
}

type Settled = Extract<Source, { is: 'settled' }>

function inARow({ candidate }: Settled, { from, ssrc }: SourcePacket): number {
  const isSameAgain = candidate !== undefined && isSame(candidate, from) && candidate.ssrc === ssrc
  return isSameAgain ? candidate.packets + 1 : 1
}

/** A stranger beside a living source: what it sent before counts no more. */
const forget = (source: Settled): Settled => {
  if (source.candidate === undefined) return source
  const { candidate: _, ...rest } = source
  return rest
}

function rightOf(address: Address, { home }: Settled, { sdp }: SourceFacts): number {
  if (sdp !== undefined && isSame(address, sdp)) return 3
  if (home !== undefined && isSame(address, home)) return 2
  return sdp !== undefined && address.ip === sdp.ip ? 1 : 0
}

export const isSame = (one: Address, other: Address): boolean =>
  one.ip === other.ip && one.port === other.port
