/**
 * SRTP (RFC 3711) with AES in counter mode and HMAC-SHA1, in place and without garbage: the rules of
 * packet index, counter block, tag and replay; the ciphers come from outside, one for each direction
 * of RTP and of RTCP, with the session keys inside.
 *
 *  RTP   | header (clear) | payload (encrypted) | tag |        tag over all before it and the ROC
 *  RTCP  | 8 bytes (clear) | encrypted | E, index 31 bits | tag |           tag over all before it
 */
import { assert } from '../base/assert.ts'
import { byteAt, read16, read32, write32 } from './packet.ts'
import { RTCP_TAG_BYTES } from './srtpKeys.ts'

/** Bytes, and where they lie in memory for ciphers outside of JavaScript. */
export interface Bytes {
  readonly bytes: Uint8Array
  readonly address: number
}

export interface SrtpCipher {
  /** §4.1.1: the salt of the session, 14 bytes. */
  readonly salt: Uint8Array
  /** The counter block of the next `crypt`, 16 bytes. */
  readonly counter: Uint8Array
  /** What the last `sign` made, 20 bytes. */
  readonly digest: Uint8Array
  /** Encrypts (or decrypts, it is the same) `length` bytes; `from` and `to` may be the same place. */
  crypt(from: Bytes, fromAt: number, to: Bytes, toAt: number, length: number): void
  sign(of: Bytes, start: number, end: number): void
  free(): void
}

export const ROC_BYTES = 4
const SRTCP_INDEX_BYTES = 4
const RTP_HEADER_BYTES = 12
const RTCP_CLEAR_BYTES = 8
const SEQUENCES = 0x10000
const ENCRYPTED = 0x80000000
/** §9.2: a master key may protect 2³¹ packets of RTCP; at one in 5 s nobody lives to see it. */
export const SRTCP_INDEX_MAX = 0x7fffffff
/** §3.3.2: 64 at least. Packets further behind than this are refused. */
export const REPLAY_WINDOW = 128
/** Streams (SSRCs) remembered of one far end: its sound, and those before a transfer. */
export const STREAMS_AT_MOST = 4

export interface SrtpSender {
  readonly rtp: SrtpCipher
  readonly rtcp: SrtpCipher
  readonly tagBytes: number
  /** Rollover counter: times our 16 bits of sequence have wrapped (§3.3.1). */
  roc: number
  lastSequence: number
  rtcpIndex: number
}

export const srtpSender = (rtp: SrtpCipher, rtcp: SrtpCipher, tagBytes: number): SrtpSender => ({
  rtp,
  rtcp,
  tagBytes,
  roc: 0,
  lastSequence: -1,
  rtcpIndex: 0,
})

/**
 * Seals the packet whose header lies at `at` of `packet` and whose payload lies in `payload`; returns
 * where it ends. The block needs room for ROC and tag behind it.
 */
export function sealRtp(
  sender: SrtpSender,
  { packet, at }: { readonly packet: Bytes; readonly at: number },
  payload: { readonly block: Bytes; readonly at: number; readonly length: number },
): number {
  const { bytes } = packet
  const sequence = read16(bytes, at + 2)
  if (sender.lastSequence - sequence > SEQUENCES / 2) sender.roc = (sender.roc + 1) >>> 0
  sender.lastSequence = sequence
  setRtpCounter(sender.rtp, read32(bytes, at + 8), sender.roc, sequence)
  const start = at + RTP_HEADER_BYTES
  sender.rtp.crypt(payload.block, payload.at, packet, start, payload.length)
  const end = start + payload.length
  write32(bytes, end, sender.roc)
  sender.rtp.sign(packet, at, end + ROC_BYTES)
  return writeTag(sender.rtp, bytes, end, sender.tagBytes)
}

/** Seals a compound that lies from `at` to `end`; returns where it ends now, 14 bytes further. */
export function sealRtcp(sender: SrtpSender, packet: Bytes, at: number, end: number): number {
  sender.rtcpIndex += 1
  assert(sender.rtcpIndex <= SRTCP_INDEX_MAX, 'an SRTCP index is used once')
  const { bytes } = packet
  const clear = at + RTCP_CLEAR_BYTES
  setRtcpCounter(sender.rtcp, read32(bytes, at + 4), sender.rtcpIndex)
  sender.rtcp.crypt(packet, clear, packet, clear, end - clear)
  write32(bytes, end, (ENCRYPTED | sender.rtcpIndex) >>> 0)
  sender.rtcp.sign(packet, at, end + SRTCP_INDEX_BYTES)
  return writeTag(sender.rtcp, bytes, end + SRTCP_INDEX_BYTES, RTCP_TAG_BYTES)
}

interface Replay {
  /** Highest index that was authentic; −1: none yet. */
  highest: number
  /** Bit (index modulo window): seen. */
  readonly seen: Int32Array
}

interface Stream {
  readonly ssrc: number
  readonly rtp: Replay
  readonly rtcp: Replay
}

export interface SrtpReceiver {
  rtp: SrtpCipher
  rtcp: SrtpCipher
  readonly tagBytes: number
  /** The one heard last stands first. */
  streams: readonly Stream[]
}

export const srtpReceiver = (
  rtp: SrtpCipher,
  rtcp: SrtpCipher,
  tagBytes: number,
): SrtpReceiver => ({ rtp, rtcp, tagBytes, streams: [] })

/**
 * Opens the RTP packet from `start` to `end` in place; returns where it ends without its tag, or −1
 * when it is not authentic, was here before, or is too old. Nothing changes then.
 */
export function openRtp(receiver: SrtpReceiver, packet: Bytes, start: number, end: number): number {
  const { bytes } = packet
  const tagAt = end - receiver.tagBytes
  const payload = payloadStart(bytes, start, tagAt)
  if (payload === -1) return -1
  const ssrc = read32(bytes, start + 8)
  const known = streamOf(receiver, ssrc)
  const index = estimatedIndex(known?.rtp.highest ?? -1, read16(bytes, start + 2))
  if (index < 0 || (known !== undefined && isReplayed(known.rtp, index))) return -1
  const roc = Math.floor(index / SEQUENCES)
  if (!isAuthenticRtp(receiver, packet, { start, tagAt, roc })) return -1
  setRtpCounter(receiver.rtp, ssrc, roc, index % SEQUENCES)
  receiver.rtp.crypt(packet, payload, packet, payload, tagAt - payload)
  note((known ?? addStream(receiver, ssrc)).rtp, index)
  return tagAt
}

/** As `openRtp`, for a compound. */
export function openRtcp(
  receiver: SrtpReceiver,
  packet: Bytes,
  start: number,
  end: number,
): number {
  const { bytes } = packet
  const indexAt = end - RTCP_TAG_BYTES - SRTCP_INDEX_BYTES
  const clear = start + RTCP_CLEAR_BYTES
  if (indexAt < clear) return -1
  const word = read32(bytes, indexAt)
  const index = word & SRTCP_INDEX_MAX
  const ssrc = read32(bytes, start + 4)
  const known = streamOf(receiver, ssrc)
  if (known !== undefined && isReplayed(known.rtcp, index)) return -1
  const tagAt = indexAt + SRTCP_INDEX_BYTES
  receiver.rtcp.sign(packet, start, tagAt)
  if (!isTag(receiver.rtcp.digest, bytes, tagAt, RTCP_TAG_BYTES)) return -1
  if (word >>> 31 === 1) {
    setRtcpCounter(receiver.rtcp, ssrc, index)
    receiver.rtcp.crypt(packet, clear, packet, clear, indexAt - clear)
  }
  note((known ?? addStream(receiver, ssrc)).rtcp, index)
  return indexAt
}

/**
 * §3.3.1 and appendix A: the index whose lower 16 bits are `sequence` and which is nearest to the
 * highest heard; the first packet of a stream has the ROC 0 (RFC 4568 §6.4.1). Negative: before ROC 0.
 */
export function estimatedIndex(highest: number, sequence: number): number {
  if (highest < 0) return sequence
  const ahead = (sequence - highest) & (SEQUENCES - 1)
  return ahead < SEQUENCES / 2 ? highest + ahead : highest + ahead - SEQUENCES
}

function isAuthenticRtp(
  { rtp, tagBytes }: SrtpReceiver,
  packet: Bytes,
  { start, tagAt, roc }: { readonly start: number; readonly tagAt: number; readonly roc: number },
): boolean {
  const { bytes } = packet
  // §4.2: the ROC is signed as if it followed the packet, where the tag lies: kept aside meanwhile.
  const kept = read32(bytes, tagAt)
  write32(bytes, tagAt, roc)
  rtp.sign(packet, start, tagAt + ROC_BYTES)
  write32(bytes, tagAt, kept)
  return isTag(rtp.digest, bytes, tagAt, tagBytes)
}

function streamOf({ streams }: SrtpReceiver, ssrc: number): Stream | undefined {
  for (let i = 0; i < streams.length; i += 1) {
    const stream = streams[i]
    if (stream !== undefined && stream.ssrc === ssrc) return stream
  }
  return undefined
}

const noneHeard = (): Replay => ({ highest: -1, seen: new Int32Array(REPLAY_WINDOW / 32) })

/**
 * What is kept of a stream under another key: where its sequence stands. What was sealed with the old key
 * opens no more, so nothing of it can be replayed; some far ends count their SRTCP from the start again.
 */
export const rekeyed = ({ ssrc, rtp }: Stream): Stream => ({ ssrc, rtp, rtcp: noneHeard() })

function addStream(receiver: SrtpReceiver, ssrc: number): Stream {
  const stream = { ssrc, rtp: noneHeard(), rtcp: noneHeard() }
  receiver.streams = [stream, ...receiver.streams].slice(0, STREAMS_AT_MOST)
  return stream
}

/** §3.3.2 */
function isReplayed({ highest, seen }: Replay, index: number): boolean {
  if (index > highest) return false
  if (highest - index >= REPLAY_WINDOW) return true
  const bit = index % REPLAY_WINDOW
  return ((seen[bit >>> 5] as number) & (1 << (bit & 31))) !== 0
}

function note(replay: Replay, index: number): void {
  const { seen } = replay
  if (index - replay.highest >= REPLAY_WINDOW) seen.fill(0)
  else {
    for (let passed = replay.highest + 1; passed < index; passed += 1) {
      const bit = passed % REPLAY_WINDOW
      seen[bit >>> 5] = (seen[bit >>> 5] as number) & ~(1 << (bit & 31))
    }
  }
  const bit = index % REPLAY_WINDOW
  seen[bit >>> 5] = (seen[bit >>> 5] as number) | (1 << (bit & 31))
  if (index > replay.highest) replay.highest = index
}

/** Where the encrypted part begins, or −1 for what is no RTP. */
function payloadStart(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < RTP_HEADER_BYTES || (byteAt(bytes, start) & 0xc0) !== 0x80) return -1
  const first = byteAt(bytes, start)
  let at = start + RTP_HEADER_BYTES + (first & 0x0f) * 4
  if (first & 0x10) {
    if (at + 4 > end) return -1
    at += 4 + read16(bytes, at + 2) * 4
  }
  return at > end ? -1 : at
}

/** §4.1.1: IV = (salt · 2¹⁶) XOR (SSRC · 2⁶⁴) XOR (index · 2¹⁶). */
function setRtpCounter(cipher: SrtpCipher, ssrc: number, roc: number, sequence: number): void {
  setSalt(cipher, ssrc)
  xor32(cipher.counter, 8, roc)
  xor16(cipher.counter, 12, sequence)
}

function setRtcpCounter(cipher: SrtpCipher, ssrc: number, index: number): void {
  setSalt(cipher, ssrc)
  xor32(cipher.counter, 10, index)
}

function setSalt({ counter, salt }: SrtpCipher, ssrc: number): void {
  for (let i = 0; i < salt.length; i += 1) counter[i] = salt[i] as number
  counter[14] = 0
  counter[15] = 0
  xor32(counter, 4, ssrc)
}

const xor32 = (bytes: Uint8Array, at: number, value: number): void => {
  xor16(bytes, at, value >>> 16)
  xor16(bytes, at + 2, value & 0xffff)
}

const xor16 = (bytes: Uint8Array, at: number, value: number): void => {
  bytes[at] = byteAt(bytes, at) ^ (value >>> 8)
  bytes[at + 1] = byteAt(bytes, at + 1) ^ (value & 0xff)
}

function writeTag(cipher: SrtpCipher, bytes: Uint8Array, at: number, length: number): number {
  for (let i = 0; i < length; i += 1) bytes[at + i] = cipher.digest[i] as number
  return at + length
}

/** All bytes are compared, equal or not: the time it takes tells nothing. */
function isTag(digest: Uint8Array, bytes: Uint8Array, at: number, length: number): boolean {
  let difference = 0
  for (let i = 0; i < length; i += 1) difference |= byteAt(bytes, at + i) ^ (digest[i] as number)
  return difference === 0
}
