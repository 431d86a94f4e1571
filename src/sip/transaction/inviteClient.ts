/**
 * INVITE client transaction, RFC 3261 §17.1.1 with RFC 6026 §7.2 (state accepted).
 *
 *  calling ─1xx→ proceeding ─300–699 / ACK→ completed ─D→ terminated
 *     │ A: resend     ├─2xx→ accepted ─M→ terminated       (each further 2xx is delivered)
 *     ├─2xx, 300–699 as from proceeding
 *     └─B: timeout, transport error → terminated
 *
 * Over a reliable transport A never rings, and D is zero. Proceeding has no timer of its own:
 * whoever sent the INVITE must bound the ringing.
 */
import { unreachable } from '../../base/assert.ts'
import { after, type Deadline, type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { SipRequest, SipResponse } from '../message.ts'
import { firstResendAt, patienceOf, type TransactionTimers } from './timers.ts'

export type InviteClient =
  | {
      readonly is: 'calling'
      readonly invite: SipRequest
      readonly timers: TransactionTimers
      readonly resendAt: MonoMs | undefined
      readonly resendIn: Ms
      readonly giveUpAt: MonoMs
    }
  | { readonly is: 'proceeding'; readonly invite: SipRequest; readonly timers: TransactionTimers }
  | { readonly is: 'completed'; readonly ack: SipRequest; readonly endAt: MonoMs }
  | { readonly is: 'accepted'; readonly endAt: MonoMs }
  | { readonly is: 'terminated' }

export type ClientInput =
  | { readonly is: 'response'; readonly response: SipResponse }
  | { readonly is: 'deadline' }
  | { readonly is: 'transportError' }

export type ClientEffect =
  | { readonly is: 'send'; readonly request: SipRequest; readonly again: boolean }
  | { readonly is: 'deliver'; readonly response: SipResponse }
  | { readonly is: 'timeout' }

type Next = [InviteClient, ClientEffect[]]

const terminated: InviteClient = { is: 'terminated' }

export function startInviteClient(
  invite: SipRequest,
  timers: TransactionTimers,
  now: MonoMs,
): Next {
  const calling: InviteClient = {
    is: 'calling',
    invite,
    timers,
    resendAt: firstResendAt(timers, now),
    resendIn: timers.t1,
    giveUpAt: after(now, patienceOf(timers)),
  }
  return [calling, [{ is: 'send', request: invite, again: false }]]
}

export function inviteClientDeadline(state: InviteClient): Deadline | undefined {
  switch (state.is) {
    case 'calling':
      return state.resendAt !== undefined && state.resendAt < state.giveUpAt
        ? { at: state.resendAt, why: 'timer A' }
        : { at: state.giveUpAt, why: 'timer B' }
    case 'completed':
      return { at: state.endAt, why: 'timer D' }
    case 'accepted':
      return { at: state.endAt, why: 'timer M' }
    case 'proceeding':
    case 'terminated':
      return undefined
    default:
      return unreachable(state)
  }
}

export function stepInviteClient(state: InviteClient, input: ClientInput, now: MonoMs): Next {
  switch (state.is) {
    case 'calling':
      if (input.is === 'response') return receive(state, input.response, now)
      if (input.is === 'transportError') return [terminated, []]
      if (now >= state.giveUpAt) return [terminated, [{ is: 'timeout' }]]
      return state.resendAt !== undefined && now >= state.resendAt
        ? resend(state, now)
        : [state, []]
    case 'proceeding':
      return input.is === 'response' ? receive(state, input.response, now) : [state, []]
    case 'completed':
      if (input.is === 'deadline') return [now >= state.endAt ? terminated : state, []]
      // Each retransmitted final reply is acknowledged again, and not delivered (§17.1.1.2).
      return input.is === 'response' && input.response.status >= 300
        ? [state, [{ is: 'send', request: state.ack, again: true }]]
        : [state, []]
    case 'accepted':
      if (input.is === 'deadline') return [now >= state.endAt ? terminated : state, []]
      // The leg sends the ACK of a 2xx, to each of them (RFC 6026 §7.2); others are absorbed.
      return input.is === 'response' && isSuccess(input.response)
        ? [state, [{ is: 'deliver', response: input.response }]]
        : [state, []]
    case 'terminated':
      return [state, []]
    default:
      return unreachable(state)
  }
}

type Waiting = Extract<InviteClient, { is: 'calling' | 'proceeding' }>

function receive(state: Waiting, response: SipResponse, now: MonoMs): Next {
  const { invite, timers } = state
  const deliver: ClientEffect = { is: 'deliver', response }
  if (response.status < 200) return [{ is: 'proceeding', invite, timers }, [deliver]]
  if (isSuccess(response)) {
    return [{ is: 'accepted', endAt: after(now, patienceOf(timers)) }, [deliver]]
  }
  const ack = ackOfRefusal(invite, response)
  const completed: InviteClient = { is: 'completed', ack, endAt: after(now, patienceOf(timers)) }
  return [
    timers.isReliable ? terminated : completed,
    [{ is: 'send', request: ack, again: false }, deliver],
  ]
}

// Timer A doubles without a cap: 0.5, 1, 2, 4, 8, 16 s (§17.1.1.2). The next wait starts now, not
// when this one was due: a process that slept must not send a bunch.
function resend(state: Extract<InviteClient, { is: 'calling' }>, now: MonoMs): Next {
  const resendIn = ms(state.resendIn * 2)
  return [
    { ...state, resendIn, resendAt: after(now, resendIn) },
    [{ is: 'send', request: state.invite, again: true }],
  ]
}

const isSuccess = (response: SipResponse): boolean =>
  response.status >= 200 && response.status < 300

/** §17.1.1.3: same branch, same Route, the To of the reply. */
function ackOfRefusal(invite: SipRequest, response: SipResponse): SipRequest {
  return { ...withinTransaction(invite, 'ACK'), to: response.to }
}

/** §9.1: the CANCEL of an INVITE, built from it alone. */
export const cancelOf = (invite: SipRequest): SipRequest => withinTransaction(invite, 'CANCEL')

function withinTransaction(invite: SipRequest, method: 'ACK' | 'CANCEL'): SipRequest {
  return {
    ...invite,
    method,
    cseq: { number: invite.cseq.number, method },
    vias: invite.vias.slice(0, 1),
    contacts: [],
    recordRoutes: [],
    // Credentials go with the ACK as with its INVITE (§22.1); the offer does not.
    headers: invite.headers.filter(({ name }) => kept.has(name)),
    body: '',
  }
}

const kept: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'user-agent'])
