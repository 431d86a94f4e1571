/** What we write cannot be made to say more than one message, header or parameter (CWE-93, CWE-113). */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { aReply, aRequest } from '../../test/support/sipMessages.ts'
import { BrokenInvariant } from '../base/assert.ts'
import { authorize, type Challenge } from './digest.ts'
import { formatMessage, rejectionOf } from './format.ts'
import { nameAddr, type Via } from './header.ts'
import { headerOf, type SipMessage } from './message.ts'
import { type Malformed, parseMessage } from './parse.ts'
import { parseParams } from './text.ts'
import { escapeUser, parseUri } from './uri.ts'

const request = aRequest('INVITE')
const reply = aReply(request, 486)
const via = request.vias[0] as Via

/** A message with `text` in one place. */
const places: Readonly<Record<string, (text: string) => SipMessage>> = {
  method: (text) => ({ ...request, method: text }),
  'Request-URI': (text) => ({ ...request, uri: `sip:a${text}` }),
  'reason phrase': (text) => ({ ...reply, reason: text }),
  Via: (text) => ({ ...request, vias: [{ ...via, text: `${via.text}${text}` }] }),
  Route: (text) => ({ ...request, routes: [nameAddr(`sip:a${text}`)] }),
  'Record-Route': (text) => ({ ...reply, recordRoutes: [nameAddr(`sip:a${text}`)] }),
  From: (text) => ({ ...request, from: nameAddr(`sip:${text}@h`) }),
  'To tag': (text) => ({ ...request, to: nameAddr('sip:a@h', text) }),
  'Call-ID': (text) => ({ ...request, callId: text }),
  'CSeq method': (text) => ({ ...request, cseq: { number: 1, method: text } }),
  Contact: (text) => ({ ...request, contacts: [nameAddr(`sip:a@${text}`)] }),
  'header value': (text) => ({ ...request, headers: [{ name: 'user-agent', value: text }] }),
  'header name': (text) => ({ ...request, headers: [{ name: text, value: 'x' }] }),
}

for (const [place, withText] of Object.entries(places)) {
  test(`a line end in ${place} is never written, and what stands there is not told`, () => {
    for (const lineEnd of ['\r\n', '\n', '\r', '\r\n ', '\r\n\r\n']) {
      assert.throws(
        () => formatMessage(withText(`+33639981234${lineEnd}Evil: 1`)),
        (error: Error) => error instanceof BrokenInvariant && !/639981234|Evil/.test(error.message),
      )
    }
  })
}

test('a header name that is no token is never written', () => {
  for (const name of ['', 'x y', 'x:', 'x;', 'é', 'x\0', 'x"']) {
    assert.throws(() => formatMessage(places['header name']?.(name) as SipMessage), BrokenInvariant)
  }
})

test('white space in the method or the Request-URI would move what follows, and is never written', () => {
  for (const text of ['a b', 'a\tb', 'a\u00a0b', '']) {
    assert.throws(() => formatMessage({ ...request, method: text }), BrokenInvariant, text)
    assert.throws(() => formatMessage({ ...request, uri: text }), BrokenInvariant, text)
  }
})

// biome-ignore format: one body a line
const bodies: readonly (readonly [body: string, bytes: number])[] = [
  ['', 0], ['a', 1], ['é', 2], ['€', 3], ['🙂', 4], ['\0', 1], ['\ufeffv=0', 6], ['\ud800', 3], ['a\r\n\r\nINVITE sip:x SIP/2.0', 25],
]

test('RFC 3261 §20.14: Content-Length counts the bytes that leave, whatever the body is made of', () => {
  for (const [body, bytes] of bodies) {
    const text = formatMessage({ ...request, body })
    assert.match(text, new RegExp(`\r\nContent-Length: ${bytes}\r\n\r\n`))
    const [head = ''] = text.split('\r\n\r\n', 1)
    assert.equal(Buffer.from(text).length, Buffer.byteLength(head) + 4 + bytes)
    const again = parseMessage(Buffer.from(text))
    assert.ok(again.is === 'message')
    assert.equal(again.message.body, body.toWellFormed())
  }
})

test('a header may be named as something every object has', () => {
  for (const name of ['constructor', '__proto__', 'valueof', 'hasownproperty']) {
    const again = parseMessage(
      Buffer.from(formatMessage({ ...request, headers: [{ name, value: 'x' }] })),
    )
    assert.ok(again.is === 'message')
    assert.equal(headerOf(again.message, name), 'x')
  }
})

test('RFC 3629 §10: an overlong or broken sequence is no line end, no NUL and no sign of the grammar', () => {
  // C0 8D C0 8A and E0 80 8D E0 80 8A: CR LF in more bytes than they have; C0 80: NUL; C0 BB: ";".
  for (const hex of [
    'c08dc08a',
    'e0808de0808a',
    'f080808df080808a',
    'c080',
    'c0bb',
    'ed8d',
    'ff',
  ]) {
    const text = formatMessage({ ...request, headers: [{ name: 'subject', value: '@@' }] })
    const [before = '', after = ''] = text.split('@@')
    const bytes = Buffer.concat([
      Buffer.from(before),
      Buffer.from(hex, 'hex'),
      Buffer.from('Route: <sip:evil>'),
      Buffer.from(after),
    ])
    const parsed = parseMessage(bytes)
    assert.ok(parsed.is === 'message', hex)
    assert.deepEqual(
      parsed.message.headers.map(({ name }) => name),
      ['subject'],
      hex,
    )
    assert.match(headerOf(parsed.message, 'subject') ?? '', /^\ufffd+Route: <sip:evil>$/, hex)
  }
})

test('RFC 3261 §7.3: a byte order mark begins no start line', () => {
  const text = Buffer.from(`\ufeff${formatMessage(request)}`)
  assert.equal(parseMessage(text).is, 'malformed')
})

const malformed = (headers: Malformed['headers']): Malformed => ({
  is: 'malformed',
  why: 'Malformed Contact',
  status: 400,
  ...(headers && { headers }),
})

// biome-ignore format: one To a line
const toValues: readonly (readonly [to: string, isTagged: boolean])[] = [
  ['<sip:a@h>', false], ['<sip:a@h>;tag=1', true], ['sip:a@h ; TAG = 1', true],
  ['<sip:a;tag=1@h>', false], ['"x;tag=1" <sip:a@h>', false], ['<sip:a@h>;x=tag', false],
]

test('RFC 3261 §8.2.6.2: a refusal has a tag in To, its own unless To had one outside the URI and the name', () => {
  for (const [to, isTagged] of toValues) {
    const headers = [
      { name: 'via', value: via.text },
      { name: 'to', value: to },
      { name: 'cseq', value: '1 INVITE' },
    ]
    const text = rejectionOf(malformed(headers), 'ours') ?? ''
    assert.equal(text.includes(`To: ${to};tag=ours\r\n`), !isTagged, to)
  }
})

test('RFC 3261 §17.1.3: no refusal without Via or CSeq, which alone find the request, nor to an ACK', () => {
  const viaLine = { name: 'via', value: via.text }
  const cseq = (method: string) => ({ name: 'cseq', value: `1 ${method}` })
  assert.equal(rejectionOf(malformed([viaLine]), 'ours'), undefined)
  assert.equal(rejectionOf(malformed([cseq('INVITE')]), 'ours'), undefined)
  assert.equal(rejectionOf(malformed([viaLine, cseq('ACK')]), 'ours'), undefined)
  assert.equal(rejectionOf(malformed(undefined), 'ours'), undefined)
  assert.match(rejectionOf(malformed([viaLine, cseq('BYE')]), 'ours') ?? '', /^SIP\/2\.0 400 /)
})

const hash = (algorithm: string, text: string) =>
  createHash(algorithm === 'md5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex')

test('RFC 7616 §3.4: neither realm, nonce nor account can end their quotes in our answer', () => {
  const hostile = 'a", response="0", x="\\'
  const challenge: Challenge = {
    answerIn: 'authorization',
    realm: hostile,
    nonce: hostile,
    opaque: hostile,
    algorithmText: 'MD5',
    algorithm: 'md5',
    isSession: false,
    qop: 'auth',
    stale: false,
  }
  const asked = { method: 'INVITE', uri: 'sip:a@h', body: '', nonceCount: 1, cnonce: 'c' }
  const { value } = authorize(challenge, { user: hostile, password: 'p' }, asked, hash)
  const params = parseParams(`;${value.slice('Digest '.length).replaceAll(', ', ';')}`)
  // The separators of the hostile text stand inside quotes, where the reading above changed them too.
  const read = (name: string) => params?.get(name)?.replaceAll(';', ', ')
  for (const name of ['realm', 'nonce', 'opaque', 'username'])
    assert.equal(read(name), hostile, name)
  assert.match(read('response') ?? '', /^[0-9a-f]{32}$/)
  assert.equal(params?.has('x'), false)
})

test('RFC 3261 §19.1.2: a dialled text is one user part, whatever it is made of', () => {
  for (const text of [
    'a@evil',
    'a\r\nEvil: 1',
    'a>;x',
    'a b',
    '\0',
    'a"',
    '%',
    '\ud800',
    '🙂',
    '#31#',
  ]) {
    const uri = `sip:${escapeUser(text)}@127.0.0.1`
    assert.match(uri, /^[!-~]+$/)
    const parsed = parseUri(uri)
    assert.ok(parsed?.scheme === 'sip', text)
    assert.equal(parsed.user, text.toWellFormed())
    assert.equal(parsed.host, '127.0.0.1')
  }
})
