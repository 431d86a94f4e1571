import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type SrtpSuite, srtpSuites } from '../base/srtpSuites.ts'
import { aesBlock, nodeCipher } from '../telephony/mediaCipher.ts'
import { read16, writeRtp } from './packet.ts'
import {
  type Bytes,
  estimatedIndex,
  openRtcp,
  openRtp,
  REPLAY_WINDOW,
  type SrtpReceiver,
  type SrtpSender,
  STREAMS_AT_MOST,
  sealRtcp,
  sealRtp,
  srtpReceiver,
  srtpSender,
} from './srtp.ts'
import { rtpTagBytes, sessionKeys } from './srtpKeys.ts'

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'))
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()
const block = (bytes: Uint8Array): Bytes => ({ bytes, address: 0 })

const master = hex('E1F97A0D3E018BE0D64FA32C06DE4139 0EC675AD498AFEEBB6960B3AABE6')

test('RFC 3711 appendix B.3: the session keys of a master key and salt', () => {
  const keys = sessionKeys(master, 'rtp', aesBlock)
  assert.equal(text(keys.encryption), 'C61E7A93744F39EE10734AFE3FF7A087')
  assert.equal(text(keys.salt), '30CBBC08863D8C85D49DB34A9AE1')
  assert.equal(text(keys.authentication), 'CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4')
})

test('RFC 3711 appendix B.2: the key stream of AES in counter mode', () => {
  const cipher = nodeCipher({
    encryption: hex('2B7E151628AED2A6ABF7158809CF4F3C'),
    authentication: new Uint8Array(20),
    salt: hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD'),
  })
  cipher.counter.set(cipher.salt)
  const stream = block(new Uint8Array(0xff02 * 16))
  cipher.crypt(stream, 0, stream, 0, stream.bytes.length)
  const at = (counter: number) => text(stream.bytes.subarray(counter * 16, counter * 16 + 16))
  assert.equal(at(0), 'E03EAD0935C95E80E166B16DD92B4EB4')
  assert.equal(at(1), 'D23513162B02D0F72A43A2FE4A5F97AB')
  assert.equal(at(2), '41E95B3BB0A2E8DD477901E4FCA894C0')
  assert.equal(at(0xfeff), 'EC8CDF7398607CB0F2D21675EA9EA1E4')
  assert.equal(at(0xff00), '362B7C3C6773516318A077D7FC5073AE')
  assert.equal(at(0xff01), '6A2CC3787889374FBEB4C81B17BA6C44')
})

function senderOf(suite: SrtpSuite = srtpSuites[0], key = master): SrtpSender {
  const cipher = (of: 'rtp' | 'rtcp') => nodeCipher(sessionKeys(key, of, aesBlock))
  return srtpSender(cipher('rtp'), cipher('rtcp'), rtpTagBytes[suite])
}

function receiverOf(suite: SrtpSuite = srtpSuites[0], key = master): SrtpReceiver {
  const cipher = (of: 'rtp' | 'rtcp') => nodeCipher(sessionKeys(key, of, aesBlock))
  return srtpReceiver(cipher('rtp'), cipher('rtcp'), rtpTagBytes[suite])
}

interface Packet {
  readonly sequence: number
  readonly ssrc?: number
  readonly payload?: Uint8Array
}

function seal(sender: SrtpSender, { sequence, ssrc = 1, payload = hex('0102030405') }: Packet) {
  const packet = block(new Uint8Array(12 + payload.length + 20))
  const header = { marker: false, payloadType: 8, timestamp: 160, sequence: sequence & 0xffff }
  writeRtp(packet.bytes, 0, { ...header, ssrc })
  const source = { block: block(payload), at: 0, length: payload.length }
  return packet.bytes.slice(0, sealRtp(sender, { packet, at: 0 }, source))
}

/** The payload, or undefined when the packet is refused. The sealed bytes stay as they are. */
function open(receiver: SrtpReceiver, sealed: Uint8Array): string | undefined {
  const packet = block(Uint8Array.from(sealed))
  const end = openRtp(receiver, packet, 0, sealed.length)
  return end === -1 ? undefined : text(packet.bytes.subarray(12, end))
}

test('libsrtp: the packet its test driver has for AES_CM_128_HMAC_SHA1_80', () => {
  const payload = hex('AB'.repeat(16))
  const packet = block(new Uint8Array(12 + 16 + 20))
  packet.bytes.set(hex('800F1234DECAFBADCAFEBABE'))
  const end = sealRtp(senderOf(), { packet, at: 0 }, { block: block(payload), at: 0, length: 16 })
  const sealed = '4E55DC4CE79978D88CA4D215949D2402B78D6ACC99EA179B8DBB'
  assert.equal(text(packet.bytes.subarray(0, end)), `800F1234DECAFBADCAFEBABE${sealed}`)
})

test('what is sealed is opened by who has the key, in both suites, and by nobody else', () => {
  for (const suite of srtpSuites) {
    const sender = senderOf(suite)
    const sealed = seal(sender, { sequence: 9 })
    assert.equal(sealed.length, 12 + 5 + rtpTagBytes[suite])
    assert.ok(!text(sealed).includes('0102030405'))
    assert.equal(open(receiverOf(suite), sealed), '0102030405')
    const otherKey = Uint8Array.from(master, (byte) => byte ^ 1)
    assert.equal(open(receiverOf(suite, otherKey), sealed), undefined)
  }
})

test('a packet with any bit changed is refused, and changes nothing', () => {
  const sealed = seal(senderOf(), { sequence: 9 })
  const receiver = receiverOf()
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Uint8Array.from(sealed)
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    assert.equal(open(receiver, changed), undefined, `bit ${bit}`)
  }
  assert.equal(receiver.streams.length, 0)
  for (let length = 0; length < sealed.length; length += 1) {
    assert.equal(open(receiver, sealed.subarray(0, length)), undefined, `${length} bytes`)
  }
  assert.equal(open(receiver, sealed), '0102030405')
})

test('RFC 3711 §3.3.2: a packet counts once; one 127 behind is taken, one 128 behind is not', () => {
  const sender = senderOf()
  const sealed = Array.from({ length: 300 }, (_, i) => seal(sender, { sequence: 1000 + i }))
  const at = (i: number): Uint8Array => sealed[i] as Uint8Array
  const receiver = receiverOf()
  assert.ok(open(receiver, at(299)))
  assert.equal(open(receiver, at(299)), undefined)
  for (const [behind, isTaken] of [
    [REPLAY_WINDOW - 1, true],
    [REPLAY_WINDOW, false],
    [REPLAY_WINDOW + 1, false],
  ] as const) {
    assert.equal(open(receiver, at(299 - behind)) !== undefined, isTaken, `${behind} behind`)
    assert.equal(open(receiver, at(299 - behind)), undefined, 'a replay')
  }
})

test('RFC 3711 §3.3.1: the rollover counter follows through loss and reordering at the wrap', () => {
  const sender = senderOf()
  const receiver = receiverOf()
  const sealed = Array.from({ length: 40 }, (_, i) => seal(sender, { sequence: 65_516 + i }))
  assert.equal(sender.roc, 1)
  // 65,535 and 0 are lost; 1 and 65,534 change places.
  const order = sealed.map((_, i) => i).filter((i) => i !== 19 && i !== 20)
  order.splice(order.indexOf(18), 2, 21, 18)
  for (const i of order) assert.ok(open(receiver, sealed[i] as Uint8Array), `packet ${i}`)
  assert.equal(receiver.streams[0]?.rtp.highest, 65_536 + 19)
})

test('RFC 3711 appendix A: the index nearest to the highest, up to half of all numbers away', () => {
  for (const [highest, sequence, index] of [
    [-1, 500, 500],
    [500, 501, 501],
    [500, 499, 499],
    [65_530, 3, 65_539],
    [65_539, 65_530, 65_530],
    [100, 100 + 32_767, 100 + 32_767],
    [70_000, (70_000 + 32_768) & 0xffff, 70_000 - 32_768],
    // Before the first rollover there was nothing: such a packet is forged or broken.
    [3, 65_530, -6],
  ] as const) {
    assert.equal(estimatedIndex(highest, sequence), index, `${highest}, ${sequence}`)
  }
})

test('any order of any packets within the window is opened once each, over several wraps', () => {
  const losses = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 5, maxLength: 40 })
  fc.assert(
    fc.property(losses, fc.integer({ min: 0, max: 65_535 }), (steps, first) => {
      const sender = senderOf()
      const receiver = receiverOf()
      let sequence = first
      for (const step of steps) {
        const sealed = seal(sender, { sequence })
        assert.ok(open(receiver, sealed), `sequence ${sequence}`)
        assert.equal(open(receiver, sealed), undefined)
        sequence = (sequence + step) & 0xffff
      }
    }),
    { numRuns: 30 },
  )
})

test('each SSRC has a counter of its own, and four are remembered', () => {
  const receiver = receiverOf()
  for (let ssrc = 1; ssrc <= STREAMS_AT_MOST + 1; ssrc += 1) {
    assert.ok(open(receiver, seal(senderOf(), { sequence: 65_535, ssrc })))
    assert.equal(receiver.streams.length, Math.min(ssrc, STREAMS_AT_MOST))
  }
})

test('SRTCP: sealed, opened once, refused when changed; its index grows by one', () => {
  const sender = senderOf('AES_CM_128_HMAC_SHA1_32')
  const receiver = receiverOf('AES_CM_128_HMAC_SHA1_32')
  const report = hex('80C90001 00000005 DEADBEEF')
  for (const index of [1, 2]) {
    const packet = block(new Uint8Array(report.length + 24))
    packet.bytes.set(report)
    const end = sealRtcp(sender, packet, 0, report.length)
    assert.equal(end, report.length + 14)
    assert.equal(read16(packet.bytes, report.length + 2), index)
    assert.equal(text(packet.bytes.subarray(0, 8)), '80C9000100000005')
    const changed = block(Uint8Array.from(packet.bytes))
    changed.bytes[9] = (changed.bytes[9] as number) ^ 1
    assert.equal(openRtcp(receiver, changed, 0, end), -1)
    const again = block(Uint8Array.from(packet.bytes))
    assert.equal(openRtcp(receiver, packet, 0, end), report.length)
    assert.equal(text(packet.bytes.subarray(0, report.length)), text(report))
    assert.equal(openRtcp(receiver, again, 0, end), -1, 'a replay')
  }
})
