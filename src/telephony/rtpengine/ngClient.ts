/**
 * Questions to one rtpengine over its ng protocol on UDP: cookie, space, bencode. An answer is matched to its
 * question by the cookie alone; one that comes twice, late or from nowhere is counted and dropped. Nothing here
 * rejects: an answer says whether rtpengine did it, refused it, or never spoke.
 */
import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { steadyNow } from '../../base/clock.ts'
import type { MonoMs } from '../../base/units.ts'
import type { Sleeper, WakeUps } from '../wakeUps.ts'
import {
  type Bencode,
  type BencodeDictionary,
  decodeBencode,
  encodeBencode,
  textAt,
} from './bencode.ts'
import { beginExchange, type Exchange, GIVEN_UP_AFTER, nextOf } from './exchange.ts'

export interface NgAddress {
  readonly host: string
  readonly port: number
}

export type NgCommand =
  | 'ping'
  | 'offer'
  | 'answer'
  | 'delete'
  | 'query'
  | 'play media'
  | 'stop media'
  | 'block media'
  | 'unblock media'
  | 'unblock DTMF'

export interface NgQuestion extends BencodeDictionary {
  readonly command: NgCommand
}

export type NgAnswer =
  | { readonly is: 'ok'; readonly reply: Bencode }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'unanswered' }

export interface NgCounts {
  readonly asked: number
  readonly sentAgain: number
  readonly unanswered: number
  /** Answers to nothing that was asked, or a second time. */
  readonly strays: number
  readonly malformed: number
  readonly socketErrors: number
}

export interface NgClient {
  ask(question: NgQuestion): Promise<NgAnswer>
  counts(): NgCounts
  /** From where it reaches rtpengine. */
  localAddress(): string
  close(): void
}

/** One question out for each of 12,000 legs, and room. */
export const QUESTIONS_AT_MOST = 16_384
/** A datagram of IPv4 holds 65,507 bytes. */
export const QUESTION_BYTES_AT_MOST = 65_000

const given = `it did not answer within ${GIVEN_UP_AFTER / 1000} s`
export const whyOf = (answer: Exclude<NgAnswer, { is: 'ok' }>): string =>
  answer.is === 'refused' ? answer.why : given

export async function openNgClient(to: NgAddress, wakeUps: WakeUps): Promise<NgClient> {
  const socket = createSocket(isIPv6(to.host) ? 'udp6' : 'udp4')
  const client = new Client(socket, wakeUps)
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.connect(to.port, to.host, () => {
      socket.off('error', reject)
      resolve()
    })
  })
  return client
}

class Waiting implements Sleeper {
  readonly datagram: Uint8Array
  readonly answered: (answer: NgAnswer) => void
  readonly #wake: (waiting: Waiting, now: MonoMs) => void
  exchange: Exchange

  constructor(
    datagram: Uint8Array,
    exchange: Exchange,
    answered: (answer: NgAnswer) => void,
    wake: (waiting: Waiting, now: MonoMs) => void,
  ) {
    this.datagram = datagram
    this.exchange = exchange
    this.answered = answered
    this.#wake = wake
  }

  wake(now: MonoMs): void {
    this.#wake(this, now)
  }
}

class Client implements NgClient {
  readonly #socket: Socket
  readonly #wakeUps: WakeUps
  readonly #waiting = new Map<string, Waiting>()
  /** Another program, or we in an earlier life, may have asked from this port. */
  readonly #prefix = randomBytes(6).toString('hex')
  readonly #counts = {
    ...{ asked: 0, sentAgain: 0, unanswered: 0, strays: 0, malformed: 0, socketErrors: 0 },
  }
  #last = 0
  #isClosed = false

  constructor(socket: Socket, wakeUps: WakeUps) {
    this.#socket = socket
    this.#wakeUps = wakeUps
    socket.on('message', (datagram) => this.#take(datagram))
    // Nobody listens there: what is asked is asked again, then given up.
    socket.on('error', () => {
      this.#counts.socketErrors += 1
    })
  }

  ask(question: NgQuestion): Promise<NgAnswer> {
    if (this.#isClosed || this.#waiting.size >= QUESTIONS_AT_MOST) {
      const why = this.#isClosed ? 'it is being left' : `${QUESTIONS_AT_MOST} questions are out`
      return Promise.resolve({ is: 'refused', why })
    }
    this.#last += 1
    const cookie = `${this.#prefix}_${this.#last}`
    const datagram = Buffer.concat([Buffer.from(`${cookie} `, 'latin1'), encodeBencode(question)])
    if (datagram.length > QUESTION_BYTES_AT_MOST) {
      return Promise.resolve({ is: 'refused', why: 'the question does not fit into a datagram' })
    }
    this.#counts.asked += 1
    return new Promise((resolve) => {
      const answered = (answer: NgAnswer): void => {
        this.#waiting.delete(cookie)
        this.#wakeUps.set(waiting, undefined)
        resolve(answer)
      }
      const wake = (woken: Waiting, now: MonoMs): void => this.#wake(woken, now)
      const waiting = new Waiting(datagram, beginExchange(steadyNow()), answered, wake)
      this.#waiting.set(cookie, waiting)
      this.#send(waiting)
    })
  }

  counts(): NgCounts {
    return { ...this.#counts }
  }

  localAddress(): string {
    return this.#socket.address().address
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const { answered } of [...this.#waiting.values()]) answered({ is: 'unanswered' })
    this.#socket.close()
  }

  #send(waiting: Waiting): void {
    this.#wakeUps.set(waiting, waiting.exchange.due.at)
    this.#socket.send(waiting.datagram, (error) => {
      if (error) this.#counts.socketErrors += 1
    })
  }

  #wake(waiting: Waiting, now: MonoMs): void {
    const next = nextOf(waiting.exchange, now)
    if (next) {
      waiting.exchange = next
      this.#counts.sentAgain += 1
      this.#send(waiting)
      return
    }
    this.#counts.unanswered += 1
    waiting.answered({ is: 'unanswered' })
  }

  #take(datagram: Uint8Array): void {
    const space = datagram.indexOf(0x20)
    const cookie = Buffer.from(datagram.subarray(0, Math.max(0, space))).toString('latin1')
    const waiting = this.#waiting.get(cookie)
    if (!waiting) {
      this.#counts.strays += 1
      return
    }
    const read = decodeBencode(datagram, space + 1)
    if (read.is !== 'value') {
      this.#counts.malformed += 1
      return
    }
    const result = textAt(read.value, 'result')
    if (result === 'ok' || result === 'pong') {
      waiting.answered({ is: 'ok', reply: read.value })
      return
    }
    // `load limit` is what it says when it takes no more calls (--max-sessions and the like).
    const why = textAt(read.value, 'error-reason') || textAt(read.value, 'message') || result
    waiting.answered({ is: 'refused', why: printable(why) })
  }
}

const REASON_AT_MOST = 200
/** What another program says goes into a log and to a person: one line, of a length that fits. */
const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, '?').slice(0, REASON_AT_MOST) || 'it gave no reason'
