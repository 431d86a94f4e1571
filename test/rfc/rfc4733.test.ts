/** RFC 4733: payload on the wire, and the worked example of a person dialling 911. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dtmfKeys } from '../../src/base/dtmf.ts'
import { monoMs } from '../../src/base/units.ts'
import { type KeyReceiver, noKeyYet, stepKeys } from '../../src/rtp/keyReceiver.ts'
import { readTelephoneEvent, writeTelephoneEvent } from '../../src/rtp/telephoneEvent.ts'

test('RFC 4733 §2.3, §3.2: event, end bit, volume and duration lie where the figure draws them', () => {
  for (const [code, key] of dtmfKeys.entries()) {
    for (const end of [false, true]) {
      const bytes = new Uint8Array(6).fill(0xee)
      writeTelephoneEvent(bytes, 1, { key, end, durationTicks: 0x0320 })
      assert.deepEqual([...bytes], [0xee, code, end ? 0x8a : 0x0a, 0x03, 0x20, 0xee])
      const read = readTelephoneEvent({ bytes, start: 1, end: 5 })
      assert.deepEqual(read, { key, end, durationTicks: 0x0320 })
    }
  }
})

test('RFC 4733 §2.3: what is no key, or cut off, is no event', () => {
  for (const code of [16, 36, 255]) {
    assert.equal(
      readTelephoneEvent({ bytes: Uint8Array.of(code, 10, 0, 160), start: 0, end: 4 }),
      undefined,
    )
  }
  assert.equal(readTelephoneEvent({ bytes: Uint8Array.of(9, 10, 0), start: 0, end: 3 }), undefined)
})

test('RFC 4733 §2.3.3: the reserved bit is ignored', () => {
  const event = readTelephoneEvent({ bytes: Uint8Array.of(9, 0xff, 0, 160), start: 0, end: 4 })
  assert.deepEqual(event, { key: '9', end: true, durationTicks: 160 })
})

test('RFC 4733 §5: 911 pressed for 200, 250 and 50 ms at 0, 0.88 and 1.4 s is three keys', () => {
  const presses = [
    { key: '9', startTicks: 0, durationTicks: 1600 },
    { key: '1', startTicks: 7040, durationTicks: 2000 },
    { key: '1', startTicks: 11_200, durationTicks: 400 },
  ] as const
  let receiver: KeyReceiver = noKeyYet
  const told: string[] = []
  for (const { key, startTicks, durationTicks } of presses) {
    // Every 50 ms (400 ticks) an update, the last one three times with the end bit.
    const updates = Array.from({ length: durationTicks / 400 }, (_, i) => (i + 1) * 400)
    for (const soFar of [...updates, durationTicks, durationTicks]) {
      const end = soFar === durationTicks
      const event = { key, end, durationTicks: soFar }
      const now = monoMs((startTicks + soFar) / 8)
      const [next, keys] = stepKeys(receiver, { is: 'packet', timestamp: startTicks, event }, now)
      receiver = next
      told.push(...keys)
    }
  }
  assert.deepEqual(told, ['9', '1', '1'])
})
