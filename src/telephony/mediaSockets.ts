/**
 * UDP as the media worker needs it: open, queue, flush, receive, without an allocation per packet.
 * Two implementations: nativeUdp.ts (sendmmsg and recvmmsg) and mediaDgram.ts (node:dgram).
 * The records `Outgoing` and `Incoming` are reused for every datagram: read them, never keep them.
 */

import { type MonoMs, monoMs } from '../base/units.ts'
import type { IpAddress } from '../rtp/ipAddress.ts'

/** Bytes a datagram may be sent from: where they lie in memory is known to the native backend. */
export interface Block {
  readonly bytes: Uint8Array
  readonly address: number
}

export type SocketNumber = number & { readonly socketNumber: unique symbol }

export interface Outgoing {
  socket: SocketNumber
  /** A number of `hostOf`, of the family of the socket. */
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

/** `bytes` and where they lie in memory: a Block. */
export interface Incoming {
  socket: SocketNumber
  at: MonoMs
  /** As `hostOf` would say; 0: of an address that has no number left. */
  ip: number
  port: number
  bytes: Uint8Array
  address: number
  start: number
  end: number
}

export const blankIncoming = ({ bytes, address }: Block): Incoming => ({
  socket: 0 as SocketNumber,
  at: monoMs(0),
  ip: 0,
  port: 0,
  bytes,
  address,
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

/**
 * `busy`: looked at each time, because something is always there: one of the few that many legs share, and
 * what arrives is a tenth cheaper. `quiet`: looked at when something has arrived.
 */
export type Watched = 'busy' | 'quiet'

/** Sockets that are looked at each time: the shared ports of some local addresses. */
export const BUSY_AT_MOST = 128

/** `error`: the name of the error of bind(2), `EADDRINUSE` and so on. */
export type Opened = { readonly socket: SocketNumber } | { readonly error: string }

export interface MediaSockets {
  readonly backend: 'native' | 'dgram'
  block(length: number): Block
  open(at: IpAddress, port: number, how: Watched, done: (opened: Opened) => void): void
  /**
   * The number of an address, which is what packets are compared by: of IPv4 the address itself, of
   * IPv6 one that is given out (mediaHosts.ts). 0: nowhere, or none is left.
   */
  hostOf(address: IpAddress): number
  /** Asked when all numbers are given out: those still in use. */
  onHostsFull(inUse: () => Iterable<number>): void
  close(socket: SocketNumber): void
  /** Takes a datagram for the next flush; its bytes must not change until then. */
  queue(outgoing: Outgoing): void
  /** Hands the queue to the kernel. What the kernel does not take is counted, never retried. */
  flush(): void
  /**
   * Gives what has arrived to the listener, until `until`: what is left then waits in the kernel, for sound that
   * leaves late is heard and sound that is read late is not. But `DATAGRAMS_AT_LEAST` are read in any case.
   */
  receive(until: MonoMs): void
  onDatagram(listener: (incoming: Incoming) => void): void
  /** Datagrams the kernel did not take, since the start. */
  shortfalls(): number
}

/** Longest datagram read: RTP of 200 ms of G.711 fits; longer ones are cut and thrown away. */
export const DATAGRAM_BYTES_AT_MOST = 2048
/** Sockets of one engine: 8,192 legs with ports of their own (RTP and RTCP), and as many draining. */
export const SOCKETS_AT_MOST = 32_768
/** Datagrams read in one slot at most, however many arrive. */
export const DATAGRAMS_PER_LOOK = 4096
/** And at least, however late it is: twice what 2,800 calls send in a slot, or the kernel's buffers would run over. */
export const DATAGRAMS_AT_LEAST = 512

/** A kernel buffer that holds 40 ms of what 500 legs send to one shared port. */
export const RECEIVE_BUFFER_BYTES = 1 << 20
/** And one that takes a slot of all legs of a shared port while the network card is busy. */
export const SEND_BUFFER_BYTES = 1 << 20
