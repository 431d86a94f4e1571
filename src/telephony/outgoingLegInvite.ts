/**
 * The INVITEs of an outgoing leg: the first one, and the same call once more after a challenge, a
 * redirection or a 422.
 */
import { offerAudio } from '../sdp/offerAnswer.ts'
import { authorized } from '../sip/authentication.ts'
import type { SipHeader, SipRequest } from '../sip/message.ts'
import { type SessionWish, sessionHeaders, sessionMinS } from '../sip/sessionHeaders.ts'
import { type LegSetup, legMethods, type Next, type OutgoingLeg } from './outgoingLegState.ts'

export const allow: SipHeader = { name: 'allow', value: legMethods.join(', ') }

export function firstInvite(setup: LegSetup): SipRequest {
  return {
    is: 'request',
    method: 'INVITE',
    uri: setup.uri,
    vias: [],
    from: setup.from,
    to: setup.to,
    callId: setup.callId,
    cseq: { number: 1, method: 'INVITE' },
    contacts: [setup.contact],
    recordRoutes: [],
    routes: setup.routes,
    maxForwards: undefined,
    headers: headersOf(setup, firstWish(setup)),
    body: offerAudio({ ...setup.media, version: 1 }),
  }
}

export const firstWish = ({ sessionExpiresS }: LegSetup): SessionWish | undefined =>
  sessionExpiresS === null ? undefined : { expiresS: sessionExpiresS, minS: sessionMinS }

/** A new INVITE of the same call: next CSeq, no To tag (§8.1.3.5), the same offer, the same identity. */
export function inviteAgain(
  leg: Extract<OutgoingLeg, { is: 'inviting' | 'authenticating' | 'proceeding' }>,
  uri: string,
  is: 'inviting' | 'authenticating',
): Next {
  const { setup, invite: before } = leg
  const bare: SipRequest = {
    ...before,
    uri,
    cseq: { number: before.cseq.number + 1, method: 'INVITE' },
    headers: headersOf(setup, leg.session),
  }
  const [auth, invite] = authorized(setup, leg.auth, bare)
  return [
    { ...leg, is, invite, auth, early: new Map() },
    [{ is: 'invite', request: invite, toTrunk: uri === setup.uri }],
  ]
}

function headersOf(setup: LegSetup, session: SessionWish | undefined): SipHeader[] {
  const { reliable } = setup
  const supported = [...(reliable === 'supported' ? ['100rel'] : []), ...(session ? ['timer'] : [])]
  return [
    ...setup.headers,
    // §13.2.1, RFC 3311 §4: who does not know that we take UPDATE may not send one.
    allow,
    ...(supported.length > 0 ? [{ name: 'supported', value: supported.join(', ') }] : []),
    ...(reliable === 'required' ? [{ name: 'require', value: '100rel' }] : []),
    ...(session ? sessionHeaders(session) : []),
    ...setup.inviteHeaders,
    { name: 'content-type', value: 'application/sdp' },
  ]
}
