import assert from 'node:assert/strict'
import { test } from 'node:test'
import { farSdp, LegPlay } from '../../test/support/legPlay.ts'
import { nameAddr } from '../sip/header.ts'

const sdp = farSdp()

const answered = (): LegPlay => {
  const leg = new LegPlay()
  leg.reply(180)
  leg.reply(200, { sdp })
  return leg
}

test('RFC 3264 §8.4: hold by sendonly, inactive or 0.0.0.0 stops our sound, resume starts it', () => {
  const leg = answered()
  const type = 'application/sdp'
  assert.equal(
    leg.requestWith('INVITE', type, farSdp('sendonly')),
    '200 | media 127.0.0.9:9000 silent',
  )
  assert.equal(
    leg.requestWith('INVITE', type, farSdp('sendrecv')),
    '200 | media 127.0.0.9:9000 send',
  )
  const nowhere = farSdp().replace('c=IN IP4 127.0.0.9', 'c=IN IP4 0.0.0.0')
  assert.equal(leg.requestWith('UPDATE', type, nowhere), '200 | media 0.0.0.0:9000 silent')
  assert.equal(
    leg.requestWith('UPDATE', type, farSdp('inactive')),
    '200 | media 127.0.0.9:9000 silent',
  )
  const replies = leg.effects.flatMap((effect) => (effect.is === 'reply' ? [effect.reply] : []))
  assert.deepEqual(
    replies.map(({ body }) => /a=(send\w+|recv\w+|inactive)/.exec(body)?.[1]),
    ['recvonly', 'sendrecv', 'sendrecv', 'inactive'],
  )
  assert.deepEqual(
    replies.map(({ body }) => /o=portevoix 7 (\d)/.exec(body)?.[1]),
    ['2', '3', '4', '5'],
  )
})

test('RFC 3261 §14.2: a re-INVITE without offer gets ours, its answer comes in the ACK', () => {
  const leg = answered()
  assert.equal(leg.request('INVITE'), '200')
  const request = { ...leg.invite, method: 'ACK', cseq: { number: 1, method: 'ACK' } }
  const headers = [{ name: 'content-type', value: 'application/sdp' }]
  const ack = { ...request, headers, body: farSdp('recvonly') }
  assert.equal(leg.input({ is: 'ack', ack }), 'media 127.0.0.9:9000 send')
  assert.equal(leg.input({ is: 'ack', ack: { ...ack, body: '' } }), '')
})

// biome-ignore format: one row a method, read as a table
const methods: readonly (readonly [method: string, reply: string])[] = [
  ['OPTIONS', '200'], ['INFO', '200'], ['UPDATE', '200'], ['PRACK', '481'], ['MESSAGE', '405'], ['REFER', '405'],
  ['NOTIFY', '405'], ['SUBSCRIBE', '405'], ['PUBLISH', '405'], ['REGISTER', '405'], ['FOO', '405'],
]
for (const [method, reply] of methods) {
  test(`RFC 3261 §12.2.2: ${method} in an answered dialog: ${reply}, and the call goes on`, () => {
    const leg = answered()
    assert.equal(leg.request(method), reply)
    assert.equal(leg.state.is, 'answered')
    assert.equal(
      leg.request(method, { cseq: { number: 1, method } }),
      '500',
      'the same number again',
    )
  })
}

test('RFC 6086 §4.2.2: INFO of a package we do not take: 469, with the ones we take: none', () => {
  const headers = [{ name: 'info-package', value: 'g.3gpp.anything' }]
  assert.equal(answered().request('INFO', { headers }), '469')
})

test('RFC 3264 §8.3.2: a re-INVITE changes the codec: answered with it, the sound follows', () => {
  const leg = answered()
  const pcmu = farSdp('sendrecv', 'm=audio 9300 RTP/AVP 0 101')
  assert.equal(
    leg.requestWith('INVITE', 'application/sdp', pcmu),
    '200 | media 127.0.0.9:9300 send',
  )
  const set = leg.effects.findLast((effect) => effect.is === 'setRemote')
  assert.equal(set?.is === 'setRemote' && set.audio.codec, 'pcmu')
})

test('RFC 3261 §12.2.1.2: a re-INVITE with a new Contact moves what we send next', () => {
  const leg = answered()
  leg.request('INVITE', {
    body: sdp,
    headers: [{ name: 'content-type', value: 'application/sdp' }],
    contacts: [nameAddr('sip:moved@127.0.0.7:5099')],
  })
  leg.input({ is: 'hangUp' })
  const bye = leg.effects.findLast((effect) => effect.is === 'bye')
  assert.equal(bye?.is === 'bye' && bye.request.uri, 'sip:moved@127.0.0.7:5099')
})

test('outgoing leg: requests in the dialog: what is answered and with what', () => {
  const leg = answered()
  assert.equal(
    leg.requestWith('INVITE', 'application/sdp', farSdp('sendrecv', 'm=audio 9 RTP/AVP 18')),
    '488',
  )
  assert.equal(leg.request('OPTIONS'), '200')
  assert.equal(leg.request('UPDATE'), '200')
  assert.equal(leg.request('INFO', { cseq: { number: 1, method: 'INFO' } }), '500', 'out of order')
  const from = nameAddr('sip:someone@127.0.0.9', 'else')
  assert.equal(leg.request('BYE', { from }), '481', 'not of this dialog')
  leg.input({ is: 'hangUp' })
  assert.equal(leg.request('OPTIONS'), '481', 'the dialog is being ended')
})

test('RFC 3261 §14.2, RFC 3311 §5.2: INVITE and an offer in UPDATE while our INVITE is pending: 491', () => {
  const leg = new LegPlay()
  leg.reply(180)
  assert.equal(leg.request('INVITE'), '491')
  assert.equal(leg.requestWith('UPDATE', 'application/sdp', sdp), '491')
  assert.equal(leg.request('UPDATE'), '200', 'without an offer it changes no session')
  assert.equal(leg.request('OPTIONS'), '200')
})

// biome-ignore format: one row a body, read as a table
const keys: readonly (readonly [type: string, body: string, words: string])[] = [
  ['application/dtmf-relay', 'Signal=9\r\nDuration=160\r\n', '200 | key 9'],
  ['application/dtmf-relay', 'Duration=160\r\nsignal = * \r\n', '200 | key *'],
  ['application/dtmf-relay', 'Signal=11\r\n', '200 | key #'],
  ['application/dtmf-relay', 'Signal=16\r\n', '200'],
  ['application/dtmf-relay', 'Signal=d\r\n', '200 | key D'],
  ['application/dtmf', '1', '200 | key 1'],
  ['application/dtmf', 'hello', '200'],
  ['text/plain', 'Signal=9', '200'],
]

test('INFO: keys in the two forms phones send, anything else is just acknowledged', () => {
  for (const [type, body, words] of keys) {
    assert.equal(answered().requestWith('INFO', type, body), words, `${type} ${body}`)
  }
})
