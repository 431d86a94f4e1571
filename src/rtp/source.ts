/**
 * Whom a leg listens to. The SDP says where the far end receives, not where it sends from: behind a
 * NAT or a session border controller RTP comes from elsewhere (symmetric RTP, RFC 4961).
 *
 *  waiting ─from the SDP address, or the first valid packet from anywhere→ settled
 *  settled ─another source: 3 packets of one SSRC in a row while ours has been silent→ settled there
 *  settled ─the SDP address itself speaks→ settled there          everybody else is a stray: ignored
 */
import { unreachable } from '../base/assert.ts'
import { between, type MonoMs, type Ms, ms } from '../base/units.ts'

/** How long our source must have been silent before another may take over. */
export const SILENT_SOURCE_MS: Ms = ms(500)
export const PACKETS_TO_TAKE_OVER = 3

export interface Address {
  /** IPv4, as a signed 32-bit number. */
  readonly ip: number
  readonly port: number
}

interface Candidate extends Address {
  readonly ssrc: number
  readonly packets: number
}

export type Source =
  | { readonly is: 'waiting' }
  | { readonly is: 'settled'; readonly at: Address; readonly candidate?: Candidate }

export interface SourcePacket {
  readonly from: Address
  readonly ssrc: number
  /** Carries a payload type that was negotiated: only such packets may move a leg. */
  readonly negotiated: boolean
}

export interface SourceFacts {
  /** Where the SDP points; undefined when it names no usable address. */
  readonly sdp: Address | undefined
  readonly heardAt: MonoMs
  readonly now: MonoMs
}

/** Asked for packets that do not come from the settled source; true: listen to it from now on. */
export function considerSource(
  source: Source,
  packet: SourcePacket,
  facts: SourceFacts,
): readonly [Source, boolean] {
  const { from } = packet
  if (!packet.negotiated) return [source, false]
  const settled: Source = { is: 'settled', at: from }
  if (facts.sdp !== undefined && isSame(from, facts.sdp)) return [settled, true]
  switch (source.is) {
    case 'waiting':
      return [settled, true]
    case 'settled': {
      if (between(facts.heardAt, facts.now) < SILENT_SOURCE_MS) return [source, false]
      const before = source.candidate
      const isSameAgain =
        before !== undefined && isSame(before, from) && before.ssrc === packet.ssrc
      const packets = isSameAgain ? before.packets + 1 : 1
      if (packets >= PACKETS_TO_TAKE_OVER) return [settled, true]
      const candidate = { ip: from.ip, port: from.port, ssrc: packet.ssrc, packets }
      return [{ is: 'settled', at: source.at, candidate }, false]
    }
    default:
      return unreachable(source)
  }
}

export const isSame = (one: Address, other: Address): boolean =>
  one.ip === other.ip && one.port === other.port

/** `192.0.2.1` → a signed 32-bit number; undefined for anything but dotted IPv4. */
export function readIpv4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (parts === null) return undefined
  let ip = 0
  for (const part of parts.slice(1)) {
    const byte = Number(part)
    if (byte > 255) return undefined
    ip = (ip << 8) | byte
  }
  return ip
}

export const writeIpv4 = (ip: number): string =>
  [ip >>> 24, (ip >>> 16) & 255, (ip >>> 8) & 255, ip & 255].join('.')
