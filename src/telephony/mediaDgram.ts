/**
 * UDP through node:dgram, for machines where koffi does not load (and PORTEVOIX_MEDIA=dgram). Needs
 * an event loop that turns, and three to four times the CPU of nativeUdp.ts: for some hundreds of legs.
 */
import dgram from 'node:dgram'
import { assert } from '../base/assert.ts'
import { readIpv4, writeIpv4 } from '../rtp/source.ts'
import {
  type Block,
  type Incoming,
  type MediaSockets,
  type Opened,
  type Outgoing,
  RECEIVE_BUFFER_BYTES,
  SOCKETS_AT_MOST,
  type SocketNumber,
} from './mediaSockets.ts'

/** Datagrams handed to Node and not yet taken by the kernel; beyond that they are dropped. */
const UNSENT_AT_MOST = 4096

export function dgramSockets(): MediaSockets {
  const sockets: (dgram.Socket | undefined)[] = []
  const free: number[] = []
  const nowhere: Block = { bytes: new Uint8Array(0), address: 0 }
  const incoming: Incoming = {
    socket: 0 as SocketNumber,
    ip: 0,
    port: 0,
    bytes: nowhere.bytes,
    start: 0,
    end: 0,
  }
  let listener: (incoming: Incoming) => void = () => {}
  let unsent = 0
  let shortfalls = 0

  const taken = (error: Error | null): void => {
    unsent -= 1
    if (error) shortfalls += 1
  }

  function open(ip: number, port: number, done: (opened: Opened) => void): void {
    const number = free.pop() ?? sockets.length
    if (number >= SOCKETS_AT_MOST) {
      done({ error: 'EMFILE' })
      return
    }
    const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES })
    sockets[number] = socket
    socket.once('error', (error: NodeJS.ErrnoException) => {
      sockets[number] = undefined
      free.push(number)
      socket.close()
      done({ error: error.code ?? error.message })
    })
    socket.bind({ port, address: writeIpv4(ip), exclusive: true }, () => {
      socket.removeAllListeners('error')
      // A datagram that could not be sent is told to `taken`; nothing else can go wrong once bound.
      socket.on('error', () => {
        shortfalls += 1
      })
      socket.on('message', (bytes, from) => {
        const fromIp = readIpv4(from.address)
        assert(fromIp !== undefined, 'a udp4 socket hears IPv4')
        incoming.socket = number as SocketNumber
        incoming.ip = fromIp
        incoming.port = from.port
        incoming.bytes = bytes
        incoming.end = bytes.length
        listener(incoming)
      })
      done({ socket: number as SocketNumber })
    })
  }

  function close(number: SocketNumber): void {
    const socket = sockets[number]
    assert(socket !== undefined, 'a socket is closed once')
    sockets[number] = undefined
    free.push(number)
    socket.close()
  }

  function queue(packet: Outgoing): void {
    const socket = sockets[packet.socket]
    if (socket === undefined || unsent >= UNSENT_AT_MOST) {
      shortfalls += 1
      return
    }
    // Node sends later: the bytes are copied, because the header is written anew for the next packet.
    const bytes = Buffer.allocUnsafe(packet.headLength + packet.bodyLength)
    copy(packet.head, packet.headAt, packet.headLength, bytes, 0)
    copy(packet.body, packet.bodyAt, packet.bodyLength, bytes, packet.headLength)
    unsent += 1
    socket.send(bytes, packet.port, writeIpv4(packet.ip), taken)
  }

  return {
    backend: 'dgram',
    block: (length) => ({ bytes: new Uint8Array(length), address: 0 }),
    open,
    close,
    queue,
    flush: () => {},
    receive: () => {},
    onDatagram: (heard) => {
      listener = heard
    },
    shortfalls: () => shortfalls,
  }
}

function copy(from: Block, at: number, length: number, into: Buffer, intoAt: number): void {
  into.set(from.bytes.subarray(at, at + length), intoAt)
}
