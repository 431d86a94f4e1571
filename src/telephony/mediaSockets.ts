/**
 * UDP as the media worker needs it: open, queue, flush, receive, without an allocation per packet.
 * Two implementations: nativeUdp.ts (sendmmsg and recvmmsg) and mediaDgram.ts (node:dgram).
 * The records `Outgoing` and `Incoming` are reused for every datagram: read them, never keep them.
 */

import { type MonoMs, monoMs } from '../base/units.ts'

/** Bytes a datagram may be sent from: where they lie in memory is known to the native backend. */
export interface Block {
  readonly bytes: Uint8Array
  readonly address: number
}

export type SocketNumber = number & { readonly socketNumber: unique symbol }

export interface Outgoing {
  socket: SocketNumber
  /** Signed 32-bit IPv4. */
  ip: number
  port: number
  head: Block
  headAt: number
  headLength: number
  /** The second piece of the datagram; a length of 0 for none. */
  body: Block
  bodyAt: number
  bodyLength: number
}

export interface Incoming {
  socket: SocketNumber
  at: MonoMs
  ip: number
  port: number
  bytes: Uint8Array
  start: number
  end: number
}

export const blankIncoming = (bytes: Uint8Array): Incoming => ({
  socket: 0 as SocketNumber,
  at: monoMs(0),
  ip: 0,
  port: 0,
  bytes,
  start: 0,
  end: 0,
})

export const blankOutgoing = (block: Block): Outgoing => ({
  socket: 0 as SocketNumber,
  ip: 0,
  port: 0,
  head: block,
  headAt: 0,
  headLength: 0,
  body: block,
  bodyAt: 0,
  bodyLength: 0,
})

/** `error`: the name of the error of bind(2), `EADDRINUSE` and so on. */
export type Opened = { readonly socket: SocketNumber } | { readonly error: string }

export interface MediaSockets {
  readonly backend: 'native' | 'dgram'
  block(length: number): Block
  open(ip: number, port: number, done: (opened: Opened) => void): void
  close(socket: SocketNumber): void
  /** Takes a datagram for the next flush; its bytes must not change until then. */
  queue(outgoing: Outgoing): void
  /** Hands the queue to the kernel. What the kernel does not take is counted, never retried. */
  flush(): void
  /** Gives what has arrived to the listener. */
  receive(): void
  onDatagram(listener: (incoming: Incoming) => void): void
  /** Datagrams the kernel did not take, since the start. */
  shortfalls(): number
}

/** Longest datagram read: RTP of 200 ms of G.711 fits; longer ones are cut and thrown away. */
export const DATAGRAM_BYTES_AT_MOST = 2048
/** Sockets of one engine: 4,096 legs with a port of their own (RTP and RTCP), and those draining. */
export const SOCKETS_AT_MOST = 16_384
/** Datagrams read in one go before the worker looks at its clock again. */
export const DATAGRAMS_PER_LOOK = 4096

/** A kernel buffer that holds 40 ms of what 500 legs send to one shared port. */
export const RECEIVE_BUFFER_BYTES = 1 << 20
