/** A capture that SIPp plays: keys as RFC 4733 packets, in Ethernet, IPv4 and UDP as it expects them. */
import { type DtmfKey, dtmfKeys } from '../../../src/base/dtmf.ts'
import { writeRtp } from '../../../src/rtp/packet.ts'

const PACKET_MS = 20
const BETWEEN_KEYS_MS = 200
const HEADERS = 14 + 20 + 8

/** Three packets while each key is held, three with the E bit (RFC 4733 §2.5.1.4). */
export function keyPressFile(keys: readonly DtmfKey[], payloadType = 101): Uint8Array {
  let sequence = 0
  const packets = keys.flatMap((key, index) =>
    [1, 2, 3, 4, 4, 4].map((step, at) => {
      sequence += 1
      const rtp = new Uint8Array(16)
      const timestamp = 8 * BETWEEN_KEYS_MS * (index + 1)
      writeRtp(rtp, 0, { marker: at === 0, payloadType, sequence, timestamp, ssrc: 0x5eed })
      const duration = step * 160
      rtp.set(
        [dtmfKeys.indexOf(key), (step === 4 ? 0x80 : 0) | 10, duration >> 8, duration & 255],
        12,
      )
      return captured(BETWEEN_KEYS_MS * index + PACKET_MS * at, rtp)
    }),
  )
  // Magic number, version 2.4, no zone, no precision, whole packets, Ethernet.
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1b2c3d4, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(65_535, 16)
  header.writeUInt32LE(1, 20)
  return Buffer.concat([header, ...packets])
}

function captured(atMs: number, rtp: Uint8Array): Uint8Array {
  const length = HEADERS + rtp.length
  const bytes = Buffer.alloc(16 + length)
  bytes.writeUInt32LE(Math.floor(atMs / 1000), 0)
  bytes.writeUInt32LE((atMs % 1000) * 1000, 4)
  bytes.writeUInt32LE(length, 8)
  bytes.writeUInt32LE(length, 12)
  const frame = bytes.subarray(16)
  frame.writeUInt16BE(0x0800, 12)
  const ip = frame.subarray(14)
  ip[0] = 0x45
  ip.writeUInt16BE(20 + 8 + rtp.length, 2)
  ip[8] = 64
  ip[9] = 17
  ip.set([127, 0, 0, 1, 127, 0, 0, 1], 12)
  const udp = ip.subarray(20)
  udp.writeUInt16BE(4000, 0)
  udp.writeUInt16BE(4000, 2)
  udp.writeUInt16BE(8 + rtp.length, 4)
  udp.set(rtp, 8)
  return bytes
}
