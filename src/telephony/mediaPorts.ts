/**
 * Local ports. RTP on an even port, RTCP on the next odd one (RFC 3550 §11). Ports go round the
 * range, so that one is used again as late as can be. Shared ports are opened once and stay.
 */
import type { IpAddress } from '../rtp/ipAddress.ts'
import type { PortRange, WorkerSettings } from './mediaMessages.ts'
import type { MediaSockets, SocketNumber, Watched } from './mediaSockets.ts'

export interface PortPair {
  readonly port: number
  readonly family: 4 | 6
  readonly rtp: SocketNumber
  readonly rtcp: SocketNumber
}

export type PairOpened = { readonly pair: PortPair } | { readonly why: string }

interface Wanted {
  readonly at: IpAddress
  readonly how: Watched
}

export class MediaPorts {
  readonly #sockets: MediaSockets
  readonly #settings: WorkerSettings
  #next: number

  constructor(sockets: MediaSockets, settings: WorkerSettings) {
    this.#sockets = sockets
    this.#settings = settings
    const pairs = pairsIn(settings.portRange)
    this.#next = pairs === 0 ? 0 : settings.seed % pairs
  }

  /** Tries each pair of the range at most once. */
  open(at: IpAddress, how: Watched, done: (opened: PairOpened) => void): void {
    this.#search({ at, how }, pairsIn(this.#settings.portRange), done)
  }

  /** A loop where the sockets open at once (native), a chain of callbacks where they do not (dgram). */
  #search(wanted: Wanted, triesLeft: number, done: (opened: PairOpened) => void): void {
    const { from, to } = this.#settings.portRange
    let isLooping = true
    let goesOn = true
    const whenInUse = (): void => {
      if (isLooping) goesOn = true
      else this.#search(wanted, triesLeft, done)
    }
    while (goesOn) {
      goesOn = false
      if (triesLeft === 0) {
        done({ why: `every RTP port from ${from} to ${to} is in use` })
        return
      }
      triesLeft -= 1
      this.#tryNextPair(wanted, (opened) => {
        if (opened === 'inUse') whenInUse()
        else done(opened)
      })
    }
    isLooping = false
  }

  #tryNextPair({ at, how }: Wanted, done: (opened: PairOpened | 'inUse') => void): void {
    const { portRange } = this.#settings
    const port = firstEven(portRange.from) + this.#next * 2
    this.#next = (this.#next + 1) % pairsIn(portRange)
    const fail = (error: string): void =>
      done(error === 'EADDRINUSE' ? 'inUse' : { why: sentenceFor(error, port) })
    this.#sockets.open(at, port, how, (rtp) => {
      if ('error' in rtp) return fail(rtp.error)
      this.#sockets.open(at, port + 1, how, (rtcp) => {
        if ('socket' in rtcp) {
          const { family } = at
          return done({ pair: { port, family, rtp: rtp.socket, rtcp: rtcp.socket } })
        }
        this.#sockets.close(rtp.socket)
        fail(rtcp.error)
      })
    })
  }

  closePair(pair: PortPair): void {
    this.#sockets.close(pair.rtp)
    this.#sockets.close(pair.rtcp)
  }
}

const firstEven = (port: number): number => port + (port % 2)

const pairsIn = ({ from, to }: PortRange): number =>
  Math.max(0, Math.floor((to + 1 - firstEven(from)) / 2))

function sentenceFor(error: string, port: number): string {
  switch (error) {
    case 'EADDRNOTAVAIL':
      return 'the local address for RTP is not an address of this machine'
    case 'EACCES':
      return `opening RTP port ${port} is not permitted: choose ports above 1023`
    case 'EMFILE':
    case 'ENFILE':
      return 'too many open files: raise the limit (ulimit -n, LimitNOFILE=), or let calls share ports'
    default:
      return `RTP port ${port} could not be opened (${error})`
  }
}
