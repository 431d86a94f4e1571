/**
 * UDP through node:dgram, for machines where koffi does not load (and PORTEVOIX_MEDIA=dgram). Needs
 * an event loop that turns, and three to four times the CPU of nativeUdp.ts: for some hundreds of legs.
 */
import dgram from 'node:dgram'
import { assert } from '../base/assert.ts'
import { steadyNow } from '../base/clock.ts'
import { type IpAddress, readIp, writeIp } from '../rtp/ipAddress.ts'
import { Ipv6Hosts } from './mediaHosts.ts'
import {
  type Block,
  blankIncoming,
  type Incoming,
  type MediaSockets,
  type Opened,
  type Outgoing,
  RECEIVE_BUFFER_BYTES,
  SEND_BUFFER_BYTES,
  SOCKETS_AT_MOST,
  type SocketNumber,
  type Watched,
} from './mediaSockets.ts'

/** Datagrams handed to Node and not yet taken by the kernel; beyond that they are dropped. */
const UNSENT_AT_MOST = 4096

export const dgramSockets = (seed: number): MediaSockets => new DgramSockets(seed)

interface OpenSocket {
  readonly socket: dgram.Socket
  readonly family: 4 | 6
}

class DgramSockets implements MediaSockets {
  readonly backend = 'dgram'
  readonly #sockets: (OpenSocket | undefined)[] = []
  readonly #free: number[] = []
  readonly #incoming = blankIncoming({ bytes: new Uint8Array(0), address: 0 })
  readonly #hosts: Ipv6Hosts
  #listener: (incoming: Incoming) => void = () => {}
  #unsent = 0
  #shortfalls = 0

  constructor(seed: number) {
    this.#hosts = new Ipv6Hosts(seed)
  }

  block(length: number): Block {
    return { bytes: new Uint8Array(length), address: 0 }
  }

  open(at: IpAddress, port: number, _how: Watched, done: (opened: Opened) => void): void {
    const number = this.#free.pop() ?? this.#sockets.length
    if (number >= SOCKETS_AT_MOST) {
      done({ error: 'EMFILE' })
      return
    }
    const { family } = at
    const socket = dgram.createSocket({
      type: `udp${family}`,
      // Else `::` would take the packets of IPv4 as well; libuv refuses it for IPv4.
      ipv6Only: family === 6,
      recvBufferSize: RECEIVE_BUFFER_BYTES,
      sendBufferSize: SEND_BUFFER_BYTES,
    })
    this.#sockets[number] = { socket, family }
    socket.once('error', (error: NodeJS.ErrnoException) => {
      this.#sockets[number] = undefined
      this.#free.push(number)
      socket.close()
      done({ error: error.code ?? error.message })
    })
    socket.bind({ port, address: writeIp(at), exclusive: true }, () => {
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
    const open = this.#sockets[number]
    assert(open !== undefined, 'a socket is closed once')
    this.#sockets[number] = undefined
    this.#free.push(number)
    open.socket.close()
  }

  hostOf({ words }: IpAddress): number {
    const [a = 0, b, c = 0, d = 0] = words
    return b === undefined ? a : this.#hosts.numberOf(a, b, c, d)
  }

  onHostsFull(inUse: () => Iterable<number>): void {
    this.#hosts.onFull(inUse)
  }

  queue(packet: Outgoing): void {
    const open = this.#sockets[packet.socket]
    if (open === undefined || this.#unsent >= UNSENT_AT_MOST) {
      this.#shortfalls += 1
      return
    }
    // Node sends later: the bytes are copied, because the header is written anew for the next packet.
    const { headAt, headLength, bodyAt, bodyLength } = packet
    const bytes = Buffer.allocUnsafe(headLength + bodyLength)
    bytes.set(packet.head.bytes.subarray(headAt, headAt + headLength))
    bytes.set(packet.body.bytes.subarray(bodyAt, bodyAt + bodyLength), headLength)
    this.#unsent += 1
    open.socket.send(bytes, packet.port, this.#addressOf(open.family, packet.ip), this.#taken)
  }

  #addressOf(family: 4 | 6, ip: number): string {
    const word = (i: number): number => this.#hosts.wordOf(ip, i)
    return writeIp({ family, words: family === 4 ? [ip] : [word(0), word(1), word(2), word(3)] })
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
    // Node writes the zone of a link-local address after it.
    const address = readIp(from.address.replace(/%.*$/, ''))
    assert(address !== undefined, 'a datagram comes from an address')
    const incoming = this.#incoming
    incoming.socket = socket
    incoming.at = steadyNow()
    incoming.ip = this.hostOf(address)
    incoming.port = from.port
    incoming.bytes = bytes
    incoming.end = bytes.length
    this.#listener(incoming)
  }
}
