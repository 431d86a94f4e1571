/** SDP of a far end that means harm: nothing in it sends our sound where no call is, or breaks a packet. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOneMachine, isUnspecified } from '../base/ipAddress.ts'
import { answerAudio, readAnswer } from './offerAnswer.ts'
import { payloadTypeMax, payloadTypeOf } from './sdp.ts'

const local = { address: '127.0.0.1', port: 4000, sessionId: '1', version: 1 }
const sdp = (connection: string, formats = '8', more: readonly string[] = []): string =>
  [
    'v=0',
    'o=them 1 1 IN IP4 127.0.0.9',
    's=-',
    `c=${connection}`,
    't=0 0',
    `m=audio 9000 RTP/AVP ${formats}`,
    ...more,
    '',
  ].join('\r\n')

// biome-ignore format: one c= line a row
const connections: readonly (readonly [connection: string, verdict: RegExp | 'agreed'])[] = [
  ['IN IP4 192.0.2.1', 'agreed'],
  ['IN IP4 192.0.2.1/127', 'agreed'],
  ['IN IP6 2001:db8::1', 'agreed'],
  ['IN IP4 0.0.0.0', 'agreed'], // the hold of RFC 2543
  ['IN IP6 ::', 'agreed'],
  ['IN IP4 media.example.com', /names no IP address/],
  ['IN IP4 192.0.2.256', /names no IP address/],
  ['IN IP4 192.0.2', /names no IP address/],
  ['IN IP4 2001:db8::1', /names no IP address/],
  ['IN IP6 192.0.2.1', /names no IP address/],
  ['IN IP6 [2001:db8::1]', /names no IP address/],
  ['IN IP6 fe80::1%eth0', /names no IP address/],
  ['IN IP4 224.2.1.1/127/3', /names a group address/],
  ['IN IP4 255.255.255.255', /names a group address/],
  ['IN IP6 ff02::1', /names a group address/],
]

test('RFC 8866 §5.7: sound goes to an IP address of one machine: names would be looked up for every packet', () => {
  for (const [connection, verdict] of connections) {
    for (const reading of [readAnswer(sdp(connection)), answerAudio(sdp(connection), local)]) {
      if (verdict === 'agreed') assert.equal(reading.is, 'agreed', connection)
      else assert.match(reading.is === 'refused' ? reading.why : 'agreed', verdict, connection)
    }
  }
})

test('RFC 3264 §8.4: nothing is sent to nowhere, however it is spelled', () => {
  for (const nowhere of [
    'IN IP4 0.0.0.0',
    'IN IP6 ::',
    'IN IP6 0:0:0:0:0:0:0:0',
    'IN IP6 ::0.0.0.0',
  ]) {
    const reading = readAnswer(sdp(nowhere))
    assert.ok(reading.is === 'agreed' && !reading.audio.weSend, nowhere)
  }
})

test('an unusable address of the video beside it does not spoil the audio', () => {
  const text = sdp('IN IP4 192.0.2.1', '8', [
    'm=video 9002 RTP/AVP 31',
    'c=IN IP4 media.example.com',
  ])
  assert.equal(answerAudio(text, local).is, 'agreed')
})

// biome-ignore format: one format a row
const formats: readonly (readonly [format: string, type: number | undefined])[] = [
  ['0', 0], ['8', 8], ['126', 126], ['127', 127], ['128', undefined], ['300', undefined], ['0008', undefined],
  ['0x8', undefined], ['8e0', undefined], ['-1', undefined], ['8.0', undefined], ['', undefined], ['٨', undefined],
]

test(`RFC 3550 §5.1: a payload type is 0 to ${payloadTypeMax}, in digits: another would change the packet around it`, () => {
  for (const [format, type] of formats) {
    assert.equal(payloadTypeOf(format), type, format)
    const text = sdp('IN IP4 192.0.2.1', format, [`a=rtpmap:${format} PCMA/8000`])
    assert.equal(answerAudio(text, local).is === 'agreed', type !== undefined, format)
  }
})

test('RFC 4733: events of a payload type that no packet can have are not agreed', () => {
  const text = sdp('IN IP4 192.0.2.1', '8 300', ['a=rtpmap:300 telephone-event/8000'])
  const reading = readAnswer(text)
  assert.ok(reading.is === 'agreed')
  assert.equal(reading.audio.eventsOut, undefined)
})

test('RFC 5771, RFC 4291 §2.7: one machine, a group, nowhere', () => {
  for (const one of ['1.0.0.1', '223.255.255.255', '127.0.0.1', '::1', 'fe80::1', '2001:db8::1']) {
    assert.ok(isOneMachine(one), one)
  }
  for (const none of [
    '0.0.0.0',
    '0.0.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    'ff02::1',
    'h',
  ]) {
    assert.ok(!isOneMachine(none), none)
  }
  assert.ok(
    isUnspecified('::') && isUnspecified('0.0.0.0') && !isUnspecified('::1') && !isUnspecified('h'),
  )
})
