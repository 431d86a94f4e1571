/**
 * The outgoing leg before and at its answer: provisional replies, challenges, redirections, refusals,
 * CANCEL, and the 2xx that makes it a talk. Steps of the machine in outgoingLeg.ts.
 */
import { assert } from '../base/assert.ts'
import { after, type MonoMs } from '../base/units.ts'
import { outcomes } from '../call/outcome.ts'
import { answerTo, challengesMax, renewed } from '../sip/authentication.ts'
import { ackFor, dialogOfCaller } from '../sip/dialog.ts'
import { nextNoncesOf } from '../sip/digest.ts'
import { type SipResponse, tagOf, valuesOf } from '../sip/message.ts'
import { retryAfterOf } from '../sip/retryAfter.ts'
import { termsOf, wishAfter } from '../sip/sessionHeaders.ts'
import { noSession, stepSession } from '../sip/sessionTimer.ts'
import { bareNumber, isLoopback, parseUri, withoutHeaders } from '../sip/uri.ts'
import { hangUp } from './outgoingLegBye.ts'
import {
  allowsUpdate,
  answerOf,
  noteProvisional,
  usedNumbers,
  type Waiting,
} from './outgoingLegEarly.ts'
import { inviteAgain } from './outgoingLegInvite.ts'
import {
  type Ending,
  type LegEffect,
  type Next,
  type OutgoingLeg,
  type Talking,
  talkMax,
  tooBriefMax,
} from './outgoingLegState.ts'
import { isOfTrunk, outcomeOfSilence, outcomeOfSip, outcomeOfUnfollowed } from './sipOutcome.ts'

const cancel: LegEffect = { is: 'cancel' }

/** A CANCEL may leave only now that a provisional reply is here (§9.1). */
export function cancelRinging(
  leg: Extract<OutgoingLeg, { is: 'canceling' }>,
  response: SipResponse,
): Next {
  const [noted, effects] = noteProvisional(leg, response)
  const pracks = effects.filter(({ is }) => is === 'send')
  return [{ ...noted, cancelSent: true }, [...pracks, ...(leg.cancelSent ? [] : [cancel])]]
}

export function hangUpBeforeAnswer(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  ending: Ending,
): Next {
  const cancelSent = leg.is === 'proceeding'
  return [{ ...leg, is: 'canceling', cancelSent, ending }, cancelSent ? [cancel] : []]
}

/** Timer B, or 64·T1 after our CANCEL. */
export function silence(leg: Waiting): Next {
  if (leg.is === 'canceling' && leg.heardFromNetwork) return finish(leg, leg.ending)
  return finish(leg, { by: 'refused', outcome: outcomeOfSilence, sipStatus: 408 })
}

export function finalRefusal(leg: Waiting, response: SipResponse): Next {
  const { status } = response
  const again = leg.is === 'canceling' ? undefined : tryAgain(leg, response)
  if (again) return again
  const reasons = valuesOf(response, 'reason')
  const isElsewhere = status < 400 && response.contacts.some(({ uri }) => isOurNumber(leg, uri))
  const outcome = isElsewhere
    ? outcomeOfUnfollowed
    : outcomeOfSip({ status, reasons, rang: leg.rang })
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
    ...(retryAfterMs === undefined || isOfTrunk(status) ? {} : { retryAfterOf: 'callee' }),
  })
}

/** The same call once more, as the reply asks for; undefined: the reply is its end. */
function tryAgain(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  response: SipResponse,
): Next | undefined {
  const { status } = response
  if (status === 401 || status === 407) return authenticate(leg, response)
  if (status >= 300 && status < 400) return redirect(leg, response)
  return status === 422 ? wishLonger(leg, response) : undefined
}

/** RFC 4028 §7.3: somebody on the way wants a session of Min-SE at least. */
function wishLonger(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  response: SipResponse,
): Next | undefined {
  const session = leg.session && wishAfter(leg.session, response)
  if (!session || leg.tooBrief >= tooBriefMax) return undefined
  return inviteAgain({ ...leg, session, tooBrief: leg.tooBrief + 1 }, leg.invite.uri, 'inviting')
}

function finish(leg: Waiting, ending: Ending): Next {
  const { setup, invite } = leg
  return [
    { is: 'ended', setup, invite, confirmed: undefined, strays: [], used: new Map() },
    [{ is: 'closeMedia' }, { is: 'ended', ending }],
  ]
}

/** undefined: refused for good; a wrong password is tried once, never in a loop (§22.1). */
function authenticate(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  response: SipResponse,
): Next | undefined {
  const auth = answerTo(leg.setup, leg.auth, response, 'unproven')
  if (!auth || leg.challenges >= challengesMax) return undefined
  const next = { ...leg, auth, challenges: leg.challenges + 1 }
  return inviteAgain(next, leg.invite.uri, 'authenticating')
}

/** §8.1.3.4: the same number only, on a host the proof covers; undefined: not followed. */
function redirect(
  leg: Exclude<Waiting, { is: 'canceling' }>,
  response: SipResponse,
): Next | undefined {
  const mayFollow = response.status === 300 || response.status === 301 || response.status === 302
  const { follow } = leg.setup
  if (!mayFollow || leg.redirects.length > follow.redirectsMax) return undefined
  const target = response.contacts.find(({ uri: text }) => {
    const uri = parseUri(text)
    if (uri?.scheme !== 'sip' || leg.redirects.includes(text)) return false
    const transport = uri.params.get('transport')?.toLowerCase() ?? 'udp'
    const isSameNumber = isOurNumber(leg, text)
    const isTrusted = follow.hosts.includes(uri.host) || (follow.isLoopback && isLoopback(uri.host))
    return isSameNumber && isTrusted && transport === follow.transport && !uri.params.has('maddr')
  })
  if (!target) return undefined
  const redirects = [...leg.redirects, target.uri]
  // Whoever redirects names a place, and writes no headers of ours (RFC 3261 §19.1.5).
  return inviteAgain({ ...leg, redirects, rang: false }, withoutHeaders(target.uri), 'inviting')
}

/** Another place for the number we dialled is the carrier's affair; another number would be another person's. */
function isOurNumber({ setup }: Waiting, text: string): boolean {
  const uri = parseUri(text)
  return (
    uri !== undefined &&
    uri.scheme !== 'other' &&
    setup.follow.numbers.includes(bareNumber(uri.user))
  )
}

/** The first 2xx: ACK at once, then the sound; or, when we had hung up, ACK and BYE (§9.1). */
export function answer(leg: Waiting, response: SipResponse, now: MonoMs): Next {
  const { setup, invite } = leg
  const tag = tagOf(response.to) ?? ''
  const branch = leg.early.get(tag)
  const { localSeq, remoteSeq } = branch?.dialog ?? {
    localSeq: invite.cseq.number,
    remoteSeq: undefined,
  }
  // §13.2.2.4: the 2xx sets the route anew; the numbers go on where the early dialog left them.
  const dialog = { ...dialogOfCaller(invite, response), localSeq, remoteSeq }
  const credentials = invite.headers.filter(({ name }) => name.endsWith('authorization'))
  // The ACK carries the credentials of its INVITE (§22.1).
  const ack = ackFor(dialog, invite.cseq.number, { headers: [...credentials, ...setup.headers] })
  const talking: Talking = {
    setup,
    invite,
    confirmed: { tag, ack },
    dialog,
    auth: renewed(leg.auth, nextNoncesOf(response)),
    strays: [],
    used: usedNumbers(leg.early),
    local: branch?.local ?? { version: 1, text: invite.body },
    audio: undefined,
    offerPending: false,
    session: stepSession(noSession, { is: 'agreed', terms: termsOf(response) }, now)[0],
    wish: leg.session,
    theyUpdate: allowsUpdate(response) || branch?.theyUpdate === true,
    refresh: undefined,
    giveUpAt: after(now, talkMax),
  }
  const answered = { is: 'answered', ...talking } as const
  const acknowledge: LegEffect = { is: 'ack', request: ack }
  if (leg.is === 'canceling') {
    const [next, effects] = hangUp(answered, leg.ending, now)
    return [next, [acknowledge, ...effects]]
  }
  const reading = answerOf(branch, response, setup.media)
  if (reading.is === 'refused') {
    // The person picked up and could hear nothing: it counts, and is not tried again by itself.
    const ending: Ending = { by: 'refused', outcome: 'mediaLost', sipStatus: response.status }
    const [next, effects] = hangUp(answered, ending, now, reading.why)
    return [next, [acknowledge, ...effects]]
  }
  assert(response.status < 300, 'only a 2xx answers')
  return [
    { ...answered, audio: reading.audio },
    [acknowledge, { is: 'setRemote', audio: reading.audio }, { is: 'answered' }],
  ]
}
