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
import type { BaseTimers } from '../sip/transaction/timers.ts'
import type { Address, InviteListener, ServerTransaction } from './transactionUser.ts'
import type { WakeUps } from './wakeUps.ts'

export interface RunningServer extends ServerTransaction {
  /** Our tag, once a reply carried one: the reply to a CANCEL has the same (§9.2). */
  readonly toTag: string | undefined
  repeat(): void
  acknowledge(ack: SipRequest): void
  cancel(): void
  drop(): void
}

interface ServerOptions {
  readonly request: SipRequest
  readonly source: Address
  readonly wakeUps: WakeUps
  readonly timers: BaseTimers
  now(): MonoMs
  send(reply: SipResponse, again: boolean): void
  /** A 2xx to INVITE left: its ACK comes under another key. */
  answered(reply: SipResponse): void
  /** `answer`: that 2xx, when there was one. */
  ended(answer: SipResponse | undefined): void
}

type Machine =
  | { readonly kind: 'invite'; readonly state: InviteServer }
  | { readonly kind: 'other'; readonly state: NonInviteServer }

export function openServer(options: ServerOptions): RunningServer {
  const { request, source, wakeUps, timers } = options
  let machine: Machine =
    request.method === 'INVITE'
      ? { kind: 'invite', state: startInviteServer(request, timers, options.now()) }
      : { kind: 'other', state: startNonInviteServer(timers) }
  let listener: InviteListener = {}
  let toTag = tagOf(request.to)
  let answer: SipResponse | undefined

  const keepDeadline = (): void => {
    const due =
      machine.kind === 'invite'
        ? inviteServerDeadline(machine.state)
        : nonInviteServerDeadline(machine.state)
    wakeUps.set(sleeper, due?.at)
  }
  const perform = (effect: ServerEffect): void => {
    switch (effect.is) {
      case 'reply':
        toTag ??= tagOf(effect.reply.to)
        options.send(effect.reply, effect.again)
        break
      case 'deliverAck':
        listener.onAck?.(effect.ack)
        break
      case 'ackMissing':
        listener.onAckMissing?.()
        break
      default:
        unreachable(effect)
    }
  }
  const step = (input: ServerInput): void => {
    if (machine.state.is === 'terminated') return
    const now = options.now()
    let effects: ServerEffect[]
    if (machine.kind === 'invite') {
      const [state, done] = stepInviteServer(machine.state, input, now)
      machine = { kind: 'invite', state }
      effects = done
    } else {
      const [state, done] = stepNonInviteServer(machine.state, input, now)
      machine = { kind: 'other', state }
      effects = done
    }
    keepDeadline()
    for (const effect of effects) perform(effect)
    if ((machine.state as InviteServer | NonInviteServer).is === 'terminated') options.ended(answer)
  }
  const sleeper = { wake: () => step({ is: 'deadline' }) }
  keepDeadline()
  return {
    request,
    source,
    get toTag() {
      return toTag
    },
    respond(reply) {
      const isFirstAnswer =
        machine.kind === 'invite' && machine.state.is === 'proceeding' && isSuccess(reply)
      if (isFirstAnswer) {
        answer = reply
        options.answered(reply)
      }
      step({ is: 'respond', reply })
    },
    listen(next) {
      listener = next
    },
    repeat: () => step({ is: 'repeated' }),
    acknowledge: (ack) => step({ is: 'ack', ack }),
    cancel() {
      if (machine.state.is === 'proceeding') listener.onCancel?.()
    },
    drop: () => wakeUps.set(sleeper, undefined),
  }
}

const isSuccess = (reply: SipResponse): boolean => reply.status >= 200 && reply.status < 300
