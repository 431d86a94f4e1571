/** RFC 4475: the 49 torture messages, byte for byte in 4475/, and what this user agent makes of each. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { formatMessage } from '../../src/sip/format.ts'
import { inspect } from '../../src/sip/inspection.ts'
import { parseMessage } from '../../src/sip/parse.ts'

const folder = new URL('4475/', import.meta.url)

/** `ok`: read and acted on. A number: the status we refuse it with. `drop`: not answered at all. */
type Expected = 'ok' | 'drop' | number

// Methods this table's user agent allows: all that the valid messages use.
const allow = ['INVITE', 'OPTIONS', 'REGISTER', 'MESSAGE', 'BYE', 'ACK']

// biome-ignore format: one row a message, in the order of the RFC
const expectations: readonly (readonly [file: string, section: string, expected: Expected, why: string])[] = [
  ['wsinv', '3.1.1.1', 'ok', 'a short tortuous INVITE: folding, compact forms, lists'],
  ['intmeth', '3.1.1.2', 405, 'wide range of valid characters: read, its method is not ours'],
  ['esc01', '3.1.1.3', 'ok', 'valid use of % escapes'],
  ['escnull', '3.1.1.4', 'ok', 'escaped nulls in URIs'],
  ['esc02', '3.1.1.5', 405, '% that is no escape: RE%47IST%45R is not REGISTER'],
  ['lwsdisp', '3.1.1.6', 'ok', 'no space between display name and <'],
  ['longreq', '3.1.1.7', 'ok', 'long values in header fields'],
  ['dblreq', '3.1.1.8', 'ok', 'extra trailing octets in a datagram are discarded'],
  ['semiuri', '3.1.1.9', 'ok', 'semicolons in the user part'],
  ['transports', '3.1.1.10', 'ok', 'varied and unknown transports in Via'],
  ['mpart01', '3.1.1.11', 'ok', 'a multipart body'],
  ['unreason', '3.1.1.12', 'ok', 'an unusual reason phrase'],
  ['noreason', '3.1.1.13', 'ok', 'an empty reason phrase'],
  ['badinv01', '3.1.2.1', 400, 'extraneous separators in header fields'],
  ['clerr', '3.1.2.2', 400, 'Content-Length larger than the message'],
  ['ncl', '3.1.2.3', 400, 'negative Content-Length'],
  ['scalar02', '3.1.2.4', 400, 'overlarge scalars in a request'],
  ['scalarlg', '3.1.2.5', 'drop', 'overlarge scalars in a reply'],
  ['quotbal', '3.1.2.6', 400, 'unterminated quoted string'],
  ['ltgtruri', '3.1.2.7', 400, '<> around the Request-URI'],
  ['lwsruri', '3.1.2.8', 400, 'white space within the Request-URI'],
  ['lwsstart', '3.1.2.9', 400, 'several spaces between request-line elements'],
  ['trws', '3.1.2.10', 400, 'spaces at the end of the request line'],
  ['escruri', '3.1.2.11', 400, 'headers in the Request-URI'],
  ['baddate', '3.1.2.12', 'ok', 'a zone other than GMT in Date, which we do not read'],
  ['regbadct', '3.1.2.13', 400, 'a Contact URI with ? not in <>'],
  ['badaspec', '3.1.2.14', 400, 'spaces within an addr-spec'],
  ['baddn', '3.1.2.15', 400, 'a comma in an unquoted display name'],
  ['badvers', '3.1.2.16', 505, 'unknown protocol version'],
  ['mismatch01', '3.1.2.17', 400, 'methods of start line and CSeq differ'],
  ['mismatch02', '3.1.2.18', 400, 'the same, with an unknown method'],
  ['bigcode', '3.1.2.19', 'drop', 'overlarge status code'],
  ['badbranch', '3.2.1', 'ok', 'the magic cookie alone: matched as RFC 2543 would'],
  ['insuf', '3.3.1', 400, 'From, To, Call-ID and Max-Forwards missing'],
  ['unkscm', '3.3.2', 416, 'unknown scheme in the Request-URI'],
  ['novelsc', '3.3.3', 416, 'a known scheme that is not SIP'],
  ['unksm2', '3.3.4', 'ok', 'unknown schemes in From, To, Contact'],
  ['bext01', '3.3.5', 420, 'Require and Proxy-Require of unknown extensions'],
  ['invut', '3.3.6', 415, 'unknown content type'],
  ['regaut01', '3.3.7', 'ok', 'unknown authorization scheme: ignored'],
  ['multi01', '3.3.8', 400, 'several values of single-value headers'],
  ['mcl01', '3.3.9', 400, 'two Content-Length values'],
  ['bcast', '3.3.10', 'ok', 'a reply with two Vias: read; the endpoint drops it (§8.1.3.3)'],
  ['zeromf', '3.3.11', 'ok', 'Max-Forwards 0 at where it was going'],
  ['cparam01', '3.3.12', 'ok', 'an unknown Contact parameter'],
  ['cparam02', '3.3.13', 'ok', 'an unknown URI parameter in Contact'],
  ['regescrt', '3.3.14', 'ok', 'an escaped header in a Contact URI'],
  ['sdp01', '3.3.15', 'ok', 'Accept of unknown types: our reply to it would be SDP anyway'],
  ['inv2543', '3.4.1', 'ok', 'an INVITE of RFC 2543: no tag, no branch, no Max-Forwards'],
]

function verdictOn(file: string): Expected {
  const parsed = parseMessage(readFileSync(new URL(`${file}.sip`, folder)))
  switch (parsed.is) {
    case 'keepAlive':
      return 'drop'
    case 'malformed':
      return parsed.status ?? 'drop'
    case 'message':
      if (parsed.message.is === 'response') return 'ok'
      return inspect(parsed.message, allow)?.status ?? 'ok'
  }
}

for (const [file, section, expected, why] of expectations) {
  test(`RFC 4475 §${section} ${file}: ${why}`, () => {
    assert.equal(verdictOn(file), expected)
  })
}

test('RFC 4475: every message in the folder has a row, and every row a message', () => {
  const files = readdirSync(folder).map((name) => name.replace(/\.sip$/, ''))
  assert.deepEqual(files.sort(), expectations.map(([file]) => file).sort())
})

test('RFC 4475: what we read of a valid message survives being written and read again', () => {
  for (const [file, , expected] of expectations) {
    if (expected !== 'ok') continue
    const parsed = parseMessage(readFileSync(new URL(`${file}.sip`, folder)))
    assert.equal(parsed.is, 'message', file)
    if (parsed.is !== 'message') continue
    const again = parseMessage(Buffer.from(formatMessage(parsed.message)))
    assert.deepEqual(again, parsed, file)
  }
})

test('RFC 4475 §3.1.1.1: the tortuous INVITE reads as the RFC explains it', () => {
  const parsed = parseMessage(readFileSync(new URL('wsinv.sip', folder)))
  assert.equal(parsed.is, 'message')
  if (parsed.is !== 'message' || parsed.message.is !== 'request') return
  const { message } = parsed
  assert.equal(message.maxForwards, 68)
  assert.deepEqual(message.cseq, { number: 9, method: 'INVITE' })
  assert.deepEqual(
    message.vias.map(({ transport, host, params }) => [transport, host, params.get('branch')]),
    [
      ['UDP', '192.0.2.2', '390skdjuw'],
      ['TCP', 'spindle.example.com', 'z9hG4bK9ikj8'],
      ['UDP', '192.168.255.111', 'z9hG4bK30239'],
    ],
  )
  assert.equal(message.to.params.get('tag'), '1918181833n')
  assert.equal(message.contacts[0]?.params.get('newparam'), 'newvalue')
  assert.equal(message.contacts[0]?.params.get('secondparam'), '')
  assert.equal(message.body.length, 150)
})
