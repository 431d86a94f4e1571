import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { epochMs } from '../base/units.ts'
import {
  CLOCK_GRAIN_MS,
  CNAME_BYTES_AT_MOST,
  LONGEST_ROUND_TRIP_MS,
  middleOfNtp,
  ntpTime,
  RTCP_BYTES_AT_MOST,
  readRtcp,
  roundTripMs,
  writeRtcp,
} from './rtcp.ts'

const block = {
  ssrc: 0xcafe0001,
  fractionLost: 25,
  lost: -3,
  highestSequence: 70_000,
  jitterTicks: 12,
  lastReport: 0x12345678,
  sinceLastReport: 65_536,
}

function written(report: Parameters<typeof writeRtcp>[2]) {
  const bytes = new Uint8Array(RTCP_BYTES_AT_MOST)
  return { bytes, start: 0, end: writeRtcp(bytes, 0, report) }
}

test('RFC 3550 §4: NTP time counts from 1900, the fraction in 1/2³² s', () => {
  assert.deepEqual(ntpTime(epochMs(0)), { seconds: 2_208_988_800, fraction: 0 })
  assert.deepEqual(ntpTime(epochMs(1500)), { seconds: 2_208_988_801, fraction: 0x80000000 })
})

test('RFC 3550 §6.4: a sender report with block, CNAME and BYE is read back', () => {
  const at = epochMs(1_770_000_000_250)
  const sender = { at, rtpTimestamp: 0xfffffff0, packets: 100, payloadBytes: 16_000 }
  const compound = written({ ssrc: 0xdeadbeef, cname: 'deadbeef', sender, block, bye: true })
  assert.equal(compound.end % 4, 0)
  assert.deepEqual(readRtcp(compound), [
    {
      is: 'senderReport',
      ssrc: 0xdeadbeef,
      ntpMiddle: middleOfNtp(at),
      rtpTimestamp: 0xfffffff0,
      packets: 100,
      payloadBytes: 16_000,
      blocks: [block],
    },
    { is: 'cname', ssrc: 0xdeadbeef, cname: 'deadbeef' },
    { is: 'bye', ssrcs: [0xdeadbeef] },
  ])
})

test('RFC 3550 §6.1: without packets sent, a receiver report begins the compound', () => {
  const parts = readRtcp(written({ ssrc: 1, cname: 'x' }))
  assert.deepEqual(parts[0], { is: 'receiverReport', ssrc: 1, blocks: [] })
})

test('RFC 3550 §6.5: a CNAME of any length ends with a zero byte on a 32-bit boundary', () => {
  for (let length = 0; length <= CNAME_BYTES_AT_MOST + 1; length += 1) {
    const cname = 'c'.repeat(length)
    const compound = written({ ssrc: 1, cname, block, bye: true })
    assert.ok(compound.end <= RTCP_BYTES_AT_MOST)
    const part = readRtcp(compound).find(({ is }) => is === 'cname')
    assert.ok(part?.is === 'cname')
    assert.equal(part.cname, cname.slice(0, CNAME_BYTES_AT_MOST))
    assert.equal(readRtcp(compound).length, 3)
  }
})

test('RFC 3550 A.3: the loss of a block stays within 24 bits', () => {
  const [part] = readRtcp(written({ ssrc: 1, cname: '', block: { ...block, lost: 9_000_000 } }))
  assert.ok(part?.is === 'receiverReport')
  assert.equal(part.blocks[0]?.lost, 0x7fffff)
})

test('any bytes given as RTCP are read up to their first error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => {
      const good = written({ ssrc: 5, cname: 'five' })
      const bytes = new Uint8Array([...good.bytes.subarray(0, good.end), ...noise])
      const parts = readRtcp({ bytes, start: 0, end: bytes.length })
      assert.deepEqual(parts.slice(0, 2), [
        { is: 'receiverReport', ssrc: 5, blocks: [] },
        { is: 'cname', ssrc: 5, cname: 'five' },
      ])
      readRtcp({ bytes: noise, start: 0, end: noise.length })
    }),
  )
})

// biome-ignore format: a table
const trips: readonly (readonly [what: string, tripMs: number, told: number | undefined])[] = [
  ['a way of 40 ms', 40, 40],
  ['nothing at all', 0, 0],
  ['clocks of whole milliseconds make it negative', -CLOCK_GRAIN_MS + 1, 0],
  ['at the grain of both clocks', -CLOCK_GRAIN_MS, 0],
  ['beyond it: a clock was set', -CLOCK_GRAIN_MS - 1, undefined],
  ['one below the longest', LONGEST_ROUND_TRIP_MS - 1, LONGEST_ROUND_TRIP_MS - 1],
  ['the longest', LONGEST_ROUND_TRIP_MS, LONGEST_ROUND_TRIP_MS],
  ['one above', LONGEST_ROUND_TRIP_MS + 1, undefined],
]

for (const [what, tripMs, told] of trips) {
  test(`RFC 3550 §6.4.1: round trip: ${what}`, () => {
    // Instants that 1/65536 s can tell exactly: whole seconds, and a trip in the report's own rest.
    const sentAt = epochMs(1_800_000_000_000)
    const restedMs = 3_000
    const now = epochMs(1_800_000_003_000)
    const block = {
      ...{ ssrc: 1, fractionLost: 0, lost: 0, highestSequence: 0, jitterTicks: 0 },
      lastReport: middleOfNtp(sentAt),
      sinceLastReport: Math.round((restedMs - tripMs) * 65.536) >>> 0,
    }
    const trip = roundTripMs(block, now)
    assert.equal(trip === undefined ? undefined : Math.round(trip), told)
  })
}

test('RFC 3550 §6.4.1: round trip: a far end that has had no report of ours tells none', () => {
  const block = {
    ...{ ssrc: 1, fractionLost: 0, lost: 0, highestSequence: 0, jitterTicks: 0 },
    ...{ lastReport: 0, sinceLastReport: 0 },
  }
  assert.equal(roundTripMs(block, epochMs(1_800_000_000_000)), undefined)
})
