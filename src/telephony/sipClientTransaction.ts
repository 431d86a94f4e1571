/** Runs one client transaction machine: its effects are done, its deadline is kept, its end is told. */
import { unreachable } from '../base/assert.ts'
import { after, type MonoMs } from '../base/units.ts'
import type { SipRequest, SipResponse } from '../sip/message.ts'
import {
  type ClientEffect,
  type ClientInput,
  cancelOf,
  type InviteClient,
  inviteClientDeadline,
  startInviteClient,
  stepInviteClient,
} from '../sip/transaction/inviteClient.ts'
import {
  type NonInviteClient,
  nonInviteClientDeadline,
  startNonInviteClient,
  stepNonInviteClient,
} from '../sip/transaction/nonInviteClient.ts'
import { patienceOf, type TransactionTimers } from '../sip/transaction/timers.ts'
import type { ClientListener } from './transactionUser.ts'
import type { Sleeper, WakeUps } from './wakeUps.ts'

interface ClientOptions {
  readonly request: SipRequest
  readonly listener: ClientListener
  readonly wakeUps: WakeUps
  readonly timers: TransactionTimers
  now(): MonoMs
  send(request: SipRequest, again: boolean, onError: (error: Error) => void): void
  sendCancel(cancel: SipRequest, listener: ClientListener): void
  ended(): void
}

type Machine =
  | { readonly kind: 'invite'; readonly state: InviteClient }
  | { readonly kind: 'other'; readonly state: NonInviteClient }

/** Whatever a CANCEL is answered, the INVITE's own reply decides. */
const ignore: ClientListener = {
  onResponse: () => undefined,
  onTimeout: () => undefined,
  onTransportError: () => undefined,
}

export class RunningClient implements Sleeper {
  readonly request: SipRequest
  /** The connection it left by last; undefined over UDP. */
  flow: number | undefined
  #hasMoved = false
  readonly #options: ClientOptions
  #machine: Machine | undefined
  #isCanceled = false
  /** §9.1: 64·T1 after the CANCEL without a final reply, the INVITE counts as cancelled. */
  #cancelEndsAt: MonoMs | undefined

  constructor(options: ClientOptions) {
    this.request = options.request
    this.#options = options
  }

  start(): void {
    const { request, timers } = this.#options
    const now = this.#options.now()
    if (request.method === 'INVITE') {
      const [state, effects] = startInviteClient(request, timers, now)
      this.#settle({ kind: 'invite', state }, effects, now)
    } else {
      const [state, effects] = startNonInviteClient(request, timers, now)
      this.#settle({ kind: 'other', state }, effects, now)
    }
  }

  receive(response: SipResponse, at: MonoMs): void {
    this.#step({ is: 'response', response }, at)
  }

  cancel(): void {
    const { wakeUps, timers, sendCancel, now } = this.#options
    const machine = this.#machine
    if (this.#isCanceled || machine?.kind !== 'invite' || machine.state.is !== 'proceeding') return
    this.#isCanceled = true
    this.#cancelEndsAt = after(now(), patienceOf(timers))
    wakeUps.set(this, this.#cancelEndsAt)
    sendCancel(cancelOf(this.request), ignore)
  }

  /** A message of this transaction could not leave. */
  fail(error: Error): void {
    // An ACK or a repeat that could not leave is repaired by the next one; what waits for its first
    // reply cannot be.
    if (this.#machine && !this.#waits()) return
    this.#step({ is: 'transportError' }, this.#options.now())
    this.#options.listener.onTransportError(error)
  }

  /**
   * Its connection broke; `wasOpen`: after it had stood. Then the same request leaves once more over a new
   * one: the far end may have closed an idle connection as we wrote, and knows a repeat by its branch.
   */
  flowBroke(error: Error, wasOpen: boolean): void {
    this.flow = undefined
    if (!this.#waits()) return
    if (wasOpen && !this.#hasMoved) {
      this.#hasMoved = true
      this.#options.send(this.request, true, (again) => this.fail(again))
    } else this.fail(error)
  }

  /** For a reply that a broken transport keeps away: an INVITE that was taken is answered on a new one. */
  #waits(): boolean {
    const { timers } = this.#options
    const is = this.#machine?.state.is
    if (is === 'calling' || is === 'trying') return true
    return is === 'proceeding' && this.#machine?.kind === 'other' && timers.isReliable === true
  }

  wake(now: MonoMs): void {
    if (this.#cancelEndsAt === undefined || now < this.#cancelEndsAt) {
      this.#step({ is: 'deadline' }, now)
      return
    }
    this.#cancelEndsAt = undefined
    this.#settle({ kind: 'invite', state: { is: 'terminated' } }, [{ is: 'timeout' }], now)
  }

  /** Forgets everything, telling nobody. */
  drop(): void {
    this.#options.wakeUps.set(this, undefined)
  }

  #step(input: ClientInput, at: MonoMs): void {
    const machine = this.#machine
    if (machine?.kind === 'invite') {
      const [state, effects] = stepInviteClient(machine.state, input, at)
      this.#settle({ kind: 'invite', state }, effects, at)
    } else if (machine) {
      const [state, effects] = stepNonInviteClient(machine.state, input, at)
      this.#settle({ kind: 'other', state }, effects, at)
    }
  }

  #settle(next: Machine, effects: readonly ClientEffect[], at: MonoMs): void {
    const wasOver = this.#machine?.state.is === 'terminated'
    this.#machine = next
    if (next.state.is !== 'proceeding') this.#cancelEndsAt = undefined
    const due =
      next.kind === 'invite'
        ? inviteClientDeadline(next.state)
        : nonInviteClientDeadline(next.state)
    this.#options.wakeUps.set(this, due?.at ?? this.#cancelEndsAt)
    if (next.state.is === 'terminated' && !wasOver) this.#options.ended()
    for (const effect of effects) this.#do(effect, at)
  }

  #do(effect: ClientEffect, at: MonoMs): void {
    const { listener } = this.#options
    switch (effect.is) {
      case 'send':
        this.#options.send(effect.request, effect.again, (error) => this.fail(error))
        break
      case 'deliver':
        listener.onResponse(effect.response, at)
        break
      case 'timeout':
        listener.onTimeout()
        break
      default:
        unreachable(effect)
    }
  }
}
