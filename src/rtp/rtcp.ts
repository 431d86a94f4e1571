/**
 * RTCP (RFC 3550 §6): sender and receiver reports, SDES with CNAME, BYE. Always sent as a compound
 * that begins with a report (§6.1). What the far end sends is read leniently, up to its first error.
 *
 *  |V=2|P|  count  |   type SR=200 RR=201 SDES=202 BYE=203   |   length in 32-bit words − 1   |
 *  SR: SSRC, NTP seconds, NTP fraction, RTP timestamp, packets, bytes; RR: SSRC; then report blocks:
 *  SSRC, fraction lost (8) lost (24), highest sequence, jitter, last SR (LSR), delay since it (DLSR)
 */
import { type EpochMs, type Ms, ms } from '../base/units.ts'
import { byteAt, type Extent, read32, write16, write32 } from './packet.ts'

const SENDER_REPORT = 200
const RECEIVER_REPORT = 201
const SOURCE_DESCRIPTION = 202
const BYE = 203
const CNAME_ITEM = 1
const REPORT_BLOCK_BYTES = 24
/** SR with one block 52, SDES 10 + CNAME padded, BYE 8; 14 of SRTCP. */
export const RTCP_BYTES_AT_MOST = 128
export const CNAME_BYTES_AT_MOST = 32

/** §6.2: a fixed minimum of 5 s between reports, and §6.3.1: each varied by half so as not to march. */
export const RTCP_INTERVAL_MS = 5000

export interface SenderInfo {
  readonly at: EpochMs
  /** The RTP timestamp of that same instant. */
  readonly rtpTimestamp: number
  readonly packets: number
  readonly payloadBytes: number
}

export interface ReportBlock {
  readonly ssrc: number
  /** In 1/256 since the last report. */
  readonly fractionLost: number
  readonly lost: number
  readonly highestSequence: number
  readonly jitterTicks: number
  /** Middle 32 bits of the NTP time of the last SR received, and 1/65536 s since; 0 when none. */
  readonly lastReport: number
  readonly sinceLastReport: number
}

export interface RtcpReport {
  readonly ssrc: number
  readonly cname: string
  /** Present when we have sent RTP since the last but one report (§6.4). */
  readonly sender?: SenderInfo
  readonly block?: ReportBlock
  readonly bye?: boolean
}

/** §4: seconds since 1900, and the fraction in 1/2³² s. */
export function ntpTime(at: EpochMs): { readonly seconds: number; readonly fraction: number } {
  const SECONDS_1900_TO_1970 = 2_208_988_800
  const seconds = Math.floor(at / 1000)
  const fraction = Math.floor(((at - seconds * 1000) / 1000) * 2 ** 32)
  return { seconds: (seconds + SECONDS_1900_TO_1970) >>> 0, fraction: fraction >>> 0 }
}

/** §6.4.1: the middle 32 bits, in 1/65536 s. */
export const middleOfNtp = (at: EpochMs): number => {
  const { seconds, fraction } = ntpTime(at)
  return ((seconds << 16) | (fraction >>> 16)) >>> 0
}

/** Longer than any network keeps a packet: what is more is a clock that was set, or a forgery. */
export const LONGEST_ROUND_TRIP_MS: Ms = ms(10_000)

/** Both clocks tell whole milliseconds: on a short way the difference may come out below nothing. */
export const CLOCK_GRAIN_MS: Ms = ms(2)

/** §6.4.1: the report came at `now`, about our report of LSR, after resting there for DLSR. */
export function roundTripMs(
  { lastReport, sinceLastReport }: ReportBlock,
  now: EpochMs,
): Ms | undefined {
  if (lastReport === 0) return undefined
  // In 1/65536 s, as a signed distance on a clock that wraps.
  const trip = ms(((middleOfNtp(now) - lastReport - sinceLastReport) | 0) / 65.536)
  if (trip < -CLOCK_GRAIN_MS || trip > LONGEST_ROUND_TRIP_MS) return undefined
  return ms(Math.max(0, trip))
}

/** Writes the compound at `at`; returns where it ends. */
export function writeRtcp(bytes: Uint8Array, at: number, report: RtcpReport): number {
  let end = writeReport(bytes, at, report)
  end = writeCname(bytes, end, report)
  if (report.bye) {
    writeHead(bytes, end, { count: 1, type: BYE, length: 8 })
    write32(bytes, end + 4, report.ssrc)
    end += 8
  }
  return end
}

function writeReport(bytes: Uint8Array, at: number, report: RtcpReport): number {
  const { sender, block } = report
  let end = at + 8
  if (sender) {
    const ntp = ntpTime(sender.at)
    write32(bytes, end, ntp.seconds)
    write32(bytes, end + 4, ntp.fraction)
    write32(bytes, end + 8, sender.rtpTimestamp)
    write32(bytes, end + 12, sender.packets)
    write32(bytes, end + 16, sender.payloadBytes)
    end += 20
  }
  if (block) {
    write32(bytes, end, block.ssrc)
    // 24 bits, signed: clamp as A.3 does.
    const lost = Math.min(0x7fffff, Math.max(-0x800000, block.lost)) & 0xffffff
    write32(bytes, end + 4, ((block.fractionLost << 24) | lost) >>> 0)
    write32(bytes, end + 8, block.highestSequence)
    write32(bytes, end + 12, Math.round(block.jitterTicks))
    write32(bytes, end + 16, block.lastReport)
    write32(bytes, end + 20, block.sinceLastReport)
    end += REPORT_BLOCK_BYTES
  }
  const type = sender ? SENDER_REPORT : RECEIVER_REPORT
  writeHead(bytes, at, { count: block ? 1 : 0, type, length: end - at })
  write32(bytes, at + 4, report.ssrc)
  return end
}

function writeCname(bytes: Uint8Array, at: number, { ssrc, cname }: RtcpReport): number {
  const length = Math.min(cname.length, CNAME_BYTES_AT_MOST)
  bytes[at + 8] = CNAME_ITEM
  bytes[at + 9] = length
  for (let i = 0; i < length; i += 1) bytes[at + 10 + i] = cname.charCodeAt(i) & 0x7f
  // §6.5: the list of items ends with a zero byte and is padded to a 32-bit boundary.
  const end = at + Math.ceil((10 + length + 1) / 4) * 4
  bytes.fill(0, at + 10 + length, end)
  writeHead(bytes, at, { count: 1, type: SOURCE_DESCRIPTION, length: end - at })
  write32(bytes, at + 4, ssrc)
  return end
}

function writeHead(
  bytes: Uint8Array,
  at: number,
  head: { readonly count: number; readonly type: number; readonly length: number },
): void {
  bytes[at] = 0x80 | head.count
  bytes[at + 1] = head.type
  write16(bytes, at + 2, head.length / 4 - 1)
}

export type RtcpPart =
  | {
      readonly is: 'senderReport'
      readonly ssrc: number
      /** Middle 32 bits of its NTP time: what goes back as LSR. */
      readonly ntpMiddle: number
      readonly rtpTimestamp: number
      readonly packets: number
      readonly payloadBytes: number
      readonly blocks: readonly ReportBlock[]
    }
  | {
      readonly is: 'receiverReport'
      readonly ssrc: number
      readonly blocks: readonly ReportBlock[]
    }
  | { readonly is: 'cname'; readonly ssrc: number; readonly cname: string }
  | { readonly is: 'bye'; readonly ssrcs: readonly number[] }

/** The parts of a compound we use, in order; other types are skipped. */
export function readRtcp({ bytes, start, end }: Extent): readonly RtcpPart[] {
  const parts: RtcpPart[] = []
  for (let at = start; at + 4 <= end; ) {
    if ((byteAt(bytes, at) & 0xc0) !== 0x80) break
    const count = byteAt(bytes, at) & 0x1f
    const next = at + ((byteAt(bytes, at + 2) << 8) | byteAt(bytes, at + 3)) * 4 + 4
    if (next > end) break
    const part = readPart({ bytes, start: at, end: next }, count)
    if (part) parts.push(part)
    at = next
  }
  return parts
}

function readPart(extent: Extent, count: number): RtcpPart | undefined {
  const { bytes, start, end } = extent
  const type = byteAt(bytes, start + 1)
  if (end - start < 8) return undefined
  const ssrc = read32(bytes, start + 4)
  if (type === SENDER_REPORT && end - start >= 28) {
    return {
      is: 'senderReport',
      ssrc,
      ntpMiddle: ((read32(bytes, start + 8) << 16) | (read32(bytes, start + 12) >>> 16)) >>> 0,
      rtpTimestamp: read32(bytes, start + 16),
      packets: read32(bytes, start + 20),
      payloadBytes: read32(bytes, start + 24),
      blocks: readBlocks({ bytes, start: start + 28, end }, count),
    }
  }
  if (type === RECEIVER_REPORT) {
    return {
      is: 'receiverReport',
      ssrc,
      blocks: readBlocks({ bytes, start: start + 8, end }, count),
    }
  }
  if (type === SOURCE_DESCRIPTION) return readCname(extent)
  if (type === BYE) {
    const ssrcs: number[] = []
    for (let i = 0; i < count && start + 8 + i * 4 <= end; i += 1) {
      ssrcs.push(read32(bytes, start + 4 + i * 4))
    }
    return { is: 'bye', ssrcs }
  }
  return undefined
}

function readCname({ bytes, start, end }: Extent): RtcpPart | undefined {
  if (end - start < 10 || byteAt(bytes, start + 8) !== CNAME_ITEM) return undefined
  const length = byteAt(bytes, start + 9)
  if (start + 10 + length > end) return undefined
  const cname = String.fromCharCode(...bytes.subarray(start + 10, start + 10 + length))
  return { is: 'cname', ssrc: read32(bytes, start + 4), cname }
}

function readBlocks({ bytes, start, end }: Extent, count: number): readonly ReportBlock[] {
  const blocks: ReportBlock[] = []
  for (let i = 0, at = start; i < count && at + REPORT_BLOCK_BYTES <= end; i += 1) {
    blocks.push({
      ssrc: read32(bytes, at),
      fractionLost: byteAt(bytes, at + 4),
      lost: (read32(bytes, at + 4) << 8) >> 8,
      highestSequence: read32(bytes, at + 8),
      jitterTicks: read32(bytes, at + 12),
      lastReport: read32(bytes, at + 16),
      sinceLastReport: read32(bytes, at + 20),
    })
    at += REPORT_BLOCK_BYTES
  }
  return blocks
}
