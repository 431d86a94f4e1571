/** One TCP or TLS connection: the flow machine of src/sip/flow.ts on a socket, with a bounded queue. */
import type { Socket } from 'node:net'
import { unreachable } from '../../base/assert.ts'
import type { MonoMs } from '../../base/units.ts'
import {
  type Flow,
  type FlowEffect,
  type FlowInput,
  type FlowTimers,
  flowDeadline,
  startFlow,
  stepFlow,
} from '../../sip/flow.ts'
import type { Address } from '../transactionUser.ts'
import type { Sleeper, WakeUps } from '../wakeUps.ts'

export interface ConnectionOptions {
  readonly socket: Socket
  readonly flow: number
  /** Where it leads; with this flow, so that replies go back over it. */
  readonly remote: Address
  readonly timers: FlowTimers
  readonly wakeUps: WakeUps
  /** Bytes of ours that the far end has not taken yet. */
  readonly queueBytesMax: number
  now(): MonoMs
  receive(bytes: Uint8Array, source: Address): void
  refusalOf(head: Uint8Array, status: 400 | 413, why: string): string | undefined
  /** Once. `wasOpen`: it had stood before. */
  closed(connection: Connection, error: Error, wasOpen: boolean): void
}

/** Line ends that wait to leave: each costs a hundred times its two bytes while it does. */
export const keepAliveBytesMax = 64

export class Connection implements Sleeper {
  readonly flow: number
  readonly remote: Address
  readonly #options: ConnectionOptions
  #state: Flow
  /** Written before it stood: TLS must not show a line before the certificate was judged. */
  #waiting: string[] = []
  #waitingBytes = 0
  #usedAt: MonoMs

  constructor(options: ConnectionOptions) {
    const { socket, flow, remote, timers, now } = options
    this.#options = options
    this.flow = flow
    this.remote = { ...remote, flow }
    this.#usedAt = now()
    this.#state = startFlow(timers, this.#usedAt)
    socket.setNoDelay(true)
    socket.on('data', (bytes: Buffer) => this.#step({ is: 'bytes', bytes }))
    socket.on('error', (error) => this.#step({ is: 'failed', why: error.message }))
    socket.on('end', () => this.#step({ is: 'failed', why: 'closed by the far end' }))
    socket.on('close', () => this.#step({ is: 'failed', why: 'closed' }))
    this.#keepDeadline()
  }

  /** The last message either way. */
  get usedAt(): MonoMs {
    return this.#usedAt
  }

  /** The handshake is over. */
  opened(): void {
    this.#step({ is: 'connected' })
    if (this.#state.is !== 'open') return
    for (const text of this.#waiting.splice(0)) this.#options.socket.write(text)
    this.#waitingBytes = 0
  }

  /** false: the far end takes so little that our queue is full; nothing was queued. */
  send(text: string): boolean {
    const { socket, queueBytesMax, now } = this.#options
    if (this.#state.is === 'closed') return false
    const queued = this.#waitingBytes + socket.writableLength
    const length = Buffer.byteLength(text)
    if (queued + length > queueBytesMax) return false
    this.#usedAt = now()
    if (this.#state.is === 'connecting') {
      this.#waiting.push(text)
      this.#waitingBytes += length
    } else socket.write(text)
    this.#step({ is: 'sent' })
    return true
  }

  wake(): void {
    this.#step({ is: 'deadline' })
  }

  close(why: string): void {
    this.#step({ is: 'failed', why })
  }

  #step(input: FlowInput): void {
    const wasOpen = this.#state.is === 'open'
    const [state, effects] = stepFlow(this.#state, input, this.#options.now())
    this.#state = state
    this.#keepDeadline()
    for (const effect of effects) this.#do(effect, wasOpen)
  }

  #do(effect: FlowEffect, wasOpen: boolean): void {
    const { socket, timers, receive, refusalOf, closed, now } = this.#options
    switch (effect.is) {
      case 'receive':
        this.#usedAt = now()
        receive(effect.bytes, this.remote)
        break
      case 'keepAlive':
        // Who pings without end and reads nothing gets no pong: they would be kept here for it.
        if (socket.writableLength < keepAliveBytesMax) socket.write(effect.text)
        break
      case 'refuse': {
        const refusal = refusalOf(effect.head, effect.status, effect.why)
        if (refusal !== undefined) socket.write(refusal)
        break
      }
      case 'close':
        this.#waiting = []
        // What was written may still leave, but a far end that takes nothing holds no socket of ours.
        socket.setTimeout(timers.connectMs, () => socket.destroy())
        if (wasOpen) socket.destroySoon()
        else socket.destroy()
        closed(this, new Error(effect.why), wasOpen)
        break
      default:
        unreachable(effect)
    }
  }

  #keepDeadline(): void {
    this.#options.wakeUps.set(this, flowDeadline(this.#state)?.at)
  }
}
