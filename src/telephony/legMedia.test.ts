import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { ms } from '../base/units.ts'
import { trunkProfileSchema } from '../call/trunkProfile.ts'
import { offerAudio, readAnswer } from '../sdp/offerAnswer.ts'
import { mediaTerms, newSdesKeys, refuseOpenKeys, remoteOf } from './legMedia.ts'

const profile = (media: object) => trunkProfileSchema.parse({ media })

test('RFC 4568 §7: keys are offered over TLS or on this machine, never readable on the way', () => {
  const sdes = profile({ protection: 'sdes' })
  for (const transport of ['udp', 'tcp'] as const) {
    assert.throws(
      () => refuseOpenKeys(sdes, { transport, isLoopback: false }),
      (error) => error instanceof Failure && error.code === 'refused' && /TLS/.test(error.message),
    )
    refuseOpenKeys(sdes, { transport, isLoopback: true })
    refuseOpenKeys(profile({}), { transport, isLoopback: false })
  }
  refuseOpenKeys(sdes, { transport: 'tls', isLoopback: false })
})

test('each call has keys of its own, one a suite', () => {
  const [one, other] = [newSdesKeys(), newSdesKeys()]
  assert.deepEqual(
    one.map(({ tag, suite, key }) => [tag, suite, key.length]),
    [
      [1, 'AES_CM_128_HMAC_SHA1_80', 30],
      [2, 'AES_CM_128_HMAC_SHA1_32', 30],
    ],
  )
  const all = [...one, ...other].map(({ key }) => Buffer.from(key).toString('hex'))
  assert.equal(new Set(all).size, 4)
})

test('a profile says what is offered, and whether tones count beside events', () => {
  const local = { address: '127.0.0.1', port: 4000, sessionId: '1', version: 1 }
  const answer = [
    'v=0\r\no=- 1 1 IN IP4 127.0.0.2\r\ns=-\r\nc=IN IP4 127.0.0.2\r\nt=0 0',
    'm=audio 5000 RTP/AVP 8 96\r\na=rtpmap:96 telephone-event/8000\r\n',
  ].join('\r\n')
  for (const [keys, hasEvents, tonesToo] of [
    ['events', true, undefined],
    ['inBand', false, undefined],
    ['both', true, true],
  ] as const) {
    const terms = mediaTerms(profile({ keys }).media)
    assert.equal(offerAudio({ ...local, ...terms }).includes('telephone-event'), hasEvents, keys)
    const reading = readAnswer(answer, terms)
    assert.ok(reading.is === 'agreed')
    const remote = remoteOf(reading.audio, { mediaTimeoutMs: ms(1) }, terms)
    assert.equal(remote.telephoneEvent, hasEvents ? 101 : undefined, keys)
    assert.equal(remote.telephoneEventAlso, hasEvents ? 96 : undefined, keys)
    assert.equal(remote.tonesToo, tonesToo, keys)
  }
  const protection = mediaTerms(profile({ protection: 'sdes' }).media)
  assert.match(offerAudio({ ...local, ...protection }), /m=audio 4000 RTP\/SAVP 8 0 101/)
})
