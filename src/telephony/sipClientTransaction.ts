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
import { type BaseTimers, patienceOf } from '../sip/transaction/timers.ts'
import type { ClientListener, ClientTransaction } from './transactionUser.ts'
import type { WakeUps } from './wakeUps.ts'

export interface RunningClient extends ClientTransaction {
  start(): void
  receive(response: SipResponse, at: MonoMs): void
  fail(error: Error): void
  drop(): void
}

interface ClientOptions {
  readonly request: SipRequest
  readonly listener: ClientListener
  readonly wakeUps: WakeUps
  readonly timers: BaseTimers
  now(): MonoMs
  send(request: SipRequest, again: boolean, onError: (error: Error) => void): void
  sendCancel(cancel: SipRequest, listener: ClientListener): void
  ended(): void
}

type Machine =
  | { readonly kind: 'invite'; readonly state: InviteClient }
  | { readonly kind: 'other'; readonly state: NonInviteClient }

export function openClient(options: ClientOptions): RunningClient {
  const { request, listener, timers, wakeUps } = options
  let machine: Machine | undefined
  let isCanceled = false
  // §9.1: 64·T1 after the CANCEL without a final reply, the INVITE counts as cancelled.
  let cancelEndsAt: MonoMs | undefined

  const settle = (next: Machine, effects: readonly ClientEffect[], at: MonoMs): void => {
    machine = next
    if (next.state.is !== 'calling' && next.state.is !== 'proceeding') cancelEndsAt = undefined
    const due =
      next.kind === 'invite'
        ? inviteClientDeadline(next.state)
        : nonInviteClientDeadline(next.state)
    wakeUps.set(sleeper, due?.at ?? cancelEndsAt)
    if (next.state.is === 'terminated') options.ended()
    for (const effect of effects) perform(effect, at)
  }
  const perform = (effect: ClientEffect, at: MonoMs): void => {
    switch (effect.is) {
      case 'send':
        options.send(effect.request, effect.again, running.fail)
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
  const step = (input: ClientInput, at: MonoMs): void => {
    if (!machine) return
    if (machine.kind === 'invite') {
      const [state, effects] = stepInviteClient(machine.state, input, at)
      settle({ kind: 'invite', state }, effects, at)
    } else {
      const [state, effects] = stepNonInviteClient(machine.state, input, at)
      settle({ kind: 'other', state }, effects, at)
    }
  }
  const sleeper = {
    wake(now: MonoMs): void {
      if (cancelEndsAt !== undefined && now >= cancelEndsAt) {
        cancelEndsAt = undefined
        settle({ kind: 'invite', state: { is: 'terminated' } }, [{ is: 'timeout' }], now)
      } else step({ is: 'deadline' }, now)
    },
  }
  const running: RunningClient = {
    request,
    start() {
      const now = options.now()
      if (request.method === 'INVITE') {
        const [state, effects] = startInviteClient(request, timers, now)
        settle({ kind: 'invite', state }, effects, now)
      } else {
        const [state, effects] = startNonInviteClient(request, timers, now)
        settle({ kind: 'other', state }, effects, now)
      }
    },
    receive: (response, at) => step({ is: 'response', response }, at),
    cancel() {
      if (isCanceled || machine?.kind !== 'invite' || machine.state.is !== 'proceeding') return
      isCanceled = true
      cancelEndsAt = after(options.now(), patienceOf(timers))
      wakeUps.set(sleeper, cancelEndsAt)
      // Whatever the CANCEL is answered, the INVITE's own reply decides.
      const ignore: ClientListener = {
        onResponse: () => undefined,
        onTimeout: () => undefined,
        onTransportError: () => undefined,
      }
      options.sendCancel(cancelOf(request), ignore)
    },
    fail(error) {
      if (machine?.state.is === 'terminated') return
      // An ACK or a repeat that could not leave is repaired by the next one; what waits for a first
      // reply cannot be.
      const waits =
        machine === undefined || machine.state.is === 'calling' || machine.state.is === 'trying'
      if (!waits) return
      step({ is: 'transportError' }, options.now())
      listener.onTransportError(error)
    },
    drop: () => wakeUps.set(sleeper, undefined),
  }
  return running
}
