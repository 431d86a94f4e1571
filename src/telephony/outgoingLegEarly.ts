/**
 * The outgoing leg while it rings: early dialogs (RFC 3261 §12.1.2), one a branch of a fork, the PRACKs
 * of reliable provisional replies (RFC 3262), and what the far end may ask before its answer (RFC 3311).
 * Steps of the machine in outgoingLeg.ts.
 */
import { answerAudio, readAnswer } from '../sdp/offerAnswer.ts'
import { answerTo, authorized, isChallenge, renewed, withoutAuth } from '../sip/authentication.ts'
import { dialogOfCaller, receiveIn, requestIn } from '../sip/dialog.ts'
import { nextNoncesOf } from '../sip/digest.ts'
import {
  type SipHeader,
  type SipRequest,
  type SipResponse,
  sdpOf,
  tagOf,
  valuesOf,
} from '../sip/message.ts'
import { isNextRseq, rackOf, rseqOf } from '../sip/reliableProvisional.ts'
import type { LegMedia } from './legMedia.ts'
import { allow } from './outgoingLegInvite.ts'
import { reply } from './outgoingLegReplies.ts'
import {
  type Calling,
  dialogChallengesMax,
  type EarlyDialog,
  type Ending,
  earlyDialogsMax,
  type LegEffect,
  type Next,
  type OutgoingLeg,
  type Sent,
} from './outgoingLegState.ts'
import { isUnwanted } from './sipOutcome.ts'

export type Waiting = Extract<OutgoingLeg, Calling>

/** What a provisional reply changes, its PRACK, and the `ringing` event when it says something new. */
export function noteProvisional<Leg extends Calling>(
  leg: Leg,
  response: SipResponse,
): [Leg, LegEffect[]] {
  const noted: Leg = { ...leg, heardFromNetwork: true }
  // 100 is the next hop's, not the phone's (RFC 3261 §21.1.1).
  if (response.status === 100) return [noted, []]
  const tag = tagOf(response.to)
  const known = tag === undefined ? undefined : leg.early.get(tag)
  const isKept = tag !== undefined && (known !== undefined || leg.early.size < earlyDialogsMax)
  const rseq = rseqOf(response)
  // RFC 3262 §4: repeated or out of order, it is not processed; nor what we could not acknowledge.
  if (rseq !== undefined && !(isKept && isNextRseq(known?.rseq, rseq))) return [noted, []]
  // RFC 6228 §5: this branch rings no more; its dialog is over, the call is not.
  if (response.status === 199 && rseq === undefined) return [withoutBranch(noted, tag), []]
  const sdp = sdpOf(response)
  const rang = leg.rang || response.status === 180 || response.status === 183
  const told = sdp === undefined && leg.told !== 'earlyMedia' ? 'ringing' : 'earlyMedia'
  const effects: LegEffect[] =
    told === leg.told ? [] : [{ is: 'ringing', earlyMedia: told === 'earlyMedia' }]
  if (!isKept) return [{ ...noted, rang, told }, effects]
  const branch = branchAfter(known, leg.invite, response, rseq)
  const early = new Map(leg.early).set(tag, branch)
  const heard: Leg = { ...noted, rang, told, early }
  if (rseq === undefined) return [heard, effects]
  const [acknowledged, prack] = sendPrack(heard, tag, branch, rackOf(rseq, response), 0)
  return [acknowledged, [prack, ...effects]]
}

function branchAfter(
  known: EarlyDialog | undefined,
  invite: SipRequest,
  response: SipResponse,
  rseq: number | undefined,
): EarlyDialog {
  const before = known ?? {
    dialog: dialogOfCaller(invite, response),
    rseq: undefined,
    sdp: undefined,
    isAnswered: false,
    audio: undefined,
    local: { version: 1, text: invite.body },
    theyUpdate: false,
  }
  const sdp = before.isAnswered ? undefined : sdpOf(response)
  return {
    ...before,
    rseq: rseq ?? before.rseq,
    theyUpdate: before.theyUpdate || allowsUpdate(response),
    ...(sdp === undefined ? {} : { sdp, isAnswered: rseq !== undefined }),
  }
}

export const allowsUpdate = (message: SipRequest | SipResponse): boolean =>
  message.headers.some(({ name, value }) => name === 'allow' && updateToken.test(value))

const updateToken = /(?:^|,)\s*UPDATE\s*(?:,|$)/

const withBranch = <Leg extends Calling>(leg: Leg, tag: string, branch: EarlyDialog): Leg => ({
  ...leg,
  early: new Map(leg.early).set(tag, branch),
})

function withoutBranch<Leg extends Calling>(leg: Leg, tag: string | undefined): Leg {
  const early = new Map(leg.early)
  early.delete(tag ?? '')
  return { ...leg, early }
}

function sendPrack<Leg extends Calling>(
  leg: Leg,
  tag: string,
  branch: EarlyDialog,
  rack: SipHeader,
  challenges: number,
): [Leg, LegEffect] {
  const { setup } = leg
  const [dialog, bare] = requestIn(branch.dialog, 'PRACK', { headers: [...setup.headers, rack] })
  const [auth, request] = authorized(setup, leg.auth, bare)
  const next = withBranch({ ...leg, auth }, tag, { ...branch, dialog })
  return [next, { is: 'send', sent: { request, challenges } }]
}

/**
 * The reply to our PRACK. Challenged, it is sent once more; refused, nothing is done: the far end ends
 * an INVITE whose reliable reply was never acknowledged (RFC 3262 §3).
 */
export function prackAnswered(leg: Waiting, sent: Sent, response: SipResponse): Next {
  const next = { ...leg, auth: renewed(leg.auth, nextNoncesOf(response)) }
  if (!isChallenge(response) || sent.challenges >= dialogChallengesMax) return [next, []]
  const tag = tagOf(sent.request.to) ?? ''
  const branch = leg.early.get(tag)
  const rack = withoutAuth(sent.request.headers).find(({ name }) => name === 'rack')
  const auth = answerTo(leg.setup, next.auth, response, 'unproven')
  if (!branch || !rack || !auth) return [next, []]
  const [again, effect] = sendPrack({ ...next, auth }, tag, branch, rack, sent.challenges + 1)
  return [again, [effect]]
}

/** A request while our INVITE is pending. */
export function receiveEarly(leg: Waiting, request: SipRequest): Next {
  const tag = tagOf(request.from) ?? ''
  const branch = leg.early.get(tag)
  if (request.method === 'BYE') return receiveEarlyBye(leg, request)
  // Its provisional reply got lost: there is no order to keep yet.
  if (!branch) return [leg, [refuseEarly(request)]]
  const received = receiveIn(branch.dialog, request)
  if (received.is === 'outOfOrder') return [leg, [reply(request, 500)]]
  const next = withBranch(leg, tag, { ...branch, dialog: received.dialog })
  if (request.method !== 'UPDATE') return [next, [refuseEarly(request)]]
  return receiveEarlyUpdate(next, tag, request)
}

function refuseEarly(request: SipRequest): LegEffect {
  switch (request.method) {
    case 'INVITE': // glare, RFC 3261 §14.2
    case 'UPDATE': // RFC 3311 §5.2: our offer is not answered yet
      return reply(request, 491)
    case 'PRACK': // RFC 3262 §3: we sent nothing that it could acknowledge
      return reply(request, 481)
    default:
      return reply(request, 200, { headers: [allow] })
  }
}

/** RFC 3311 §5.2: an offer is answered once ours is, which takes a reliable reply. */
function receiveEarlyUpdate(leg: Waiting, tag: string, request: SipRequest): Next {
  const { setup } = leg
  const branch = leg.early.get(tag)
  const options = { contact: setup.contact, headers: [allow, ...setup.headers] }
  const offer = sdpOf(request)
  if (offer === undefined) return [leg, [reply(request, 200, options)]]
  if (!branch?.isAnswered) return [leg, [reply(request, 491)]]
  const version = branch.local.version + 1
  const answering = answerAudio(offer, { ...setup.media, version })
  if (answering.is === 'refused') return [leg, [reply(request, 488)]]
  const { audio, sdp } = answering
  const updated = { ...branch, audio, local: { version, text: sdp } }
  return [withBranch(leg, tag, updated), [reply(request, 200, { ...options, sdp })]]
}

function receiveEarlyBye(leg: Waiting, request: SipRequest): Next {
  // Their 200 got lost and they hung up already: it must not come back to life (§15.1.2).
  if (leg.is === 'canceling') return [leg, [reply(request, 200)]]
  const ending: Ending = { by: 'callee', ...objectionOf(request) }
  const cancelSent = leg.is === 'proceeding'
  return [
    { ...leg, is: 'canceling', heardFromNetwork: true, cancelSent, ending },
    [reply(request, 200), ...(cancelSent ? [{ is: 'cancel' } as const] : [])],
  ]
}

/** Hanging up, the person marked the call as unwanted: `Reason: SIP;cause=607` (RFC 3326, RFC 8197). */
export function objectionOf(bye: SipRequest): Pick<Ending, 'outcome'> {
  return isUnwanted(valuesOf(bye, 'reason')) ? { outcome: 'objected' } : {}
}

/** CSeq numbers that PRACKs used up, by branch; mostly there are none. */
export function usedNumbers(early: Calling['early']): ReadonlyMap<string, number> {
  let used = noNumbers
  for (const [tag, { rseq, dialog }] of early) {
    if (rseq !== undefined) used = new Map(used).set(tag, dialog.localSeq)
  }
  return used
}

const noNumbers: ReadonlyMap<string, number> = new Map()

/** The answer of the branch that took the call: what it said reliably or agreed to since, else its 2xx. */
export function answerOf(
  branch: EarlyDialog | undefined,
  response: SipResponse,
  offered: LegMedia,
): ReturnType<typeof readAnswer> {
  if (branch?.audio) return { is: 'agreed', audio: branch.audio }
  const sdp = branch?.isAnswered ? branch.sdp : (sdpOf(response) ?? branch?.sdp)
  return sdp === undefined ? { is: 'refused', why: 'no SDP answer' } : readAnswer(sdp, offered)
}
