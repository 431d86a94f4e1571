/** SipMessage → the text of a datagram. Content-Length is counted in bytes of UTF-8, RFC 3261 §20.14. */
import { assert } from '../base/assert.ts'
import { writtenNameOf } from './headerNames.ts'
import type { SipHeader, SipMessage } from './message.ts'
import type { Malformed } from './parse.ts'

const utf8 = new TextEncoder()
const lineEnd = /[\r\n]/

export function formatMessage(message: SipMessage): string {
  let text =
    message.is === 'request'
      ? `${message.method} ${message.uri} SIP/2.0\r\n`
      : `SIP/2.0 ${message.status} ${message.reason}\r\n`
  for (const via of message.vias) text += `Via: ${via.text}\r\n`
  if (message.is === 'request') {
    if (message.maxForwards !== undefined) text += `Max-Forwards: ${message.maxForwards}\r\n`
    for (const route of message.routes) text += `Route: ${route.text}\r\n`
  }
  for (const route of message.recordRoutes) text += `Record-Route: ${route.text}\r\n`
  text += `From: ${message.from.text}\r\nTo: ${message.to.text}\r\nCall-ID: ${message.callId}\r\n`
  text += `CSeq: ${message.cseq.number} ${message.cseq.method}\r\n`
  for (const contact of message.contacts) text += `Contact: ${contact.text}\r\n`
  for (const { name, value } of message.headers) {
    assert(!lineEnd.test(value), `a line end in ${name}`)
    text += `${writtenNameOf(name)}: ${value}\r\n`
  }
  return `${text}Content-Length: ${byteLength(message.body)}\r\n\r\n${message.body}`
}

function byteLength(text: string): number {
  // Almost every body is SDP in ASCII, whose bytes are its characters.
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 0x7f) return utf8.encode(text).length
  }
  return text.length
}

const echoed = ['via', 'from', 'to', 'call-id', 'cseq'] as const

/**
 * The refusal of a request too malformed to be a SipRequest: what §8.2.6.2 copies is echoed as it
 * came. undefined when the sender could not match it, or for ACK (which is never answered).
 */
export function rejectionOf(malformed: Malformed, toTag: string): string | undefined {
  const { headers, status } = malformed
  if (status === undefined || !headers) return undefined
  const copies: SipHeader[] = headers.filter(({ name }) => echoed.some((echo) => echo === name))
  if (echoed.some((name) => !copies.some((copy) => copy.name === name))) return undefined
  const isAck = copies.some(({ name, value }) => name === 'cseq' && /\bACK\s*$/i.test(value))
  if (isAck) return undefined
  const lines = copies.map(({ name, value }) => {
    const untagged = name === 'to' && !/;\s*tag\s*=/i.test(value)
    return `${writtenNameOf(name)}: ${value}${untagged ? `;tag=${toTag}` : ''}\r\n`
  })
  return `SIP/2.0 ${status} ${malformed.why}\r\n${lines.join('')}Content-Length: 0\r\n\r\n`
}
