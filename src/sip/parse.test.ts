import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aReply, aRequest } from '../../test/support/sipMessages.ts'
import { formatMessage, rejectionOf } from './format.ts'
import { nameAddr, parseNameAddr, parseVia } from './header.ts'
import { headerOf, type SipMessage, sdpOf } from './message.ts'
import { headerLinesMax, parseMessage } from './parse.ts'
import { bareNumber, parseUri } from './uri.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function read(text: string): SipMessage {
  const parsed = parseMessage(bytes(text))
  assert.equal(parsed.is, 'message', parsed.is === 'malformed' ? parsed.why : parsed.is)
  return (parsed as { message: SipMessage }).message
}

const head = (start: string, more = ''): string =>
  `${start}\r\nVia: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bKx\r\nFrom: <sip:a@h>;tag=1\r\n` +
  `To: <sip:b@h>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n${more}\r\n`

// biome-ignore format: one row a line, read as a table
const startLines: readonly (readonly [line: string, status: number | 'ok' | undefined])[] = [
  ['OPTIONS sip:h SIP/2.0', 'ok'],
  ['OPTIONS sip:h sip/2.0', 'ok'],
  ['OPTIONS sip:h SIP/3.0', 505],
  ['OPTIONS sip:h', undefined],
  ['OPTIONS  sip:h SIP/2.0', 400],
  ['OPTIONS sip:h SIP/2.0 ', 400],
  ['OPT(IONS sip:h SIP/2.0', 400],
  ['INVITE sip:h SIP/2.0', 400],
  ['SIP/2.0 200 OK', 'ok'],
  ['SIP/2.0 200', 'ok'],
  ['SIP/2.0 099 Low', undefined],
  ['SIP/2.0 100 Lowest', 'ok'],
  ['SIP/2.0 699 Highest', 'ok'],
  ['SIP/2.0 700 High', undefined],
  ['GET / HTTP/1.1', undefined],
  ['', undefined],
]

test('RFC 3261 §7.1, §7.2: start lines, each accepted, refused with a status, or no SIP at all', () => {
  for (const [line, status] of startLines) {
    const parsed = parseMessage(bytes(head(line)))
    const found = parsed.is === 'malformed' ? parsed.status : 'ok'
    assert.equal(found, status, line)
  }
})

test('RFC 3261 §7.3.3: compact and long forms name the same header', () => {
  const long = read(head('OPTIONS sip:h SIP/2.0', 'Content-Type: text/x\r\nSubject: s\r\n'))
  const compact = read(
    head('OPTIONS sip:h SIP/2.0', 'c: text/x\r\ns: s\r\n')
      .replace('Via:', 'v:')
      .replace('From:', 'f:')
      .replace('To:', 't:')
      .replace('Call-ID:', 'i:'),
  )
  assert.deepEqual(compact, long)
})

test('RFC 3261 §18.3: bytes beyond Content-Length are discarded, fewer are refused, none means all', () => {
  const withBody = (length: string): string => head('OPTIONS sip:h SIP/2.0', length)
  assert.equal(read(`${withBody('Content-Length: 2\r\n')}abc`).body, 'ab')
  assert.equal(read(`${withBody('Content-Length: 3\r\n')}abc`).body, 'abc')
  assert.equal(read(`${withBody('')}abc`).body, 'abc')
  assert.equal(parseMessage(bytes(`${withBody('Content-Length: 4\r\n')}abc`)).is, 'malformed')
})

test('RFC 3261 §20.14: Content-Length counts bytes, not characters', () => {
  const text = formatMessage(aRequest('MESSAGE', { body: 'élu·e' }))
  assert.match(text, /\r\nContent-Length: 7\r\n/)
  assert.equal(read(text).body, 'élu·e')
})

test(`parser: ${headerLinesMax} header lines are read, one more is refused`, () => {
  const lines = (count: number): string =>
    head('OPTIONS sip:h SIP/2.0', 'X-Line: 1\r\n'.repeat(count - 5))
  for (const [count, is] of [
    [headerLinesMax - 1, 'message'],
    [headerLinesMax, 'message'],
    [headerLinesMax + 1, 'malformed'],
  ] as const) {
    assert.equal(parseMessage(bytes(lines(count))).is, is, `${count} lines`)
  }
})

test(`RFC 3261 §7.3.1: the members of lists count as lines: ${headerLinesMax} with them, not one more`, () => {
  // Via, From, To, Call-ID and CSeq are the other five.
  const withContacts = (count: number): string => {
    const list = new Array<string>(count - 5).fill('<sip:a>').join(',')
    return head('OPTIONS sip:h SIP/2.0', `Contact: ${list}\r\nContent-Length: 0\r\n`)
  }
  for (const [count, is] of [
    [headerLinesMax - 1, 'message'],
    [headerLinesMax, 'message'],
    [headerLinesMax + 1, 'malformed'],
  ] as const) {
    const parsed = parseMessage(bytes(withContacts(count)))
    assert.equal(parsed.is, is, `${count} lines`)
    if (parsed.is !== 'message') continue
    assert.deepEqual(parseMessage(bytes(formatMessage(parsed.message))), parsed)
  }
})

test('parser: a bare CR or LF in a header line is refused, so that nothing can be smuggled in', () => {
  for (const smuggled of ['X-A: 1\nEvil: 2\r\n', 'X-A: 1\rEvil: 2\r\n']) {
    assert.equal(parseMessage(bytes(head('OPTIONS sip:h SIP/2.0', smuggled))).is, 'malformed')
  }
  const headers = [{ name: 'x-a', value: '1\r\nEvil: 2' }]
  assert.throws(() => formatMessage(aRequest('OPTIONS', { headers })), /line end/)
})

test('RFC 5626 §3.5.1: a datagram of line ends is a keep-alive', () => {
  for (const text of ['', '\r\n', '\r\n\r\n'])
    assert.equal(parseMessage(bytes(text)).is, 'keepAlive')
})

test('RFC 3261 §8.1.1.5, §20.22: CSeq and Max-Forwards at their limits', () => {
  const status = (from: string, to: string): number | 'ok' | undefined => {
    const text = head('OPTIONS sip:h SIP/2.0', 'Max-Forwards: 70\r\n').replace(from, to)
    const parsed = parseMessage(bytes(text))
    return parsed.is === 'malformed' ? parsed.status : 'ok'
  }
  assert.equal(status('CSeq: 1 ', 'CSeq: 2147483646 '), 'ok')
  assert.equal(status('CSeq: 1 ', 'CSeq: 2147483647 '), 'ok')
  assert.equal(status('CSeq: 1 ', 'CSeq: 2147483648 '), 400)
  assert.equal(status('Forwards: 70', 'Forwards: 254'), 'ok')
  assert.equal(status('Forwards: 70', 'Forwards: 255'), 'ok')
  assert.equal(status('Forwards: 70', 'Forwards: 256'), 400)
})

// biome-ignore format: one row a value, read as a table
const nameAddrs: readonly (readonly [text: string, uri: string | undefined, tag?: string])[] = [
  ['<sip:a@h>;tag=1', 'sip:a@h', '1'],
  ['sip:a@h;tag=1', 'sip:a@h', '1'],
  ['"A \\" B" <sip:a@h> ; TAG = 1', 'sip:a@h', '1'],
  ['"a <b>; c" <sip:a@h>', 'sip:a@h'],
  ['Jean Moulin <sip:a@h>', 'sip:a@h'],
  ['Éloïse<sip:a@h>', 'sip:a@h'],
  ['<sip:a@h;lr>;x="1;2"', 'sip:a@h;lr'],
  ['<tel:+33199001234>', 'tel:+33199001234'],
  ['Bell, Alexander <sip:a@h>', undefined],
  ['<sip:a@h', undefined],
  ['"open <sip:a@h>', undefined],
  ['sip:a@h?x=1', undefined],
  ['', undefined],
]

test('RFC 3261 §20.10: name-addr and addr-spec, with what makes them ambiguous refused', () => {
  for (const [text, uri, tag] of nameAddrs) {
    const parsed = parseNameAddr(text)
    assert.equal(parsed?.uri, uri, text)
    assert.equal(parsed?.params.get('tag'), tag, text)
  }
})

test('RFC 3261 §19.1: a URI taken apart', () => {
  const uri = parseUri('sip:alice:secret@[2001:DB8::1]:5070;transport=udp;lr?subject=x')
  assert.deepEqual(uri, {
    scheme: 'sip',
    user: 'alice',
    host: '[2001:db8::1]',
    port: 5070,
    params: new Map([
      ['transport', 'udp'],
      ['lr', ''],
    ]),
    headers: 'subject=x',
  })
  assert.equal(parseUri('sip:h:65535')?.scheme, 'sip')
  assert.equal(parseUri('sip:h:65536'), undefined)
  assert.equal(bareNumber('+33(0)1-99.00;phone-context=x'), '+33019900')
})

test('RFC 3581: Via with rport, received and an IPv6 sent-by', () => {
  const via = parseVia('SIP/2.0/UDP [::1]:5060;rport=9;received=::1;branch=z9hG4bK1')
  assert.deepEqual([via?.host, via?.port, via?.params.get('received')], ['[::1]', 5060, '::1'])
})

test('RFC 3261 §7.4: the SDP part of a multipart body is found', () => {
  const body =
    '--b\r\nContent-Type: application/isup\r\n\r\nxx\r\n' +
    '--b\r\ncontent-type: application/sdp\r\n\r\nv=0\r\n\r\n--b--\r\n'
  const headers = [{ name: 'content-type', value: 'multipart/mixed;boundary="b"' }]
  assert.equal(sdpOf(aRequest('INVITE', { headers, body })), 'v=0\r\n')
  assert.equal(sdpOf(aRequest('INVITE', { headers, body: 'nothing' })), undefined)
})

test('RFC 3261 §8.2.6.2: the refusal of a malformed request echoes what identifies it', () => {
  const text = head('OPTIONS sip:h SIP/2.0', 'Max-Forwards: 999\r\n')
  const parsed = parseMessage(bytes(text))
  assert.equal(parsed.is, 'malformed')
  const rejection = parsed.is === 'malformed' ? rejectionOf(parsed, 'mine') : undefined
  const reply = read(rejection ?? '')
  assert.equal(reply.is === 'response' && reply.status, 400)
  assert.equal(reply.to.params.get('tag'), 'mine')
  assert.equal(reply.vias[0]?.params.get('branch'), 'z9hG4bKx')
  const ack = text.replaceAll('OPTIONS', 'ACK')
  const parsedAck = parseMessage(bytes(ack))
  assert.equal(parsedAck.is === 'malformed' && rejectionOf(parsedAck, 'mine'), undefined)
})

test('property: what we write is read back the same', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/)
  const message = fc.record({ method: word, tag: word, callId: word, body: fc.string(), x: word })
  fc.assert(
    fc.property(message, fc.boolean(), ({ method, tag, callId, body, x }, isReply) => {
      const headers = [{ name: 'x-any', value: x }]
      const from = nameAddr('sip:+33163001234@h', tag)
      const request = aRequest(method, { callId, from, body, headers })
      const written = isReply ? { ...aReply(request, 183, { headers }), body } : request
      const again = read(formatMessage(written))
      assert.deepEqual(again, written)
      assert.equal(headerOf(again, 'x-any'), x)
    }),
    { numRuns: 300 },
  )
})
