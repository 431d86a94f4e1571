/**
 * Non-INVITE client transaction, RFC 3261 §17.1.2.
 *
 *  trying ─1xx→ proceeding ─200–699→ completed ─K→ terminated
 *     │ E: resend, T1 doubling to T2;  in proceeding every T2
 *     └─F: timeout, transport error → terminated (from proceeding too)
 * Over a reliable transport E never rings, and K is zero.
 */
import { unreachable } from '../../base/assert.ts'
import { after, type Deadline, type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { SipRequest } from '../message.ts'
import type { ClientEffect, ClientInput } from './inviteClient.ts'
import { firstResendAt, patienceOf, type TransactionTimers } from './timers.ts'

export type NonInviteClient =
  | {
      readonly is: 'trying' | 'proceeding'
      readonly request: SipRequest
      readonly timers: TransactionTimers
      readonly resendAt: MonoMs | undefined
      readonly resendIn: Ms
      readonly giveUpAt: MonoMs
    }
  | { readonly is: 'completed'; readonly endAt: MonoMs }
  | { readonly is: 'terminated' }

type Next = [NonInviteClient, ClientEffect[]]
type Waiting = Extract<NonInviteClient, { is: 'trying' | 'proceeding' }>

const terminated: NonInviteClient = { is: 'terminated' }

export function startNonInviteClient(
  request: SipRequest,
  timers: TransactionTimers,
  now: MonoMs,
): Next {
  const trying: NonInviteClient = {
    is: 'trying',
    request,
    timers,
    resendAt: firstResendAt(timers, now),
    resendIn: timers.t1,
    giveUpAt: after(now, patienceOf(timers)),
  }
  return [trying, [{ is: 'send', request, again: false }]]
}

export function nonInviteClientDeadline(state: NonInviteClient): Deadline | undefined {
  switch (state.is) {
    case 'trying':
    case 'proceeding':
      return state.resendAt !== undefined && state.resendAt < state.giveUpAt
        ? { at: state.resendAt, why: 'timer E' }
        : { at: state.giveUpAt, why: 'timer F' }
    case 'completed':
      return { at: state.endAt, why: 'timer K' }
    case 'terminated':
      return undefined
    default:
      return unreachable(state)
  }
}

export function stepNonInviteClient(state: NonInviteClient, input: ClientInput, now: MonoMs): Next {
  switch (state.is) {
    case 'trying':
    case 'proceeding':
      return wait(state, input, now)
    case 'completed':
      return [input.is === 'deadline' && now >= state.endAt ? terminated : state, []]
    case 'terminated':
      return [state, []]
    default:
      return unreachable(state)
  }
}

function wait(state: Waiting, input: ClientInput, now: MonoMs): Next {
  switch (input.is) {
    case 'transportError':
      return [terminated, []]
    case 'deadline':
      if (now >= state.giveUpAt) return [terminated, [{ is: 'timeout' }]]
      return state.resendAt !== undefined && now >= state.resendAt
        ? resend(state, now)
        : [state, []]
    case 'response': {
      const deliver: ClientEffect = { is: 'deliver', response: input.response }
      if (input.response.status < 200) return [{ ...state, is: 'proceeding' }, [deliver]]
      if (state.timers.isReliable) return [terminated, [deliver]]
      return [{ is: 'completed', endAt: after(now, state.timers.t4) }, [deliver]]
    }
    default:
      return unreachable(input)
  }
}

function resend(state: Waiting, now: MonoMs): Next {
  const { t2 } = state.timers
  const resendIn = state.is === 'proceeding' ? t2 : ms(Math.min(state.resendIn * 2, t2))
  return [
    { ...state, resendIn, resendAt: after(now, resendIn) },
    [{ is: 'send', request: state.request, again: true }],
  ]
}
