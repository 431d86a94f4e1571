/**
 * SIP URIs, RFC 3261 §19.1. A request carries its URI as text; whoever needs the parts asks here.
 * Schemes other than sip and sips are kept as they are: a user agent refuses them with 416.
 */
import { parsePort, readHost } from './host.ts'
import { noParams, type Params, parseParams } from './text.ts'

export interface SipUri {
  readonly scheme: 'sip' | 'sips'
  /** Unescaped; '' when the URI has no user part. */
  readonly user: string
  /** Lower case; IPv6 keeps its brackets. */
  readonly host: string
  readonly port: number | undefined
  readonly params: Params
  /** What follows `?`, still escaped. */
  readonly headers: string
}

export type Uri = SipUri | { readonly scheme: 'other'; readonly text: string }

// userinfo = ( user / telephone-subscriber ) [ ":" password ] "@", RFC 3261 §25.1
const userPattern = /^(?:[A-Za-z0-9\-_.!~*'()&=+$,;?/]|%[0-9A-Fa-f]{2})+$/
const passwordPattern = /^(?:[A-Za-z0-9\-_.!~*'()&=+$,]|%[0-9A-Fa-f]{2})*$/
const hostPortPattern = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.\-_]*))(?::([0-9]{1,5}))?$/

/** The parts of a URI; undefined when it is malformed. */
export function parseUri(text: string): Uri | undefined {
  const scheme = /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined || /[\s<>"]/.test(text)) return undefined
  if (scheme !== 'sip' && scheme !== 'sips') return { scheme: 'other', text }
  const rest = text.slice(scheme.length + 1)
  const at = rest.lastIndexOf('@')
  let user = ''
  if (at >= 0) {
    const [name, password = ''] = splitOnce(rest.slice(0, at), ':')
    if (!userPattern.test(name) || !passwordPattern.test(password)) return undefined
    user = unescaped(name)
  }
  const [beforeHeaders, headers = ''] = splitOnce(rest.slice(at + 1), '?')
  const semicolon = beforeHeaders.indexOf(';')
  const hostPort = semicolon < 0 ? beforeHeaders : beforeHeaders.slice(0, semicolon)
  const params = semicolon < 0 ? noParams : parseParams(beforeHeaders.slice(semicolon))
  const place = hostPortPattern.exec(hostPort)
  const host = place?.[1] === undefined ? undefined : readHost(place[1])
  if (!place || !host || !params) return undefined
  const port = place[2] === undefined ? undefined : parsePort(place[2])
  if (place[2] !== undefined && port === undefined) return undefined
  return { scheme, user, host, port, params, headers }
}

/** As a Request-URI: headers are not allowed there (RFC 3261 §19.1.1 table 1). */
export const withoutHeaders = (uri: string): string =>
  /^sips?:/i.test(uri) ? uri.slice(0, headersAt(uri)) : uri

/** `+33 (0)1.99` → `+33199`-like: what RFC 3966 §5.1.1 calls visual separators is not the number. */
export const bareNumber = (user: string): string =>
  (user.split(';', 1)[0] as string).replaceAll(/[-.()\s]/g, '')

/**
 * A user part that may stand before `@`: what is not allowed there is escaped, RFC 3261 §19.1.2. Half a
 * character, which has no UTF-8, becomes U+FFFD.
 */
export const escapeUser = (user: string): string =>
  encodeURIComponent(user.toWellFormed()).replaceAll(/%(26|3D|2B|24|2C|3B|3F|2F)/g, (escaped) =>
    unescaped(escaped),
  )

/** Both words name one host and, for addresses, the same one: 127.0.0.0/8 or ::1. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || /^127(?:\.\d{1,3}){3}$/.test(host) || host === '[::1]' || host === '::1'

/** Where `?` begins the headers: one in the user part does not. */
function headersAt(uri: string): number | undefined {
  const at = uri.indexOf('?', uri.lastIndexOf('@') + 1)
  return at < 0 ? undefined : at
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** Escapes that are not UTF-8 stay as they are: they are compared, never shown. */
function unescaped(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
