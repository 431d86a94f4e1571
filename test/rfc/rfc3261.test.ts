/** RFC 3261 §24.2: the example call of Alice and Bob, its messages read, and the ones we would write. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ackFor,
  dialogKeyOf,
  dialogOfCallee,
  dialogOfCaller,
  nextHop,
  receiveIn,
  requestIn,
} from '../../src/sip/dialog.ts'
import { formatMessage } from '../../src/sip/format.ts'
import {
  replyTo,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../src/sip/message.ts'
import { parseMessage } from '../../src/sip/parse.ts'
import { serverKeyOf } from '../../src/sip/transaction/matching.ts'

const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`

// F1, Alice to her proxy.
const f1 = head(
  'INVITE sip:bob@biloxi.com SIP/2.0',
  'Via: SIP/2.0/UDP pc33.atlanta.com;branch=z9hG4bKnashds8',
  'Max-Forwards: 70',
  'To: Bob <sip:bob@biloxi.com>',
  'From: Alice <sip:alice@atlanta.com>;tag=1928301774',
  'Call-ID: a84b4c76e66710',
  'CSeq: 314159 INVITE',
  'Contact: <sip:alice@pc33.atlanta.com>',
  'Content-Length: 0',
)
// F4, as it reaches Bob through two proxies.
const f4 = head(
  'INVITE sip:bob@192.0.2.4 SIP/2.0',
  'Via: SIP/2.0/UDP server10.biloxi.com;branch=z9hG4bK4b43c2ff8.1',
  'Via: SIP/2.0/UDP bigbox3.site3.atlanta.com;branch=z9hG4bK77ef4c2312983.1;received=192.0.2.2',
  'Via: SIP/2.0/UDP pc33.atlanta.com;branch=z9hG4bKnashds8;received=192.0.2.1',
  'Max-Forwards: 68',
  'To: Bob <sip:bob@biloxi.com>',
  'From: Alice <sip:alice@atlanta.com>;tag=1928301774',
  'Call-ID: a84b4c76e66710',
  'CSeq: 314159 INVITE',
  'Contact: <sip:alice@pc33.atlanta.com>',
  'Content-Length: 0',
)
// F11, the 200 as Alice gets it.
const f11 = head(
  'SIP/2.0 200 OK',
  'Via: SIP/2.0/UDP pc33.atlanta.com;branch=z9hG4bKnashds8;received=192.0.2.1',
  'To: Bob <sip:bob@biloxi.com>;tag=a6c85cf',
  'From: Alice <sip:alice@atlanta.com>;tag=1928301774',
  'Call-ID: a84b4c76e66710',
  'CSeq: 314159 INVITE',
  'Contact: <sip:bob@192.0.2.4>',
  'Content-Length: 0',
)
// F12 without the Via and Max-Forwards that the endpoint adds.
const f12 = head(
  'ACK sip:bob@192.0.2.4 SIP/2.0',
  'From: Alice <sip:alice@atlanta.com>;tag=1928301774',
  'To: Bob <sip:bob@biloxi.com>;tag=a6c85cf',
  'Call-ID: a84b4c76e66710',
  'CSeq: 314159 ACK',
  'Content-Length: 0',
)
// F13, Bob hangs up.
const f13 = head(
  'BYE sip:alice@pc33.atlanta.com SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.4;branch=z9hG4bKnashds10',
  'Max-Forwards: 70',
  'From: Bob <sip:bob@biloxi.com>;tag=a6c85cf',
  'To: Alice <sip:alice@atlanta.com>;tag=1928301774',
  'Call-ID: a84b4c76e66710',
  'CSeq: 231 BYE',
  'Content-Length: 0',
)
// F14, Alice's reply.
const f14 = head(
  'SIP/2.0 200 OK',
  'Via: SIP/2.0/UDP 192.0.2.4;branch=z9hG4bKnashds10',
  'From: Bob <sip:bob@biloxi.com>;tag=a6c85cf',
  'To: Alice <sip:alice@atlanta.com>;tag=1928301774',
  'Call-ID: a84b4c76e66710',
  'CSeq: 231 BYE',
  'Content-Length: 0',
)

function read<Kind extends SipMessage>(text: string): Kind {
  const parsed = parseMessage(Buffer.from(text))
  assert.equal(parsed.is, 'message')
  return (parsed as { message: SipMessage }).message as Kind
}

test('RFC 3261 §24.2 F11, F12: Alice acknowledges straight to the Contact of Bob', () => {
  const dialog = dialogOfCaller(read<SipRequest>(f1), read<SipResponse>(f11))
  const ack = ackFor(dialog, 314_159)
  assert.equal(formatMessage(ack), f12)
  assert.deepEqual(nextHop(ack), { host: '192.0.2.4', port: 5060 })
})

test('RFC 3261 §24.2 F13, F14: the BYE of Bob is of the dialog of Alice, and answered in it', () => {
  const dialog = dialogOfCaller(read<SipRequest>(f1), read<SipResponse>(f11))
  const bye = read<SipRequest>(f13)
  assert.equal(dialogKeyOf(bye), 'a84b4c76e66710\n1928301774')
  assert.equal(receiveIn(dialog, bye).is, 'inOrder')
  assert.equal(formatMessage(replyTo(bye, 200)), f14)
})

test('RFC 3261 §24.2 F4: Bob replies along all three Vias, and his dialog can end the call', () => {
  const invite = read<SipRequest>(f4)
  const ok = replyTo(invite, 200, { toTag: 'a6c85cf' })
  assert.equal(ok.vias.length, 3)
  const dialog = dialogOfCallee(invite, ok)
  assert.ok(dialog)
  const [, bye] = requestIn({ ...dialog, localSeq: 230 }, 'BYE')
  const { uri, from, to, callId, cseq } = read<SipRequest>(f13)
  assert.deepEqual(
    [bye.uri, bye.from.text, bye.to.text, bye.callId, bye.cseq],
    [uri, from.text, to.text, callId, cseq],
  )
})

test('RFC 3261 §17.2.3: F1 and F4 are two transactions, F4 repeated is one', () => {
  assert.notEqual(serverKeyOf(read<SipRequest>(f1)), serverKeyOf(read<SipRequest>(f4)))
  assert.equal(serverKeyOf(read<SipRequest>(f4)), serverKeyOf(read<SipRequest>(f4)))
})
