import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs, ms } from '../base/units.ts'
import type { LegNumber, MediaEvent } from './mediaEngine.ts'
import {
  MediaRecordings,
  RECORDING_MS_MAX,
  RECORDINGS_AT_ONCE,
  type RecordedFrame,
} from './mediaRecording.ts'

const frame = (n: number, codec: 'pcma' | 'pcmu' = 'pcma'): RecordedFrame => ({
  codec,
  bytes: new Uint8Array(172).fill(n & 0xff, 12),
  at: 12,
  timestamp: n * 160,
  sequence: n & 0xffff,
})

function recorded(frames: readonly RecordedFrame[], recordMs: number) {
  const told: MediaEvent[] = []
  const recordings = new MediaRecordings((event) => told.push(event))
  const recording = recordings.begin({ leg: 1 as LegNumber, recordMs: ms(recordMs) })
  frames.forEach((one, i) => {
    recording?.add(one, monoMs(20 * i))
  })
  recording?.end(monoMs(1e6))
  const [event] = told
  assert.ok(event?.is === 'recorded' && told.length === 1)
  return event.recording
}

test('recording of a leg: each frame as it came, with its number, its timestamp and its instant', () => {
  const kept = recorded(
    Array.from({ length: 1500 }, (_, n) => frame(n)),
    60_000,
  )
  assert.equal(kept.sound.length, 1500 * 160)
  for (const n of [0, 511, 512, 1499]) {
    assert.deepEqual(
      [kept.sequences[n], kept.timestamps[n], kept.instants[n]],
      [n, n * 160, n * 20],
    )
    assert.deepEqual(new Set(kept.sound.subarray(n * 160, n * 160 + 160)), new Set([n & 0xff]))
  }
})

test('recording of a leg: no longer than asked for, nor than RECORDING_MS_MAX', () => {
  const frames = Array.from({ length: RECORDING_MS_MAX / 20 + 1 }, (_, n) => frame(n))
  for (const [asked, kept] of [
    [980, 49],
    [1000, 50],
    [1020, 51],
  ] as const) {
    assert.equal(recorded(frames, asked).timestamps.length, kept)
  }
  const most = RECORDING_MS_MAX / 20
  for (const [asked, kept] of [
    [-20, most - 1],
    [0, most],
    [20, most],
  ] as const) {
    assert.equal(recorded(frames, RECORDING_MS_MAX + asked).timestamps.length, kept)
  }
})

test('recording of a leg: sound of another law than the first is not kept', () => {
  const kept = recorded([frame(0), frame(1, 'pcmu'), frame(2)], 1000)
  assert.deepEqual([kept.codec, [...kept.timestamps]], ['pcma', [0, 320]])
})

test('recordings: so many at once and no more; one that ends makes room', () => {
  const recordings = new MediaRecordings(() => undefined)
  const begin = () => recordings.begin({ leg: 1 as LegNumber, recordMs: ms(20) })
  const open = Array.from({ length: RECORDINGS_AT_ONCE - 1 }, begin)
  assert.ok(open.every((one) => one !== undefined))
  assert.ok(begin())
  assert.equal(begin(), undefined)
  open[0]?.end(monoMs(0))
  assert.ok(begin())
  assert.equal(begin(), undefined)
  assert.equal(recordings.begin({ leg: 1 as LegNumber }), undefined)
})
