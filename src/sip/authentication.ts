/**
 * What a user agent client remembers of the challenges it met, and the credentials it adds to its
 * requests: one header a realm, RFC 3261 §22. Calls and registrations keep it as a value.
 */
import {
  authorize,
  type Challenge,
  type Credentials,
  challengesOf,
  type Hash,
  type NextNonce,
} from './digest.ts'
import type { SipHeader, SipRequest, SipResponse } from './message.ts'

/** A proxy and a user agent may both ask, each once more when its nonce is stale. */
export const challengesMax = 4

export interface Account {
  readonly credentials: Credentials | undefined
  /** Unpredictable; cnonces are made from it. */
  readonly secret: string
  readonly hash: Hash
}

/** Answers to challenges, one a realm; `nonceCount` grows with each request (RFC 7616 §3.4.5). */
export interface Answered {
  readonly challenge: Challenge
  readonly nonceCount: number
}

/** `request` with credentials for every realm that challenged us, and the nonce counts after it. */
export function authorized(
  { credentials, secret, hash }: Account,
  auth: readonly Answered[],
  request: SipRequest,
): [readonly Answered[], SipRequest] {
  if (!credentials || auth.length === 0) return [auth, request]
  const counted = auth.map((answered) => ({ ...answered, nonceCount: answered.nonceCount + 1 }))
  const { method, uri, body } = request
  const headers = counted.map(({ challenge, nonceCount }) => {
    // Unpredictable through the secret, and never the same twice in a dialog.
    const cnonce = hash('md5', `${secret}:${request.cseq.number}:${method}`).slice(0, 16)
    return authorize(challenge, credentials, { method, uri, body, nonceCount, cnonce }, hash)
  })
  return [counted, { ...request, headers: [...headers, ...request.headers] }]
}

/**
 * What to answer a 401 or 407 with; undefined: refused for good. A wrong password is tried once, never
 * in a loop (§22.1): a nonce is answered again only when the server calls the old one stale, or when
 * the password is proven, because it opened the dialog already.
 */
export function answerTo(
  { credentials }: Account,
  auth: readonly Answered[],
  response: SipResponse,
  password: 'proven' | 'unproven',
): readonly Answered[] | undefined {
  if (!credentials || !isChallenge(response)) return undefined
  const fresh = challengesOf(response).filter((challenge) => {
    const before = auth.find((answered) => isSameRealm(answered.challenge, challenge))
    if (before === undefined) return true
    const isNew = before.challenge.nonce !== challenge.nonce
    return isNew && (challenge.stale || password === 'proven')
  })
  if (fresh.length === 0) return undefined
  const kept = auth.filter(({ challenge }) => !fresh.some((newer) => isSameRealm(newer, challenge)))
  return [...kept, ...fresh.map((challenge) => ({ challenge, nonceCount: 0 }))]
}

export const isChallenge = ({ status }: SipResponse): boolean => status === 401 || status === 407

/** RFC 7616 §3.5: the nonce to use from now on, when the server names one. */
export function renewed(
  auth: readonly Answered[],
  next: readonly NextNonce[],
): readonly Answered[] {
  if (next.length === 0) return auth
  return auth.map((answered) => {
    const { challenge } = answered
    const mine = auth.filter((other) => other.challenge.answerIn === challenge.answerIn)
    const renewal = next.find(({ answerIn }) => answerIn === challenge.answerIn)
    // The header names no realm: with two of a kind it could be either's.
    if (renewal === undefined || mine.length > 1) return answered
    return { challenge: { ...challenge, nonce: renewal.nonce }, nonceCount: 0 }
  })
}

export const withoutAuth = (headers: readonly SipHeader[]): SipHeader[] =>
  headers.filter(({ name }) => name !== 'authorization' && name !== 'proxy-authorization')

const isSameRealm = (one: Challenge, other: Challenge): boolean =>
  one.realm === other.realm && one.answerIn === other.answerIn
