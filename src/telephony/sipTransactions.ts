/**
 * The transaction layer of one endpoint without its sockets: messages in, messages out, the four
 * machines of src/sip/transaction between. It files every transaction under its key (§17.1.3,
 * §17.2.3), wakes machines at their deadlines and keeps every table bounded.
 */
import type { MonoMs } from '../base/units.ts'
import { nextHop } from '../sip/dialog.ts'
import { formatMessage, rejectionOf } from '../sip/format.ts'
import type { Via } from '../sip/header.ts'
import { sameHost } from '../sip/host.ts'
import { inspect } from '../sip/inspection.ts'
import { replyTo, type SipRequest, type SipResponse, tagOf } from '../sip/message.ts'
import { type Malformed, parseMessage } from '../sip/parse.ts'
import {
  answerKeyOf,
  canceledKeyOf,
  clientKey,
  clientKeyOf,
  magicCookie,
  serverKeyOf,
} from '../sip/transaction/matching.ts'
import type { BaseTimers } from '../sip/transaction/timers.ts'
import { isReliable, type TransportName } from '../sip/transports.ts'
import {
  datagramRequestMax,
  markSource,
  overTcp,
  ownVia,
  replyAddress,
  TcpRefusals,
  transportOf,
} from './sipAddressing.ts'
import { RunningClient } from './sipClientTransaction.ts'
import { Failover } from './sipFailover.ts'
import { RunningServer } from './sipServerTransaction.ts'
import type {
  Address,
  ClientListener,
  ClientTransaction,
  Destination,
  EndpointCounts,
  ServerTransaction,
} from './transactionUser.ts'
import type { WakeUps } from './wakeUps.ts'

export interface TransactionsOptions {
  /** What we write into Via; undefined: this transport is not ours. */
  readonly sentBy: (transport: TransportName) => Address | undefined
  readonly timers: BaseTimers
  readonly wakeUps: WakeUps
  readonly allow: readonly string[]
  readonly onRequest: (request: SipRequest, transaction: ServerTransaction) => void
  /** Every request before anything else; false: as if it had not come. */
  readonly screen: (request: SipRequest, source: Address) => boolean
  /** May requests come from there? */
  readonly isPeer: (host: string) => boolean
  /** A reply to a request of ours came from there: it is who we spoke to. */
  readonly answeredFrom?: (source: Address) => void
  /** Of each kind; more are refused with 503 or not sent. */
  readonly transactionsMax: number
  /** Of requests under way, `heldBytesMax` by default; more are refused with 503. */
  readonly heldBytesMax?: number
  log(line: string): void
  now(): MonoMs
  newToken(): string
  /** May fail later: `onError` then. The connection it leaves by, whose end is told to `flowClosed`. */
  send(text: string, to: Address, onError?: (error: Error) => void): number | undefined
}

/** At 500 calls/s each INVITE stays 32 s (timer M) and each BYE 5 s (timer K): 18,500 of these. */
export const transactionsMax = 100_000

/**
 * The text of a request stays in memory as long as its transaction: of 1,300 bytes each there is room for
 * the table above, of 65,535 bytes each the table would hold 6.5 GB.
 */
export const heldBytesMax = 128 * 1024 * 1024

/** A request as it leaves, and where to; undefined: nowhere we can send to. */
interface Written {
  readonly request: SipRequest
  readonly to: Address | undefined
  readonly text: string
}

/** In the Via of a request that cannot leave: its transport is not ours. */
const nowhere: Address = { host: 'invalid', port: 5060 }

/** RFC 3261 §8.1.1.6. */
const maxForwards = 70

export class SipTransactions {
  readonly #options: TransactionsOptions
  readonly #clients = new Map<string, RunningClient>()
  readonly #servers = new Map<string, RunningServer>()
  /** 2xx replies that wait for an ACK, which comes in a transaction of its own. */
  readonly #answers = new Map<string, RunningServer>()
  /** Requests outside dialogs by what merged copies share (§8.2.2.2). */
  readonly #origins = new Map<string, string>()
  readonly #tcpRefusals = new TcpRefusals()
  #heldBytes = 0
  #received = 0
  #malformed = 0
  #stray = 0
  #strangers = 0
  #refusedWhenFull = 0
  #retransmissions = 0

  constructor(options: TransactionsOptions) {
    this.#options = options
  }

  counts(): Omit<EndpointCounts, 'connections'> {
    return {
      received: this.#received,
      malformed: this.#malformed,
      stray: this.#stray,
      strangers: this.#strangers,
      refusedWhenFull: this.#refusedWhenFull,
      retransmissions: this.#retransmissions,
      clientTransactions: this.#clients.size,
      serverTransactions: this.#servers.size,
    }
  }

  request(
    draft: SipRequest,
    listener: ClientListener,
    to: Address | Destination | undefined = nextHop(draft),
  ): ClientTransaction {
    const destination = to && 'hops' in to ? to : undefined
    const targets = destination ? destination.hops() : [to as Address | undefined]
    // Our own table being full is no target's fault, and no reason to try the next.
    const hops = this.#hasRoom() ? targets : targets.slice(0, 1)
    // Written once: whether it is long decides how it travels.
    let first: Written | undefined = this.#write(draft, hops[0])
    return new Failover({
      hops: this.#isLong(first) ? hops.flatMap((hop) => this.#waysOf(hop)) : hops,
      listener,
      open: (hop, told) => {
        const written = first && first.to === hop ? first : this.#write(draft, hop)
        first = undefined
        return this.#startClient(written, told)
      },
      failed: (hop, retryAfterMs) => {
        // A place that takes no TCP gets a datagram next.
        if (hop && this.#hasRoom() && hops.includes(hop)) destination?.failed(hop, retryAfterMs)
      },
    })
  }

  /** With a branch of its own, for a new transaction or the ACK of a 2xx. */
  #write(draft: SipRequest, to: Address | undefined): Written {
    const transport = to ? transportOf(to) : 'udp'
    const sentBy = this.#options.sentBy(transport) ?? nowhere
    const request = {
      ...draft,
      vias: [ownVia(transport, sentBy, `${magicCookie}${this.#options.newToken()}`)],
      maxForwards: draft.maxForwards ?? maxForwards,
    }
    return { request, to, text: formatMessage(request) }
  }

  /** §18.1.1. By target and branch nothing differs but a few bytes of equal length in Via. */
  #isLong({ to, text }: Written): boolean {
    if (!to || transportOf(to) !== 'udp' || !this.#options.sentBy('tcp')) return false
    return Buffer.byteLength(text) > datagramRequestMax
  }

  #hasRoom(): boolean {
    return this.#clients.size < this.#options.transactionsMax
  }

  #waysOf(hop: Address | undefined): readonly (Address | undefined)[] {
    if (!hop || transportOf(hop) !== 'udp') return [hop]
    return this.#tcpRefusals.has(hop, this.#options.now()) ? [hop] : [overTcp(hop), hop]
  }

  #startClient({ request, to, text }: Written, listener: ClientListener): RunningClient {
    let firstText: string | undefined = text
    const key = clientKey(request.vias[0]?.params.get('branch') ?? '', request.method)
    const { wakeUps, timers, now } = this.#options
    const client: RunningClient = new RunningClient({
      request,
      listener,
      wakeUps,
      timers: { ...timers, isReliable: to !== undefined && isReliable(transportOf(to)) },
      now,
      send: (message, again, onError) => {
        if (again) this.#retransmissions += 1
        const written = firstText ?? formatMessage(message)
        firstText = undefined
        if (to) client.flow = this.#options.send(written, to, onError)
        else onError(new Error('the next hop is not a SIP URI'))
      },
      sendCancel: (cancel, cancelListener) => {
        // §9.1: it has the Via of its INVITE, and is sent as it is.
        this.#startClient({ request: cancel, to, text: formatMessage(cancel) }, cancelListener)
      },
      ended: () => this.#clients.delete(key),
    })
    if (!this.#hasRoom()) {
      this.#refusedWhenFull += 1
      client.fail(new Error(`more than ${this.#options.transactionsMax} transactions under way`))
      return client
    }
    this.#clients.set(key, client)
    client.start()
    return client
  }

  ack(draft: SipRequest, to: Address | undefined = nextHop(draft)): void {
    if (!to) return
    const written = this.#write(draft, to)
    const hop = this.#isLong(written) ? this.#waysOf(to)[0] : to
    if (hop === undefined || hop === to) this.#options.send(written.text, to)
    else this.#options.send(this.#write(draft, hop).text, hop)
  }

  /** A connection ended; `wasOpen`: after it had stood. What waits for a reply over it is told. */
  flowClosed(flow: number, to: Address, error: Error, wasOpen: boolean): void {
    if (!wasOpen && transportOf(to) === 'tcp') this.#tcpRefusals.note(to, this.#options.now())
    for (const client of [...this.#clients.values()]) {
      if (client.flow === flow) client.flowBroke(error, wasOpen)
    }
  }

  receive(bytes: Uint8Array, source: Address): void {
    this.#received += 1
    // UDP lets a sender write port 0 (RFC 768), where no reply could go.
    if (source.port === 0) {
      this.#stray += 1
      return
    }
    // Replies find their transaction by an unguessable branch, wherever they come from.
    if (!isReply(bytes) && !this.#options.isPeer(source.host)) {
      this.#strangers += 1
      return
    }
    const parsed = parseMessage(bytes)
    switch (parsed.is) {
      case 'keepAlive':
        return
      case 'malformed':
        this.#receiveMalformed(parsed, source)
        return
      case 'message':
        if (parsed.message.is === 'response') this.#receiveResponse(parsed.message, source)
        else if (this.#options.screen(parsed.message, source)) {
          this.#receiveRequest(markSource(parsed.message, source), source, bytes.length)
        }
    }
  }

  /** §18.3: what cannot be framed is refused with what its head tells; undefined: nothing to say. */
  refusalOf(head: Uint8Array, status: 400 | 413, why: string): string | undefined {
    this.#malformed += 1
    const toTag = this.#options.newToken()
    const parsed = parseMessage(head)
    if (parsed.is === 'malformed') return rejectionOf({ ...parsed, why, status }, toTag)
    if (parsed.is !== 'message' || parsed.message.is !== 'request') return undefined
    if (parsed.message.method === 'ACK') return undefined
    return formatMessage(replyTo(parsed.message, status, { reason: why, toTag }))
  }

  #receiveMalformed(malformed: Malformed, source: Address): void {
    this.#malformed += 1
    // A flood must not fill the log: 1st, 2nd, 4th, 8th … only.
    if ((this.#malformed & (this.#malformed - 1)) === 0) {
      this.#options.log(`malformed SIP from ${source.host} (${this.#malformed}): ${malformed.why}`)
    }
    const rejection = rejectionOf(malformed, this.#options.newToken())
    if (rejection !== undefined) this.#options.send(rejection, source)
  }

  #receiveResponse(response: SipResponse, source: Address): void {
    // More than one Via, or one that is not ours: not for us (§8.1.3.3, §18.1.2).
    const via = response.vias[0] as Via
    const transport = via.transport.toLowerCase()
    const sentBy = isTransport(transport) ? this.#options.sentBy(transport) : undefined
    const isOurs =
      sentBy &&
      response.vias.length === 1 &&
      sameHost(via.host, sentBy.host) &&
      via.port === sentBy.port
    const client = isOurs ? this.#clients.get(clientKeyOf(response)) : undefined
    if (!client) {
      this.#stray += 1
      return
    }
    this.#options.answeredFrom?.(source)
    client.receive(response, this.#options.now())
  }

  #receiveRequest(request: SipRequest, source: Address, size: number): void {
    const key = serverKeyOf(request)
    const known = this.#servers.get(key)
    if (request.method === 'ACK') {
      const acknowledged = known ?? this.#answers.get(answerKeyOf(request))
      if (acknowledged) acknowledged.acknowledge(request)
      else this.#stray += 1
      return
    }
    if (known) known.repeat()
    else if (this.#isFull(size)) this.#refuseWhenFull(request, source)
    else this.#receiveNew(request, this.#openServer(request, source, { key, size }), key)
  }

  #isFull(size: number): boolean {
    const { transactionsMax, heldBytesMax: bytesMax = heldBytesMax } = this.#options
    return this.#servers.size >= transactionsMax || this.#heldBytes + size > bytesMax
  }

  #receiveNew(request: SipRequest, server: RunningServer, key: string): void {
    if (request.method === 'CANCEL') {
      this.#cancel(request, server)
      return
    }
    const refusal = this.#refusalOf(request, key)
    if (refusal) server.respond(refusal)
    else this.#options.onRequest(request, server)
  }

  #refusalOf(request: SipRequest, key: string): SipResponse | undefined {
    const toTag = this.#options.newToken()
    if (tagOf(request.to) === undefined) {
      const origin = this.#origins.get(originOf(request))
      if (origin !== undefined && origin !== key) return replyTo(request, 482, { toTag })
      this.#origins.set(originOf(request), key)
    }
    const refusal = inspect(request, this.#options.allow)
    return refusal && replyTo(request, refusal.status, { ...refusal.options, toTag })
  }

  #openServer(
    request: SipRequest,
    source: Address,
    { key, size }: { readonly key: string; readonly size: number },
  ): RunningServer {
    const { wakeUps, timers, now } = this.#options
    const destination = replyAddress(request, source)
    const server = new RunningServer({
      request,
      source,
      wakeUps,
      timers: { ...timers, isReliable: isReliable(transportOf(source)) },
      now,
      send: (reply, again) => {
        if (again) this.#retransmissions += 1
        this.#options.send(formatMessage(reply), destination)
      },
      answered: (reply) => this.#answers.set(answerKeyOf(reply), server),
      ended: (answer) => {
        this.#servers.delete(key)
        this.#heldBytes -= size
        if (answer) this.#answers.delete(answerKeyOf(answer))
        const origin = originOf(request)
        if (this.#origins.get(origin) === key) this.#origins.delete(origin)
      },
    })
    this.#servers.set(key, server)
    this.#heldBytes += size
    return server
  }

  #cancel(cancel: SipRequest, server: RunningServer): void {
    const canceled = this.#servers.get(canceledKeyOf(cancel))
    const toTag = canceled?.toTag ?? this.#options.newToken()
    server.respond(replyTo(cancel, canceled ? 200 : 481, { toTag }))
    canceled?.cancel()
  }

  #refuseWhenFull(request: SipRequest, source: Address): void {
    this.#refusedWhenFull += 1
    const headers = [{ name: 'retry-after', value: '5' }]
    const reply = replyTo(request, 503, { headers, toTag: this.#options.newToken() })
    this.#options.send(formatMessage(reply), replyAddress(request, source))
  }

  close(): void {
    for (const running of [...this.#clients.values(), ...this.#servers.values()]) running.drop()
    this.#clients.clear()
    this.#servers.clear()
    this.#answers.clear()
    this.#origins.clear()
    this.#heldBytes = 0
  }
}

/** §8.2.2.2: what copies of one request that came along different ways share. */
const originOf = (request: SipRequest): string =>
  `${request.callId}\n${tagOf(request.from) ?? ''}\n${request.cseq.number} ${request.cseq.method}`

const isTransport = (word: string): word is TransportName =>
  word === 'udp' || word === 'tcp' || word === 'tls'

const replyStart = Buffer.from('SIP/')

const isReply = (bytes: Uint8Array): boolean =>
  bytes.length > replyStart.length && replyStart.equals(bytes.subarray(0, replyStart.length))
