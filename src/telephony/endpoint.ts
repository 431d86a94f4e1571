/**
 * A SIP user agent's place on the network: one UDP socket, the transactions on it, one timer for all
 * of them. It knows transactions (RFC 3261 §17), not dialogs: whoever owns a dialog finds it by
 * `dialogKeyOf(request)`. Steps 9 and 10 of the path.
 */
import { randomFillSync } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { steadyNow } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { SipRequest } from '../sip/message.ts'
import { type BaseTimers, rfcTimers } from '../sip/transaction/timers.ts'
import { SipTransactions, transactionsMax } from './sipTransactions.ts'
import type {
  Address,
  ClientListener,
  ClientTransaction,
  EndpointCounts,
  ServerTransaction,
} from './transactionUser.ts'
import { openWakeUps, type WakeUps } from './wakeUps.ts'

export interface EndpointOptions {
  /** Local address to bind, e.g. 127.0.0.1. */
  readonly address: string
  /** 0: any free port; `Endpoint.port` tells which. */
  readonly port: number
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
  readonly port: number
  /**
   * Adds Via and Max-Forwards, sends, repeats until answered. `request` comes from `requestIn` or is
   * an INVITE outside a dialog. `to` defaults to `nextHop(request)`.
   */
  sendRequest(request: SipRequest, listener: ClientListener, to?: Address): ClientTransaction
  /** The ACK of a 2xx: no transaction, sent once a call (§17.1 last paragraph). */
  sendAck(ack: SipRequest, to?: Address): void
  /** A fresh tag or Call-ID part: 64 random bits. */
  newToken(): string
  counts(): EndpointCounts
  /** Drops what is under way and frees the socket. */
  close(): Promise<void>
}

/** Deep enough for a burst of replies while the event loop is busy; the kernel may grant less. */
const socketBufferBytes = 4 * 1024 * 1024

/** Failure `system` when the address cannot be bound. */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { address, timers = rfcTimers, log = () => undefined } = options
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4' })
  await bind(socket, address, options.port)
  const { port } = socket.address()
  const ownWakeUps = options.wakeUps ? undefined : openWakeUps(steadyNow)
  const transactions = new SipTransactions({
    sentBy: { host: isIPv6(address) ? `[${address}]` : address, port },
    timers,
    wakeUps: options.wakeUps ?? (ownWakeUps as WakeUps),
    allow: options.allow,
    onRequest: options.onRequest,
    transactionsMax,
    screen: options.screen ?? (() => true),
    log,
    now: steadyNow,
    newToken,
    send(text, to, onError) {
      const host = to.host.replace(/^\[|\]$/g, '')
      socket.send(text, to.port, host, (error) => {
        if (error && onError) onError(error)
        else if (error) log(`a SIP datagram could not be sent: ${error.message}`)
      })
    },
  })
  socket.on('message', (datagram, from) => {
    transactions.receive(datagram, { host: from.address, port: from.port })
  })
  // After bind, node reports only what one datagram met; the transaction's timers judge the rest.
  socket.on('error', (error) => log(`SIP socket: ${error.message}`))
  return {
    address,
    port,
    sendRequest: (request, listener, to) => transactions.request(request, listener, to),
    sendAck: (ack, to) => transactions.ack(ack, to),
    newToken,
    counts: () => transactions.counts(),
    async close() {
      transactions.close()
      ownWakeUps?.close()
      await new Promise<void>((resolve) => socket.close(() => resolve()))
    },
  }
}

async function bind(socket: Socket, address: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off('error', reject)
      resolve()
    })
  }).catch((error: Error) => {
    throw new Failure('system', `SIP cannot use UDP ${address} port ${port}: ${error.message}`)
  })
  socket.setRecvBufferSize(socketBufferBytes)
  socket.setSendBufferSize(socketBufferBytes)
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
