/**
 * One incoming leg, from the INVITE that rings us to the end of its dialog, as a pure machine (RFC 3261 §13.3).
 *
 *  deciding ─accept→ opening ─the media is open: 200→ accepted ─ACK→ talking ─BYE either way→ talking(ended)
 *     │                 │                               │ no ACK within 64·T1 (§13.3.1.4) → BYE
 *     │ refuse, hangUp, decisionMax, openingMax: 4xx    │ hangUp waits for the ACK (§15), their BYE does not
 *     └ CANCEL, BYE: 487 ─→ ended
 *
 *  `talking` is the `answered` of outgoingLeg.ts: within a dialog nobody knows who called. 180 is said at once; to
 *  whom requires 100rel only what needs no PRACK is said, 100 and 200 (RFC 3262 §3). The offer is theirs, or, where
 *  their INVITE has none, ours in the 200, whose answer the ACK brings (§13.2.1). Its transaction repeats the 2xx.
 */
import { assert, unreachable } from '../base/assert.ts'
import { after, type Deadline, type MonoMs, type Ms, seconds } from '../base/units.ts'
import { answerAudio, offerAudio } from '../sdp/offerAnswer.ts'
import { dialogOfCallee } from '../sip/dialog.ts'
import {
  type ReplyOptions,
  replyTo,
  type SipRequest,
  type SipResponse,
  sdpOf,
  tagOf,
  tokensOf,
} from '../sip/message.ts'
import { judgeRefresh, sessionMinS } from '../sip/sessionHeaders.ts'
import { noSession, stepSession } from '../sip/sessionTimer.ts'
import { quote } from '../sip/text.ts'
import { legDeadline, stepLeg } from './outgoingLeg.ts'
import { hangUp } from './outgoingLegBye.ts'
import { allowsUpdate } from './outgoingLegEarly.ts'
import { allow } from './outgoingLegInvite.ts'
import { reply } from './outgoingLegReplies.ts'
import {
  type DialogSetup,
  type Ending,
  type LegEffect,
  type LegInput,
  type OutgoingLeg,
  talkMax,
} from './outgoingLegState.ts'
import { receiveAck } from './outgoingLegTalking.ts'

/** Whoever answers decides within a second; whose line is silent for three gets the caller a 480. */
export const decisionMax: Ms = seconds(3)
/** A port is open within milliseconds; rtpengine may have to be asked four times. */
export const openingMax: Ms = seconds(5)

export interface IncomingSetup {
  readonly invite: SipRequest
  /** Ours, in every reply. */
  readonly toTag: string
  /** Without its port, which is opened when the call is accepted. */
  readonly dialog: Omit<DialogSetup, 'media'>
  readonly terms: Pick<DialogSetup['media'], 'crypto' | 'events'>
  /** RFC 4028; null: asked for by us never, obeyed where they ask. */
  readonly sessionExpiresS: number | null
}

type Answered = Extract<OutgoingLeg, { is: 'answered' }>

export type IncomingLeg =
  | {
      readonly is: 'deciding' | 'opening'
      readonly setup: IncomingSetup
      readonly giveUpAt: MonoMs
    }
  | {
      readonly is: 'accepted'
      readonly leg: Answered
      /** Hung up by us before their ACK. */
      readonly wanted: Ending | undefined
    }
  | { readonly is: 'talking'; readonly leg: OutgoingLeg }
  | { readonly is: 'ended' }

export type IncomingInput =
  | { readonly is: 'accept' }
  | { readonly is: 'refuse'; readonly status: number }
  /** The media has its port. */
  | { readonly is: 'open'; readonly media: DialogSetup['media'] }
  | { readonly is: 'canceled' }
  /** No ACK for our 200 (§13.3.1.4). */
  | { readonly is: 'ackMissing' }
  | LegInput

export type IncomingEffect =
  | LegEffect
  /** On the INVITE that made the leg; `reply` answers the request of the same step. */
  | { readonly is: 'replyInvite'; readonly reply: SipResponse }

type Next = [IncomingLeg, IncomingEffect[]]
type Waiting = Extract<IncomingLeg, { is: 'deciding' | 'opening' }>
type Accepted = Extract<IncomingLeg, { is: 'accepted' }>

/** What the INVITE itself forbids, before anybody is asked; undefined: it may be answered. */
export function refusalOf(setup: IncomingSetup): SipResponse | undefined {
  const { invite } = setup
  // §8.1.1.8: without a Contact there is nowhere to send a BYE.
  if (invite.contacts.length === 0) return write(setup, 400, { reason: 'Contact Missing' })
  const judged = judgeRefresh(invite, wishOf(setup))
  if (judged.is === 'tooBrief') return write(setup, 422, { headers: judged.headers })
  const offer = sdpOf(invite)
  const answering =
    offer === undefined ? undefined : answerAudio(offer, { ...probe, ...setup.terms })
  if (answering?.is !== 'refused') return undefined
  // §21.4.26: why, for whoever looks for it in a trace.
  const warning = { name: 'warning', value: `399 portevoix ${quote(answering.why)}` }
  return write(setup, 488, { headers: [warning] })
}

/** Asks whether an offer is agreeable before there is a port (discard, RFC 863). */
const probe = { address: '127.0.0.1', port: 9, sessionId: '1', version: 1 }

export function startIncoming(setup: IncomingSetup, now: MonoMs): Next {
  const needsPrack = tokensOf(setup.invite, 'require').some((tag) => tag.toLowerCase() === '100rel')
  const ringing = write(setup, needsPrack ? 100 : 180, needsPrack ? {} : contactOf(setup))
  return [
    { is: 'deciding', setup, giveUpAt: after(now, decisionMax) },
    [{ is: 'replyInvite', reply: ringing }],
  ]
}

export function incomingDeadline(leg: IncomingLeg): Deadline | undefined {
  switch (leg.is) {
    case 'deciding':
      return { at: leg.giveUpAt, why: 'decisionMax' }
    case 'opening':
      return { at: leg.giveUpAt, why: 'openingMax' }
    case 'accepted': // beside it the INVITE transaction counts 64·T1
    case 'talking':
      return legDeadline(leg.leg)
    case 'ended':
      return undefined
    default:
      return unreachable(leg)
  }
}

export function stepIncoming(leg: IncomingLeg, input: IncomingInput, now: MonoMs): Next {
  switch (leg.is) {
    case 'deciding':
    case 'opening':
      return waiting(leg, input, now)
    case 'accepted':
      return accepted(leg, input, now)
    case 'talking':
      return isOfLeg(input) ? goOn(leg.leg, input, now) : [leg, []]
    case 'ended':
      return [leg, input.is === 'request' ? [reply(input.request, 481)] : []]
    default:
      return unreachable(leg)
  }
}

function waiting(leg: Waiting, input: IncomingInput, now: MonoMs): Next {
  switch (input.is) {
    case 'accept':
      if (leg.is === 'opening') return [leg, []]
      return [{ ...leg, is: 'opening', giveUpAt: after(now, openingMax) }, []]
    case 'open':
      return leg.is === 'opening' ? answer(leg, input.media, now) : [leg, []]
    case 'refuse':
      return refuse(leg, input.status, 'us')
    case 'hangUp':
      return refuse(leg, 480, 'us')
    case 'deadline':
      if (now < leg.giveUpAt) return [leg, []]
      return leg.is === 'deciding' ? refuse(leg, 480, 'us') : refuse(leg, 500, 'internalError')
    case 'internalError':
      return refuse(leg, 500, 'internalError')
    case 'canceled':
      return refuse(leg, 487, 'callee')
    case 'request':
      return requestTooEarly(leg, input.request)
    case 'mediaTimeout':
    case 'ack':
    case 'ackMissing':
    case 'response':
    case 'noReply':
    case 'byeResponse':
    case 'byeUnanswered':
    case 'sentResponse':
    case 'sentUnanswered':
      return [leg, []]
    default:
      return unreachable(input)
  }
}

function refuse({ setup }: Waiting, status: number, by: Ending['by']): Next {
  return [
    { is: 'ended' },
    [
      { is: 'replyInvite', reply: write(setup, status) },
      { is: 'closeMedia' },
      { is: 'ended', ending: { by, sipStatus: status } },
    ],
  ]
}

/** In the early dialog that our 180 made (§12.1.1). */
function requestTooEarly(leg: Waiting, request: SipRequest): Next {
  switch (request.method) {
    case 'BYE': {
      // §15.1.2: the pending INVITE is answered too.
      const [ended, effects] = refuse(leg, 487, 'callee')
      return [ended, [reply(request, 200), ...effects]]
    }
    case 'INVITE': // §14.2
    case 'UPDATE': // RFC 3311 §5.2: their offer in the INVITE is not answered yet
      return [leg, [reply(request, 500, { headers: [{ name: 'retry-after', value: '2' }] })]]
    case 'OPTIONS':
      return [leg, [reply(request, 200, { headers: [allow] })]]
    case 'PRACK': // RFC 3262 §3: we send nothing that it could acknowledge
      return [leg, [reply(request, 481)]]
    default:
      return [leg, [reply(request, 405, { headers: [allow] })]]
  }
}

/** 200 with our answer to their offer, or with our offer (§13.3.1.4). */
function answer({ setup }: Waiting, media: DialogSetup['media'], now: MonoMs): Next {
  const { invite } = setup
  const judged = judgeRefresh(invite, wishOf(setup))
  const offer = sdpOf(invite)
  const local = { ...media, version: 1 }
  const answering = offer === undefined ? undefined : answerAudio(offer, local)
  assert(judged.is === 'agreed', 'an interval that was agreed to is agreed to again')
  assert(answering?.is !== 'refused', 'an offer that was agreed to is agreed to again')
  const sdp = answering?.sdp ?? offerAudio(local)
  const supported = { name: 'supported', value: 'timer' }
  const headers = [allow, supported, ...judged.headers, ...setup.dialog.headers]
  const success = write(setup, 200, { ...contactOf(setup), headers, sdp })
  const dialog = dialogOfCallee(invite, success)
  assert(dialog, 'an INVITE without a Contact was refused')
  const leg: Answered = {
    is: 'answered',
    setup: { ...setup.dialog, media },
    invite,
    confirmed: { tag: tagOf(invite.from) ?? '' },
    dialog,
    auth: [],
    strays: [],
    used: new Map(),
    local: { version: 1, text: sdp },
    audio: answering?.audio,
    offerPending: offer === undefined,
    session: stepSession(noSession, { is: 'agreed', terms: judged.terms }, now)[0],
    wish: wishOf(setup),
    theyUpdate: allowsUpdate(invite),
    refresh: undefined,
    giveUpAt: after(now, talkMax),
  }
  const agreed = answering && ({ is: 'setRemote', audio: answering.audio } as const)
  return [
    { is: 'accepted', leg, wanted: undefined },
    [{ is: 'replyInvite', reply: success }, ...(agreed ? [agreed] : [])],
  ]
}

function accepted(state: Accepted, input: IncomingInput, now: MonoMs): Next {
  const { leg, wanted } = state
  switch (input.is) {
    case 'ack':
      // The ACK of a re-INVITE may come first.
      if (input.ack.cseq.number !== leg.invite.cseq.number) return goOn(leg, input, now, state)
      return confirmed(state, input.ack, now)
    case 'ackMissing':
      return talking(hangUp(leg, wanted ?? { by: 'mediaTimeout' }, now))
    // §15: no BYE of ours before their ACK, or the 64·T1 in which it may come.
    case 'hangUp':
      return [{ ...state, wanted: wanted ?? { by: 'us' } }, []]
    case 'mediaTimeout':
    case 'internalError':
      return [{ ...state, wanted: wanted ?? { by: input.is } }, []]
    case 'deadline':
    case 'request':
    case 'response':
    case 'noReply':
    case 'byeResponse':
    case 'byeUnanswered':
    case 'sentResponse':
    case 'sentUnanswered':
      return goOn(leg, input, now, state)
    case 'accept':
    case 'open':
    case 'refuse':
    case 'canceled': // §9.2: after a final reply it changes nothing
      return [state, []]
    default:
      return unreachable(input)
  }
}

function confirmed({ leg, wanted }: Accepted, ack: SipRequest, now: MonoMs): Next {
  if (wanted) return talking(hangUp(leg, wanted, now))
  if (!leg.offerPending) return [{ is: 'talking', leg }, [{ is: 'answered' }]]
  const [answered, effects] = receiveAck(leg, ack)
  if (answered.is === 'answered' && answered.audio === undefined) {
    // They rang and could hear nothing.
    const ending: Ending = { by: 'refused', outcome: 'mediaLost', sipStatus: 488 }
    return talking(hangUp(answered, ending, now, 'no usable SDP answer in the ACK'))
  }
  return [{ is: 'talking', leg: answered }, [...effects, { is: 'answered' }]]
}

const talking = ([leg, effects]: [OutgoingLeg, LegEffect[]]): Next => [
  { is: 'talking', leg },
  effects,
]

/** `waiting`: still for the ACK of our 200, unless the dialog ended meanwhile. */
function goOn(leg: OutgoingLeg, input: LegInput, now: MonoMs, waiting?: Accepted): Next {
  const [next, effects] = stepLeg(leg, input, now)
  if (waiting && next.is === 'answered') return [{ ...waiting, leg: next }, effects]
  return [{ is: 'talking', leg: next }, effects]
}

function isOfLeg(input: IncomingInput): input is LegInput {
  switch (input.is) {
    case 'accept':
    case 'open':
    case 'refuse':
    case 'canceled':
    case 'ackMissing':
      return false
    default:
      return true
  }
}

const write = ({ invite, toTag }: IncomingSetup, status: number, options: ReplyOptions = {}) =>
  replyTo(invite, status, status === 100 ? options : { ...options, toTag })

const contactOf = ({ dialog }: IncomingSetup): ReplyOptions => ({ contact: dialog.contact })

const wishOf = ({ sessionExpiresS }: IncomingSetup) =>
  sessionExpiresS === null ? undefined : { expiresS: sessionExpiresS, minS: sessionMinS }
