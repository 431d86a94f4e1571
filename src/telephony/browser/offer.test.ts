import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offerCharactersMax, readOffer } from './offer.ts'

/** What Chromium offers for a silent track and a data channel, shortened. */
const chromium = [
  ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1'],
  ...['m=audio 9 UDP/TLS/RTP/SAVPF 111 9 0 8 110 126', 'c=IN IP4 0.0.0.0', 'a=ice-ufrag:FIZK'],
  ...['a=mid:0', 'a=sendrecv', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10'],
  ...['a=rtpmap:0 PCMU/8000', 'a=rtpmap:8 PCMA/8000', 'a=rtpmap:110 telephone-event/48000'],
  ...['a=rtpmap:126 telephone-event/8000', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel'],
  ...['a=mid:1', ''],
].join('\r\n')

test('offer: A-law and keys at 8,000 Hz are kept, all else is left out', () => {
  const { sdp, codec, payloadType, keysPayloadType } = readOffer(chromium)
  assert.deepEqual([codec, payloadType, keysPayloadType], ['pcma', 8, 126])
  assert.ok(sdp.includes('m=audio 9 UDP/TLS/RTP/SAVPF 8 126\r\n'))
  assert.ok(sdp.includes('a=group:BUNDLE 0\r\n'))
  assert.ok(sdp.includes('a=ice-ufrag:FIZK'))
  assert.doesNotMatch(sdp, /opus|48000|application|mid:1/)
})

test('offer: µ-law where there is no A-law, and keys another way where there are no events', () => {
  const plain = chromium
    .replace('111 9 0 8 110 126', '111 0')
    .replace('a=rtpmap:8 PCMA/8000\r\n', '')
  const { codec, payloadType, keysPayloadType } = readOffer(plain)
  assert.deepEqual([codec, payloadType, keysPayloadType], ['pcmu', 0, undefined])
})

test('offer: no G.711, no audio, no SDP: each is one sentence', () => {
  const opusOnly = chromium.replace('111 9 0 8 110 126', '111')
  for (const text of [opusOnly, chromium.replace('m=audio', 'm=video'), 'hello', '']) {
    assert.throws(() => readOffer(text), { code: 'badInput', message: /no telephone sound/ })
  }
})

test('offer: as long as it may be, and not one character more', () => {
  const padded = (length: number): string => {
    const line = 'a=x:\r\n'
    return `${chromium}a=x:${'y'.repeat(length - chromium.length - line.length)}\r\n`
  }
  assert.equal(readOffer(padded(offerCharactersMax - 1)).codec, 'pcma')
  assert.equal(readOffer(padded(offerCharactersMax)).codec, 'pcma')
  assert.throws(() => readOffer(padded(offerCharactersMax + 1)), /too long/)
})
