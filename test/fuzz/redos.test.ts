/**
 * No reader of SIP or SDP takes more than time in proportion to its input (CWE-1333): each regular
 * expression of their sources, and each reader as a whole, on strings made to be read again and again.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerAudio, readAnswer } from '../../src/sdp/offerAnswer.ts'
import { challengesOf } from '../../src/sip/digest.ts'
import { parseCSeq, parseNameAddr, parseNameAddrs, parseVias } from '../../src/sip/header.ts'
import { inspect } from '../../src/sip/inspection.ts'
import { sdpOf } from '../../src/sip/message.ts'
import { parseMessage } from '../../src/sip/parse.ts'
import { parseParams, unquote } from '../../src/sip/text.ts'
import { bareNumber, parseUri } from '../../src/sip/uri.ts'
import { regexesIn, superlinear } from '../support/regexes.ts'
import { aReply, aRequest } from '../support/sipMessages.ts'

/** Honest values; attacks begin with every part of them that ends at a sign. */
const samples = [
  'SIP / 2.0 / UDP [2001:db8::9:1] : 5060 ; branch = z9hG4bKx;received="a"',
  '"A \\" name" <sip:a:b@h:5060;lr?x=y>;tag=1;q="0.5"',
  'a name <sip:a@h>',
  'INVITE sip:a@h SIP/2.0',
  'SIP/2.0 200 OK',
  'Digest realm="a", nonce="b\\"", qop="auth,auth-int", algorithm=MD5',
  'multipart/mixed; boundary="b"',
  'Q.850;cause=17;text="busy"',
  '120 (busy);duration=60',
  '1800;refresher=uac',
  'm=audio 9000/2 RTP/AVP 8 0 101',
  'a=rtpmap:101 telephone-event/8000/1',
  'IN IP4 224.2.1.1/127/3',
  'sip:%41b+1.(2)@[::1]:5060;a=b?c=d',
  '::ffff:192.0.2.1',
  'session;handling=optional',
  '17 INVITE',
]

function beginningsOf(sample: string): string[] {
  const cuts = [...sample.matchAll(/[^A-Za-z0-9]/g)].map(({ index }) => index + 1)
  return ['', ...cuts.map((cut) => sample.slice(0, cut)), sample]
}

test('no regular expression in src/sip or src/sdp grows faster than its input', () => {
  const regexes = regexesIn(['src/sip', 'src/sdp'])
  assert.ok(regexes.length > 30, `${regexes.length} found`)
  const slow = regexes.flatMap(({ file, regex }) => {
    const starts = samples.filter((sample) => regex.test(sample)).slice(0, 1)
    const found = superlinear((text) => regex.test(text), ['', ...starts.flatMap(beginningsOf)])
    return found ? [`${file} ${regex}: ${found.attack} × ${found.growth.toFixed(1)}`] : []
  })
  assert.deepEqual(slow, [])
})

const head =
  'OPTIONS sip:h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=b\r\nFrom: sip:a@h\r\nTo: sip:b@h\r\n'
const local = { address: '127.0.0.1', port: 4000, sessionId: '1', version: 1 }
const typed = (name: string, value: string, body = 'x') =>
  aRequest('INVITE', { body, headers: [{ name, value }] })

// biome-ignore format: one reader a line
const readers: Readonly<Record<string, (text: string) => void>> = {
  parseVias, parseNameAddr, parseNameAddrs, parseUri, parseParams, unquote, parseCSeq, bareNumber, readAnswer,
  message: (text) => parseMessage(Buffer.from(text)),
  headers: (text) => parseMessage(Buffer.from(`${head}${text}\r\n\r\n`)),
  folded: (text) => parseMessage(Buffer.from(`${head}Subject: a\r\n b${text}\r\n\r\n`)),
  offer: (text) => answerAudio(`v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\n${text}`, local),
  challenge: (value) => challengesOf(aReply(aRequest('INVITE'), 401, { headers: [{ name: 'www-authenticate', value }] })),
  contentType: (value) => sdpOf(typed('content-type', value)),
  parts: (body) => sdpOf(typed('content-type', 'multipart/mixed;boundary=b', `--b\r\n${body}`)),
  disposition: (value) => inspect(typed('content-disposition', value), ['INVITE']),
  require: (value) => inspect(typed('require', value), ['INVITE']),
}

for (const [name, read] of Object.entries(readers)) {
  test(`the time of ${name} grows as its input does`, () => {
    assert.equal(superlinear(read, ['', ...samples]), undefined)
  })
}

// What this tree once had: spaces before a fold, spaces after a host, names in a certificate.
const careless = [
  /[ \t]*\r\n[ \t]+/,
  /^SIP\/2\.0\/UDP ([a-z.]+)\s*(?::\s*([0-9]{1,5}))?\s*(;.*)?$/,
  /([A-Za-z ]+):([^,]*)(?:, |$)/,
]

test('a regular expression that takes the square of the time is found', () => {
  for (const regex of careless) {
    assert.ok(
      superlinear((text) => regex.test(text), ['', 'SIP/2.0/UDP h']),
      String(regex),
    )
  }
})
