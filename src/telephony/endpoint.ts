/**
 * A SIP user agent's place on the network: its sockets, the transactions on them, one timer for all
 * of them. It knows transactions (RFC 3261 §17), not dialogs: whoever owns a dialog finds it by
 * `dialogKeyOf(request)`. Steps 9 and 10 of the path.
 */
import { randomFillSync, randomInt } from 'node:crypto'
import { steadyNow } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { randomFrom } from '../base/random.ts'
import { nextHop } from '../sip/dialog.ts'
import type { SipRequest } from '../sip/message.ts'
import { type BaseTimers, rfcTimers } from '../sip/transaction/timers.ts'
import { bracketed, defaultPortOf, isNumericHost, type TransportName } from '../sip/transports.ts'
import { transportOf } from './sipAddressing.ts'
import { SipTransactions, transactionsMax } from './sipTransactions.ts'
import type {
  Address,
  ClientListener,
  ClientTransaction,
  Destination,
  EndpointCounts,
  ServerTransaction,
  TlsSettings,
} from './transactionUser.ts'
import { type Datagrams, openDatagrams } from './transport/datagrams.ts'
import { systemDns } from './transport/dns.ts'
import { Names } from './transport/names.ts'
import type { Peers } from './transport/peers.ts'
import { type StreamLimits, Streams, streamLimits } from './transport/streams.ts'
import { tlsPeerOf } from './transport/tls.ts'
import { openWakeUps, type WakeUps } from './wakeUps.ts'

export interface EndpointOptions {
  /** Local address to bind, e.g. 127.0.0.1 or ::1. */
  readonly address: string
  /** 0: any free port; `Endpoint.port` tells which. UDP and TCP have the same. */
  readonly port: number
  /** Spoken and listened to; UDP alone by default. With TCP, long requests leave over it (§18.1.1). */
  readonly transports?: readonly TransportName[]
  /** Our certificate for who connects to us over TLS; without one nobody can. */
  readonly tls?: TlsSettings
  /** Who may send us requests; by default everybody. */
  readonly peers?: Peers
  readonly limits?: StreamLimits
  /** Methods answered; anything else gets 405 with this list in Allow (RFC 3261 §8.2.1). */
  readonly allow: readonly string[]
  /**
   * A new request that passed the inspections of §8.2 (method, Require, body type, Max-Forwards).
   * Never ACK nor CANCEL: those reach the transaction they belong to. Must be answered by `respond`.
   */
  onRequest(request: SipRequest, transaction: ServerTransaction): void
  /**
   * Sees every request before anything else does, repeated ones too; false: as if it had not come.
   * The practice carrier counts what is sent again, and some of its people never reply.
   */
  readonly screen?: (request: SipRequest, source: Address) => boolean
  /** One line a fault, without whole numbers. */
  readonly log?: (line: string) => void
  /** Base timers of RFC 3261; tests shorten them. */
  readonly timers?: BaseTimers
  /** Shared with others on this thread; by default the endpoint has its own. */
  readonly wakeUps?: WakeUps
}

export interface Endpoint {
  readonly address: string
  /** Of UDP and TCP. */
  readonly port: number
  /** host:port of ours as a Contact writes it, with `;transport=` (RFC 3261 §19.1.1). */
  contactPlace(transport: TransportName): string
  /**
   * Adds Via and Max-Forwards, sends, repeats until answered. `request` comes from `requestIn` or is
   * an INVITE outside a dialog. `to` defaults to `nextHop(request)`; a destination's hops are tried in turn.
   */
  sendRequest(
    request: SipRequest,
    listener: ClientListener,
    to?: Address | Destination,
  ): ClientTransaction
  /** The ACK of a 2xx: no transaction, sent once a call (§17.1 last paragraph). */
  sendAck(ack: SipRequest, to?: Address): void
  /** A fresh tag or Call-ID part: 64 random bits. */
  newToken(): string
  counts(): EndpointCounts
  /** Drops what is under way and frees the sockets. */
  close(): Promise<void>
}

/** Failure `system` when the address cannot be bound. */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const endpoint = new RunningEndpoint(options)
  await endpoint.open().catch(async (error: unknown) => {
    await endpoint.close()
    throw error
  })
  return endpoint
}

/** With `port: 0`, how often another is drawn because TCP's of the same number is taken. */
const portTriesMax = 16

class RunningEndpoint implements Endpoint {
  readonly #options: EndpointOptions
  readonly #transports: readonly TransportName[]
  readonly #ownWakeUps: WakeUps | undefined
  readonly #transactions: SipTransactions
  readonly #streams: Streams
  readonly #names: Names
  #datagrams: Datagrams | undefined
  #port = 0
  #tlsPort: number | undefined
  #closed: Promise<void> | undefined

  constructor(options: EndpointOptions) {
    const { address, timers = rfcTimers, log = () => undefined, peers } = options
    this.#options = options
    this.#transports = options.transports ?? ['udp']
    this.#ownWakeUps = options.wakeUps ? undefined : openWakeUps(steadyNow)
    const wakeUps = options.wakeUps ?? (this.#ownWakeUps as WakeUps)
    this.#transactions = new SipTransactions({
      sentBy: (transport) => this.#sentBy(transport),
      isPeer: (host) => peers?.mayRequest(host) ?? true,
      answeredFrom: (source) => peers?.met(source),
      timers,
      wakeUps,
      allow: options.allow,
      onRequest: options.onRequest,
      transactionsMax,
      screen: options.screen ?? (() => true),
      log,
      now: steadyNow,
      newToken,
      send: (text, to, onError) => this.#send(text, to, onError),
    })
    this.#names = new Names({ address, addresses: systemDns().addresses, now: steadyNow })
    this.#streams = new Streams({
      address,
      limits: options.limits ?? streamLimits,
      wakeUps,
      random: randomFrom(randomInt(2 ** 32)),
      now: steadyNow,
      log,
      mayConnect: (host) => peers?.mayRequest(host) ?? true,
      receive: (bytes, source) => this.#transactions.receive(bytes, source),
      refusalOf: (head, status, why) => this.#transactions.refusalOf(head, status, why),
      closed: (...told) => this.#transactions.flowClosed(...told),
    })
  }

  get address(): string {
    return this.#options.address
  }

  get port(): number {
    return this.#port
  }

  async open(): Promise<void> {
    const tries = this.#options.port === 0 ? portTriesMax : 1
    for (let left = tries; ; left -= 1) {
      try {
        await this.#bind()
        break
      } catch (error) {
        await this.#datagrams?.close()
        this.#datagrams = undefined
        if (left <= 1) throw error
      }
    }
    const { tls } = this.#options
    const mayListen = tls?.certificate && tls.privateKey && this.#transports.includes('tls')
    if (mayListen) this.#tlsPort = await this.#listen(this.#nextPort(), tls)
  }

  contactPlace(transport: TransportName): string {
    const { host, port } = this.#sentBy(transport) ?? {
      host: bracketed(this.address),
      port: this.#port,
    }
    return `${host}:${port}${transport === 'udp' ? '' : `;transport=${transport}`}`
  }

  sendRequest(
    request: SipRequest,
    listener: ClientListener,
    to?: Address | Destination,
  ): ClientTransaction {
    return this.#transactions.request(request, listener, to ?? this.#nextHop(request))
  }

  sendAck(ack: SipRequest, to?: Address): void {
    this.#transactions.ack(ack, to ?? this.#nextHop(ack))
  }

  newToken(): string {
    return newToken()
  }

  counts(): EndpointCounts {
    const { connections, strangers } = this.#streams.counts()
    const counts = this.#transactions.counts()
    return { ...counts, strangers: counts.strangers + strangers, connections }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    this.#transactions.close()
    await this.#streams.close()
    this.#ownWakeUps?.close()
    await this.#datagrams?.close()
  }

  async #bind(): Promise<void> {
    const { address, port, log = () => undefined } = this.#options
    this.#port = port
    if (this.#transports.includes('udp')) {
      this.#datagrams = await openDatagrams({
        address,
        port,
        log,
        receive: (datagram, source) => this.#transactions.receive(datagram, source),
      })
      this.#port = this.#datagrams.port
    }
    if (this.#transports.includes('tcp')) this.#port = await this.#listen(this.#port)
  }

  async #listen(port: number, tls?: TlsSettings): Promise<number> {
    return this.#streams.listen(port, tls).catch((error: Error) => {
      const { address } = this.#options
      const name = tls ? 'TLS' : 'TCP'
      throw new Failure(
        'system',
        `SIP cannot use ${name} ${address} port ${port}: ${error.message}`,
      )
    })
  }

  /** RFC 3261 §19.1.2: 5061 beside 5060, and so beside any other. */
  #nextPort(): number {
    return this.#options.port === 0 ? 0 : this.#options.port + 1
  }

  #nextHop(request: SipRequest): Address | undefined {
    const hop: Address | undefined = nextHop(request)
    return hop && (this.#options.peers?.meantBy(hop) ?? hop)
  }

  #sentBy(transport: TransportName): Address | undefined {
    if (!this.#transports.includes(transport)) return undefined
    const port =
      transport === 'tls' ? (this.#tlsPort ?? (this.#port || defaultPortOf('tls'))) : this.#port
    return { host: bracketed(this.address), port }
  }

  #send(text: string, to: Address, onError?: (error: Error) => void): number | undefined {
    if (isNumericHost(to.host)) return this.#sendTo(text, to, onError)
    const known = this.#names.known(to.host)
    if (known !== undefined) return this.#sendTo(text, this.#placeAt(known, to), onError)
    this.#names.find(to.host).then(
      (found) => {
        if (!this.#closed) this.#sendTo(text, this.#placeAt(found, to), onError)
      },
      (error: Error) => onError?.(error),
    )
    return undefined
  }

  /** The named place at its address: a trunk's target is trusted as its trunk says, else by its name. */
  #placeAt(address: string, to: Address): Address {
    const place = { ...to, host: address }
    const target = this.#options.peers?.meantBy(place) ?? place
    if (target.tls && transportOf(target) === transportOf(to)) return target
    return transportOf(to) === 'tls' ? { ...place, tls: tlsPeerOf(to) } : place
  }

  #sendTo(text: string, to: Address, onError?: (error: Error) => void): number | undefined {
    this.#options.peers?.met(to)
    const transport = transportOf(to)
    if (!this.#transports.includes(transport)) {
      onError?.(new Error(`this endpoint does not speak ${transport}`))
      return undefined
    }
    if (transport !== 'udp') return this.#streams.send(text, to, onError)
    this.#datagrams?.send(text, to, onError)
    return undefined
  }
}

// Tokens are drawn from a pool: one system call for a hundred of them (branches, tags; §8.1.1.7).
const tokenBytes = 8
const pool = new Uint8Array(100 * tokenBytes)
let poolUsed = pool.length

function newToken(): string {
  if (poolUsed === pool.length) {
    randomFillSync(pool)
    poolUsed = 0
  }
  const bytes = pool.subarray(poolUsed, poolUsed + tokenBytes)
  poolUsed += tokenBytes
  return Buffer.from(bytes).toString('hex')
}
