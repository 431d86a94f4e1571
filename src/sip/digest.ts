/**
 * Digest authentication of a user agent client: RFC 3261 §22, RFC 7616, RFC 8760. Hash functions come in
 * as an argument. How often a challenge is answered is the leg's business.
 */
import type { SipHeader, SipResponse } from './message.ts'
import { isToken, quote, splitOutside, unquote } from './text.ts'

export type HashAlgorithm = 'md5' | 'sha-256' | 'sha-512-256'

/** Lower-case hex of the hash of the UTF-8 bytes. */
export type Hash = (algorithm: HashAlgorithm, text: string) => string

export interface Credentials {
  readonly user: string
  readonly password: string
}

export interface Challenge {
  /** 401 is answered by Authorization, 407 by Proxy-Authorization. */
  readonly answerIn: 'authorization' | 'proxy-authorization'
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | undefined
  /** As the server wrote it, to be echoed; '' when it wrote none (which means MD5). */
  readonly algorithmText: string
  readonly algorithm: HashAlgorithm
  /** The -sess variants hash the nonces into the password's hash. */
  readonly isSession: boolean
  /** undefined: a server of RFC 2069, without qop. */
  readonly qop: 'auth' | 'auth-int' | undefined
  readonly stale: boolean
}

// Strongest first (RFC 8760 §2.3 lets the client choose what it supports).
const algorithms: readonly HashAlgorithm[] = ['sha-512-256', 'sha-256', 'md5']

/** The strongest challenge of each realm that we can answer; a server may offer several. */
export function challengesOf(response: SipResponse): Challenge[] {
  const strongest = new Map<string, Challenge>()
  for (const { name, value } of response.headers) {
    if (name !== 'www-authenticate' && name !== 'proxy-authenticate') continue
    const challenge = parseChallenge(name, value)
    if (!challenge) continue
    const key = `${challenge.answerIn} ${challenge.realm}`
    const rival = strongest.get(key)
    if (!rival || strengthOf(challenge) > strengthOf(rival)) strongest.set(key, challenge)
  }
  return [...strongest.values()]
}

const strengthOf = ({ algorithm }: Challenge): number => -algorithms.indexOf(algorithm)

/** `Authentication-Info: nextnonce="…"` (RFC 7616 §3.5), and a proxy's (RFC 7615). */
export interface NextNonce {
  readonly answerIn: Challenge['answerIn']
  readonly nonce: string
}

export function nextNoncesOf(response: SipResponse): NextNonce[] {
  return response.headers.flatMap(({ name, value }) => {
    const answerIn = infoNames.get(name)
    const nonce = answerIn && digestParams(value)?.get('nextnonce')
    return answerIn && nonce ? [{ answerIn, nonce }] : []
  })
}

const infoNames: ReadonlyMap<string, Challenge['answerIn']> = new Map([
  ['authentication-info', 'authorization'],
  ['proxy-authentication-info', 'proxy-authorization'],
])

function digestParams(text: string): ReadonlyMap<string, string> | undefined {
  const params = new Map<string, string>()
  for (const part of splitOutside(text, ',') ?? ['']) {
    const equals = part.indexOf('=')
    const key = part.slice(0, Math.max(0, equals)).trim().toLowerCase()
    const value = part.slice(equals + 1).trim()
    const plain = value.startsWith('"') ? unquote(value) : value
    if (!isToken(key) || plain === undefined) return undefined
    params.set(key, plain)
  }
  return params
}

function parseChallenge(name: string, value: string): Challenge | undefined {
  const scheme = /^Digest\s+/i.exec(value)
  const params = scheme && digestParams(value.slice(scheme[0].length))
  if (!params) return undefined
  const realm = params.get('realm')
  const nonce = params.get('nonce')
  const algorithmText = params.get('algorithm') ?? ''
  const plainName = (algorithmText || 'md5').toLowerCase()
  const algorithm = algorithms.find((known) => plainName === known || plainName === `${known}-sess`)
  const offered = params
    .get('qop')
    ?.toLowerCase()
    .split(/[\s,]+/)
  const qop = (['auth', 'auth-int'] as const).find((known) => offered?.includes(known))
  const isUnknownQop = offered !== undefined && qop === undefined && params.get('qop') !== ''
  if (realm === undefined || nonce === undefined || !algorithm || isUnknownQop) return undefined
  return {
    answerIn: name === 'www-authenticate' ? 'authorization' : 'proxy-authorization',
    realm,
    nonce,
    opaque: params.get('opaque'),
    algorithmText,
    algorithm,
    isSession: plainName.endsWith('-sess'),
    qop,
    stale: params.get('stale')?.toLowerCase() === 'true',
  }
}

export interface Authorized {
  readonly method: string
  readonly uri: string
  readonly body: string
  /** How many requests, this one included, used the nonce. */
  readonly nonceCount: number
  /** Unpredictable, ours. */
  readonly cnonce: string
}

/** The header that answers a challenge, RFC 7616 §3.4. */
export function authorize(
  challenge: Challenge,
  { user, password }: Credentials,
  { method, uri, body, nonceCount, cnonce }: Authorized,
  hash: Hash,
): SipHeader {
  const { realm, nonce, qop, algorithm, opaque, algorithmText } = challenge
  const digest = (...parts: readonly string[]): string => hash(algorithm, parts.join(':'))
  const secret = digest(user, realm, password)
  const a1 = challenge.isSession ? digest(secret, nonce, cnonce) : secret
  const a2 = qop === 'auth-int' ? digest(method, uri, hash(algorithm, body)) : digest(method, uri)
  const count = nonceCount.toString(16).padStart(8, '0')
  const response = qop ? digest(a1, nonce, count, cnonce, qop, a2) : digest(a1, nonce, a2)
  const needsCnonce = qop !== undefined || challenge.isSession
  const params = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `response="${response}"`,
    ...(algorithmText ? [`algorithm=${algorithmText}`] : []),
    ...(needsCnonce ? [`cnonce=${quote(cnonce)}`] : []),
    ...(qop ? [`qop=${qop}`, `nc=${count}`] : []),
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
  ]
  return { name: challenge.answerIn, value: `Digest ${params.join(', ')}` }
}
