/** SipMessage → the text of a datagram. Content-Length is counted in bytes of UTF-8, RFC 3261 §20.14. */
import { assert } from '../base/assert.ts'
import { writtenNameOf } from './headerNames.ts'
import type { SipHeader, SipMessage } from './message.ts'
import type { Malformed } from './parse.ts'
import { isToken } from './text.ts'

const utf8 = new TextEncoder()
/** Throws `BrokenInvariant` where a line end would begin a header, a message or a body of its own. */
export function formatMessage(message: SipMessage): string {
  let head =
    message.is === 'request'
      ? `${wordOf(message.method)} ${wordOf(message.uri)} SIP/2.0\r\n`
      : `SIP/2.0 ${message.status} ${message.reason}\r\n`
  let lines = linesAlways + message.vias.length + message.recordRoutes.length
  lines += message.contacts.length + message.headers.length
  for (const via of message.vias) head += `Via: ${via.text}\r\n`
  if (message.is === 'request') {
    if (message.maxForwards !== undefined) head += `Max-Forwards: ${message.maxForwards}\r\n`
    for (const route of message.routes) head += `Route: ${route.text}\r\n`
    lines += message.routes.length + (message.maxForwards === undefined ? 0 : 1)
  }
  for (const route of message.recordRoutes) head += `Record-Route: ${route.text}\r\n`
  head += `From: ${message.from.text}\r\nTo: ${message.to.text}\r\nCall-ID: ${message.callId}\r\n`
  head += `CSeq: ${message.cseq.number} ${message.cseq.method}\r\n`
  for (const contact of message.contacts) head += `Contact: ${contact.text}\r\n`
  for (const { name, value } of message.headers) {
    assert(isToken(name), 'a header name that is no token')
    head += `${writtenNameOf(name)}: ${value}\r\n`
  }
  // Where is not told: the text may be a number or a name that belongs in no log.
  assert(countOf('\r\n', head) === lines, 'a line end inside a header')
  assert(countOf('\r', head) === lines && countOf('\n', head) === lines, 'half a line end')
  return `${head}Content-Length: ${byteLength(message.body)}\r\n\r\n${message.body}`
}

/** The start line, From, To, Call-ID, CSeq. */
const linesAlways = 5

function countOf(part: string, text: string): number {
  let count = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count += 1
  return count
}

const whiteSpace = /\s/

/** A space in the method or the URI would move what the others are read as. */
function wordOf(text: string): string {
  assert(text !== '' && !whiteSpace.test(text), 'white space in a request line')
  return text
}

function byteLength(text: string): number {
  // Almost every body is SDP in ASCII, whose bytes are its characters.
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 0x7f) return utf8.encode(text).length
  }
  return text.length
}

const echoed = ['via', 'from', 'to', 'call-id', 'cseq'] as const

/** Without these nobody can match a reply to the request (§17.1.3). */
const indispensable = ['via', 'cseq'] as const

/**
 * The refusal of a request too malformed to be a SipRequest: what §8.2.6.2 copies is echoed as far as
 * it came (RFC 4475 §3.3.1). undefined when the sender could not match it, or for ACK (which is never
 * answered).
 */
export function rejectionOf(malformed: Malformed, toTag: string): string | undefined {
  const { headers, status } = malformed
  if (status === undefined || !headers) return undefined
  const copies: SipHeader[] = headers.filter(({ name }) => echoed.some((echo) => echo === name))
  if (indispensable.some((name) => !copies.some((copy) => copy.name === name))) return undefined
  const isAck = copies.some(({ name, value }) => name === 'cseq' && /\bACK\s*$/i.test(value))
  if (isAck) return undefined
  const lines = copies.map(({ name, value }) => {
    // A `;tag=` inside <…> is the URI's.
    const untagged = name === 'to' && !/;\s*tag\s*=/i.test(value.slice(value.lastIndexOf('>') + 1))
    return `${writtenNameOf(name)}: ${value}${untagged ? `;tag=${toTag}` : ''}\r\n`
  })
  return `SIP/2.0 ${status} ${malformed.why}\r\n${lines.join('')}Content-Length: 0\r\n\r\n`
}
