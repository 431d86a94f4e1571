/**
 * What a transaction user sees (RFC 3261 §17): the two kinds of transaction and who listens to them.
 * The legs of a call and the practice carrier are transaction users; endpoint.ts opens the layer.
 */
import type { MonoMs, Ms } from '../base/units.ts'
import type { SipRequest, SipResponse } from '../sip/message.ts'
import type { TransportName } from '../sip/transports.ts'

/** A place on the network, and how it is spoken to. */
export interface Address {
  readonly host: string
  readonly port: number
  /** Absent: UDP. */
  readonly transport?: TransportName
  /** Over TLS: whom we set out to speak to. Absent: the host, as the authorities of this machine know it. */
  readonly tls?: TlsPeer
  /** The connection a request came by: its replies go back over it (RFC 3261 §18.2.2). */
  readonly flow?: number
}

export interface TlsPeer {
  /** The domain its certificate must name (RFC 5922 §7.3): the one that was located, not what it led to. */
  readonly name: string
  readonly settings: TlsSettings
}

/** PEM texts, as a trunk's profile holds them. */
export interface TlsSettings {
  /** Whom we trust; null: the authorities of this machine. */
  readonly ca: string | null
  readonly certificate: string | null
  readonly privateKey: string | null
}

/** Somewhere with several targets, tried in turn by one request (RFC 3263 §4.3). */
export interface Destination {
  /** In the order in which this request tries them; not empty. */
  hops(): readonly Address[]
  /** This one timed out, broke or answered 503; `retryAfterMs`: what it asked for. */
  failed(hop: Address, retryAfterMs?: Ms): void
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
  /** It could not be sent, or its connection broke. */
  onTransportError(error: Error): void
}

export interface ClientTransaction {
  /** As sent, with the Via the endpoint added. */
  readonly request: SipRequest
  /** Sends the CANCEL of this INVITE, once. The caller has seen a provisional reply (§9.1). */
  cancel(): void
  /** No further target is tried: nobody wants this call any more. */
  stay(): void
}

export interface EndpointCounts {
  readonly received: number
  readonly malformed: number
  /** Replies that match no transaction and requests refused because a table is full. */
  readonly stray: number
  /** Requests and connections from addresses that are nobody's we speak to: dropped unread. */
  readonly strangers: number
  readonly refusedWhenFull: number
  readonly retransmissions: number
  readonly clientTransactions: number
  readonly serverTransactions: number
  /** TCP and TLS, both ways. */
  readonly connections: number
}
