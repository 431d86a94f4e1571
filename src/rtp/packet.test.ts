import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blankRtpHeader, looksLikeRtcp, readRtp, writeRtp } from './packet.ts'

const extent = (bytes: readonly number[]) => ({
  bytes: Uint8Array.from(bytes),
  start: 0,
  end: bytes.length,
})

const fixed = [0x80, 0x08, 0x12, 0x34, 0, 0, 0x01, 0x40, 0xde, 0xad, 0xbe, 0xef]

test('RFC 3550 §5.1: what is written is read back, whatever the numbers', () => {
  const u32 = fc.integer({ min: 0, max: 0xffffffff })
  const fields = fc.record({
    marker: fc.boolean(),
    // 64 to 95 with the marker would be taken for RTCP (RFC 5761 §4).
    payloadType: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 96, max: 127 })),
    sequence: fc.integer({ min: 0, max: 0xffff }),
    timestamp: u32,
    ssrc: u32,
  })
  fc.assert(
    fc.property(fields, fc.nat(32), (written, at) => {
      const bytes = new Uint8Array(at + 12 + 5)
      writeRtp(bytes, at, written)
      const header = blankRtpHeader()
      assert.equal(readRtp({ bytes, start: at, end: bytes.length }, header), true)
      assert.deepEqual(header, { ...written, payloadStart: at + 12, payloadEnd: at + 17 })
    }),
  )
})

test('RFC 3550 §5.1: contributors, extension and padding are no payload', () => {
  const cases: readonly [string, readonly number[], number, number][] = [
    ['plain', [...fixed, 1, 2, 3], 12, 15],
    ['no payload', fixed, 12, 12],
    ['two contributors', [0x82, ...fixed.slice(1), 0, 0, 0, 1, 0, 0, 0, 2, 9], 20, 21],
    ['extension of one word', [0x90, ...fixed.slice(1), 0xbe, 0xde, 0, 1, 7, 7, 7, 7, 9], 20, 21],
    ['padding of three', [0xa0, ...fixed.slice(1), 9, 9, 0, 0, 3], 12, 14],
  ]
  for (const [name, bytes, start, end] of cases) {
    const header = blankRtpHeader()
    assert.equal(readRtp(extent(bytes), header), true, name)
    assert.deepEqual([header.payloadStart, header.payloadEnd], [start, end], name)
  }
})

test('RFC 3550 A.1: what is no whole RTP packet of version 2 is refused', () => {
  const cases: readonly [string, readonly number[]][] = [
    ['nothing', []],
    ['eleven bytes', fixed.slice(0, 11)],
    ['version 1', [0x40, ...fixed.slice(1)]],
    ['contributors beyond the end', [0x8f, ...fixed.slice(1)]],
    ['extension header cut off', [0x90, ...fixed.slice(1), 0xbe, 0xde, 0]],
    ['extension beyond the end', [0x90, ...fixed.slice(1), 0xbe, 0xde, 0, 9]],
    ['padding of more than there is', [0xa0, ...fixed.slice(1), 200]],
    ['padding of zero', [0xa0, ...fixed.slice(1), 0]],
    ['an RTCP sender report', [0x80, 200, 0, 6, ...fixed, ...fixed]],
  ]
  for (const [name, bytes] of cases) {
    assert.equal(readRtp(extent(bytes), blankRtpHeader()), false, name)
  }
})

test('RFC 5761 §4: RTCP on an RTP port is told by its packet type', () => {
  assert.equal(looksLikeRtcp(extent([0x80, 200, 0, 1, 0, 0, 0, 1])), true)
  assert.equal(looksLikeRtcp(extent([0x81, 203, 0, 1, 0, 0, 0, 1])), true)
  assert.equal(looksLikeRtcp(extent([0x80, 0x88, 0, 1, 0, 0, 0, 1])), false, 'PCMA with marker')
  assert.equal(looksLikeRtcp(extent([0x80, 200, 0, 1])), false, 'too short')
})

test('any bytes at all are read or refused, never an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const header = blankRtpHeader()
      if (!readRtp({ bytes, start: 0, end: bytes.length }, header)) return
      assert.ok(header.payloadStart >= 12 && header.payloadStart <= header.payloadEnd)
      assert.ok(header.payloadEnd <= bytes.length)
    }),
  )
})
