/**
 * The TCP and TLS connections of one endpoint: opened when a message needs one, used again by place
 * (RFC 3261 §18.1.1), accepted from peers, all of them counted and bounded.
 */
import { connect, createServer, isIPv6, type Server, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { assert } from '../../base/assert.ts'
import type { Random } from '../../base/random.ts'
import { after, type MonoMs, type Ms, minutes, ms, seconds } from '../../base/units.ts'
import { unbracketed } from '../../sip/transports.ts'
import { placeOf, transportOf } from '../sipAddressing.ts'
import type { Address, TlsSettings } from '../transactionUser.ts'
import type { WakeUps } from '../wakeUps.ts'
import { Connection } from './connection.ts'
import { connectTls, createTlsServer, tlsPeerOf } from './tls.ts'

export interface StreamLimits {
  /** Of a handshake: what takes longer is a transport error, and the next target's turn. */
  readonly connectMs: Ms
  /** Longer than a call without a word: over TLS a BYE may know no other way to us. */
  readonly idleMs: Ms
  /** Both ways together. */
  readonly connectionsMax: number
  readonly queueBytesMax: number
}

export const streamLimits: StreamLimits = {
  connectMs: seconds(4),
  idleMs: minutes(70),
  connectionsMax: 512,
  queueBytesMax: 1024 * 1024,
}

/** When all are taken, one that was silent for so long makes room: 64·T1, no transaction waits on it. */
export const evictableAfter: Ms = seconds(32)

/** RFC 5626 §4.4.1: between 80 and 100 % of 120 s, so that a restart does not ping in step. */
const pingMaxMs = 120_000
const pingMinMs = 96_000

export interface StreamsOptions {
  /** Local address: of what we open and of what we listen on. */
  readonly address: string
  readonly limits: StreamLimits
  readonly wakeUps: WakeUps
  readonly random: Random
  now(): MonoMs
  log(line: string): void
  mayConnect(host: string): boolean
  receive(bytes: Uint8Array, source: Address): void
  refusalOf(head: Uint8Array, status: 400 | 413, why: string): string | undefined
  closed(flow: number, to: Address, error: Error, wasOpen: boolean): void
}

export interface StreamCounts {
  readonly connections: number
  readonly strangers: number
}

export class Streams {
  readonly #options: StreamsOptions
  readonly #byFlow = new Map<number, Connection>()
  /** The newest connection to a place, with the trust it was made with. */
  readonly #byPlace = new Map<string, Connection>()
  readonly #servers: Server[] = []
  /** Accepted, and not yet spoken to: a TLS handshake is under way. */
  readonly #shaking = new Map<string, Socket>()
  readonly #trusts = new WeakMap<TlsSettings, number>()
  #lastTrust = 0
  #lastFlow = 0
  #strangers = 0

  constructor(options: StreamsOptions) {
    this.#options = options
  }

  counts(): StreamCounts {
    return { connections: this.#byFlow.size, strangers: this.#strangers }
  }

  /** The port it got; rejects when it is taken. `tls`: listens for TLS with this certificate. */
  async listen(port: number, tls?: TlsSettings): Promise<number> {
    const { address, limits } = this.#options
    const server = tls ? createTlsServer(tls, limits.connectMs) : createServer()
    server.maxConnections = limits.connectionsMax
    // The raw connection of either: a stranger gets no handshake.
    server.on('connection', (socket: Socket) => {
      if (!this.#isWelcome(socket)) socket.destroy()
      else if (tls) this.#await(socket)
      else this.#accept(socket, 'tcp')
    })
    if (tls) {
      server.on('secureConnection', (socket: TLSSocket) => this.#accept(socket, 'tls'))
      server.on('tlsClientError', (error: Error) => {
        this.#options.log(`a TLS handshake failed: ${error.message}`)
      })
    }
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: address, port, exclusive: true }, () => {
        server.off('error', reject)
        resolve()
      })
    })
    server.on('error', (error) => this.#options.log(`SIP listener: ${error.message}`))
    this.#servers.push(server)
    const bound = server.address()
    assert(bound !== null && typeof bound === 'object', 'a listener on a port has an address')
    return bound.port
  }

  /** The flow it leaves by; its end is told by `closed`. What cannot be queued is told to `onError`. */
  send(text: string, to: Address, onError?: (error: Error) => void): number | undefined {
    const connection = this.#connectionTo(to)
    if (!connection) {
      onError?.(new Error(`more than ${this.#options.limits.connectionsMax} connections`))
      return undefined
    }
    if (!connection.send(text)) {
      onError?.(new Error(`the connection to ${to.host} takes no more`))
      return undefined
    }
    return connection.flow
  }

  async close(): Promise<void> {
    const ended = this.#servers.map((server) => {
      return new Promise<void>((resolve) => server.close(() => resolve()))
    })
    for (const connection of [...this.#byFlow.values()]) connection.close('the endpoint closes')
    for (const socket of this.#shaking.values()) socket.destroy()
    await Promise.all(ended)
  }

  #connectionTo(to: Address): Connection | undefined {
    const along = to.flow === undefined ? undefined : this.#byFlow.get(to.flow)
    return along ?? this.#byPlace.get(this.#keyOf(to)) ?? this.#open(to)
  }

  #open(to: Address): Connection | undefined {
    if (!this.#hasRoom()) return undefined
    const { address, limits, random } = this.#options
    const host = unbracketed(to.host)
    const family = isIPv6(address) ? 6 : 4
    const isTls = transportOf(to) === 'tls'
    const socket = isTls
      ? connectTls(to, address)
      : connect({ host, port: to.port, localAddress: address, family })
    const pingMs = ms(pingMinMs + random.below(pingMaxMs - pingMinMs + 1))
    const connection = this.#add(socket, to, { ...limits, pingMs })
    socket.once(isTls ? 'secureConnect' : 'connect', () => connection.opened())
    return connection
  }

  #isWelcome(socket: Socket): boolean {
    const isPeer = this.#options.mayConnect(socket.remoteAddress ?? '')
    if (!isPeer) this.#strangers += 1
    return isPeer
  }

  #await(socket: Socket): void {
    const key = farEndOf(socket)
    this.#shaking.set(key, socket)
    socket.once('close', () => this.#shaking.delete(key))
  }

  #accept(socket: Socket, transport: 'tcp' | 'tls'): void {
    const { remoteAddress: host, remotePort: port } = socket
    this.#shaking.delete(farEndOf(socket))
    if (host === undefined || port === undefined || !this.#hasRoom()) {
      socket.destroy()
      return
    }
    const timers = { ...this.#options.limits, pingMs: undefined }
    this.#add(socket, { host, port, transport }, timers).opened()
  }

  #add(
    socket: Socket,
    to: Address,
    timers: StreamLimits & { readonly pingMs: Ms | undefined },
  ): Connection {
    const { wakeUps, now, receive, refusalOf } = this.#options
    this.#lastFlow += 1
    const key = this.#keyOf(to)
    const connection = new Connection({
      socket,
      flow: this.#lastFlow,
      remote: to,
      timers,
      wakeUps,
      queueBytesMax: timers.queueBytesMax,
      now,
      receive,
      refusalOf,
      closed: (closed, error, wasOpen) => {
        this.#byFlow.delete(closed.flow)
        if (this.#byPlace.get(key) === closed) this.#byPlace.delete(key)
        this.#options.closed(closed.flow, to, error, wasOpen)
      },
    })
    this.#byFlow.set(connection.flow, connection)
    if (!this.#byPlace.has(key)) this.#byPlace.set(key, connection)
    return connection
  }

  /** Room for one more; the one silent for longest makes it, when it has been silent for long enough. */
  #hasRoom(): boolean {
    const { limits, now } = this.#options
    if (this.#byFlow.size < limits.connectionsMax) return true
    let oldest: Connection | undefined
    for (const each of this.#byFlow.values())
      if (!oldest || each.usedAt < oldest.usedAt) oldest = each
    if (!oldest || now() < after(oldest.usedAt, evictableAfter)) return false
    oldest.close('another needs its place')
    return true
  }

  #newTrust(): number {
    this.#lastTrust += 1
    return this.#lastTrust
  }

  /** Two trunks at one place with another certificate each do not share a connection. */
  #keyOf(to: Address): string {
    if (transportOf(to) !== 'tls') return placeOf(to)
    const { name, settings } = tlsPeerOf(to)
    if (!this.#trusts.has(settings)) this.#trusts.set(settings, this.#newTrust())
    return `${placeOf(to)} ${name} ${this.#trusts.get(settings)}`
  }
}

const farEndOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`
