import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type MonoMs, monoMs } from '../base/units.ts'
import {
  type Address,
  considerSource,
  isSame,
  PACKETS_TO_TAKE_OVER,
  SILENT_SOURCE_MS,
  type Source,
  STRANGER_SILENT_MS,
} from './source.ts'

const sdp: Address = { ip: 1, port: 4000 }
const sdpHost: Address = { ip: 1, port: 4002 }
const elsewhere: Address = { ip: 9, port: 5000 }
const attacker: Address = { ip: 66, port: 6000 }

function packet(
  from = elsewhere,
  about: { ssrc?: number; negotiated?: boolean; isKnownSsrc?: boolean } = {},
) {
  const { ssrc = 1, negotiated = true, isKnownSsrc = false } = about
  return { from, ssrc, negotiated, isKnownSsrc }
}

const facts = (silentMs: number) => ({ sdp, heardAt: monoMs(0), now: monoMs(silentMs) })
const waiting: Source = { is: 'waiting' }
const settledAt = (at: Address): Source => ({ is: 'settled', at })

/** The answers to packets of one kind in a row, and where that ends. */
function repeat(
  from: Source,
  times: number,
  silentMs: number,
  about: Parameters<typeof packet>,
): readonly [Source, string] {
  let source = from
  let answers = ''
  for (let i = 0; i < times; i += 1) {
    const [next, isTaken] = considerSource(source, packet(...about), facts(silentMs))
    source = next
    answers += isTaken ? 'y' : 'n'
    if (isTaken) break
  }
  return [source, answers]
}

test('RFC 4961: the first valid packet settles the source, wherever it comes from', () => {
  for (const from of [elsewhere, sdp]) {
    assert.deepEqual(considerSource(waiting, packet(from), facts(0)), [settledAt(from), true])
  }
})

test('a packet with a payload type nobody negotiated moves nothing', () => {
  const stray = packet(elsewhere, { negotiated: false })
  assert.deepEqual(considerSource(waiting, stray, facts(0)), [waiting, false])
  const known = packet(sdp, { negotiated: false, isKnownSsrc: true })
  assert.deepEqual(considerSource(settledAt(elsewhere), known, facts(9000))[1], false)
})

test('a stray beside a living source is ignored, at any number of packets, whatever its SSRC', () => {
  const limits = [
    [SILENT_SOURCE_MS, true],
    [STRANGER_SILENT_MS, false],
  ] as const
  for (const [limit, isKnownSsrc] of limits) {
    const about = [attacker, { isKnownSsrc }] as Parameters<typeof packet>
    const [source, answers] = repeat(settledAt(sdp), 10, limit - 1, about)
    assert.equal(answers, 'n'.repeat(10))
    assert.deepEqual(source, settledAt(sdp))
    assert.equal(repeat(settledAt(sdp), 10, limit, about)[1], 'nny')
    assert.equal(repeat(settledAt(sdp), 10, limit + 1, about)[1], 'nny')
  }
  assert.equal(PACKETS_TO_TAKE_OVER, 3)
})

test('two strangers by turns never take over', () => {
  let source: Source = settledAt(sdp)
  for (let i = 0; i < 12; i += 1) {
    const stranger = packet(elsewhere, { ssrc: i % 2 })
    const [next, isTaken] = considerSource(source, stranger, facts(9000))
    assert.equal(isTaken, false)
    source = next
  }
})

test('what a stranger sent counts no more once ours has spoken between', () => {
  const [almost] = repeat(settledAt(sdp), 2, STRANGER_SILENT_MS, [attacker])
  const [calm] = considerSource(almost, packet(attacker), facts(20))
  assert.equal(repeat(calm, 5, STRANGER_SILENT_MS, [attacker])[1], 'nny')
})

test('who took over from a silent source gives it back as soon as that speaks', () => {
  const [stolen, answers] = repeat(settledAt(elsewhere), 5, STRANGER_SILENT_MS, [attacker])
  assert.equal(answers, 'nny')
  const [back, again] = repeat(stolen, 5, 0, [elsewhere])
  assert.equal(again, 'nny', 'though the thief goes on sending')
  assert.deepEqual(back, settledAt(elsewhere))
})

test('the address of the SDP is listened to again, its host next to it', () => {
  for (const [from, to] of [
    [elsewhere, sdp],
    [elsewhere, sdpHost],
    [sdpHost, sdp],
  ] as const) {
    assert.equal(repeat(settledAt(from), 5, 0, [to, { isKnownSsrc: true }])[1], 'y')
    // A forged address alone, without the SSRC, must insist.
    assert.equal(repeat(settledAt(from), 5, 0, [to])[1], 'nny')
    assert.equal(repeat(settledAt(to), 5, 0, [from])[1], 'nnnnn')
  }
})

test('while the SDP address speaks at least every 500 ms, no packet of others moves a leg', () => {
  const someone = fc.record({
    ip: fc.integer({ min: 1, max: 4 }),
    port: fc.integer({ min: 4000, max: 4003 }),
    ssrc: fc.integer({ min: 0, max: 2 }),
    isKnownSsrc: fc.boolean(),
    after: fc.integer({ min: 0, max: SILENT_SOURCE_MS - 1 }),
  })
  fc.assert(
    fc.property(fc.array(someone, { maxLength: 60 }), (packets) => {
      let source: Source = settledAt(sdp)
      for (const { ip, port, ssrc, isKnownSsrc, after } of packets) {
        const from = { ip, port }
        if (isSame(from, sdp)) continue
        const now: MonoMs = monoMs(after)
        const about = { from, ssrc, negotiated: true, isKnownSsrc }
        const [next, isTaken] = considerSource(source, about, { sdp, heardAt: monoMs(0), now })
        assert.equal(isTaken, false)
        source = next
      }
    }),
  )
})
