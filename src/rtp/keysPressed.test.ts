/** Keys as people press them and far ends report them: what the leg is told, and once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DtmfKey } from '../base/dtmf.ts'
import { monoMs } from '../base/units.ts'
import {
  CHATTER_TICKS,
  EVENT_SILENCE_MS,
  type KeyReceiver,
  nextKeyDeadline,
  noKeyYet,
  stepKeys,
} from './keyReceiver.ts'
import { LONGEST_SEGMENT_TICKS, looksLikeKey, readTelephoneEvent } from './telephoneEvent.ts'

interface Packet {
  /** Arrives then, in ms. */
  readonly at: number
  readonly timestamp: number
  readonly key: DtmfKey
  readonly end: boolean
  readonly ticks: number
}

/** A press from `at` on, a packet every 20 ms and the end three times (RFC 4733 §2.5.1.4); clock: that of arrival. */
function press(key: DtmfKey, at: number, heldMs: number, change: Partial<Packet> = {}): Packet[] {
  const timestamp = 90_000 + at * 8
  const held = Array.from({ length: Math.ceil(heldMs / 20) - 1 }, (_, i) => (i + 1) * 20)
  const about = { timestamp, key, end: false }
  const ends = [heldMs, heldMs + 20, heldMs + 40].map((ms) => ({
    ...about,
    ...{ at: at + ms, ticks: heldMs * 8, end: true },
  }))
  const packets = held.map((ms) => ({ ...about, at: at + ms, ticks: ms * 8 }))
  return [...packets, ...ends].map((packet) => ({ ...packet, ...change }))
}

/** A press of more than 8 s: segments of `full` ticks, each where the one before was full (§2.5.1.3). */
function longPress(
  key: DtmfKey,
  at: number,
  heldMs: number,
  full = LONGEST_SEGMENT_TICKS,
): Packet[] {
  return press(key, at, heldMs).map((packet) => {
    const elapsed = Math.min((packet.at - at) * 8, heldMs * 8)
    const segment = Math.floor((elapsed - 1) / full)
    const timestamp = (packet.timestamp + segment * full) >>> 0
    return { ...packet, timestamp, ticks: elapsed - segment * full }
  })
}

const withoutEnds = (packets: readonly Packet[]): Packet[] => packets.filter(({ end }) => !end)
const swapped = (packets: readonly Packet[], one: number, other: number): Packet[] => {
  const at = packets.map((packet) => packet.at)
  const order = [...packets]
  order[one] = packets[other] as Packet
  order[other] = packets[one] as Packet
  return order.map((packet, i) => ({ ...packet, at: at[i] as number }))
}
const wraps = longPress('1', 0, 9000)
const wrapsAt = wraps.findIndex(({ timestamp }) => timestamp !== 90_000)

// biome-ignore format: a table, one finger a row
const fingers: readonly [title: string, packets: readonly Packet[], told: string][] = [
  ['a press of 40 ms, the shortest that counts (Q.24)', press('9', 0, 40), '9'],
  ['held for 10 s', longPress('9', 0, 10_000), '9'],
  ['held for 30 s, three segments', longPress('9', 0, 30_000), '9'],
  ['held for 10 s, the duration goes round under one timestamp',
    press('9', 0, 10_000).map((p) => ({ ...p, ticks: p.ticks & 0xffff })), '9'],
  ['held for 10 s, the duration stands at its end',
    press('9', 0, 10_000).map((p) => ({ ...p, ticks: Math.min(p.ticks, 0xffff) })), '9'],
  ['held for 10 s, segments end with a packet, 65,440 ticks', longPress('9', 0, 10_000, 65_440), '9'],
  ['held for 10 s, each segment says it ends',
    longPress('9', 0, 10_000).map((p) => ({ ...p, end: p.end || p.ticks > 0xffff - 160 })), '9'],
  ['held for 10 s, the last 200 ms of the segment lost', wraps.filter((_, i) => i < wrapsAt - 10 || i >= wrapsAt), '1'],
  ['held for 9 s, packets change places where the segment does', swapped(wraps, wrapsAt - 1, wrapsAt), '1'],
  ['held for 9 s, a packet of the first segment a second late',
    [...wraps, { ...(wraps[wrapsAt - 2] as Packet), at: 9100 }], '1'],
  ['held for 9 s, then again', [...longPress('9', 0, 9000), ...press('9', 9200, 100)], '99'],
  ['held for 5 s, another, and the end of the first comes late',
    [...press('9', 0, 5000).slice(0, -1), ...press('1', 5100, 100),
      { ...(press('9', 0, 5000).at(-1) as Packet), at: 5250 }], '91'],
  ['as on a dial: five times, 100 ms and 100 ms', [0, 1, 2, 3, 4].flatMap((n) => press('9', n * 200, 100)), '99999'],
  ['five times without an end packet', [0, 1, 2, 3, 4].flatMap((n) => withoutEnds(press('9', n * 200, 100))), '99999'],
  ['as fast as Q.24 allows: 40 ms and 40 ms', [0, 1, 2, 3].flatMap((n) => press('9', n * 80, 40).slice(0, 3)), '9999'],
  ['a contact that chatters as it closes', [...press('9', 0, 10).slice(0, 1), ...press('9', 20, 100)], '9'],
  ['a contact that chatters as it opens', [...press('9', 0, 100).slice(0, -2), ...press('9', 115, 20)], '9'],
  ['chatters three times',
    [...press('9', 0, 20).slice(0, 1), ...press('9', 35, 20).slice(0, 1), ...press('9', 70, 60)], '9'],
  ['start packets lost', press('9', 0, 200).slice(5), '9'],
  ['all but the last end packet lost', press('9', 0, 200).slice(-1), '9'],
  ['end packets lost', withoutEnds(press('9', 0, 200)), '9'],
  ['all but one in the middle lost', press('9', 0, 200).slice(3, 4), '9'],
  ['every packet twice', press('9', 0, 200).flatMap((p) => [p, p]), '9'],
  ['the timestamp moves on with every packet (a known far end)',
    press('9', 0, 200).map((p) => ({ ...p, timestamp: p.timestamp + p.ticks })), '9'],
  ['two such presses',
    [0, 400].flatMap((at) => press('9', at, 200).map((p) => ({ ...p, timestamp: p.timestamp + p.ticks }))), '99'],
  ['no volume, no duration', press('9', 0, 100, { ticks: 0 }), '9'],
  ['durations that are no multiple of anything',
    press('9', 0, 100).map((p, i) => ({ ...p, ticks: 37 + i * 163 })), '9'],
  ['two keys at once under one timestamp: the first', press('1', 0, 200).flatMap((p) => [p, { ...p, key: '9' }]), '1'],
  ['two keys at once, under timestamps of their own: both',
    [...press('1', 0, 200), ...press('9', 40, 200)].toSorted((a, b) => a.at - b.at), '19'],
  ['rolled from one key to the next without a pause',
    [...press('1', 0, 100).slice(0, -2), ...press('9', 100, 100)], '19'],
  ['a wrong key, then the right one', [...press('5', 0, 100), ...press('9', 300, 100)], '59'],
  ['star, hash and the letters', (['*', '#', 'A', 'D'] as const).flatMap((key, n) => press(key, n * 300, 100)), '*#AD'],
  ['a far end whose events all have one timestamp',
    [0, 1500].flatMap((at) => press(at ? '9' : '1', at, 100, { timestamp: 7 })), '19'],
  ['held for 3 s, each packet says it ends', press('9', 0, 3000, { end: true }), '9'],
  ['its clock begins anew',
    [...press('1', 0, 100, { timestamp: 900_000 }), ...press('9', 1500, 100, { timestamp: 5 })], '19'],
  ['its clock goes round', press('9', 0, 10_000, { timestamp: 0xffff_ff00 }), '9'],
]

for (const [title, packets, told] of fingers) {
  test(`keys, ${title}: ${told}`, () => assert.equal(heard(packets).told, told))
}

test(`keys: ${CHATTER_TICKS / 8} ms after the end of a press its key is another press, a tick before it is not`, () => {
  for (const [gap, told] of [
    [CHATTER_TICKS - 1, '9'],
    [CHATTER_TICKS, '99'],
    [CHATTER_TICKS + 1, '99'],
  ] as const) {
    const first = press('9', 0, 100, { timestamp: 0 })
    const second = press('9', 160, 100, { timestamp: 800 + gap })
    assert.equal(heard([...first, ...second]).told, told, `${gap} ticks`)
  }
})

test('keys: pressed 20 ms before the call is over it counts, pressed and told before it does not count again', () => {
  for (const [packets, told] of [
    [press('9', 0, 200).slice(0, 1), '9'],
    [press('9', 0, 200).slice(0, 2), '9'],
    [press('9', 0, 200).slice(0, 3), '9'],
    [press('9', 0, 200), '9'],
    [[], ''],
  ] as const) {
    const { receiver, told: before } = heard(packets, false)
    const [after, keys] = stepKeys(receiver, { is: 'over' }, monoMs(300))
    assert.equal(before + keys.join(''), told, `${packets.length} packets`)
    assert.equal(stepKeys(after, { is: 'over' }, monoMs(301))[1].length, 0)
  }
})

test('RFC 4733 §2.3: a key is known without its number by its four bytes, and nothing else is', () => {
  for (const [payload, isKey] of [
    [[9, 0x0a, 0, 160], true],
    [[9, 0x80, 0x03, 0x20], true],
    [[15, 0x3f, 0xff, 0xff], true],
    [[16, 0x0a, 0, 160], false],
    [[192, 0x0a, 0, 160], false],
    [[9, 0x4a, 0, 160], false],
    [[9, 0x0a, 0, 0], false],
    [[9, 0x0a, 0], false],
    [[9, 0x0a, 0, 160, 0], false],
  ] as const) {
    const extent = { bytes: Uint8Array.from([7, ...payload]), start: 1, end: 1 + payload.length }
    assert.equal(looksLikeKey(extent), isKey, payload.join(' '))
    if (isKey) assert.notEqual(readTelephoneEvent(extent), undefined)
  }
})

test('keys: whatever arrives within a second, no more keys are told than timestamps came', () => {
  const packet = fc.record({
    timestamp: fc.constantFrom(0, 100, 160, 400, 1600, 4000, 7999),
    key: fc.constantFrom<DtmfKey>('1', '9', '#'),
    end: fc.boolean(),
    ticks: fc.constantFrom(0, 160, 800, 0xffff),
  })
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 40 }), (packets) => {
      const inTime = packets.map((one, n) => ({ ...one, at: n * 20 }))
      const { told } = heard(inTime)
      const presses = new Set(packets.map(({ timestamp }) => timestamp)).size
      assert.ok(told.length <= presses, `${told} of ${presses}`)
      assert.equal(told.length > 0, packets.length > 0)
    }),
  )
})

/** What is told of these packets; woken as the worker does, in the end as well unless it is cut short. */
function heard(
  packets: readonly Packet[],
  toTheEnd = true,
): { readonly told: string; readonly receiver: KeyReceiver } {
  let receiver: KeyReceiver = noKeyYet
  let told = ''
  const step = (input: Parameters<typeof stepKeys>[1], now: number): void => {
    const [next, keys] = stepKeys(receiver, input, monoMs(now))
    receiver = next
    told += keys.join('')
  }
  const wakeBy = (now: number): void => {
    const deadline = nextKeyDeadline(receiver)
    if (deadline && deadline.at <= now) step({ is: 'wake' }, deadline.at)
  }
  for (const { at, timestamp, key, end, ticks } of packets) {
    wakeBy(at)
    step({ is: 'packet', timestamp, event: { key, end, durationTicks: ticks } }, at)
  }
  if (toTheEnd) wakeBy((packets.at(-1)?.at ?? 0) + EVENT_SILENCE_MS)
  return { told, receiver }
}
