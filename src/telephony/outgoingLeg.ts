/**
 * A call we place, as a pure machine (step 9 of the path): RFC 3261 §13 for a user agent client.
 *
 *  inviting ─101–199→ proceeding ─2xx/ACK→ answered ─hangUp, mediaTimeout/BYE→ terminating ─200→ ended
 *     │  └─401,407→ authenticating ┘ │          └─BYE from them────────────────────────────────→ ended
 *     │  └─3xx to the same number, 422: INVITE again, inviting
 *     ├──────300–699, no reply───────┴────────────────────────────────────────→ ended(refused)
 *     └─hangUp→ canceling ─1xx/CANCEL (§9.1: never before)─ 487 ───────────────→ ended(us)
 *                   └─ 200 crossing our CANCEL → ACK + BYE → terminating → ended(us)
 *  proceeding: a reliable 1xx is acknowledged by PRACK (RFC 3262); answered: the session is refreshed by
 *  UPDATE or re-INVITE, and a session nobody refreshed ends with BYE (RFC 4028 §10).
 *  A repeated 2xx: ACK again, in any state. A 2xx of another branch: ACK + BYE (§13.2.2.4).
 */
import { unreachable } from '../base/assert.ts'
import { after, type Deadline, earliest, type MonoMs } from '../base/units.ts'
import { sessionDeadline } from '../sip/sessionTimer.ts'
import { byeAnswered, finish, hangUp } from './outgoingLegBye.ts'
import {
  answer,
  cancelRinging,
  finalRefusal,
  hangUpBeforeAnswer,
  silence,
} from './outgoingLegCalling.ts'
import { noteProvisional, prackAnswered, receiveEarly } from './outgoingLegEarly.ts'
import { firstInvite, firstWish } from './outgoingLegInvite.ts'
import { lateResponse } from './outgoingLegLate.ts'
import { acknowledge, moveSession, sentAnswered, sentUnanswered } from './outgoingLegRefresh.ts'
import {
  type LegInput,
  type LegSetup,
  type Next,
  type OutgoingLeg,
  ringingMax,
} from './outgoingLegState.ts'
import { receiveAck, receiveRequest } from './outgoingLegTalking.ts'

export function startLeg(setup: LegSetup, now: MonoMs): Next {
  const invite = firstInvite(setup)
  const leg: OutgoingLeg = {
    is: 'inviting',
    setup,
    invite,
    auth: [],
    challenges: 0,
    redirects: [setup.uri],
    session: firstWish(setup),
    tooBrief: 0,
    rang: false,
    heardFromNetwork: false,
    told: 'nothing',
    early: new Map(),
    giveUpAt: after(now, ringingMax),
  }
  return [leg, [{ is: 'invite', request: invite, toTrunk: true }]]
}

/** The session's own; the others are backstops: the attempt machine bounds ringing and talk far earlier. */
export function legDeadline(leg: OutgoingLeg): Deadline | undefined {
  switch (leg.is) {
    case 'inviting':
    case 'authenticating':
    case 'proceeding':
      return { at: leg.giveUpAt, why: 'ringingMax' }
    case 'canceling':
      return undefined // the INVITE transaction ends it, 64·T1 after the CANCEL at the latest
    case 'answered':
      return earliest<string>([{ at: leg.giveUpAt, why: 'talkMax' }, sessionDeadline(leg.session)])
    case 'terminating':
      return { at: leg.giveUpAt, why: 'byePatience' }
    case 'ended':
      return undefined
    default:
      return unreachable(leg)
  }
}

export function stepLeg(leg: OutgoingLeg, input: LegInput, now: MonoMs): Next {
  switch (leg.is) {
    case 'inviting':
    case 'authenticating':
    case 'proceeding':
      return calling(leg, input, now)
    case 'canceling':
      return canceling(leg, input, now)
    case 'answered':
      return talking(leg, input, now)
    case 'terminating':
      return terminating(leg, input, now)
    case 'ended':
      return input.is === 'response' ? lateResponse(leg, input.response) : [leg, []]
    default:
      return unreachable(leg)
  }
}

type In<State extends OutgoingLeg['is']> = Extract<OutgoingLeg, { is: State }>

function calling(
  leg: In<'inviting' | 'authenticating' | 'proceeding'>,
  input: LegInput,
  now: MonoMs,
): Next {
  switch (input.is) {
    case 'response': {
      const { status } = input.response
      if (status < 200) {
        const [noted, effects] = noteProvisional(leg, input.response)
        return [{ ...noted, is: 'proceeding' }, effects]
      }
      return status < 300 ? answer(leg, input.response, now) : finalRefusal(leg, input.response)
    }
    case 'sentResponse':
      return prackAnswered(leg, input.sent, input.response)
    case 'noReply':
      return silence(leg)
    case 'hangUp':
      return hangUpBeforeAnswer(leg, { by: 'us' })
    case 'internalError':
      return hangUpBeforeAnswer(leg, { by: 'internalError' })
    case 'deadline':
      return now >= leg.giveUpAt ? hangUpBeforeAnswer(leg, { by: 'us' }) : [leg, []]
    case 'request':
      return receiveEarly(leg, input.request)
    case 'sentUnanswered':
    case 'byeResponse':
    case 'byeUnanswered':
    case 'ack':
    case 'mediaTimeout':
      return [leg, []]
    default:
      return unreachable(input)
  }
}

function canceling(leg: In<'canceling'>, input: LegInput, now: MonoMs): Next {
  switch (input.is) {
    case 'response': {
      const { status } = input.response
      if (status < 200) return cancelRinging(leg, input.response)
      return status < 300 ? answer(leg, input.response, now) : finalRefusal(leg, input.response)
    }
    case 'sentResponse':
      return prackAnswered(leg, input.sent, input.response)
    case 'noReply':
      return silence(leg)
    case 'request':
      return receiveEarly(leg, input.request)
    case 'sentUnanswered':
    case 'hangUp':
    case 'internalError':
    case 'deadline':
    case 'byeResponse':
    case 'byeUnanswered':
    case 'ack':
    case 'mediaTimeout':
      return [leg, []]
    default:
      return unreachable(input)
  }
}

function talking(leg: In<'answered'>, input: LegInput, now: MonoMs): Next {
  switch (input.is) {
    case 'response':
      return lateResponse(leg, input.response)
    case 'sentResponse':
      return sentAnswered(leg, input.sent, input.response, now)
    case 'sentUnanswered':
      return sentUnanswered(leg, input.sent, now)
    case 'request':
      return receiveRequest(leg, input.request, now)
    case 'ack':
      return receiveAck(leg, input.ack)
    case 'hangUp':
      return hangUp(leg, { by: 'us' }, now)
    case 'mediaTimeout':
      return hangUp(leg, { by: 'mediaTimeout' }, now)
    case 'internalError':
      return hangUp(leg, { by: 'internalError' }, now)
    case 'deadline':
      return now >= leg.giveUpAt
        ? hangUp(leg, { by: 'us' }, now)
        : moveSession(leg, { is: 'deadline' }, now)
    case 'noReply':
    case 'byeResponse':
    case 'byeUnanswered':
      return [leg, []]
    default:
      return unreachable(input)
  }
}

function terminating(leg: In<'terminating'>, input: LegInput, now: MonoMs): Next {
  switch (input.is) {
    case 'response':
      return lateResponse(leg, input.response)
    case 'byeResponse':
      return byeAnswered(leg, input.response)
    case 'byeUnanswered':
      return finish(leg, leg.ending)
    case 'deadline':
      return now >= leg.giveUpAt ? finish(leg, leg.ending) : [leg, []]
    case 'request':
      return receiveRequest(leg, input.request, now)
    case 'sentResponse':
      return [leg, acknowledge(leg, input.sent.request, input.response)]
    case 'sentUnanswered':
    case 'ack':
    case 'hangUp':
    case 'mediaTimeout':
    case 'internalError':
    case 'noReply':
      return [leg, []]
    default:
      return unreachable(input)
  }
}
