/**
 * The outgoing leg in its dialog: requests from the far end (re-INVITE, UPDATE, INFO, OPTIONS, BYE) and
 * our BYE. Steps of the machine in outgoingLeg.ts.
 */
import { type DtmfKey, dtmfKeys } from '../base/dtmf.ts'
import { after, type MonoMs } from '../base/units.ts'
import { answerAudio, type LocalAudio, offerAudio, readAnswer } from '../sdp/offerAnswer.ts'
import { receiveIn, requestIn, retargeted } from '../sip/dialog.ts'
import { challengesOf } from '../sip/digest.ts'
import {
  contentTypeOf,
  replyTo,
  type SipHeader,
  type SipRequest,
  type SipResponse,
  sdpOf,
  tagOf,
  valuesOf,
} from '../sip/message.ts'
import { quote } from '../sip/text.ts'
import { authHeaders } from './outgoingLegAuth.ts'
import {
  byePatience,
  type Ending,
  type LegEffect,
  legMethods,
  type Next,
  type OutgoingLeg,
} from './outgoingLegState.ts'
import { isUnwanted } from './sipOutcome.ts'

type Answered = Extract<OutgoingLeg, { is: 'answered' }>
type Terminating = Extract<OutgoingLeg, { is: 'terminating' }>
type Receiving = Exclude<OutgoingLeg, { is: 'ended' }>

/** BYE, §15.1.1. `why`: written into its Reason header when the call was unusable (RFC 3326). */
export function hangUp(leg: Answered, ending: Ending, now: MonoMs, why?: string): Next {
  const headers: SipHeader[] = [...leg.setup.headers]
  if (why !== undefined) headers.push({ name: 'reason', value: `SIP;cause=488;text=${quote(why)}` })
  const [next, bye] = writeBye({ ...leg, is: 'terminating', ending, byeRetried: false }, headers)
  return [
    { ...next, giveUpAt: after(now, byePatience) },
    [{ is: 'closeMedia' }, { is: 'bye', request: bye, of: 'ours' }],
  ]
}

function writeBye(leg: Terminating, headers: readonly SipHeader[]): [Terminating, SipRequest] {
  const [dialog, bare] = requestIn(leg.dialog, 'BYE', { headers })
  const [auth, credentials] = authHeaders(leg.setup, leg.auth, bare)
  return [
    { ...leg, dialog, auth },
    { ...bare, headers: [...credentials, ...bare.headers] },
  ]
}

/** A challenged BYE is sent once more with credentials; any other final reply ends the leg. */
export function byeAnswered(leg: Terminating, response: SipResponse): Next {
  const { status } = response
  if (status < 200) return [leg, []]
  const challenges = status === 401 || status === 407 ? challengesOf(response) : []
  if (challenges.length > 0 && !leg.byeRetried && leg.setup.credentials) {
    const auth = challenges.map((challenge) => ({ challenge, nonceCount: 0 }))
    const [next, bye] = writeBye({ ...leg, auth, byeRetried: true }, leg.setup.headers)
    return [next, [{ is: 'bye', request: bye, of: 'ours' }]]
  }
  return finish(leg, leg.ending)
}

function finish(leg: Answered | Terminating, ending: Ending): Next {
  const { setup, invite, confirmed, strays } = leg
  return [{ is: 'ended', setup, invite, confirmed, strays }, [{ is: 'ended', ending }]]
}

export function receiveRequest(leg: Receiving, request: SipRequest): Next {
  switch (leg.is) {
    case 'inviting':
    case 'authenticating':
    case 'proceeding':
    case 'canceling':
      return receiveEarly(leg, request)
    case 'answered':
    case 'terminating':
      return receiveInDialog(leg, request)
  }
}

type Early = Exclude<Receiving, { is: 'answered' | 'terminating' }>

/** Requests of an early dialog: our INVITE and its offer are still pending. */
function receiveEarly(leg: Early, request: SipRequest): Next {
  switch (request.method) {
    case 'INVITE': // glare, RFC 3261 §14.2
    case 'UPDATE': // RFC 3311 §5.2
      return [leg, [reply(request, 491)]]
    case 'BYE': {
      // Their 200 got lost and they hung up already: it must not come back to life (§15.1.2).
      if (leg.is === 'canceling') return [leg, [reply(request, 200)]]
      const ending: Ending = { by: 'callee', ...objectionOf(request) }
      const cancelSent = leg.is === 'proceeding'
      return [
        { ...leg, is: 'canceling', heardFromNetwork: true, cancelSent, ending },
        [reply(request, 200), ...(cancelSent ? [{ is: 'cancel' } as const] : [])],
      ]
    }
    default:
      return [leg, [reply(request, 200)]]
  }
}

function receiveInDialog(leg: Answered | Terminating, request: SipRequest): Next {
  if ((tagOf(request.from) ?? '') !== leg.confirmed.tag) return [leg, [reply(request, 481)]]
  const received = receiveIn(leg.dialog, request)
  if (received.is === 'outOfOrder') return [leg, [reply(request, 500)]]
  const next = { ...leg, dialog: received.dialog }
  if (request.method === 'BYE') return receiveBye(next, request)
  if (next.is === 'terminating') return [next, [reply(request, 481)]]
  switch (request.method) {
    case 'INVITE':
    case 'UPDATE':
      return renegotiate(next, request)
    case 'INFO':
      return receiveInfo(next, request)
    default:
      return [next, [reply(request, 200, [allow, accept])]]
  }
}

/** §15.1.2; crossing our own BYE it is answered too, and what we meant stays the ending. */
function receiveBye(leg: Answered | Terminating, request: SipRequest): Next {
  const answered = reply(request, 200)
  const objection = objectionOf(request)
  if (leg.is === 'terminating') {
    return [{ ...leg, ending: { ...leg.ending, ...objection } }, [answered]]
  }
  const [ended, effects] = finish(leg, { by: 'callee', ...objection })
  return [ended, [answered, { is: 'closeMedia' }, ...effects]]
}

/** Hanging up, the person marked the call as unwanted: `Reason: SIP;cause=607` (RFC 3326, RFC 8197). */
function objectionOf(bye: SipRequest): Pick<Ending, 'outcome'> {
  return isUnwanted(valuesOf(bye, 'reason')) ? { outcome: 'objected' } : {}
}

/** Hold, resume, a new address (§14.2, RFC 3311): answered at once with what we can do. */
function renegotiate(leg: Answered, request: SipRequest): Next {
  const sdpVersion = leg.sdpVersion + 1
  const local: LocalAudio = { ...leg.setup.media, version: sdpVersion }
  const options = { contact: leg.setup.contact, headers: [allow, ...leg.setup.headers] }
  const offer = sdpOf(request)
  if (offer === undefined) {
    if (request.method === 'UPDATE') return [leg, [reply(request, 200, [allow])]]
    // No offer: ours goes into the 200, their answer into the ACK (§14.2, §13.2.1).
    const accepted = replyTo(request, 200, { ...options, sdp: offerAudio(local) })
    return [{ ...leg, sdpVersion, offerPending: true }, [{ is: 'reply', reply: accepted }]]
  }
  const answering = answerAudio(offer, local)
  if (answering.is === 'refused') return [leg, [reply(request, 488)]]
  const accepted = replyTo(request, 200, { ...options, sdp: answering.sdp })
  return [
    { ...leg, sdpVersion, audio: answering.audio },
    [
      { is: 'reply', reply: accepted },
      { is: 'setRemote', audio: answering.audio },
    ],
  ]
}

/** The ACK of a re-INVITE without offer carries the answer; without a usable one all stays as it was. */
export function receiveAck(leg: Answered, ack: SipRequest): Next {
  const moved = { ...leg, dialog: retargeted(leg.dialog, ack), offerPending: false }
  const sdp = leg.offerPending ? sdpOf(ack) : undefined
  const reading = sdp === undefined ? undefined : readAnswer(sdp)
  if (reading?.is !== 'agreed') return [moved, []]
  return [{ ...moved, audio: reading.audio }, [{ is: 'setRemote', audio: reading.audio }]]
}

/** Keys by INFO: `Signal=5` lines (application/dtmf-relay), or the bare key (application/dtmf). */
function receiveInfo(leg: Answered, request: SipRequest): Next {
  const type = contentTypeOf(request)
  const text =
    type === 'application/dtmf-relay'
      ? /^\s*Signal\s*=\s*(\S+)/im.exec(request.body)?.[1]
      : type === 'application/dtmf'
        ? request.body.trim()
        : undefined
  const key = keyOf(text)
  return [leg, [reply(request, 200), ...(key === undefined ? [] : [{ is: 'key', key } as const])]]
}

/** `5`, `*`, `#`, `A`; some senders write 10 and 11 for * and #, as RFC 4733 numbers them. */
function keyOf(text: string | undefined): DtmfKey | undefined {
  if (text === undefined) return undefined
  if (text.length > 1) return dtmfKeys[/^1[0-5]$/.test(text) ? Number(text) : -1]
  return dtmfKeys.find((key) => key === text.toUpperCase())
}

const allow: SipHeader = { name: 'allow', value: legMethods.join(', ') }
const accept: SipHeader = { name: 'accept', value: 'application/sdp, application/dtmf-relay' }

const reply = (
  request: SipRequest,
  status: number,
  headers: readonly SipHeader[] = [],
): LegEffect => ({ is: 'reply', reply: replyTo(request, status, { headers }) })
