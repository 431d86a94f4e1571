/** SipMessage → the text of a datagram. Content-Length is counted in bytes of UTF-8, RFC 3261 §20.14. */
import { assert } from '../base/assert.ts'
import { writtenNameOf } from './headerNames.ts'
import type { SipHeader, SipMessage } from './message.ts'
import type { Malformed } from './parse.ts'
import { isToken } from './text.ts'

const utf8 = new TextEncoder()
const lineEnd = /[\r\n]/

/** Throws `BrokenInvariant` where a line end would begin a header, a message or a body of its own. */
export function formatMessage(message: SipMessage): string {
  const lines =
    message.is === 'request'
      ? [`${wordOf(message.method)} ${wordOf(message.uri)} SIP/2.0`]
      : [`SIP/2.0 ${message.status} ${message.reason}`]
  for (const via of message.vias) lines.push(`Via: ${via.text}`)
  if (message.is === 'request') {
    if (message.maxForwards !== undefined) lines.push(`Max-Forwards: ${message.maxForwards}`)
    for (const route of message.routes) lines.push(`Route: ${route.text}`)
  }
  for (const route of message.recordRoutes) lines.push(`Record-Route: ${route.text}`)
  lines.push(`From: ${message.from.text}`, `To: ${message.to.text}`, `Call-ID: ${message.callId}`)
  lines.push(`CSeq: ${message.cseq.number} ${message.cseq.method}`)
  for (const contact of message.contacts) lines.push(`Contact: ${contact.text}`)
  for (const { name, value } of message.headers) {
    assert(isToken(name), 'a header name that is no token')
    lines.push(`${writtenNameOf(name)}: ${value}`)
  }
  let head = ''
  for (const line of lines) {
    // The value is not named: it may be a number or a name that belongs in no log.
    assert(!lineEnd.test(line), `a line end in ${line.slice(0, line.search(/[\s:]/))}`)
    head += `${line}\r\n`
  }
  return `${head}Content-Length: ${byteLength(message.body)}\r\n\r\n${message.body}`
}

/** A space in the method or the URI would move what the others are read as. */
function wordOf(text: string): string {
  assert(text !== '' && !/\s/.test(text), 'white space in a request line')
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
