/**
 * The transaction layer of one endpoint without its socket: datagrams in, datagrams out, the four
 * machines of src/sip/transaction between. It files every transaction under its key (§17.1.3,
 * §17.2.3), wakes machines at their deadlines and keeps every table bounded.
 */
import type { MonoMs } from '../base/units.ts'
import { nextHop } from '../sip/dialog.ts'
import { formatMessage, rejectionOf } from '../sip/format.ts'
import { type Via, viaWith } from '../sip/header.ts'
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
import { RunningClient } from './sipClientTransaction.ts'
import { RunningServer } from './sipServerTransaction.ts'
import type {
  Address,
  ClientListener,
  ClientTransaction,
  EndpointCounts,
  ServerTransaction,
} from './transactionUser.ts'
import type { WakeUps } from './wakeUps.ts'

export interface TransactionsOptions {
  readonly sentBy: Address
  readonly timers: BaseTimers
  readonly wakeUps: WakeUps
  readonly allow: readonly string[]
  readonly onRequest: (request: SipRequest, transaction: ServerTransaction) => void
  /** Every request before anything else; false: as if it had not come. */
  readonly screen: (request: SipRequest, source: Address) => boolean
  /** Of each kind; more are refused with 503 or not sent. */
  readonly transactionsMax: number
  log(line: string): void
  now(): MonoMs
  newToken(): string
  /** May fail later: `onError` then. */
  send(text: string, to: Address, onError?: (error: Error) => void): void
}

/** At 500 calls/s each INVITE stays 32 s (timer M) and each BYE 5 s (timer K): 18,500 of these. */
export const transactionsMax = 100_000

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
  #received = 0
  #malformed = 0
  #stray = 0
  #refusedWhenFull = 0
  #retransmissions = 0

  constructor(options: TransactionsOptions) {
    this.#options = options
  }

  counts(): EndpointCounts {
    return {
      received: this.#received,
      malformed: this.#malformed,
      stray: this.#stray,
      refusedWhenFull: this.#refusedWhenFull,
      retransmissions: this.#retransmissions,
      clientTransactions: this.#clients.size,
      serverTransactions: this.#servers.size,
    }
  }

  request(draft: SipRequest, listener: ClientListener, to = nextHop(draft)): ClientTransaction {
    const branch = `${magicCookie}${this.#options.newToken()}`
    const request = {
      ...draft,
      vias: [this.#ownVia(branch)],
      maxForwards: draft.maxForwards ?? maxForwards,
    }
    return this.#startClient(request, listener, to)
  }

  /** The CANCEL of §9.1 has the Via of its INVITE: it is sent as it is. */
  #startClient(
    request: SipRequest,
    listener: ClientListener,
    to: Address | undefined,
  ): RunningClient {
    const key = clientKey(request.vias[0]?.params.get('branch') ?? '', request.method)
    const { wakeUps, timers, now } = this.#options
    const client = new RunningClient({
      request,
      listener,
      wakeUps,
      timers,
      now,
      send: (message, again, onError) => {
        if (again) this.#retransmissions += 1
        if (to) this.#options.send(formatMessage(message), to, onError)
        else onError(new Error('the next hop is not a sip: URI'))
      },
      sendCancel: (cancel, cancelListener) => {
        this.#startClient(cancel, cancelListener, to)
      },
      ended: () => this.#clients.delete(key),
    })
    if (this.#clients.size >= this.#options.transactionsMax) {
      this.#refusedWhenFull += 1
      client.fail(new Error(`more than ${this.#options.transactionsMax} transactions under way`))
      return client
    }
    this.#clients.set(key, client)
    client.start()
    return client
  }

  ack(draft: SipRequest, to = nextHop(draft)): void {
    if (!to) return
    const vias = [this.#ownVia(`${magicCookie}${this.#options.newToken()}`)]
    const ack = { ...draft, vias, maxForwards: draft.maxForwards ?? maxForwards }
    this.#options.send(formatMessage(ack), to)
  }

  #ownVia(branch: string): Via {
    const { host, port } = this.#options.sentBy
    // rport: the reply comes back to where the request came from (RFC 3581 §3).
    const text = `SIP/2.0/UDP ${host}:${port};branch=${branch};rport`
    const params = new Map([
      ['branch', branch],
      ['rport', ''],
    ])
    return { text, transport: 'UDP', host, port, params }
  }

  receive(datagram: Uint8Array, source: Address): void {
    this.#received += 1
    const parsed = parseMessage(datagram)
    switch (parsed.is) {
      case 'keepAlive':
        return
      case 'malformed':
        this.#receiveMalformed(parsed, source)
        return
      case 'message':
        if (parsed.message.is === 'response') this.#receiveResponse(parsed.message)
        else if (this.#options.screen(parsed.message, source)) {
          this.#receiveRequest(markSource(parsed.message, source), source)
        }
    }
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

  #receiveResponse(response: SipResponse): void {
    // More than one Via, or one that is not ours: not for us (§8.1.3.3, §18.1.2).
    const via = response.vias[0] as Via
    const { host, port } = this.#options.sentBy
    const isOurs = response.vias.length === 1 && sameHost(via.host, host) && via.port === port
    const client = isOurs ? this.#clients.get(clientKeyOf(response)) : undefined
    if (client) client.receive(response, this.#options.now())
    else this.#stray += 1
  }

  #receiveRequest(request: SipRequest, source: Address): void {
    const key = serverKeyOf(request)
    const known = this.#servers.get(key)
    if (request.method === 'ACK') {
      const acknowledged = known ?? this.#answers.get(answerKeyOf(request))
      if (acknowledged) acknowledged.acknowledge(request)
      else this.#stray += 1
      return
    }
    if (known) known.repeat()
    else if (this.#servers.size >= this.#options.transactionsMax)
      this.#refuseWhenFull(request, source)
    else this.#receiveNew(request, this.#openServer(request, source, key), key)
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

  #openServer(request: SipRequest, source: Address, key: string): RunningServer {
    const { wakeUps, timers, now } = this.#options
    const destination = replyAddress(request, source)
    const server = new RunningServer({
      request,
      source,
      wakeUps,
      timers,
      now,
      send: (reply, again) => {
        if (again) this.#retransmissions += 1
        this.#options.send(formatMessage(reply), destination)
      },
      answered: (reply) => this.#answers.set(answerKeyOf(reply), server),
      ended: (answer) => {
        this.#servers.delete(key)
        if (answer) this.#answers.delete(answerKeyOf(answer))
        const origin = originOf(request)
        if (this.#origins.get(origin) === key) this.#origins.delete(origin)
      },
    })
    this.#servers.set(key, server)
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
  }
}

/** §8.2.2.2: what copies of one request that came along different ways share. */
const originOf = (request: SipRequest): string =>
  `${request.callId}\n${tagOf(request.from) ?? ''}\n${request.cseq.number} ${request.cseq.method}`

/** §18.2.1 and RFC 3581 §4: note in the top Via where the request really came from. */
function markSource(request: SipRequest, source: Address): SipRequest {
  const via = request.vias[0] as Via
  const wantsPort = via.params.has('rport')
  if (sameHost(via.host, source.host) && !wantsPort) return request
  const marks: Record<string, string> = { received: source.host }
  if (wantsPort) marks['rport'] = String(source.port)
  return { ...request, vias: [viaWith(via, marks), ...request.vias.slice(1)] }
}

/** §18.2.2 for unreliable unicast. Deviation: maddr is not obeyed, it would aim us at others. */
function replyAddress(request: SipRequest, source: Address): Address {
  const via = request.vias[0] as Via
  return { host: source.host, port: via.params.has('rport') ? source.port : (via.port ?? 5060) }
}
