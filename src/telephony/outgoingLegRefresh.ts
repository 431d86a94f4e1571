/**
 * Requests of ours in the dialog of an outgoing leg: the refresh of its session (RFC 4028), by UPDATE
 * where the far end takes it, else by a re-INVITE that repeats our SDP; challenges to them and to late
 * PRACKs. Steps of the machine in outgoingLeg.ts.
 */
import { type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import { readAnswer } from '../sdp/offerAnswer.ts'
import { answerTo, authorized, isChallenge, renewed, withoutAuth } from '../sip/authentication.ts'
import { ackFor, requestIn, retargeted } from '../sip/dialog.ts'
import { nextNoncesOf } from '../sip/digest.ts'
import { headerOf, type SipRequest, type SipResponse, sdpOf, tagOf } from '../sip/message.ts'
import { retryAfterOf } from '../sip/retryAfter.ts'
import { sessionHeaders, sessionMinS, termsOf, wishAfter } from '../sip/sessionHeaders.ts'
import { refreshWaitMin, type SessionInput, stepSession } from '../sip/sessionTimer.ts'
import { spread } from '../sip/spread.ts'
import { hangUp } from './outgoingLegBye.ts'
import { allowsUpdate } from './outgoingLegEarly.ts'
import { allow } from './outgoingLegInvite.ts'
import {
  dialogChallengesMax,
  type Ending,
  type LegEffect,
  type Next,
  type OutgoingLeg,
  type Sent,
} from './outgoingLegState.ts'

type Answered = Extract<OutgoingLeg, { is: 'answered' }>
type Terminating = Extract<OutgoingLeg, { is: 'terminating' }>

/** The far end is gone and said nothing: as if its sound had stopped. */
const vanished: Ending = { by: 'mediaTimeout' }

export function moveSession(leg: Answered, input: SessionInput, now: MonoMs, why = vanished): Next {
  const [session, [effect]] = stepSession(leg.session, input, now)
  const next = { ...leg, session }
  if (effect === undefined) return [next, []]
  return effect.is === 'hangUp' ? hangUp(next, why, now) : sendRefresh(next, now)
}

function sendRefresh(leg: Answered, now: MonoMs): Next {
  // One offer at a time (RFC 3264 §4): our own in a 200 still waits for its ACK.
  if (leg.offerPending) return moveSession(leg, { is: 'postponed', byMs: refreshWaitMin }, now)
  const { setup, session, wish } = leg
  const intervalMs = session.is === 'off' ? 0 : session.intervalMs
  const terms = { expiresS: Math.round(intervalMs / 1000), minS: wish?.minS ?? sessionMinS }
  const headers = [
    ...setup.headers,
    allow,
    { name: 'supported', value: 'timer' },
    ...sessionHeaders(terms, 'uac'),
  ]
  // RFC 4028 §7.4: UPDATE needs no offer, a re-INVITE repeats the last SDP with the same version.
  const method = leg.theyUpdate ? 'UPDATE' : 'INVITE'
  const sdp = leg.theyUpdate ? {} : { sdp: leg.local.text }
  return send(leg, method, { contact: setup.contact, headers, ...sdp }, 0)
}

function send(
  leg: Answered,
  method: string,
  options: Parameters<typeof requestIn>[2],
  challenges: number,
): Next {
  const [dialog, bare] = requestIn(leg.dialog, method, options)
  const [auth, request] = authorized(leg.setup, leg.auth, bare)
  const refresh = method === 'PRACK' ? leg.refresh : request.cseq
  return [{ ...leg, dialog, auth, refresh }, [{ is: 'send', sent: { request, challenges } }]]
}

export function sentAnswered(leg: Answered, sent: Sent, response: SipResponse, now: MonoMs): Next {
  const { status } = response
  if (status < 200) return [leg, []]
  const { request } = sent
  const known = { ...leg, auth: renewed(leg.auth, nextNoncesOf(response)) }
  const again = isChallenge(response) ? sendAgain(known, sent, response) : undefined
  if (again) return again
  const ack = acknowledge(leg, request, response)
  const isAwaited =
    leg.refresh?.number === request.cseq.number && tagOf(request.to) === leg.confirmed.tag
  // The reply to a PRACK, or a 2xx repeated because our ACK was lost.
  if (!isAwaited) return [known, ack]
  const [next, effects] = refreshAnswered({ ...known, refresh: undefined }, request, response, now)
  return [next, [...ack, ...effects]]
}

/** Whatever else became of the leg, a 2xx to an INVITE of ours wants its ACK (§13.2.2.4). */
export function acknowledge(
  leg: Answered | Terminating,
  request: SipRequest,
  { status }: SipResponse,
): LegEffect[] {
  if (request.method !== 'INVITE' || status < 200 || status >= 300) return []
  const credentials = request.headers.filter(({ name }) => name.endsWith('authorization'))
  const headers = [...credentials, ...leg.setup.headers]
  return [{ is: 'ack', request: ackFor(leg.dialog, request.cseq.number, { headers }) }]
}

/** undefined: not this one; it is then refused like any other (§22.2). */
function sendAgain(leg: Answered, sent: Sent, response: SipResponse): Next | undefined {
  const { request, challenges } = sent
  if (challenges >= dialogChallengesMax || tagOf(request.to) !== leg.confirmed.tag) return undefined
  const auth = answerTo(leg.setup, leg.auth, response, 'proven')
  if (!auth) return undefined
  const headers = withoutAuth(request.headers).filter(({ name }) => name !== 'content-type')
  const [contact] = request.contacts
  const options = { headers, ...(contact ? { contact } : {}), sdp: request.body }
  return send({ ...leg, auth }, request.method, options, challenges + 1)
}

function refreshAnswered(
  leg: Answered,
  request: SipRequest,
  response: SipResponse,
  now: MonoMs,
): Next {
  const { status } = response
  if (status < 300) return refreshed(leg, request, response, now)
  if (status === 481) return moveSession(leg, { is: 'lost' }, now, { by: 'callee' })
  if (status === 408) return moveSession(leg, { is: 'lost' }, now)
  // Who announced UPDATE and does not take it gets a re-INVITE.
  const theyUpdate = leg.theyUpdate && status !== 405 && status !== 501
  const next = status === 422 ? wishingLonger(leg, response) : { ...leg, theyUpdate }
  return moveSession(next, { is: 'postponed', byMs: waitAfter(leg, response, next) }, now)
}

function refreshed(leg: Answered, request: SipRequest, response: SipResponse, now: MonoMs): Next {
  const sdp = request.method === 'INVITE' ? sdpOf(response) : undefined
  const reading = sdp === undefined ? undefined : readAnswer(sdp, leg.setup.media)
  const audio = reading?.is === 'agreed' ? reading.audio : undefined
  const saysAllow = headerOf(response, 'allow') !== undefined
  const next: Answered = {
    ...leg,
    dialog: retargeted(leg.dialog, response),
    theyUpdate: saysAllow ? allowsUpdate(response) : leg.theyUpdate,
    ...(audio ? { audio } : {}),
  }
  const [moved, effects] = moveSession(next, { is: 'agreed', terms: termsOf(response) }, now)
  return [moved, [...(audio ? [{ is: 'setRemote', audio } as const] : []), ...effects]]
}

function wishingLonger(leg: Answered, response: SipResponse): Answered {
  const { session } = leg
  if (session.is === 'off') return leg
  const expiresS = Math.round(session.intervalMs / 1000)
  const wish = wishAfter({ expiresS, minS: leg.wish?.minS ?? sessionMinS }, response)
  if (!wish) return leg
  return { ...leg, wish, session: { ...session, intervalMs: seconds(wish.expiresS) } }
}

function waitAfter(leg: Answered, response: SipResponse, next: Answered): Ms {
  const { setup, dialog, session } = leg
  if (response.status === 491) {
    // RFC 3261 §14.1: the owner of the Call-ID waits 2.1 to 4 s, in steps of 10 ms.
    const steps = Math.floor(190 * spread(setup.hash, setup.secret, dialog.localSeq))
    return ms(2100 + 10 * steps)
  }
  if (next.theyUpdate !== leg.theyUpdate || next.session !== leg.session) return ms(0)
  const intervalMs = session.is === 'off' ? 0 : session.intervalMs
  return retryAfterOf(response) ?? ms(Math.max(refreshWaitMin, intervalMs / 8))
}

export function sentUnanswered(leg: Answered, { request }: Sent, now: MonoMs): Next {
  if (leg.refresh?.number !== request.cseq.number) return [leg, []]
  return moveSession({ ...leg, refresh: undefined }, { is: 'lost' }, now)
}
