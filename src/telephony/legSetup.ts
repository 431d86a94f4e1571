/**
 * What one call says of itself on one trunk: the rows of its profile written into URIs and headers.
 * The caller is never hidden: where From carries the account, an identity header carries the number
 * (RFC 3325), and Privacy is `none` or absent (RFC 3323).
 */
import { createHash } from 'node:crypto'
import { Failure } from '../base/failure.ts'
import type { E164 } from '../base/units.ts'
import type { Passport, PlacedCall } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { TrunkProfile } from '../call/trunkProfile.ts'
import { writeNumber, writtenForms } from '../call/writtenNumber.ts'
import type { Hash } from '../sip/digest.ts'
import { type NameAddr, nameAddr } from '../sip/header.ts'
import type { SipHeader } from '../sip/message.ts'
import { bracketed } from '../sip/transports.ts'
import { escapeUser } from '../sip/uri.ts'
import type { Endpoint } from './endpoint.ts'
import { mediaTerms } from './legMedia.ts'
import type { OpenedLeg } from './mediaEngine.ts'
import type { LegSetup } from './outgoingLegState.ts'
import type { TrunkRoute } from './trunkRoute.ts'

export interface Line {
  readonly route: TrunkRoute
  readonly endpoint: Endpoint
}

export interface SetupOptions {
  /** Of Portevoix, for User-Agent. */
  readonly version: string
  /** The user part of the Request-URI, as it is; by default the number as the profile writes it. */
  readonly dialled?: string
}

export const hash: Hash = (algorithm, text) =>
  createHash(hashNames[algorithm]).update(text).digest('hex')

const hashNames = { md5: 'md5', 'sha-256': 'sha256', 'sha-512-256': 'sha512-256' } as const

/** Failure `internal` when the passport given with the call is not one. */
export function setupOf(
  { attempt, lawful, passport }: PlacedCall,
  { route, endpoint }: Line,
  opened: OpenedLeg,
  { version, dialled }: SetupOptions,
): LegSetup {
  const { trunk } = route
  const { host, port, profile } = trunk
  const { numbers, network, signalling } = profile
  const user = escapeUser(
    dialled ?? `${numbers.prefix}${writeNumber(lawful.number, numbers.called, numbers)}`,
  )
  const uri = phoneUri(profile, user, `${bracketed(host)}:${port}`)
  const shown = shownUser(lawful.callerId, profile)
  return {
    uri,
    from: nameAddr(phoneUri(profile, fromUser(trunk, shown), domainOf(trunk)), endpoint.newToken()),
    to: nameAddr(uri),
    // A UUID (RFC 3261 §8.1.1.4): a carrier's trace and our ledger speak of a call by one name.
    callId: attempt,
    contact: contactOf(trunk, endpoint, shown),
    headers: [userAgent(version)],
    inviteHeaders: [...identityOf(trunk, shown), ...passportHeaders(passport)],
    routes: preloadedRoutes(profile),
    sessionExpiresS: signalling.sessionExpiresS,
    reliable: signalling.reliableProvisional,
    media: localMedia({ route, endpoint }, opened, mediaTerms(profile.media)),
    credentials: credentialsOf(trunk),
    follow: {
      numbers: numbersOf(lawful.number, profile, user),
      hosts: [host, route.remote.host, ...signalling.redirectHosts].map((name) =>
        bracketed(name.toLowerCase()),
      ),
      isLoopback: route.isLoopback,
      transport: network.transport,
      redirectsMax: signalling.redirectsMax,
    },
    secret: newSecret(endpoint),
    hash,
  }
}

/** Our side of what is offered and answered on a line. */
export const localMedia = (
  { route, endpoint }: Line,
  opened: OpenedLeg,
  terms: ReturnType<typeof mediaTerms>,
): LegSetup['media'] => ({
  address: route.trunk.profile.network.publicAddress ?? opened.address ?? route.localAddress,
  port: opened.port,
  // Digits for o=, RFC 8866 §5.2: 13 hex digits are below 2^53.
  sessionId: String(Number.parseInt(endpoint.newToken().slice(0, 13), 16)),
  ...terms,
})

export const userAgent = (version: string): SipHeader => ({
  name: 'user-agent',
  value: `Portevoix/${version}`,
})

export const credentialsOf = ({ user, password }: Trunk): LegSetup['credentials'] =>
  user === undefined ? undefined : { user, password: password ?? '' }

/** 128 unpredictable bits: cnonces and random waits of a machine are made from it. */
export const newSecret = (endpoint: Pick<Endpoint, 'newToken'>): string =>
  `${endpoint.newToken()}${endpoint.newToken()}`

/** Host of From, of the identity and of the account (RFC 3261 §10.2). */
export const domainOf = ({ host, profile }: Trunk): string =>
  bracketed(profile.identity.domain ?? host)

/** Where the trunk reaches us: our place, or the address before a NAT that keeps its ports (profile.network). */
export function contactOf(
  { profile }: Trunk,
  endpoint: Pick<Endpoint, 'contactPlace'>,
  user: string,
): NameAddr {
  const { publicAddress, transport } = profile.network
  const place = endpoint.contactPlace(transport)
  const own = place.startsWith('[') ? place.indexOf(']') + 1 : place.indexOf(':')
  const seen = publicAddress === null ? place : `${bracketed(publicAddress)}${place.slice(own)}`
  return nameAddr(`sip:${user}@${seen}`)
}

/** RFC 3261 §16.12.1.1: what stands before the host is a Route, loose by `lr`. */
export function preloadedRoutes({ network }: TrunkProfile): NameAddr[] {
  const { outboundProxy } = network
  if (outboundProxy === null) return []
  const isLoose = /;lr(?=;|$)/i.test(outboundProxy)
  return [nameAddr(isLoose ? outboundProxy : `${outboundProxy};lr`)]
}

export const phoneUri = ({ numbers }: TrunkProfile, user: string, place: string): string =>
  `sip:${user}@${place}${numbers.userPhone ? ';user=phone' : ''}`

/** `callerId`: one of the trunk's own, which are E.164; a trunk without any asks under our name. */
export const shownUser = (callerId: string | undefined, { numbers }: TrunkProfile): string =>
  callerId === undefined
    ? 'portevoix'
    : escapeUser(writeNumber(callerId as E164, numbers.shown, numbers))

/** From is the number shown (law: the caller's number is an identity), or the account where a carrier wants it. */
export const fromUser = ({ profile, user }: Trunk, shown: string): string =>
  profile.identity.fromIsUser && user !== undefined ? escapeUser(user) : shown

const identityNames = {
  pAssertedIdentity: 'p-asserted-identity',
  pPreferredIdentity: 'p-preferred-identity',
} as const

function identityOf(trunk: Trunk, shown: string): SipHeader[] {
  const { header, sayPrivacyNone } = trunk.profile.identity
  const value = `<${phoneUri(trunk.profile, shown, domainOf(trunk))}>`
  return [
    ...(header === 'none' ? [] : [{ name: identityNames[header], value }]),
    ...(sayPrivacyNone ? [{ name: 'privacy', value: 'none' }] : []),
  ]
}

// RFC 8224 §4: signed-identity-digest ";" info *( ";" params ); what could start another header is no part of it.
const identityPattern =
  /^[A-Za-z0-9_.-]{1,4000};info=<[^<>\s]{1,500}>(?:;[A-Za-z0-9-]+=[^\s;,]{1,100}){0,8}$/
const datePattern = /^[A-Za-z]{3}, \d\d [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d GMT$/

/** RFC 8224: written as it was signed; Date belongs to what was signed (§4.1 step 3). */
function passportHeaders(passport: Passport | undefined): SipHeader[] {
  if (passport === undefined) return []
  const { identity, date } = passport
  if (!identityPattern.test(identity) || (date !== undefined && !datePattern.test(date))) {
    throw new Failure('internal', 'The passport given with a call is not an Identity of RFC 8224.')
  }
  return [
    { name: 'identity', value: identity },
    ...(date === undefined ? [] : [{ name: 'date', value: date }]),
  ]
}

/** One number on all the ways a carrier may write it back, with the prefix it is dialled by and without. */
function numbersOf(number: E164, { numbers }: TrunkProfile, user: string): string[] {
  const forms = writtenForms(number, numbers)
  return [...new Set([...forms, ...forms.map((form) => `${numbers.prefix}${form}`), user])]
}
