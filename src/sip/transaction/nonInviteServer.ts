/**
 * Non-INVITE server transaction, RFC 3261 §17.2.2.
 *
 *  trying ─1xx→ proceeding ─200–699→ completed ─J→ terminated      (a repeated request: last reply again)
 * Over a reliable transport J is zero.
 */
import { unreachable } from '../../base/assert.ts'
import { after, type Deadline, type MonoMs } from '../../base/units.ts'
import type { SipResponse } from '../message.ts'
import type { ServerEffect, ServerInput } from './inviteServer.ts'
import { patienceOf, type TransactionTimers } from './timers.ts'

export type NonInviteServer =
  | { readonly is: 'trying'; readonly timers: TransactionTimers }
  | { readonly is: 'proceeding'; readonly timers: TransactionTimers; readonly last: SipResponse }
  | { readonly is: 'completed'; readonly reply: SipResponse; readonly endAt: MonoMs }
  | { readonly is: 'terminated' }

type Next = [NonInviteServer, ServerEffect[]]

export const startNonInviteServer = (timers: TransactionTimers): NonInviteServer => ({
  is: 'trying',
  timers,
})

export const nonInviteServerDeadline = (state: NonInviteServer): Deadline | undefined =>
  state.is === 'completed' ? { at: state.endAt, why: 'timer J' } : undefined

export function stepNonInviteServer(state: NonInviteServer, input: ServerInput, now: MonoMs): Next {
  switch (state.is) {
    case 'trying':
      return input.is === 'respond' ? respond(state.timers, input.reply, now) : [state, []]
    case 'proceeding':
      if (input.is === 'respond') return respond(state.timers, input.reply, now)
      return [state, input.is === 'repeated' ? [again(state.last)] : []]
    case 'completed':
      if (input.is === 'deadline' && now >= state.endAt) return [{ is: 'terminated' }, []]
      return [state, input.is === 'repeated' ? [again(state.reply)] : []]
    case 'terminated':
      return [state, []]
    default:
      return unreachable(state)
  }
}

function respond(timers: TransactionTimers, reply: SipResponse, now: MonoMs): Next {
  const effects: ServerEffect[] = [{ is: 'reply', reply, again: false }]
  if (reply.status < 200) return [{ is: 'proceeding', timers, last: reply }, effects]
  if (timers.isReliable) return [{ is: 'terminated' }, effects]
  return [{ is: 'completed', reply, endAt: after(now, patienceOf(timers)) }, effects]
}

const again = (reply: SipResponse): ServerEffect => ({ is: 'reply', reply, again: true })
