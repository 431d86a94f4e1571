import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DtmfKey, dtmfKeys } from '../base/dtmf.ts'
import { monoMs, ms } from '../base/units.ts'
import {
  EVENT_SILENCE_MS,
  type KeyReceiver,
  nextKeyDeadline,
  noKeyYet,
  stepKeys,
} from './keyReceiver.ts'
import {
  type EventPacket,
  KEYS_WAITING_AT_MOST,
  type KeySender,
  LONGEST_PRESS_MS,
  nextKeyPacket,
  noKeys,
  press,
  SHORTEST_PRESS_MS,
} from './keySender.ts'
import { FRAME_TICKS } from './schedule.ts'

interface Sent extends EventPacket {
  readonly at: number
}

/** Presses the keys one after the other; what each 20 ms frame sends. */
function pressAll(presses: readonly (readonly [DtmfKey, number])[], firstTimestamp = 1000): Sent[] {
  let sender: KeySender = noKeys
  for (const [key, heldMs] of presses) {
    const next = press(sender, key, ms(heldMs))
    assert.ok(next, 'the press is accepted')
    sender = next
  }
  const sent: Sent[] = []
  let timestamp = firstTimestamp
  for (let frame = 0; sender.is !== 'idle' || sender.waiting.length > 0; frame += 1) {
    const [next, packet] = nextKeyPacket(sender, timestamp)
    if (packet) sent.push({ ...packet, at: frame * 20 })
    sender = next
    timestamp = (timestamp + FRAME_TICKS) >>> 0
  }
  return sent
}

/** The keys told, with the receiver woken at its own deadlines as the worker does. */
function hear(packets: readonly Sent[]): { keys: DtmfKey[]; toldAt: number[] } {
  let receiver: KeyReceiver = noKeyYet
  const keys: DtmfKey[] = []
  const toldAt: number[] = []
  const step = (input: Parameters<typeof stepKeys>[1], now: number): void => {
    const [next, told] = stepKeys(receiver, input, monoMs(now))
    receiver = next
    for (const key of told) {
      keys.push(key)
      toldAt.push(now)
    }
  }
  const wakeUntil = (now: number): void => {
    const deadline = nextKeyDeadline(receiver)
    if (deadline && deadline.at <= now) step({ is: 'wake' }, deadline.at)
  }
  for (const { at, timestamp, event } of packets) {
    wakeUntil(at)
    step({ is: 'packet', timestamp, event }, at)
  }
  wakeUntil(Number.MAX_SAFE_INTEGER)
  return { keys, toldAt }
}

test('RFC 4733 §2.5.1: a press of 100 ms is marked, grows by 160, and ends three times', () => {
  const rows = pressAll([['9', 100]]).map(({ at, marker, timestamp, event }) =>
    [at, marker, timestamp, event.key, event.end, event.durationTicks].join(' '),
  )
  assert.deepEqual(rows, [
    '0 true 1000 9 false 160',
    '20 false 1000 9 false 320',
    '40 false 1000 9 false 480',
    '60 false 1000 9 false 640',
    '80 false 1000 9 true 800',
    '100 false 1000 9 true 800',
    '120 false 1000 9 true 800',
  ])
})

test('RFC 4733 §2.5.1.3: a press of 10 s goes on in a second segment, without a second marker', () => {
  const sent = pressAll([['5', 10_000]])
  const starts = [...new Set(sent.map(({ timestamp }) => timestamp))]
  assert.deepEqual(starts, [1000, 1000 + 0xffff])
  assert.equal(sent.filter(({ marker }) => marker).length, 1)
  assert.equal(sent.filter(({ event }) => event.end).length, 3)
  assert.ok(sent.every(({ event }) => event.durationTicks > 0 && event.durationTicks <= 0xffff))
  assert.equal(0xffff + (sent.at(-1)?.event.durationTicks ?? 0), 80_000)
  assert.deepEqual(hear(sent).keys, ['5'])
})

test('a press is accepted from 40 ms to 30 s, and 32 may wait', () => {
  assert.equal(press(noKeys, '1', ms(SHORTEST_PRESS_MS - 1)), undefined)
  assert.ok(press(noKeys, '1', SHORTEST_PRESS_MS))
  assert.ok(press(noKeys, '1', LONGEST_PRESS_MS))
  assert.equal(press(noKeys, '1', ms(LONGEST_PRESS_MS + 1)), undefined)
  let sender: KeySender | undefined = noKeys
  for (let i = 0; i < KEYS_WAITING_AT_MOST && sender; i += 1) sender = press(sender, '1', ms(100))
  assert.equal(sender?.waiting.length, KEYS_WAITING_AT_MOST)
  assert.equal(press(sender ?? noKeys, '1', ms(100)), undefined)
})

test('a key is told at its third packet, not at its end', () => {
  assert.deepEqual(hear(pressAll([['9', 5000]])), { keys: ['9'], toldAt: [40] })
})

test('RFC 4733 §2.5.2: keys survive what the network does to their packets', () => {
  const nine = pressAll([['9', 100]])
  const twoOnes = pressAll([
    ['1', 100],
    ['1', 100],
  ])
  const cases: readonly [string, readonly Sent[], readonly DtmfKey[]][] = [
    ['untouched', nine, ['9']],
    ['end packets lost', nine.filter(({ event }) => !event.end), ['9']],
    ['only one end packet arrives', nine.slice(-1), ['9']],
    ['only one packet in the middle arrives', nine.slice(1, 2), ['9']],
    ['two packets arrive, then nothing', nine.slice(0, 2), ['9']],
    ['every packet twice', nine.flatMap((packet) => [packet, packet]), ['9']],
    ['an end packet before the others', [nine[5] as Sent, ...nine], ['9']],
    ['two presses of one key', twoOnes, ['1', '1']],
    ['both without their ends', twoOnes.filter(({ event }) => !event.end), ['1', '1']],
    ['of the first, one packet', [twoOnes[0] as Sent, ...twoOnes.slice(7)], ['1', '1']],
    ['the first again after the second', [...twoOnes, ...twoOnes.slice(0, 3)], ['1', '1']],
  ]
  for (const [name, packets, keys] of cases) {
    const inTime = packets.map((packet, i) => ({ ...packet, at: i * 20 }))
    assert.deepEqual(hear(inTime).keys, keys, name)
  }
})

test('a held key that the network holds back for a while stays one key', () => {
  const packets = pressAll([['1', 1000]])
  const after = packets.findIndex(({ at }) => at >= 300)
  const gap = EVENT_SILENCE_MS + 100
  const held = packets.map((packet, i) => (i < after ? packet : { ...packet, at: packet.at + gap }))
  assert.deepEqual(hear(held).keys, ['1'])
})

test('a far end whose clock began anew is heard', () => {
  const before = pressAll([['1', 100]], 900_000)
  const anew = pressAll([['9', 100]], 5).map((packet) => ({ ...packet, at: packet.at + 5000 }))
  assert.deepEqual(hear([...before, ...anew]).keys, ['1', '9'])
})

test('no loss of up to four packets in a press of 200 ms loses or doubles a key', () => {
  const key = fc.constantFrom(...dtmfKeys)
  const presses = fc.array(key, { minLength: 1, maxLength: 5 })
  const start = fc.integer({ min: 0, max: 0xffffffff })
  fc.assert(
    fc.property(presses, start, fc.array(fc.nat(11), { maxLength: 4 }), (keys, first, lost) => {
      const sent = pressAll(
        keys.map((pressed) => [pressed, 200] as const),
        first,
      )
      const packetsPerPress = 12
      const arrived = sent.filter((_, i) => !lost.includes(i % packetsPerPress))
      assert.deepEqual(hear(arrived).keys, keys)
    }),
  )
})
