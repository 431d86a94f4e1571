/**
 * INVITE server transaction, RFC 3261 §17.2.1 with RFC 6026 §7.1, and the repetition of a 2xx until
 * its ACK (§13.3.1.4), which needs the same state.
 *
 *  proceeding ─300–699→ completed ─ACK→ confirmed ─I→ terminated
 *     │ 200 ms: 100          │ G: resend, T1 doubling to T2;  H: no ACK → terminated
 *     └─2xx→ accepted ─L→ terminated
 *             │ resend the 2xx, T1 doubling to T2, until ACK;  none by L: ackMissing
 *
 * Over a reliable transport G never rings and I is zero; the 2xx is repeated all the same.
 */
import { unreachable } from '../../base/assert.ts'
import { after, type Deadline, type MonoMs, type Ms, ms } from '../../base/units.ts'
import { replyTo, type SipRequest, type SipResponse } from '../message.ts'
import { firstResendAt, patienceOf, type TransactionTimers, tryingAfterMs } from './timers.ts'

export type InviteServer =
  | {
      readonly is: 'proceeding'
      readonly invite: SipRequest
      readonly timers: TransactionTimers
      /** undefined once any provisional reply was sent. */
      readonly tryingAt: MonoMs | undefined
      readonly last: SipResponse | undefined
    }
  | {
      readonly is: 'completed' | 'accepted'
      readonly timers: TransactionTimers
      readonly reply: SipResponse
      /** undefined in accepted once the ACK came, in completed over a reliable transport. */
      readonly resendAt: MonoMs | undefined
      readonly resendIn: Ms
      readonly endAt: MonoMs
    }
  | { readonly is: 'confirmed'; readonly endAt: MonoMs }
  | { readonly is: 'terminated' }

export type ServerInput =
  /** The same request again. */
  | { readonly is: 'repeated' }
  | { readonly is: 'respond'; readonly reply: SipResponse }
  | { readonly is: 'ack'; readonly ack: SipRequest }
  | { readonly is: 'deadline' }

export type ServerEffect =
  | { readonly is: 'reply'; readonly reply: SipResponse; readonly again: boolean }
  | { readonly is: 'deliverAck'; readonly ack: SipRequest }
  | { readonly is: 'ackMissing' }

type Next = [InviteServer, ServerEffect[]]
type Answered = Extract<InviteServer, { is: 'completed' | 'accepted' }>
type Proceeding = Extract<InviteServer, { is: 'proceeding' }>

const terminated: InviteServer = { is: 'terminated' }

export const startInviteServer = (
  invite: SipRequest,
  timers: TransactionTimers,
  now: MonoMs,
): InviteServer => ({
  is: 'proceeding',
  invite,
  timers,
  tryingAt: after(now, tryingAfterMs),
  last: undefined,
})

export function inviteServerDeadline(state: InviteServer): Deadline | undefined {
  switch (state.is) {
    case 'proceeding':
      return state.tryingAt === undefined
        ? undefined
        : { at: state.tryingAt, why: '100 after 200 ms' }
    case 'completed':
    case 'accepted':
      return state.resendAt !== undefined && state.resendAt < state.endAt
        ? { at: state.resendAt, why: 'timer G' }
        : { at: state.endAt, why: state.is === 'completed' ? 'timer H' : 'timer L' }
    case 'confirmed':
      return { at: state.endAt, why: 'timer I' }
    case 'terminated':
      return undefined
    default:
      return unreachable(state)
  }
}

export function stepInviteServer(state: InviteServer, input: ServerInput, now: MonoMs): Next {
  switch (state.is) {
    case 'proceeding':
      return proceed(state, input, now)
    case 'completed':
    case 'accepted':
      return awaitAck(state, input, now)
    case 'confirmed':
      return [input.is === 'deadline' && now >= state.endAt ? terminated : state, []]
    case 'terminated':
      return [state, []]
    default:
      return unreachable(state)
  }
}

function proceed(state: Proceeding, input: ServerInput, now: MonoMs): Next {
  switch (input.is) {
    case 'repeated':
      return [state, state.last ? [{ is: 'reply', reply: state.last, again: true }] : []]
    case 'deadline':
      if (state.tryingAt === undefined || now < state.tryingAt) return [state, []]
      return provisional(state, replyTo(state.invite, 100))
    case 'respond':
      return input.reply.status < 200
        ? provisional(state, input.reply)
        : answer(state, input.reply, now)
    case 'ack':
      return [state, []] // nothing was answered yet: a stray
    default:
      return unreachable(input)
  }
}

const provisional = (state: Proceeding, reply: SipResponse): Next => [
  { ...state, tryingAt: undefined, last: reply },
  [{ is: 'reply', reply, again: false }],
]

function answer({ timers }: Proceeding, reply: SipResponse, now: MonoMs): Next {
  const answered: InviteServer = {
    is: reply.status < 300 ? 'accepted' : 'completed',
    timers,
    reply,
    // §13.3.1.4: a 2xx crosses hops of any kind, so it is repeated whatever ours is.
    resendAt: reply.status < 300 ? after(now, timers.t1) : firstResendAt(timers, now),
    resendIn: timers.t1,
    endAt: after(now, patienceOf(timers)),
  }
  return [answered, [{ is: 'reply', reply, again: false }]]
}

function awaitAck(state: Answered, input: ServerInput, now: MonoMs): Next {
  switch (input.is) {
    case 'repeated':
      // RFC 6026 §7.1: in accepted the repeated INVITE is absorbed; the 2xx repeats by itself.
      return [state, state.is === 'completed' ? [resent(state)] : []]
    case 'ack':
      if (state.is === 'completed') {
        if (state.timers.isReliable) return [terminated, []]
        return [{ is: 'confirmed', endAt: after(now, state.timers.t4) }, []]
      }
      return state.resendAt === undefined
        ? [state, []]
        : [{ ...state, resendAt: undefined }, [{ is: 'deliverAck', ack: input.ack }]]
    case 'deadline': {
      if (now >= state.endAt) {
        return [terminated, state.resendAt === undefined ? [] : [{ is: 'ackMissing' }]]
      }
      if (state.resendAt === undefined || now < state.resendAt) return [state, []]
      const resendIn = ms(Math.min(state.resendIn * 2, state.timers.t2))
      return [{ ...state, resendIn, resendAt: after(now, resendIn) }, [resent(state)]]
    }
    case 'respond':
      return [state, []] // one final reply a transaction
    default:
      return unreachable(input)
  }
}

const resent = (state: Answered): ServerEffect => ({
  is: 'reply',
  reply: state.reply,
  again: true,
})
