import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { monoMs } from '../base/units.ts'
import { blankRtpHeader } from './packet.ts'
import {
  type Arrival,
  blankReceiver,
  expectedPackets,
  isOfFarEnd,
  jitterMs,
  lostInAll,
  NEW_HOME_MS,
  type Receiver,
  receivedInAll,
  receiveEvent,
  receiveSound,
  SILENT_SSRC_MS,
  ticksOf,
} from './receiver.ts'

function arrive(receiver: Receiver, sequence: number, ssrc = 7): Arrival {
  const header = {
    ...blankRtpHeader(),
    sequence: sequence & 0xffff,
    ssrc,
    timestamp: sequence * 160,
  }
  return receiveSound(receiver, header, ticksOf(monoMs(sequence * 20)))
}

const counts = (receiver: Receiver) => ({
  received: receivedInAll(receiver),
  lost: lostInAll(receiver),
})

test('RFC 3550 A.1, A.3: counts across the wrap of sequence numbers', () => {
  const receiver = blankReceiver()
  for (let i = 65_530; i < 65_550; i += 1) if (i !== 65_535 && i !== 65_537) arrive(receiver, i)
  assert.equal(expectedPackets(receiver), 20)
  assert.deepEqual(counts(receiver), { received: 18, lost: 2 })
})

test('RFC 3550 A.1: late packets fill their gap, duplicates count for nothing', () => {
  const receiver = blankReceiver()
  assert.equal(arrive(receiver, 10), 'inOrder')
  assert.equal(arrive(receiver, 13), 'inOrder')
  assert.deepEqual(counts(receiver), { received: 2, lost: 2 })
  assert.equal(arrive(receiver, 12), 'late')
  assert.equal(arrive(receiver, 12), 'duplicate')
  assert.equal(arrive(receiver, 13), 'duplicate')
  assert.equal(arrive(receiver, 11), 'late')
  assert.deepEqual(counts(receiver), { received: 4, lost: 0 })
  assert.equal(arrive(receiver, 9), 'doubtful', 'from before we listened')
})

test('RFC 3550 A.1: a gap of 2,999 is loss, one of 3,000 needs two packets in a row', () => {
  const near = blankReceiver()
  arrive(near, 0)
  assert.equal(arrive(near, 2999), 'inOrder')
  assert.equal(lostInAll(near), 2998)
  const far = blankReceiver()
  arrive(far, 0)
  assert.equal(arrive(far, 3000), 'doubtful')
  assert.equal(arrive(far, 3001), 'restart')
  assert.deepEqual(counts(far), { received: 2, lost: 0 })
})

test('RFC 3550 A.1: 100 behind is late, 101 behind is doubtful', () => {
  const receiver = blankReceiver()
  arrive(receiver, 1000)
  arrive(receiver, 1200)
  assert.equal(arrive(receiver, 1100), 'late')
  assert.equal(arrive(receiver, 1099), 'doubtful')
})

test('an SSRC that is alive is not displaced, one silent for 100 ms is, by two packets in a row', () => {
  const header = (sequence: number, ssrc: number) => ({ ...blankRtpHeader(), sequence, ssrc })
  for (const [silentMs, answers] of [
    [SILENT_SSRC_MS - 1, 'nnnn'],
    [SILENT_SSRC_MS, 'nyyy'],
    [SILENT_SSRC_MS + 1, 'nyyy'],
  ] as const) {
    const receiver = blankReceiver()
    const facts = { heardAt: monoMs(0), now: monoMs(silentMs) }
    assert.ok(isOfFarEnd(receiver, header(1, 7), facts))
    arrive(receiver, 1)
    const taken = [100, 101, 102, 103].map((n) => isOfFarEnd(receiver, header(n, 8), facts))
    assert.equal(taken.map((is) => (is ? 'y' : 'n')).join(''), answers, `${silentMs} ms`)
    assert.equal(isOfFarEnd(receiver, header(300, 9), facts), false, 'out of order')
    assert.equal(isOfFarEnd(receiver, header(302, 9), facts), false, 'out of order')
  }
})

test('the SSRC a call began with may come back at once, until another has been heard for 2 s', () => {
  const header = (sequence: number, ssrc: number) => ({ ...blankRtpHeader(), sequence, ssrc })
  for (const [later, isTaken] of [
    [NEW_HOME_MS - 1, true],
    [NEW_HOME_MS, false],
    [NEW_HOME_MS + 1, false],
  ] as const) {
    const receiver = blankReceiver()
    const at = (now: number, heardAt: number) => ({ now: monoMs(now), heardAt: monoMs(heardAt) })
    isOfFarEnd(receiver, header(1, 7), at(0, 0))
    arrive(receiver, 1, 7)
    isOfFarEnd(receiver, header(5, 8), at(200, 0))
    assert.ok(isOfFarEnd(receiver, header(6, 8), at(220, 0)))
    arrive(receiver, 6, 8)
    assert.ok(isOfFarEnd(receiver, header(7, 8), at(later, later - 20)))
    assert.equal(isOfFarEnd(receiver, header(2, 7), at(later, later)), isTaken, `${later} ms`)
  }
})

test('RFC 3550 §8: another SSRC begins anew and keeps what was counted', () => {
  const receiver = blankReceiver()
  for (const sequence of [1, 2, 4]) arrive(receiver, sequence)
  assert.equal(arrive(receiver, 60_000, 8), 'restart')
  arrive(receiver, 60_002, 8)
  assert.deepEqual(counts(receiver), { received: 5, lost: 2 })
})

test('RFC 3550 A.8: jitter is the smoothed change of transit time', () => {
  const receiver = blankReceiver()
  const header = { ...blankRtpHeader(), ssrc: 7 }
  let expected = 0
  // Every second packet comes 8 ms late: each step of transit is 64 ticks.
  for (let i = 0; i < 200; i += 1) {
    const at = monoMs(i * 20 + (i % 2) * 8)
    receiveSound(receiver, { ...header, sequence: i, timestamp: i * 160 }, ticksOf(at))
    if (i > 0) expected += (64 - expected) / 16
  }
  assert.ok(Math.abs(receiver.jitterTicks - expected) < 1e-9)
  assert.ok(Math.abs(jitterMs(receiver) - 8) < 0.01)
})

test('jitter leaves out telephone events, whose timestamp stands still', () => {
  const receiver = blankReceiver()
  for (let i = 0; i < 10; i += 1) {
    const header = { ...blankRtpHeader(), ssrc: 7, sequence: i, timestamp: 0 }
    receiveEvent(receiver, header)
  }
  assert.equal(receiver.jitterTicks, 0)
})

test('received + lost = expected for any loss and any reordering within ten packets', () => {
  const packets = fc.array(fc.record({ isLost: fc.boolean(), delay: fc.nat(10) }), {
    minLength: 1,
    maxLength: 300,
  })
  fc.assert(
    fc.property(packets, fc.integer({ min: 0, max: 0xffff }), (sent, firstSequence) => {
      const kept = sent
        .map((packet, i) => ({ ...packet, i }))
        // The first and the last arrive, in their place: they say what was expected.
        .filter(({ isLost, i }) => !isLost || i === 0 || i === sent.length - 1)
        .sort((a, b) => rank(a, sent.length) - rank(b, sent.length))
      const receiver = blankReceiver()
      for (const { i } of kept) arrive(receiver, firstSequence + i)
      assert.deepEqual(counts(receiver), { received: kept.length, lost: sent.length - kept.length })
    }),
  )
})

const rank = ({ i, delay }: { readonly i: number; readonly delay: number }, length: number) =>
  i === 0 ? -1 : i === length - 1 ? length + 100 : i + delay
