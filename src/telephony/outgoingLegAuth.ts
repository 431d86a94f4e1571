/** The credentials a leg adds to its requests, one header a realm that challenged it. */
import { authorize } from '../sip/digest.ts'
import type { SipHeader, SipRequest } from '../sip/message.ts'
import type { Answered, LegSetup } from './outgoingLegState.ts'

/** The headers for `request`, and the nonce counts after it. */
export function authHeaders(
  setup: LegSetup,
  auth: readonly Answered[],
  request: SipRequest,
): [readonly Answered[], SipHeader[]] {
  const { credentials, secret, hash } = setup
  if (!credentials) return [auth, []]
  const counted = auth.map((answered) => ({ ...answered, nonceCount: answered.nonceCount + 1 }))
  const { method, uri, body } = request
  const headers = counted.map(({ challenge, nonceCount }) => {
    // Unpredictable through the leg's secret, and never the same twice in a call.
    const cnonce = hash('md5', `${secret}:${request.cseq.number}:${method}`).slice(0, 16)
    return authorize(challenge, credentials, { method, uri, body, nonceCount, cnonce }, hash)
  })
  return [counted, headers]
}

export const withoutAuth = (headers: readonly SipHeader[]): SipHeader[] =>
  headers.filter(({ name }) => name !== 'authorization' && name !== 'proxy-authorization')
