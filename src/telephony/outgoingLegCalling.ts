/**
 * The outgoing leg before and at its answer: provisional replies, challenges, redirections, refusals,
 * CANCEL, and the 2xx that makes it a talk. Steps of the machine in outgoingLeg.ts.
 */
import { assert } from '../base/assert.ts'
import { after, type MonoMs, type Ms, seconds } from '../base/units.ts'
import { outcomes } from '../call/outcome.ts'
import { readAnswer } from '../sdp/offerAnswer.ts'
import { ackFor, dialogOfCaller } from '../sip/dialog.ts'
import { challengesOf } from '../sip/digest.ts'
import {
  headerOf,
  type SipRequest,
  type SipResponse,
  sdpOf,
  tagOf,
  valuesOf,
} from '../sip/message.ts'
import { bareNumber, isLoopback, parseUri } from '../sip/uri.ts'
import { authHeaders, withoutAuth } from './outgoingLegAuth.ts'
import {
  type Answered,
  type Calling,
  challengesMax,
  type Ending,
  type LegEffect,
  type Next,
  type OutgoingLeg,
  redirectsMax,
  type Talking,
  talkMax,
} from './outgoingLegState.ts'
import { hangUp } from './outgoingLegTalking.ts'
import { outcomeOfSilence, outcomeOfSip } from './sipOutcome.ts'

type Waiting = Extract<
  OutgoingLeg,
  { is: 'inviting' | 'authenticating' | 'proceeding' | 'canceling' }
>

/** What a provisional reply changes, and the `ringing` event when it says something new. */
export function noteProvisional<Leg extends Calling>(
  leg: Leg,
  response: SipResponse,
): [Leg, LegEffect[]] {
  const noted: Leg = { ...leg, heardFromNetwork: true }
  // 100 is the next hop's, not the phone's (RFC 3261 §21.1.1).
  if (response.status === 100) return [noted, []]
  const sdp = sdpOf(response)
  const tag = tagOf(response.to)
  const rang = leg.rang || response.status === 180 || response.status === 183
  const told = sdp === undefined && leg.told !== 'earlyMedia' ? 'ringing' : 'earlyMedia'
  // The far end chooses the tags: what it may make us keep is bounded.
  const isKept = sdp !== undefined && tag !== undefined && leg.earlySdp.size < earlyDialogsMax
  const earlySdp = isKept ? new Map(leg.earlySdp).set(tag, sdp) : leg.earlySdp
  const effects: LegEffect[] =
    told === leg.told ? [] : [{ is: 'ringing', earlyMedia: told === 'earlyMedia' }]
  return [{ ...noted, rang, told, earlySdp }, effects]
}

const earlyDialogsMax = 16

/** A CANCEL may leave only now that a provisional reply is here (§9.1). */
export function cancelRinging(
  leg: Extract<OutgoingLeg, { is: 'canceling' }>,
  response: SipResponse,
): Next {
  const [noted] = noteProvisional(leg, response)
  return [{ ...noted, cancelSent: true }, leg.cancelSent ? [] : [{ is: 'cancel' }]]
}

export function hangUpBeforeAnswer(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  ending: Ending,
): Next {
  const cancelSent = leg.is === 'proceeding'
  return [{ ...leg, is: 'canceling', cancelSent, ending }, cancelSent ? [{ is: 'cancel' }] : []]
}

/** Timer B, or 64·T1 after our CANCEL. */
export function silence(leg: Waiting): Next {
  if (leg.is === 'canceling' && leg.heardFromNetwork) return finish(leg, leg.ending)
  return finish(leg, { by: 'refused', outcome: outcomeOfSilence, sipStatus: 408 })
}

export function finalRefusal(leg: Waiting, response: SipResponse): Next {
  const { status } = response
  const isFree = leg.is !== 'canceling'
  if (isFree && (status === 401 || status === 407)) {
    const authorized = authenticate(leg, response)
    if (authorized) return authorized
  }
  if (isFree && status >= 300 && status < 400) {
    const redirected = redirect(leg, response)
    if (redirected) return redirected
  }
  const reasons = valuesOf(response, 'reason')
  const outcome = outcomeOfSip({ status, reasons, rang: leg.rang })
  // A final reply that crossed our CANCEL tells of the phone (busy, no such number); what blames the
  // carrier is only how some carriers confirm a CANCEL.
  const isOurDoing =
    leg.is === 'canceling' &&
    leg.cancelSent &&
    outcome !== 'objected' &&
    (status === 487 || outcomes[outcome].fault === 'carrier')
  if (isOurDoing) return finish(leg, { ...leg.ending, sipStatus: status })
  const retryAfterMs = retryAfterOf(response)
  return finish(leg, {
    by: 'refused',
    outcome,
    sipStatus: status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
}

function finish(leg: Waiting, ending: Ending): Next {
  const { setup, invite } = leg
  return [
    { is: 'ended', setup, invite, confirmed: undefined, strays: [] },
    [{ is: 'closeMedia' }, { is: 'ended', ending }],
  ]
}

/** undefined: refused for good; a wrong password is tried once, never in a loop (§22.1). */
function authenticate(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  response: SipResponse,
): Next | undefined {
  const { credentials } = leg.setup
  const offered = challengesOf(response)
  const fresh = offered.filter((challenge) => {
    const before = leg.auth.find(({ challenge: { realm, answerIn } }) => {
      return realm === challenge.realm && answerIn === challenge.answerIn
    })
    return before === undefined || (challenge.stale && before.challenge.nonce !== challenge.nonce)
  })
  if (!credentials || fresh.length === 0 || leg.challenges >= challengesMax) return undefined
  const kept = leg.auth.filter(({ challenge: { realm, answerIn } }) => {
    return !fresh.some((newer) => newer.realm === realm && newer.answerIn === answerIn)
  })
  const auth: Answered[] = [...kept, ...fresh.map((challenge) => ({ challenge, nonceCount: 0 }))]
  return inviteAgain(
    { ...leg, auth, challenges: leg.challenges + 1 },
    leg.invite.uri,
    'authenticating',
  )
}

/** §8.1.3.4: the same number only, on a host the proof covers; undefined: not followed. */
function redirect(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  response: SipResponse,
): Next | undefined {
  const mayFollow = response.status === 300 || response.status === 301 || response.status === 302
  if (!mayFollow || leg.redirects.length > redirectsMax) return undefined
  const { follow } = leg.setup
  const target = response.contacts.find(({ uri: text }) => {
    const uri = parseUri(text)
    if (uri?.scheme !== 'sip' || leg.redirects.includes(text)) return false
    const transport = uri.params.get('transport')?.toLowerCase() ?? 'udp'
    const isSameNumber = follow.numbers.includes(bareNumber(uri.user))
    const isTrusted = follow.hosts.includes(uri.host) || (follow.isLoopback && isLoopback(uri.host))
    return isSameNumber && isTrusted && transport === 'udp' && !uri.params.has('maddr')
  })
  if (!target) return undefined
  const redirects = [...leg.redirects, target.uri]
  return inviteAgain({ ...leg, redirects, rang: false }, target.uri, 'inviting')
}

/** A new INVITE of the same call: next CSeq, no To tag (§8.1.3.5), the same offer. */
function inviteAgain(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  uri: string,
  is: 'inviting' | 'authenticating',
): Next {
  const number = leg.invite.cseq.number + 1
  const bare: SipRequest = {
    ...leg.invite,
    uri,
    cseq: { number, method: 'INVITE' },
    headers: withoutAuth(leg.invite.headers),
  }
  const [auth, headers] = authHeaders(leg.setup, leg.auth, bare)
  const invite: SipRequest = { ...bare, headers: [...headers, ...bare.headers] }
  const toTrunk = uri === leg.setup.uri
  return [
    { ...leg, is, invite, auth, earlySdp: new Map() },
    [{ is: 'invite', request: invite, toTrunk }],
  ]
}

/** The first 2xx: ACK at once, then the sound; or, when we had hung up, ACK and BYE (§9.1). */
export function answer(leg: Waiting, response: SipResponse, now: MonoMs): Next {
  const { setup, invite, auth } = leg
  const dialog = dialogOfCaller(invite, response)
  const credentials = invite.headers.filter(({ name }) => name.endsWith('authorization'))
  // The ACK carries the credentials of its INVITE (§22.1).
  const ack = ackFor(dialog, invite.cseq.number, { headers: [...credentials, ...setup.headers] })
  const tag = tagOf(response.to) ?? ''
  const talking: Talking = {
    setup,
    invite,
    confirmed: { tag, ack },
    dialog,
    auth,
    strays: [],
    sdpVersion: 1,
    audio: undefined,
    offerPending: false,
    giveUpAt: after(now, talkMax),
  }
  const answered = { is: 'answered', ...talking } as const
  const acknowledge: LegEffect = { is: 'ack', request: ack }
  if (leg.is === 'canceling') {
    const [next, effects] = hangUp(answered, leg.ending, now)
    return [next, [acknowledge, ...effects]]
  }
  const sdp = sdpOf(response) ?? leg.earlySdp.get(tag)
  const reading = readAnswer(sdp ?? '')
  if (reading.is === 'refused') {
    // The person picked up and could hear nothing: it counts, and is not tried again by itself.
    const why = sdp === undefined ? 'no SDP answer' : reading.why
    const ending: Ending = { by: 'refused', outcome: 'mediaLost', sipStatus: response.status }
    const [next, effects] = hangUp(answered, ending, now, why)
    return [next, [acknowledge, ...effects]]
  }
  assert(response.status < 300, 'only a 2xx answers')
  return [
    { ...answered, audio: reading.audio },
    [acknowledge, { is: 'setRemote', audio: reading.audio }, { is: 'answered' }],
  ]
}

/** RFC 3261 §20.33, `120 (in a meeting);duration=60`. A carrier cannot silence us for longer. */
export const retryAfterMax: Ms = seconds(3600)

function retryAfterOf(response: SipResponse): Ms | undefined {
  const digits = /^\s*(\d{1,10})/.exec(headerOf(response, 'retry-after') ?? '')?.[1]
  if (digits === undefined) return undefined
  return seconds(Math.min(Number(digits), retryAfterMax / 1000))
}
