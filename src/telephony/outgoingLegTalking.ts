/**
 * The outgoing leg in its dialog: requests from the far end (re-INVITE, UPDATE, INFO, OPTIONS, BYE).
 * Steps of the machine in outgoingLeg.ts.
 */
import { type DtmfKey, dtmfKeys } from '../base/dtmf.ts'
import type { MonoMs } from '../base/units.ts'
import { answerAudio, type LocalAudio, offerAudio, readAnswer } from '../sdp/offerAnswer.ts'
import { receiveIn, retargeted } from '../sip/dialog.ts'
import {
  contentTypeOf,
  headerOf,
  type SipHeader,
  type SipRequest,
  sdpOf,
  tagOf,
} from '../sip/message.ts'
import { judgeRefresh } from '../sip/sessionHeaders.ts'
import { stepSession } from '../sip/sessionTimer.ts'
import { finish } from './outgoingLegBye.ts'
import { allowsUpdate, objectionOf } from './outgoingLegEarly.ts'
import { allow } from './outgoingLegInvite.ts'
import { reply } from './outgoingLegReplies.ts'
import type { Next, OutgoingLeg } from './outgoingLegState.ts'

type Answered = Extract<OutgoingLeg, { is: 'answered' }>
type Terminating = Extract<OutgoingLeg, { is: 'terminating' }>

/** A request of the far end in the dialog of an answered leg (§12.2.2). */
export function receiveRequest(
  leg: Answered | Terminating,
  request: SipRequest,
  now: MonoMs,
): Next {
  if ((tagOf(request.from) ?? '') !== leg.confirmed.tag) return [leg, [reply(request, 481)]]
  const received = receiveIn(leg.dialog, request)
  if (received.is === 'outOfOrder') return [leg, [reply(request, 500)]]
  const next = { ...leg, dialog: received.dialog }
  if (request.method === 'BYE') return receiveBye(next, request)
  if (next.is === 'terminating') return [next, [reply(request, 481)]]
  switch (request.method) {
    case 'INVITE':
    case 'UPDATE':
      return renegotiate(next, request, now)
    case 'INFO':
      return receiveInfo(next, request)
    case 'PRACK': // RFC 3262 §3: we send nothing that it could acknowledge
      return [next, [reply(request, 481)]]
    case 'OPTIONS':
      return [next, [reply(request, 200, { headers: [allow, accept] })]]
    default: // REFER, NOTIFY, MESSAGE …: what a call that plays a message has no use for (§8.2.1)
      return [next, [reply(request, 405, { headers: [allow] })]]
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

/**
 * Hold, resume, another codec or address (§14.2, RFC 3311): answered at once with what we can do. It
 * refreshes the session too (RFC 4028 §9).
 */
function renegotiate(leg: Answered, request: SipRequest, now: MonoMs): Next {
  const offer = sdpOf(request)
  const offers = offer !== undefined || request.method === 'INVITE'
  // §14.2, RFC 3311 §5.2: an offer of ours is not answered yet.
  const isGlare = leg.offerPending || leg.refresh?.method === 'INVITE'
  if (isGlare && offers) return [leg, [reply(request, 491)]]
  const judged = judgeRefresh(request, leg.wish)
  if (judged.is === 'tooBrief') return [leg, [reply(request, 422, { headers: judged.headers })]]
  const headers = [allow, ...judged.headers, ...leg.setup.headers]
  const options = { contact: leg.setup.contact, headers }
  const [session] = stepSession(leg.session, { is: 'agreed', terms: judged.terms }, now)
  const theyUpdate = leg.theyUpdate || allowsUpdate(request)
  const refreshed = { ...leg, session, theyUpdate }
  if (!offers) return [refreshed, [reply(request, 200, options)]]
  const version = leg.local.version + 1
  const local: LocalAudio = { ...leg.setup.media, version }
  if (offer === undefined) {
    // No offer: ours goes into the 200, their answer into the ACK (§14.2, §13.2.1).
    const text = offerAudio(local)
    const next = { ...refreshed, local: { version, text }, offerPending: true }
    return [next, [reply(request, 200, { ...options, sdp: text })]]
  }
  const answering = answerAudio(offer, local)
  if (answering.is === 'refused') return [leg, [reply(request, 488)]]
  const { audio, sdp } = answering
  return [
    { ...refreshed, local: { version, text: sdp }, audio },
    [reply(request, 200, { ...options, sdp }), { is: 'setRemote', audio }],
  ]
}

/** The ACK of a re-INVITE without offer carries the answer; without a usable one all stays as it was. */
export function receiveAck(leg: Answered, ack: SipRequest): Next {
  const moved = { ...leg, dialog: retargeted(leg.dialog, ack), offerPending: false }
  const sdp = leg.offerPending ? sdpOf(ack) : undefined
  const reading = sdp === undefined ? undefined : readAnswer(sdp, leg.setup.media)
  if (reading?.is !== 'agreed') return [moved, []]
  return [{ ...moved, audio: reading.audio }, [{ is: 'setRemote', audio: reading.audio }]]
}

/** Keys by INFO: `Signal=5` lines (application/dtmf-relay), or the bare key (application/dtmf). */
function receiveInfo(leg: Answered, request: SipRequest): Next {
  // RFC 6086 §4.2.2: of the packages that an Info-Package names we take none.
  if (headerOf(request, 'info-package') !== undefined) {
    return [leg, [reply(request, 469, { headers: [recvInfo] })]]
  }
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

const accept: SipHeader = { name: 'accept', value: 'application/sdp, application/dtmf-relay' }
const recvInfo: SipHeader = { name: 'recv-info', value: '' }
