import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { srtpSuites } from '../base/srtpSuites.ts'
import { answerAudio, type LocalAudio, offerAudio, readAnswer } from './offerAnswer.ts'
import {
  CRYPTO_LINES_MAX,
  LIFETIME_AT_LEAST,
  readCrypto,
  type SdesKey,
  writeCrypto,
} from './sdes.ts'

const [suite80, suite32] = srtpSuites
const keyOf = (first: number): Uint8Array => Uint8Array.from({ length: 30 }, (_, i) => first + i)
const inline = 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz'

test('RFC 4568 §6.1: the example line is read', () => {
  const read = readCrypto(`1 ${suite80} inline:${inline}|2^20 FEC_ORDER=FEC_SRTP`)
  assert.equal(read, undefined, 'FEC is nothing we do')
  const plain = readCrypto(`1 ${suite80} inline:${inline}|2^20`)
  assert.deepEqual([plain?.tag, plain?.suite, plain?.key.length], [1, suite80, 30])
})

test('a key comes back from its line', () => {
  const line = fc.record({
    tag: fc.integer({ min: 1, max: 999_999_999 }),
    suite: fc.constantFrom(...srtpSuites),
    key: fc.uint8Array({ minLength: 30, maxLength: 30 }),
  })
  fc.assert(
    fc.property(line, (key) => {
      assert.deepEqual(readCrypto(writeCrypto(key).slice('a=crypto:'.length)), { ...key })
    }),
  )
})

test('RFC 4568 §6.3, §9.1: what is broken, weaker or unknown is no line for us', () => {
  for (const [value, why] of [
    [`0 ${suite80} inline:${inline}`, 'tag 0'],
    [`01 ${suite80} inline:${inline}`, 'a tag with a zero before it'],
    [`1 F8_128_HMAC_SHA1_80 inline:${inline}`, 'a suite we lack'],
    [`1 ${suite80} inline:${inline.slice(4)}`, 'a short key'],
    [`1 ${suite80} inline:${inline}AAAA`, 'a long key'],
    [`1 ${suite80} inline:${inline}|1:4`, 'an MKI'],
    [`1 ${suite80} inline:${inline}|2^20|1:4`, 'lifetime and MKI'],
    [`1 ${suite80} inline:${inline};inline:${inline}`, 'two keys'],
    [`1 ${suite80} uri:https://example.test/key`, 'another way'],
    [`1 ${suite80} inline:${inline} UNENCRYPTED_SRTP`, 'no encryption'],
    [`1 ${suite80} inline:${inline} UNAUTHENTICATED_SRTP`, 'no tag'],
    [`1 ${suite80} inline:${inline} KDR=1`, 'keys that change'],
    [`1 ${suite80} inline:${inline} NEW=1`, 'what nobody knows'],
    [`1 ${suite80}`, 'no key'],
    ['', 'nothing'],
  ] as const) {
    assert.equal(readCrypto(value), undefined, why)
  }
  for (const more of ['', ' WSH=64', ' -NEW=1', ' -NEW WSH=128']) {
    assert.ok(readCrypto(`7 ${suite32} inline:${inline}${more}`), more)
  }
})

test('RFC 4568 §6.1: a key must live for 2^18 packets, not one less', () => {
  const withLife = (life: number | string) => readCrypto(`1 ${suite80} inline:${inline}|${life}`)
  assert.equal(withLife(LIFETIME_AT_LEAST - 1), undefined)
  assert.ok(withLife(LIFETIME_AT_LEAST))
  assert.ok(withLife(LIFETIME_AT_LEAST + 1))
  assert.equal(withLife('2^17'), undefined)
  assert.ok(withLife('2^18'))
  assert.ok(withLife('2^48'))
})

const ourKeys: readonly SdesKey[] = [
  { tag: 1, suite: suite80, key: keyOf(1) },
  { tag: 2, suite: suite32, key: keyOf(50) },
]
const theirKey: SdesKey = { tag: 2, suite: suite32, key: keyOf(100) }
const local: LocalAudio = {
  address: '127.0.0.1',
  port: 4000,
  sessionId: '1',
  version: 1,
  crypto: ourKeys,
}

const answer = (protocol: string, ...lines: readonly string[]): string =>
  ['v=0', 'o=- 1 1 IN IP4 127.0.0.2', 's=-', 'c=IN IP4 127.0.0.2', 't=0 0']
    .concat([`m=audio 5000 ${protocol} 8 101`, 'a=rtpmap:101 telephone-event/8000', ...lines, ''])
    .join('\r\n')

test('RFC 4568 §5.1.1: an offer has one line a suite, the stronger first, under RTP/SAVP', () => {
  const lines = offerAudio(local).split('\r\n')
  assert.ok(lines.includes('m=audio 4000 RTP/SAVP 8 0 101'))
  assert.deepEqual(
    lines.filter((line) => line.startsWith('a=crypto:')),
    ourKeys.map(writeCrypto),
  )
})

test('RFC 4568 §5.1.3: the answer takes one line, and both keys are known', () => {
  const reading = readAnswer(answer('RTP/SAVP', writeCrypto(theirKey)), local)
  assert.ok(reading.is === 'agreed')
  assert.deepEqual(reading.audio.srtp, {
    suite: suite32,
    ourKey: ourKeys[1]?.key,
    theirKey: theirKey.key,
  })
})

test('RFC 4568 §5.1.3: every other answer is refused with its reason', () => {
  const good = writeCrypto(theirKey)
  for (const [text, why] of [
    [answer('RTP/AVP', good), /unprotected/],
    [answer('RTP/AVP'), /unprotected/],
    [answer('RTP/SAVPF', good), /RTP\/SAVPF/],
    [answer('RTP/SAVP'), /no key/],
    [answer('RTP/SAVP', good, good), /more than one key/],
    [answer('RTP/SAVP', writeCrypto({ ...theirKey, tag: 1 })), /not the one offered/],
    [answer('RTP/SAVP', writeCrypto({ ...theirKey, tag: 3 })), /not the one offered/],
    [answer('RTP/SAVP', `${good} UNENCRYPTED_SRTP`), /cannot be used/],
    [answer('RTP/SAVP', writeCrypto({ ...theirKey, key: ourKeys[1]?.key as Uint8Array })), /ours/],
  ] as const) {
    const reading = readAnswer(text, local)
    assert.ok(reading.is === 'refused', text)
    assert.match(reading.why, why)
  }
  const { crypto: _, ...plain } = local
  const unasked = readAnswer(answer('RTP/SAVP', good), plain)
  assert.ok(unasked.is === 'refused' && /RTP\/SAVP/.test(unasked.why))
})

test('RFC 4568 §5.1.2: our answer takes their first line we can, with their tag and our key', () => {
  const offered = answer(
    'RTP/SAVP',
    `a=crypto:1 F8_128_HMAC_SHA1_80 inline:${inline}`,
    writeCrypto({ ...theirKey, tag: 7 }),
    writeCrypto({ ...theirKey, tag: 8, suite: suite80 }),
  )
  const answering = answerAudio(offered, local)
  assert.ok(answering.is === 'agreed')
  const lines = answering.sdp.split('\r\n').filter((line) => /^(m=|a=crypto)/.test(line))
  const ours = { tag: 7, suite: suite32, key: ourKeys[1]?.key as Uint8Array }
  assert.deepEqual(lines, ['m=audio 4000 RTP/SAVP 8 101', writeCrypto(ours)])
  assert.deepEqual(answering.audio.srtp?.theirKey, theirKey.key)
  assert.equal(answerAudio(answer('RTP/AVP'), local).is, 'refused', 'never back to plain RTP')
})

test('sixteen lines of an offer are looked at, one more is not', () => {
  const nothing = `a=crypto:1 F8_128_HMAC_SHA1_80 inline:${inline}`
  for (const [before, is] of [
    [CRYPTO_LINES_MAX - 2, 'agreed'],
    [CRYPTO_LINES_MAX - 1, 'agreed'],
    [CRYPTO_LINES_MAX, 'refused'],
  ] as const) {
    const lines = [...new Array<string>(before).fill(nothing), writeCrypto(theirKey)]
    assert.equal(answerAudio(answer('RTP/SAVP', ...lines), local).is, is, `${before} lines before`)
  }
})

test('keys in the sound: without events neither offer nor agreement has telephone-event', () => {
  const { crypto: _, ...plain } = local
  const inBand: LocalAudio = { ...plain, events: false }
  assert.ok(!offerAudio(inBand).includes('telephone-event'))
  const reading = readAnswer(answer('RTP/AVP'), inBand)
  assert.ok(reading.is === 'agreed')
  assert.deepEqual([reading.audio.eventsIn, reading.audio.eventsOut], [undefined, undefined])
  const answering = answerAudio(answer('RTP/AVP'), inBand)
  assert.ok(answering.is === 'agreed' && !answering.sdp.includes('telephone-event'))
})
