/**
 * UDP through node:dgram, for machines where koffi does not load (and PORTEVOIX_MEDIA=dgram). Needs
 * an event loop that turns, and three to four times the CPU of nativeUdp.ts: for some hundreds of legs.
 */
import dgram from 'node:dgram'
import { assert } from '../base/assert.ts'
import { steadyNow } from '../base/clock.ts'
import { readIpv4, writeIpv4 } from '../rtp/source.ts'
import {
  type Block,
  blankIncoming,
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

export const dgramSockets = (): MediaSockets => new DgramSockets()

class DgramSockets implements MediaSockets {
  readonly backend = 'dgram'
  readonly #sockets: (dgram.Socket | undefined)[] = []
  readonly #free: number[] = []
  readonly #incoming = blankIncoming(new Uint8Array(0))
  #listener: (incoming: Incoming) => void = () => {}
  #unsent = 0
  #shortfalls = 0

  block(length: number): Block {
    return { bytes: new Uint8Array(length), address: 0 }
  }

  open(ip: number, port: number, done: (opened: Opened) => void): void {
    const number = this.#free.pop() ?? this.#sockets.length
    if (number >= SOCKETS_AT_MOST) {
      done({ error: 'EMFILE' })
      return
    }
    const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES })
    this.#sockets[number] = socket
    socket.once('error', (error: NodeJS.ErrnoException) => {
      this.#sockets[number] = undefined
      this.#free.push(number)
      socket.close()
      done({ error: error.code ?? error.message })
    })
    socket.bind({ port, address: writeIpv4(ip), exclusive: true }, () => {
      socket.removeAllListeners('error')
      // What could not be sent is told to `#taken`; a bound socket has nothing else to report.
      socket.on('error', () => {
        this.#shortfalls += 1
      })
      socket.on('message', (bytes, from) => this.#take(number as SocketNumber, bytes, from))
      done({ socket: number as SocketNumber })
    })
  }

  close(number: SocketNumber): void {
    const socket = this.#sockets[number]
    assert(socket !== undefined, 'a socket is closed once')
    this.#sockets[number] = undefined
    this.#free.push(number)
    socket.close()
  }

  queue(packet: Outgoing): void {
    const socket = this.#sockets[packet.socket]
    if (socket === undefined || this.#unsent >= UNSENT_AT_MOST) {
      this.#shortfalls += 1
      return
    }
    // Node sends later: the bytes are copied, because the header is written anew for the next packet.
    const { headAt, headLength, bodyAt, bodyLength } = packet
    const bytes = Buffer.allocUnsafe(headLength + bodyLength)
    bytes.set(packet.head.bytes.subarray(headAt, headAt + headLength))
    bytes.set(packet.body.bytes.subarray(bodyAt, bodyAt + bodyLength), headLength)
    this.#unsent += 1
    socket.send(bytes, packet.port, writeIpv4(packet.ip), this.#taken)
  }

  flush(): void {
    // `send` has handed everything over already.
  }

  receive(): void {
    // The event loop gives datagrams to the listener as they arrive.
  }

  onDatagram(listener: (incoming: Incoming) => void): void {
    this.#listener = listener
  }

  shortfalls(): number {
    return this.#shortfalls
  }

  readonly #taken = (error: Error | null): void => {
    this.#unsent -= 1
    if (error) this.#shortfalls += 1
  }

  #take(socket: SocketNumber, bytes: Uint8Array, from: dgram.RemoteInfo): void {
    const ip = readIpv4(from.address)
    assert(ip !== undefined, 'a udp4 socket hears IPv4')
    const incoming = this.#incoming
    incoming.socket = socket
    incoming.at = steadyNow()
    incoming.ip = ip
    incoming.port = from.port
    incoming.bytes = bytes
    incoming.end = bytes.length
    this.#listener(incoming)
  }
}
