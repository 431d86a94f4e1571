/** A far end for the media engine, packet by packet: sends what a test wants, keeps what arrives. */
import dgram from 'node:dgram'
import { once } from 'node:events'
import { blankRtpHeader, type RtpHeader, readRtp, writeRtp } from '../../src/rtp/packet.ts'

export interface Arrived extends RtpHeader {
  readonly payload: Uint8Array
  /** performance.now() */
  readonly at: number
}

export interface RtpPeer {
  readonly port: number
  readonly arrived: readonly Arrived[]
  /** RTCP that came to the port after `port`. */
  readonly reports: readonly Uint8Array[]
  send(to: number, packet: Sent): void
  sendReport(to: number, bytes: Uint8Array): void
  /** Any bytes, to any port. */
  sendRaw(to: number, bytes: Uint8Array): void
  close(): void
}

export interface Sent {
  readonly sequence: number
  readonly timestamp: number
  readonly payload: Uint8Array
  readonly payloadType?: number
  readonly marker?: boolean
  readonly ssrc?: number
}

const PAIRS_TRIED = 50

/** `host`: another address of loopback, for somebody who is not the callee. */
export async function rtpPeer(host = '127.0.0.1'): Promise<RtpPeer> {
  const [rtp, rtcp] = await evenPair(host)
  const arrived: Arrived[] = []
  const reports: Uint8Array[] = []
  rtp.on('message', (bytes) => {
    const header = blankRtpHeader()
    if (!readRtp({ bytes, start: 0, end: bytes.length }, header)) return
    const payload = bytes.subarray(header.payloadStart, header.payloadEnd)
    arrived.push({ ...header, payload, at: performance.now() })
  })
  rtcp.on('message', (bytes) => reports.push(bytes))
  return {
    port: rtp.address().port,
    arrived,
    reports,
    send: (to, { sequence, timestamp, payload, payloadType = 8, marker = false, ssrc = 77 }) => {
      const bytes = new Uint8Array(12 + payload.length)
      writeRtp(bytes, 0, { marker, payloadType, sequence: sequence & 0xffff, timestamp, ssrc })
      bytes.set(payload, 12)
      rtp.send(bytes, to, '127.0.0.1')
    },
    sendReport: (to, bytes) => rtcp.send(bytes, to + 1, '127.0.0.1'),
    sendRaw: (to, bytes) => rtp.send(bytes, to, '127.0.0.1'),
    close: () => {
      rtp.close()
      rtcp.close()
    },
  }
}

/** Two sockets on an even port and the one after it, from what the system gives. */
async function evenPair(host: string): Promise<readonly [dgram.Socket, dgram.Socket]> {
  for (let tries = 0; tries < PAIRS_TRIED; tries += 1) {
    const rtp = await bound(0, host)
    const { port } = rtp.address()
    const rtcp = port % 2 === 0 ? await bound(port + 1, host).catch(() => undefined) : undefined
    if (rtcp !== undefined) return [rtp, rtcp]
    rtp.close()
  }
  throw new Error('no even port with a free neighbour')
}

async function bound(port: number, host: string): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4')
  socket.bind(port, host)
  try {
    await once(socket, 'listening')
  } catch (error) {
    socket.close()
    throw error
  }
  return socket
}
