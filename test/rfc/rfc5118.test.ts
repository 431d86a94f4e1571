/**
 * RFC 5118: the twelve IPv6 torture messages as its archive has them, what this user agent answers and
 * reads, and the places where a SIP message may name an IPv6 address.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ipv6Groups } from '../../src/base/ipAddress.ts'
import { answerAudio } from '../../src/sdp/offerAnswer.ts'
import { parseSdp } from '../../src/sdp/sdp.ts'
import { nextHop } from '../../src/sip/dialog.ts'
import { formatMessage } from '../../src/sip/format.ts'
import { parseNameAddr, parseVia } from '../../src/sip/header.ts'
import { sameHost } from '../../src/sip/host.ts'
import { type SipRequest, sdpOf } from '../../src/sip/message.ts'
import { parseMessage } from '../../src/sip/parse.ts'
import { parseUri } from '../../src/sip/uri.ts'
import { aRequest } from '../support/sipMessages.ts'
import { type Answer, answerTo, corpusIn, factsOf } from './torture.ts'

const folder = new URL('5118/', import.meta.url)
/** SHA-256 of the files one after another, in the order of their names. */
const archiveDigest = 'e124e714fc8d99c72de2c880f26a8e2a725bd77609e335ae781fc404ca271dfb'

type Row = readonly [
  section: string,
  file: string,
  answer: Answer,
  why: string,
  reads: Readonly<Record<string, unknown>>,
]

// biome-ignore format: one row a message, in the order of the RFC
const rows: readonly Row[] = [
  ['4.1', 'ipv6-good', 200, 'a valid message with an IPv6 reference', {
    target: '[2001:db8::10]', vias: ['UDP [2001:db8::9:1]'], contacts: ['caller [2001:db8::1]'],
  }],
  ['4.2', 'ipv6-bad', 400, 'an IPv6 address in the Request-URI without brackets', {}],
  ['4.3', 'port-ambiguous', 200, 'a port inside the brackets is the last group of the address', {
    target: '[2001:db8::10:5070]',
  }],
  ['4.4', 'port-unambiguous', 200, 'a port after the brackets is the port', { target: '[2001:db8::10]:5070' }],
  ['4.5', 'via-received-param-with-delim', 200, 'received in brackets, as many write it', {
    received: ['[2001:db8::9:255]'],
  }],
  ['4.5', 'via-received-param-no-delim', 200, 'received without brackets, as the grammar has it', {
    received: ['2001:db8::9:255'],
  }],
  ['4.6', 'ipv6-in-sdp', 200, 'IPv6 addresses in the SDP', { contacts: ['caller [2001:db8::20]'] }],
  ['4.7', 'mult-ip-in-header', 200, 'IPv4 and IPv6 in the headers of one message', {
    vias: ['UDP [2001:db8::9:1]:6050', 'UDP 192.0.2.1', 'TCP [2001:db8::9:255]'],
    received: [undefined, undefined, '192.0.2.200'],
  }],
  ['4.8', 'mult-ip-in-sdp', 200, 'IPv4 and IPv6 in one SDP', { contacts: ['caller [2001:db8::9:1]'] }],
  ['4.9', 'ipv4-mapped-ipv6', 200, 'IPv4 addresses mapped into IPv6', {
    vias: ['UDP [::ffff:192.0.2.10]:19823', 'UDP [::ffff:192.0.2.2]'], contacts: ['ted [::ffff:192.0.2.2]'],
  }],
  ['4.10', 'ipv6-bug-abnf-3-colons', 200, 'the colon too many of RFC 3261’s grammar is ignored', {
    target: 'user [2001:db8::192.0.2.1]', to: 'user [2001:db8::192.0.2.1]',
  }],
  ['4.10', 'ipv6-correct-abnf-2-colons', 200, 'the same address as it is written now', {
    target: 'user [2001:db8::192.0.2.1]',
  }],
]

/**
 * Where the archive is no datagram: its lines end in LF, two of its files lack the empty line, and the
 * Content-Length of those with a body is that of another line end (one even larger than the body, which
 * RFC 3261 §18.3 has us refuse). Rewritten here, the bytes are those of the messages in the text.
 */
function datagramOf(file: string): Uint8Array {
  const text = readFileSync(new URL(`${file}.sip`, folder), 'utf8').replaceAll('\n', '\r\n')
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  return Buffer.from(`${head.trimEnd().replace(/Content-Length: \d+/, length)}\r\n\r\n${body}`)
}

for (const [section, file, answer, why, reads] of rows) {
  test(`RFC 5118 §${section} ${file}: ${why}`, () => {
    assert.equal(answerTo(datagramOf(file)).answer, answer)
    if (answer !== 200) return
    const parsed = parseMessage(datagramOf(file))
    assert.ok(parsed.is === 'message')
    const facts = factsOf(parsed.message)
    for (const [name, expected] of Object.entries(reads)) {
      assert.deepEqual(facts[name], expected, name)
    }
    assert.deepEqual(parseMessage(Buffer.from(formatMessage(parsed.message))), parsed)
  })
}

test('RFC 5118: the folder holds the twelve messages of the archive, byte for byte, and each has its row', () => {
  const { names, digest } = corpusIn(folder)
  assert.deepEqual(names, rows.map(([, file]) => file).sort())
  assert.equal(digest, archiveDigest)
})

test('RFC 5118 §4.6 with its Content-Length of 268, more than its body: 400 (RFC 3261 §18.3)', () => {
  const bytes = readFileSync(new URL('ipv6-in-sdp.sip', folder), 'utf8').replaceAll('\n', '\r\n')
  assert.equal(answerTo(Buffer.from(bytes)).answer, 400)
})

function sdpIn(file: string): string {
  const parsed = parseMessage(datagramOf(file))
  assert.ok(parsed.is === 'message')
  return sdpOf(parsed.message) ?? ''
}

test('RFC 5118 §4.6, §4.8, §4.9: each media line has the address of its own family', () => {
  const addresses = (file: string) => parseSdp(sdpIn(file))?.media.map(({ address }) => address)
  assert.deepEqual(addresses('ipv6-in-sdp'), ['2001:db8::20', '2001:db8::20'])
  assert.deepEqual(addresses('mult-ip-in-sdp'), ['192.0.2.1', '2001:db8::1'])
  assert.deepEqual(addresses('ipv4-mapped-ipv6'), ['::ffff:192.0.2.2', '::ffff:192.0.2.2'])
})

test('RFC 5118 §4.8: audio at an IPv4 address is taken though the video beside it is at an IPv6 one', () => {
  const local = { address: '192.0.2.99', port: 4000, sessionId: '1', version: 1 }
  const answering = answerAudio(sdpIn('mult-ip-in-sdp'), local)
  assert.ok(answering.is === 'agreed')
  assert.equal(answering.audio.address, '192.0.2.1')
  assert.match(answering.sdp, /\r\nm=video 0 RTP\/AVP 107\r\n/)
})

// biome-ignore format: one spelling a line
const references: readonly (readonly [text: string, groups: string | undefined])[] = [
  ['::', '0:0:0:0:0:0:0:0'], ['::1', '0:0:0:0:0:0:0:1'], ['2001:DB8::9:1', '2001:db8:0:0:0:0:9:1'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'], ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::ffff:192.0.2.2', '0:0:0:0:0:ffff:c000:202'], ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4:5:6:c000:201'],
  ['1:2:3:4:5:6:7', undefined], ['1:2:3:4:5:6:7:8:9', undefined], ['1:2:3:4:5:6:7:8::', undefined],
  ['1::2::3', undefined], [':::', undefined], [':1', undefined], ['12345::', undefined], ['g::', undefined],
  ['::192.0.2.256', undefined], ['::192.0.2', undefined], ['192.0.2.1::', undefined], ['192.0.2.1', undefined],
  ['', undefined], [':', undefined], ['1.2.3.4:5:6:7:8:9:a', undefined],
]

test('RFC 4291 §2.2: an IPv6 reference is an address, or the URI and the Via are malformed', () => {
  for (const [text, expected] of references) {
    const groups = ipv6Groups(text)?.map((group) => group.toString(16))
    assert.equal(groups?.join(':'), expected, text)
    const isRead = expected !== undefined
    assert.equal(parseUri(`sip:user@[${text}]:5070`) !== undefined, isRead, text)
    assert.equal(parseVia(`SIP/2.0/UDP [${text}];branch=b`) !== undefined, isRead, text)
  }
})

test('RFC 5118 §4: IPv6 references in every place a message has one, and the next hop they name', () => {
  const route = parseNameAddr('<sip:[2001:db8::9:1]:6050;lr>')
  assert.ok(route)
  const request: SipRequest = aRequest('BYE', { uri: 'sip:[2001:db8::10]', routes: [route] })
  assert.deepEqual(nextHop(request), { host: '[2001:db8::9:1]', port: 6050 })
  assert.deepEqual(nextHop({ ...request, routes: [] }), { host: '[2001:db8::10]', port: 5060 })
  const maddr = parseUri('sip:u@[2001:db8::10];maddr=[2001:db8::1];transport=udp')
  assert.ok(maddr?.scheme === 'sip')
  assert.equal(maddr.params.get('maddr'), '[2001:db8::1]')
})

test('RFC 5118 §4.5, §4.9: one place in several spellings is one place', () => {
  const same = (one: string, other: string) => assert.ok(sameHost(one, other), `${one} ${other}`)
  same('[2001:db8::9:1]', '2001:DB8:0:0::9:1')
  same('[::ffff:192.0.2.2]', '192.0.2.2')
  same('Trunk.example.com', 'trunk.EXAMPLE.com')
  assert.ok(!sameHost('[2001:db8::9:1]', '[2001:db8::9:2]'))
  assert.ok(!sameHost('192.0.2.2', '[::192.0.2.2]'))
})

test('RFC 3261 §19.1.1: ports are 1 to 65,535; nothing could be sent to port 0', () => {
  for (const [port, isRead] of [
    ['0', false],
    ['1', true],
    ['65535', true],
    ['65536', false],
  ] as const) {
    assert.equal(parseUri(`sip:u@192.0.2.1:${port}`) !== undefined, isRead, port)
    assert.equal(parseVia(`SIP/2.0/UDP 192.0.2.1:${port};branch=b`) !== undefined, isRead, port)
  }
})
