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
