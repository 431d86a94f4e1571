/**
 * A SIP message as the machines see it: what §8.1.1 makes mandatory is parsed once, at the border;
 * the rest stays as named text. `vias` and `maxForwards` of a request we write are filled by the
 * endpoint that sends it.
 */
import { type CSeq, type NameAddr, type Via, withTag } from './header.ts'

/** `name` is the long form in lower case: `content-type`, never `c` or `Content-Type`. */
export interface SipHeader {
  readonly name: string
  readonly value: string
}

interface SipCommon {
  /** Topmost first. */
  readonly vias: readonly Via[]
  readonly from: NameAddr
  readonly to: NameAddr
  readonly callId: string
  readonly cseq: CSeq
  readonly contacts: readonly NameAddr[]
  readonly recordRoutes: readonly NameAddr[]
  /** Everything else, in the order it came. */
  readonly headers: readonly SipHeader[]
  /** Read as UTF-8 text: a user agent that speaks audio needs no other kind. */
  readonly body: string
}

export interface SipRequest extends SipCommon {
  readonly is: 'request'
  readonly method: string
  readonly uri: string
  readonly routes: readonly NameAddr[]
  /** undefined: not written (RFC 2543 senders). */
  readonly maxForwards: number | undefined
}

export interface SipResponse extends SipCommon {
  readonly is: 'response'
  readonly status: number
  readonly reason: string
}

export type SipMessage = SipRequest | SipResponse

/** The first value of a header kept in `headers`; `name` in lower case. */
export function headerOf(message: SipMessage, name: string): string | undefined {
  for (const header of message.headers) if (header.name === name) return header.value
  return undefined
}

/** The values of all lines of a header kept in `headers`, unsplit; `name` in lower case. */
export function valuesOf(message: SipMessage, name: string): readonly string[] {
  return message.headers.filter((header) => header.name === name).map(({ value }) => value)
}

/** All values of a header whose lines are comma separated lists of tokens (Require, Allow …). */
export function tokensOf(message: SipMessage, name: string): string[] {
  const tokens: string[] = []
  for (const header of message.headers) {
    if (header.name !== name) continue
    for (const token of header.value.split(',')) if (token.trim()) tokens.push(token.trim())
  }
  return tokens
}

export const tagOf = (address: NameAddr): string | undefined => address.params.get('tag')

/** The media type of the body, lower case without parameters; '' when there is no body. */
export function contentTypeOf(message: SipMessage): string {
  if (message.body === '') return ''
  const type = headerOf(message, 'content-type') ?? ''
  return (type.split(';', 1)[0] as string).replaceAll(/\s/g, '').toLowerCase()
}

/** The SDP of a message: its body, or the first such part of a multipart one (RFC 3261 §7.4). */
export function sdpOf(message: SipMessage): string | undefined {
  const type = contentTypeOf(message)
  if (type === 'application/sdp') return message.body
  if (!type.startsWith('multipart/')) return undefined
  const parameters = headerOf(message, 'content-type') ?? ''
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(parameters)
  if (!boundary) return undefined
  for (const part of message.body.split(`--${boundary[1] ?? boundary[2]}`)) {
    const empty = part.indexOf('\r\n\r\n')
    if (empty < 0 || !/^content-type\s*:\s*application\/sdp\b/im.test(part.slice(0, empty)))
      continue
    // The line end before the next boundary belongs to the boundary (RFC 2046 §5.1.1).
    return part.slice(empty + 4).replace(/\r\n$/, '')
  }
  return undefined
}

export interface ReplyOptions {
  /** Added to To when the request had none (RFC 3261 §8.2.6.2); required for all but 100. */
  readonly toTag?: string
  readonly reason?: string
  readonly contact?: NameAddr
  readonly headers?: readonly SipHeader[]
  /** An SDP body; its Content-Type is written with it. */
  readonly sdp?: string
}

/** A reply to `request` as §8.2.6 builds it. */
export function replyTo(
  request: SipRequest,
  status: number,
  options: ReplyOptions = {},
): SipResponse {
  const { toTag } = options
  const isTagged = toTag === undefined || tagOf(request.to) !== undefined
  const sdp = options.sdp ?? ''
  return {
    is: 'response',
    status,
    reason: options.reason ?? reasonPhrase(status),
    vias: request.vias,
    from: request.from,
    to: isTagged ? request.to : withTag(request.to, toTag),
    callId: request.callId,
    cseq: request.cseq,
    contacts: options.contact ? [options.contact] : [],
    // RFC 3261 §12.1.1: a reply that makes a dialog copies every Record-Route.
    recordRoutes: status > 100 && status < 300 ? request.recordRoutes : [],
    headers: [
      ...(options.headers ?? []),
      ...(sdp ? [{ name: 'content-type', value: 'application/sdp' }] : []),
    ],
    body: sdp,
  }
}

// RFC 3261 §21 and the IANA registry; what we may send, and what makes a log readable.
const reasonPhrases: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  182: 'Queued',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Moved Temporarily',
  305: 'Use Proxy',
  380: 'Alternative Service',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  410: 'Gone',
  413: 'Request Entity Too Large',
  414: 'Request-URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  421: 'Extension Required',
  422: 'Session Interval Too Small',
  423: 'Interval Too Brief',
  469: 'Bad Info Package',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  484: 'Address Incomplete',
  485: 'Ambiguous',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  505: 'Version Not Supported',
  513: 'Message Too Large',
  600: 'Busy Everywhere',
  603: 'Decline',
  604: 'Does Not Exist Anywhere',
  606: 'Not Acceptable',
}

export const reasonPhrase = (status: number): string => reasonPhrases[status] ?? 'Unspecified'
