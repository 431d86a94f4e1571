/**
 * What a user agent inspects in any request before it thinks about it, RFC 3261 §8.2 in its order:
 * method, URI, extensions, body. The answer is the refusal to send, or undefined. Max-Forwards 0 is no
 * reason: we are where the request was going (RFC 4475 §3.3.11).
 */
import {
  contentTypeOf,
  headerOf,
  type ReplyOptions,
  type SipRequest,
  tagOf,
  tokensOf,
  valuesOf,
} from './message.ts'
import { parseUri } from './uri.ts'

export interface Refusal {
  readonly status: number
  readonly options: ReplyOptions
}

// Option tags we understand (RFC 3261 §20.32): reliable provisional replies (RFC 3262), session timers (RFC 4028).
const supported: ReadonlySet<string> = new Set(['100rel', 'timer'])

const bodyTypes: Readonly<Record<string, readonly string[]>> = {
  INVITE: ['application/sdp', 'multipart/mixed', 'multipart/alternative'],
  UPDATE: ['application/sdp', 'multipart/mixed', 'multipart/alternative'],
  INFO: ['application/dtmf-relay', 'application/dtmf'],
}

export function inspect(request: SipRequest, allow: readonly string[]): Refusal | undefined {
  if (!allow.includes(request.method)) {
    return refusal(405, [{ name: 'allow', value: allow.join(', ') }])
  }
  const uri = parseUri(request.uri)
  if (!uri || uri.scheme === 'other') return refusal(416)
  const unknown = tokensOf(request, 'require').filter((tag) => !supported.has(tag))
  // §8.2.2.3: never for CANCEL, nor for the ACK of a final reply.
  if (unknown.length > 0 && request.method !== 'CANCEL' && request.method !== 'ACK') {
    return refusal(420, [{ name: 'unsupported', value: unknown.join(', ') }])
  }
  return inspectBody(request) ?? inspectAccept(request)
}

/** The answer to an INVITE is SDP: whoever accepts none cannot be answered (RFC 4475 §3.3.15). */
function inspectAccept(request: SipRequest): Refusal | undefined {
  const accepted = valuesOf(request, 'accept')
  // §20.1: without Accept, application/sdp is meant. In a dialog it was agreed before.
  if (request.method !== 'INVITE' || accepted.length === 0) return undefined
  if (tagOf(request.to) !== undefined) return undefined
  const takesSdp = accepted.some((value) =>
    /(?:^|[\s,])(?:application\/(?:sdp|\*)|\*\/\*)/i.test(value),
  )
  return takesSdp ? undefined : refusal(406)
}

function inspectBody(request: SipRequest): Refusal | undefined {
  if (request.body === '') return undefined
  const types = bodyTypes[request.method]
  const isOptional = /handling\s*=\s*optional/i.test(headerOf(request, 'content-disposition') ?? '')
  if (!types || isOptional) return undefined
  const encoding = headerOf(request, 'content-encoding')
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return refusal(415, [{ name: 'accept-encoding', value: 'identity' }])
  }
  if (types.includes(contentTypeOf(request))) return undefined
  return refusal(415, [{ name: 'accept', value: types.join(', ') }])
}

const refusal = (status: number, headers: ReplyOptions['headers'] = []): Refusal => ({
  status,
  options: { headers },
})
