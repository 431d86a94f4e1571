/** Runs one server transaction machine: its effects are done, its deadline is kept, its end is told. */
import { unreachable } from '../base/assert.ts'
import type { MonoMs } from '../base/units.ts'
import { type SipRequest, type SipResponse, tagOf } from '../sip/message.ts'
import {
  type InviteServer,
  inviteServerDeadline,
  type ServerEffect,
  type ServerInput,
  startInviteServer,
  stepInviteServer,
} from '../sip/transaction/inviteServer.ts'
import {
  type NonInviteServer,
  nonInviteServerDeadline,
  startNonInviteServer,
  stepNonInviteServer,
} from '../sip/transaction/nonInviteServer.ts'
import type { TransactionTimers } from '../sip/transaction/timers.ts'
import type { Address, InviteListener, ServerTransaction } from './transactionUser.ts'
import type { Sleeper, WakeUps } from './wakeUps.ts'

interface ServerOptions {
  readonly request: SipRequest
  readonly source: Address
  readonly wakeUps: WakeUps
  readonly timers: TransactionTimers
  now(): MonoMs
  send(reply: SipResponse, again: boolean): void
  /** A 2xx to INVITE leaves: its ACK comes under another key. */
  answered(reply: SipResponse): void
  /** `answer`: that 2xx, when there was one. */
  ended(answer: SipResponse | undefined): void
}

type Machine =
  | { readonly kind: 'invite'; readonly state: InviteServer }
  | { readonly kind: 'other'; readonly state: NonInviteServer }

export class RunningServer implements ServerTransaction, Sleeper {
  readonly request: SipRequest
  readonly source: Address
  readonly #options: ServerOptions
  #machine: Machine
  #listener: InviteListener = {}
  #toTag: string | undefined
  #answer: SipResponse | undefined

  constructor(options: ServerOptions) {
    const { request, timers } = options
    this.request = request
    this.source = options.source
    this.#options = options
    this.#toTag = tagOf(request.to)
    this.#machine =
      request.method === 'INVITE'
        ? { kind: 'invite', state: startInviteServer(request, timers, options.now()) }
        : { kind: 'other', state: startNonInviteServer(timers) }
    this.#keepDeadline()
  }

  /** Our tag, once a reply carried one: the reply to a CANCEL has the same (§9.2). */
  get toTag(): string | undefined {
    return this.#toTag
  }

  respond(reply: SipResponse): void {
    const { kind, state } = this.#machine
    const isSuccess = reply.status >= 200 && reply.status < 300
    if (kind === 'invite' && state.is === 'proceeding' && isSuccess) {
      this.#answer = reply
      this.#options.answered(reply)
    }
    this.#step({ is: 'respond', reply })
  }

  listen(listener: InviteListener): void {
    this.#listener = listener
  }

  /** The same request came again. */
  repeat(): void {
    this.#step({ is: 'repeated' })
  }

  acknowledge(ack: SipRequest): void {
    this.#step({ is: 'ack', ack })
  }

  cancel(): void {
    if (this.#machine.state.is === 'proceeding') this.#listener.onCancel?.()
  }

  wake(): void {
    this.#step({ is: 'deadline' })
  }

  /** Forgets everything, telling nobody. */
  drop(): void {
    this.#options.wakeUps.set(this, undefined)
  }

  #step(input: ServerInput): void {
    if (this.#machine.state.is === 'terminated') return
    const effects = this.#advance(input)
    this.#keepDeadline()
    for (const effect of effects) this.#do(effect)
    if (this.#isOver()) this.#options.ended(this.#answer)
  }

  #advance(input: ServerInput): readonly ServerEffect[] {
    const now = this.#options.now()
    const machine = this.#machine
    if (machine.kind === 'invite') {
      const [state, effects] = stepInviteServer(machine.state, input, now)
      this.#machine = { kind: 'invite', state }
      return effects
    }
    const [state, effects] = stepNonInviteServer(machine.state, input, now)
    this.#machine = { kind: 'other', state }
    return effects
  }

  #isOver(): boolean {
    return this.#machine.state.is === 'terminated'
  }

  #keepDeadline(): void {
    const due =
      this.#machine.kind === 'invite'
        ? inviteServerDeadline(this.#machine.state)
        : nonInviteServerDeadline(this.#machine.state)
    this.#options.wakeUps.set(this, due?.at)
  }

  #do(effect: ServerEffect): void {
    switch (effect.is) {
      case 'reply':
        this.#toTag ??= tagOf(effect.reply.to)
        this.#options.send(effect.reply, effect.again)
        break
      case 'deliverAck':
        this.#listener.onAck?.(effect.ack)
        break
      case 'ackMissing':
        this.#listener.onAckMissing?.()
        break
      default:
        unreachable(effect)
    }
  }
}
