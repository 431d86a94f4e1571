/** What a user agent does with one torture message of RFC 4475 or RFC 5118, and what it read of it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { NameAddr } from '../../src/sip/header.ts'
import { replyTo, type SipMessage } from '../../src/sip/message.ts'
import { parseMessage } from '../../src/sip/parse.ts'
import { parseUri } from '../../src/sip/uri.ts'
import { sipLayer } from '../support/sipLayer.ts'

/** Methods this user agent allows: all that the valid messages use. */
const allow = ['INVITE', 'OPTIONS', 'REGISTER', 'MESSAGE', 'BYE', 'ACK']

/** The final status a request gets, 200 where it is accepted; a reply is read or ignored. */
export type Answer = number | 'read' | 'ignored'

export function answerTo(datagram: Uint8Array): { answer: Answer; text: string } {
  const { layer, sent } = sipLayer({
    allow,
    onRequest: (request, server) => server.respond(replyTo(request, 200, { toTag: 'ours' })),
  })
  layer.receive(datagram, { host: '192.0.2.1', port: 5060 })
  const { stray, malformed } = layer.counts()
  layer.close()
  const text = sent[0]?.text ?? ''
  const status = /^SIP\/2\.0 (\d{3}) /.exec(text)?.[1]
  if (status !== undefined) return { answer: Number(status), text }
  if (malformed > 0) return { answer: 'ignored', text }
  // A reply without our Via belongs to nobody here; with one Via it could be ours elsewhere (§18.1.2).
  const parsed = parseMessage(datagram)
  const isReadable = parsed.is === 'message' && parsed.message.vias.length === 1
  return { answer: stray === 1 && isReadable ? 'read' : 'ignored', text }
}

/** What was read, flat, so that a row of a table names only what it is about. */
export function factsOf(message: SipMessage): Readonly<Record<string, unknown>> {
  const request =
    message.is === 'request'
      ? {
          method: message.method,
          target: placeOf(message.uri),
          maxForwards: message.maxForwards,
          routes: message.routes.map(placeOf),
        }
      : { status: message.status, reason: message.reason }
  return {
    ...request,
    from: placeOf(message.from),
    fromTag: message.from.params.get('tag'),
    to: placeOf(message.to),
    toTag: message.to.params.get('tag'),
    callId: message.callId,
    cseq: `${message.cseq.number} ${message.cseq.method}`,
    contacts: message.contacts.map(placeOf),
    contactParams: message.contacts.map(({ params }) => Object.fromEntries(params)),
    vias: message.vias.map(
      ({ transport, host, port }) => `${transport} ${host}${port === undefined ? '' : `:${port}`}`,
    ),
    branches: message.vias.map(({ params }) => params.get('branch')),
    received: message.vias.map(({ params }) => params.get('received')),
    headers: Object.fromEntries(message.headers.map(({ name, value }) => [name, value])),
    bodyBytes: Buffer.byteLength(message.body),
  }
}

/** `user host:port` of a SIP URI, unescaped; another scheme as it is. */
function placeOf(address: NameAddr | string): string {
  const text = typeof address === 'string' ? address : address.uri
  const uri = parseUri(text)
  if (!uri || uri.scheme === 'other') return text
  return `${uri.user} ${uri.host}${uri.port === undefined ? '' : `:${uri.port}`}`.trim()
}

/** All files of a folder in order, and one digest of them: nobody edits a byte of the RFC unnoticed. */
export function corpusIn(folder: URL) {
  const names = readdirSync(folder).sort()
  const hash = createHash('sha256')
  for (const name of names) hash.update(readFileSync(new URL(name, folder)))
  return { names: names.map((name) => name.replace(/\.sip$/, '')), digest: hash.digest('hex') }
}
