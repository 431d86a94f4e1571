/**
 * Datagram → SipMessage, the border where text becomes typed. Tolerant where RFC 4475 asks it of a
 * user agent, strict where guessing would be dangerous. Never throws: what cannot be read comes back
 * as `malformed` with the status a request deserves and, when legible, what a 400 has to echo.
 */
import {
  type CSeq,
  type NameAddr,
  parseCSeq,
  parseNameAddr,
  parseNameAddrs,
  parseVias,
  type Via,
} from './header.ts'
import { longNameOf } from './headerNames.ts'
import type { SipHeader, SipMessage } from './message.ts'
import { isToken, parseWhole, trimBlank } from './text.ts'
import { parseUri } from './uri.ts'

export type Parsed =
  | { readonly is: 'message'; readonly message: SipMessage }
  /** Only line ends: a keep-alive (RFC 5626 §3.5.1). */
  | { readonly is: 'keepAlive' }
  | Malformed

export interface Malformed {
  readonly is: 'malformed'
  /** One phrase, fit for a reason phrase and a log. */
  readonly why: string
  /** The status a request deserves; undefined for responses and for what is no SIP at all. */
  readonly status?: number
  /** The header lines as they came, for `rejectionOf`. */
  readonly headers?: readonly SipHeader[]
}

/**
 * Header lines in one message, Content-Length apart. Each member of a list counts as the line it may
 * stand on (RFC 3261 §7.3.1): a reply copies the ways of its request one by one.
 */
export const headerLinesMax = 256
const tooManyLines = `more than ${headerLinesMax} header lines`

/** A byte order mark stays what it is: three bytes that no header may begin with and a body may. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

export function parseMessage(datagram: Uint8Array): Parsed {
  let start = 0
  while (datagram[start] === 0x0d || datagram[start] === 0x0a) start += 1 // RFC 3261 §7.5
  if (start === datagram.length) return { is: 'keepAlive' }
  const headEnd = endOfHeaders(datagram, start)
  if (headEnd < 0) return { is: 'malformed', why: 'no empty line after the headers' }
  const head = utf8.decode(datagram.subarray(start, headEnd))
  const lineEnd = head.indexOf('\r\n')
  const startLine = lineEnd < 0 ? head : head.slice(0, lineEnd)
  const headers = lineEnd < 0 ? [] : readHeaderLines(head.slice(lineEnd + 2))
  if (typeof headers === 'string') return { is: 'malformed', why: headers }
  const read = startLine.startsWith('SIP/') ? readResponse : readRequest
  return read(startLine, headers, datagram.subarray(headEnd + 4))
}

function endOfHeaders(datagram: Uint8Array, from: number): number {
  for (let i = from; i + 3 < datagram.length; i += 1) {
    if (datagram[i] !== 0x0d) continue
    if (datagram[i + 1] === 0x0a && datagram[i + 2] === 0x0d && datagram[i + 3] === 0x0a) return i
  }
  return -1
}

function readHeaderLines(text: string): SipHeader[] | string {
  const lines =
    text.includes('\r\n ') || text.includes('\r\n\t') ? unfold(text) : text.split('\r\n')
  if (lines.length > headerLinesMax + 1) return tooManyLines
  const headers: SipHeader[] = []
  for (const line of lines) {
    // Others may take a bare CR or LF for a line end: what we echo must not become a header there.
    if (line.includes('\n') || line.includes('\r')) return 'a bare CR or LF in a header line'
    const colon = line.indexOf(':')
    const name = trimBlank(line.slice(0, Math.max(0, colon)))
    if (!isToken(name)) return 'a header line without a name'
    headers.push({ name: longNameOf(name), value: trimBlank(line.slice(colon + 1)) })
  }
  return headers
}

/**
 * A line that begins with a space continues the one before (RFC 3261 §7.3.1). Piece by piece: a pattern
 * for the white space around a line end takes the square of the time on a message of spaces.
 */
function unfold(text: string): string[] {
  const lines: string[][] = []
  for (const line of text.split('\r\n')) {
    const last = lines.at(-1)
    if (last && (line.startsWith(' ') || line.startsWith('\t'))) last.push(trimBlank(line))
    else lines.push([line])
  }
  return lines.map(([first = '', ...more]) =>
    more.length === 0 ? first : [trimBlank(first), ...more].join(' '),
  )
}

function readRequest(startLine: string, headers: SipHeader[], rest: Uint8Array): Parsed {
  const reject = (why: string, status = 400): Malformed => ({
    is: 'malformed',
    why,
    status,
    headers,
  })
  const version = /\sSIP\/(\d+\.\d+)\s*$/i.exec(startLine)?.[1]
  if (version === undefined) return { is: 'malformed', why: 'not a SIP start line' }
  if (version !== '2.0') return reject('Version Not Supported', 505)
  // Exactly one SP between the elements and none at the end, RFC 3261 §7.1.
  const [method = '', uri = '', last, ...more] = startLine.split(' ')
  if (!isToken(method) || uri === '' || more.length > 0 || last?.toUpperCase() !== 'SIP/2.0') {
    return reject('Malformed Request-Line')
  }
  const parsedUri = parseUri(uri)
  if (!parsedUri) return reject('Malformed Request-URI')
  // Headers in a Request-URI are not allowed (RFC 3261 §19.1.1 table).
  if (parsedUri.scheme !== 'other' && parsedUri.headers !== '') {
    return reject('Headers in Request-URI')
  }
  const core = readCore(headers, rest)
  if (typeof core === 'string') return reject(core)
  if (core.cseq.method !== method) {
    // RFC 4475 §3.1.2.18: a method nobody knows is better answered 501.
    return reject('CSeq method does not match', knownMethods.has(method) ? 400 : 501)
  }
  const routes = readAll(headers, 'route', parseNameAddrs)
  if (!routes) return reject('Malformed Route')
  const hops = only(headers, 'max-forwards')
  const maxForwards = typeof hops === 'string' ? parseWhole(hops, 255) : undefined
  if (hops === twice || (hops !== undefined && maxForwards === undefined)) {
    return reject('Malformed Max-Forwards')
  }
  const ownLines = routes.length + (maxForwards === undefined ? 0 : 1)
  if (linesOf(core) + ownLines > headerLinesMax) return reject(tooManyLines)
  return {
    is: 'message',
    message: { is: 'request', method, uri, ...core, routes, maxForwards },
  }
}

/** The methods of the IANA registry. */
const knownMethods: ReadonlySet<string> = new Set(
  'ACK BYE CANCEL INFO INVITE MESSAGE NOTIFY OPTIONS PRACK PUBLISH REFER REGISTER SUBSCRIBE UPDATE'.split(
    ' ',
  ),
)

function readResponse(startLine: string, headers: SipHeader[], rest: Uint8Array): Parsed {
  // Status-Line = SIP-Version SP Status-Code SP Reason-Phrase CRLF; the phrase may be empty. Its SP
  // is missing in some senders and nothing depends on it.
  const parts = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i.exec(startLine)
  if (!parts) return { is: 'malformed', why: 'not a status line' }
  const core = readCore(headers, rest)
  if (typeof core === 'string') return { is: 'malformed', why: core }
  if (linesOf(core) > headerLinesMax) return { is: 'malformed', why: tooManyLines }
  return {
    is: 'message',
    message: { is: 'response', status: Number(parts[1]), reason: parts[2] ?? '', ...core },
  }
}

interface Core {
  readonly vias: readonly Via[]
  readonly from: NameAddr
  readonly to: NameAddr
  readonly callId: string
  readonly cseq: CSeq
  readonly contacts: readonly NameAddr[]
  readonly recordRoutes: readonly NameAddr[]
  readonly headers: readonly SipHeader[]
  readonly body: string
}

const linesOf = ({ vias, contacts, recordRoutes, headers }: Core): number =>
  singleLines + vias.length + contacts.length + recordRoutes.length + headers.length

/** From, To, Call-ID, CSeq. */
const singleLines = 4

/** What §8.1.1 makes mandatory, and the body. A string says what is wrong. */
function readCore(headers: readonly SipHeader[], rest: Uint8Array): Core | string {
  const values: Record<'from' | 'to' | 'call-id' | 'cseq', string> = {
    from: '',
    to: '',
    'call-id': '',
    cseq: '',
  }
  for (const name of ['from', 'to', 'call-id', 'cseq'] as const) {
    const value = only(headers, name)
    if (value === undefined) return `Missing ${name}`
    if (value === twice) return `Two ${name} headers`
    values[name] = value
  }
  const from = parseNameAddr(values.from)
  const to = parseNameAddr(values.to)
  const cseq = parseCSeq(values.cseq)
  const vias = readAll(headers, 'via', parseVias)
  const contacts = readAll(headers, 'contact', parseContacts)
  const recordRoutes = readAll(headers, 'record-route', parseNameAddrs)
  if (!from) return 'Malformed From'
  if (!to) return 'Malformed To'
  if (!cseq) return 'Malformed CSeq'
  if (!vias) return 'Malformed Via'
  if (vias.length === 0) return 'Missing via'
  if (!contacts) return 'Malformed Contact'
  if (!recordRoutes) return 'Malformed Record-Route'
  const callId = values['call-id']
  if (callId === '' || /\s/.test(callId)) return 'Malformed Call-ID'
  const body = readBody(headers, rest)
  if (body === undefined) return 'Malformed Content-Length'
  const others = headers.filter((header) => !typedHeaders.has(header.name))
  return { vias, from, to, callId, cseq, contacts, recordRoutes, headers: others, body }
}

/** Headers that live in fields of their own, or are recomputed when a message is written. */
const typedHeaders: ReadonlySet<string> = new Set(
  'via from to call-id cseq contact record-route route max-forwards content-length'.split(' '),
)

/** What follows Content-Length bytes is discarded (RFC 3261 §18.3); fewer bytes than it says: bad. */
function readBody(headers: readonly SipHeader[], rest: Uint8Array): string | undefined {
  const declared = only(headers, 'content-length')
  if (declared === undefined) return rest.length === 0 ? '' : utf8.decode(rest)
  if (declared === twice) return undefined
  const length = parseWhole(declared, rest.length)
  if (length === undefined) return undefined
  return length === 0 ? '' : utf8.decode(rest.subarray(0, length))
}

// `Contact: *` belongs to REGISTER (§10.2.2): it names no place a request could go.
const parseContacts = (text: string): NameAddr[] | undefined =>
  text === '*' ? [] : parseNameAddrs(text)

const twice = Symbol('twice')

/** The value of a header that may stand only once. */
function only(headers: readonly SipHeader[], name: string): string | typeof twice | undefined {
  let value: string | undefined
  for (const header of headers) {
    if (header.name !== name) continue
    if (value !== undefined) return twice
    value = header.value
  }
  return value
}

function readAll<Item>(
  headers: readonly SipHeader[],
  name: string,
  parse: (text: string) => Item[] | undefined,
): Item[] | undefined {
  const items: Item[] = []
  for (const header of headers) {
    if (header.name !== name) continue
    const found = parse(header.value)
    if (!found) return undefined
    items.push(...found)
  }
  return items
}
