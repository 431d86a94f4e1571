/**
 * The fixed RTP header (RFC 3550 §5.1), read and written in place: the media worker does this
 * 280,000 times a second, so nothing here allocates. All numbers are in network byte order.
 *
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *  |                           timestamp                           |
 *  |           synchronization source (SSRC) identifier            |
 *  |       contributing sources (CC × 32 bits), extension (X)      |
 *  |                            payload                  |P: count |
 */

export const RTP_HEADER_BYTES = 12
const VERSION_2 = 0x80
/** RFC 5761 §4: a second byte of 192 to 223 is an RTCP packet type, never marker + RTP payload type. */
const RTCP_TYPES = { from: 192, to: 223 } as const

/** A header as read; one record is reused for every packet. */
export interface RtpHeader {
  marker: boolean
  payloadType: number
  sequence: number
  /** In ticks of 1/8000 s. */
  timestamp: number
  ssrc: number
  /** Where the payload begins and ends in the bytes that were read. */
  payloadStart: number
  payloadEnd: number
}

export const blankRtpHeader = (): RtpHeader => ({
  marker: false,
  payloadType: 0,
  sequence: 0,
  timestamp: 0,
  ssrc: 0,
  payloadStart: 0,
  payloadEnd: 0,
})

export interface Extent {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

/** Fills `header` from a datagram; false when it is not a whole RTP packet of version 2. */
export function readRtp(datagram: Extent, header: RtpHeader): boolean {
  const { bytes, start, end } = datagram
  if (end - start < RTP_HEADER_BYTES) return false
  const first = byteAt(bytes, start)
  const second = byteAt(bytes, start + 1)
  if ((first & 0xc0) !== VERSION_2) return false
  if (second >= RTCP_TYPES.from && second <= RTCP_TYPES.to) return false
  let payloadStart = start + RTP_HEADER_BYTES + (first & 0x0f) * 4
  if (first & 0x10) {
    // RFC 3550 §5.3.1: 16 bits of profile, then the length in 32-bit words without these four bytes.
    if (payloadStart + 4 > end) return false
    payloadStart += 4 + read16(bytes, payloadStart + 2) * 4
  }
  const padding = first & 0x20 ? byteAt(bytes, end - 1) : 0
  if (first & 0x20 && padding === 0) return false
  const payloadEnd = end - padding
  if (payloadStart > payloadEnd) return false
  header.marker = (second & 0x80) !== 0
  header.payloadType = second & 0x7f
  header.sequence = read16(bytes, start + 2)
  header.timestamp = read32(bytes, start + 4)
  header.ssrc = read32(bytes, start + 8)
  header.payloadStart = payloadStart
  header.payloadEnd = payloadEnd
  return true
}

/** Is this datagram RTCP that came to an RTP port (rtcp-mux, RFC 5761 §4)? */
export function looksLikeRtcp({ bytes, start, end }: Extent): boolean {
  if (end - start < 8 || (byteAt(bytes, start) & 0xc0) !== VERSION_2) return false
  const type = byteAt(bytes, start + 1)
  return type >= RTCP_TYPES.from && type <= RTCP_TYPES.to
}

export interface RtpFields {
  readonly marker: boolean
  readonly payloadType: number
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
}

/** Writes the twelve bytes of a header without contributors, extension or padding. */
export function writeRtp(bytes: Uint8Array, at: number, fields: RtpFields): void {
  bytes[at] = VERSION_2
  bytes[at + 1] = (fields.marker ? 0x80 : 0) | fields.payloadType
  write16(bytes, at + 2, fields.sequence)
  write32(bytes, at + 4, fields.timestamp)
  write32(bytes, at + 8, fields.ssrc)
}

/** A byte the caller has proved to be inside. */
export const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] as number

export const read16 = (bytes: Uint8Array, at: number): number =>
  (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1)

export const read32 = (bytes: Uint8Array, at: number): number =>
  ((byteAt(bytes, at) << 24) |
    (byteAt(bytes, at + 1) << 16) |
    (byteAt(bytes, at + 2) << 8) |
    byteAt(bytes, at + 3)) >>>
  0

export function write16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8
  bytes[at + 1] = value
}

export function write32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}
