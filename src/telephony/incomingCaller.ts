/**
 * Who rings us, as far as an INVITE tells: over which trunk, at which of its numbers, and the number that says to be
 * calling. None of it proves who it is: whoever can make a carrier send an INVITE can write any From.
 */
import type { E164 } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { TrunkProfile } from '../call/trunkProfile.ts'
import { writtenForms } from '../call/writtenNumber.ts'
import { e164Of, e164OfNational } from '../contacts/phoneNumber.ts'
import { parseNameAddrs } from '../sip/header.ts'
import { headerOf, type SipRequest, tokensOf, valuesOf } from '../sip/message.ts'
import { canonicalHost } from '../sip/transports.ts'
import { bareNumber, isLoopback, parseUri } from '../sip/uri.ts'
import type { Address } from './transactionUser.ts'

type Plan = Pick<TrunkProfile['numbers'], 'country' | 'nationalPrefix' | 'called'>

/** A trunk, and where its carrier is: its targets. */
export interface Reachable {
  readonly trunk: Trunk
  readonly places: readonly Address[]
}

export interface Caller {
  readonly trunk: Trunk
  readonly called: E164 | null
  readonly caller: E164 | null
}

/**
 * undefined: it comes from none of the trunks. Of several that share a carrier's address, the one whose number was
 * rung, else the one whose port it comes from.
 */
export function callerOf(
  request: SipRequest,
  source: Pick<Address, 'host' | 'port'>,
  reachable: readonly Reachable[],
): Caller | undefined {
  const own = reachable.filter((each) => isFrom(each, source.host))
  const ofNumber = rungAt(request, own)
  const nearest = own.find(({ places }) => places.some(({ port }) => port === source.port))
  const trunk = ofNumber?.trunk ?? (nearest ?? own[0])?.trunk
  if (!trunk) return undefined
  const caller = callingNumber(request, trunk.profile.numbers)
  return { trunk, called: ofNumber?.called ?? null, caller }
}

function isFrom({ trunk, places }: Reachable, host: string): boolean {
  const source = canonicalHost(host)
  const hosts = [...places.map((place) => place.host), ...trunk.profile.network.peers]
  return hosts.map(canonicalHost).some((own) => {
    // 127.0.0.0/8 is one machine, as for the peers of an endpoint (transport/peers.ts).
    return own === source || (isLoopback(own) && isLoopback(source))
  })
}

/** The number rung: in the Request-URI, or, where that names our account, P-Called-Party-ID (RFC 7315 §4.2) or To. */
function rungAt(
  request: SipRequest,
  own: readonly Reachable[],
): (Pick<Caller, 'trunk'> & { readonly called: E164 }) | undefined {
  const party = parseNameAddrs(headerOf(request, 'p-called-party-id') ?? '')?.[0]
  for (const uri of [request.uri, ...(party ? [party.uri] : []), request.to.uri]) {
    const user = userOf(uri) ?? ''
    for (const { trunk } of own) {
      const called = trunk.callerIds.find((number) => isWritten(user, number, trunk))
      if (called !== undefined) return { trunk, called }
    }
  }
  return undefined
}

const isWritten = (user: string, number: E164, { profile: { numbers } }: Trunk): boolean =>
  writtenForms(number, numbers).includes(user) || readNumber(user, numbers) === number

/**
 * RFC 3325 §9.2: what a trusted peer asserts comes before what From says, and only the trunk's peers reach us at all.
 * Hidden: `Privacy` asks for it (RFC 3323 §4.2), or From is the anonymous one (§4.1.1.3).
 */
function callingNumber(request: SipRequest, plan: Plan): E164 | null {
  const isPrivate = tokensOf(request, 'privacy')
    .flatMap((value) => value.split(';'))
    .some((value) => hiding.has(value.trim().toLowerCase()))
  if (isPrivate || isAnonymous(request.from.uri)) return null
  const asserted = valuesOf(request, 'p-asserted-identity').flatMap((value) => {
    // §9.1: a SIP URI, a tel URI, or both.
    return (parseNameAddrs(value) ?? []).map(({ uri }) => uri)
  })
  for (const uri of [...asserted, request.from.uri]) {
    const number = readNumber(userOf(uri) ?? '', plan)
    if (number !== null) return number
  }
  return null
}

const hiding: ReadonlySet<string> = new Set(['id', 'user', 'header', 'history'])

const hiddenUsers = /^(?:anonymous|restricted|private|unknown|unavailable|withheld)$/i

function isAnonymous(uri: string): boolean {
  const parsed = parseUri(uri)
  if (!parsed || parsed.scheme === 'other') return false
  return parsed.host === 'anonymous.invalid' || hiddenUsers.test(parsed.user)
}

/** The user part of a SIP URI, or the number of a tel URI (RFC 3966 §3), without visual separators. */
function userOf(uri: string): string | undefined {
  const parsed = parseUri(uri)
  if (!parsed) return undefined
  if (parsed.scheme !== 'other') return bareNumber(parsed.user)
  return /^tel:/i.test(parsed.text) ? bareNumber(parsed.text.slice('tel:'.length)) : undefined
}

/** A number that people have is no shorter, wherever: short codes ring nobody back. */
const digitsMin = 8

/** A number as carriers write it, all of whose forms `writeNumber` can make; null: none. Digits alone are what `called` says. */
export function readNumber(text: string, plan: Plan): E164 | null {
  if (!/^\+?[0-9]{1,20}$/.test(text) || text.length < digitsMin) return null
  return e164Of(text.startsWith('+') ? text : `+${internationalDigits(text, plan)}`) ?? null
}

function internationalDigits(text: string, { country, nationalPrefix, called }: Plan): string {
  if (text.startsWith('00')) return text.slice(2)
  const isNational =
    nationalPrefix === ''
      ? called === 'national' || !text.startsWith(country)
      : text.startsWith(nationalPrefix)
  if (!isNational) return text
  const significant = text.slice(nationalPrefix.length)
  // The French plan has eight countries in it (numberPlan.ts).
  const isFrench = country === '33' && significant.length === 9
  return isFrench ? e164OfNational(significant).slice(1) : `${country}${significant}`
}
