/**
 * What a transaction user sees (RFC 3261 §17): the two kinds of transaction and who listens to them.
 * The legs of a call and the practice carrier are transaction users; endpoint.ts opens the layer.
 */
import type { MonoMs } from '../base/units.ts'
import type { SipRequest, SipResponse } from '../sip/message.ts'

export interface Address {
  readonly host: string
  readonly port: number
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
