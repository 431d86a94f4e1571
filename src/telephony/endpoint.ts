/**
 * A SIP user agent's place on the network: one UDP socket, the transactions on it, one timer for all
 * of them. It knows transactions (RFC 3261 §17), not dialogs: whoever owns a dialog finds it by
 * `dialogKeyOf(request)`. Steps 9 and 10 of the path.
 */
import type { MonoMs } from '../base/units.ts'
import type { SipRequest, SipResponse } from '../sip/message.ts'

export interface Address {
  readonly host: string
  readonly port: number
}

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
  /** One line a fault, without whole numbers. */
  log?(line: string): void
}

export interface ServerTransaction {
  readonly request: SipRequest
  /** Where the request came from. */
  readonly source: Address
  /**
   * Sends a reply built by `replyTo`. A 2xx to INVITE is repeated until its ACK comes (§13.3.1.4).
   * After a final reply further ones are ignored.
   */
  respond(reply: SipResponse): void
  /** Registers what the owner wants to know of an INVITE; a second call replaces the first. */
  listen(listener: InviteListener): void
}

export interface InviteListener {
  /** A CANCEL came and was answered 200; the owner still has to answer the INVITE, with 487. */
  onCancel?(): void
  /** The ACK of our 2xx, once. */
  onAck?(ack: SipRequest): void
  /** No ACK within 64·T1: the owner should send BYE (§13.3.1.4). */
  onAckMissing?(): void
}

export interface ClientListener {
  /** Every reply, provisional and final; each repeated 2xx to INVITE again (RFC 6026). `at`: arrival. */
  onResponse(reply: SipResponse, at: MonoMs): void
  /** Timer B or F: no final reply. For INVITE only before the first provisional one. */
  onTimeout(): void
  /** The datagram could not be sent. */
  onTransportError(error: Error): void
}

export interface ClientTransaction {
  /** As sent, with the Via the endpoint added. */
  readonly request: SipRequest
  /** Sends the CANCEL of this INVITE, once. The caller has seen a provisional reply (§9.1). */
  cancel(): void
}

export interface EndpointCounts {
  readonly received: number
  readonly malformed: number
  /** Replies that match no transaction and requests refused because a table is full. */
  readonly stray: number
  readonly refusedWhenFull: number
  readonly retransmissions: number
  readonly clientTransactions: number
  readonly serverTransactions: number
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

export type OpenEndpoint = (options: EndpointOptions) => Promise<Endpoint>
