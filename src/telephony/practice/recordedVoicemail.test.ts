import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENCE_A } from '../../audio/g711.ts'
import type { ClipId } from '../../base/ids.ts'
import { randomFrom } from '../../base/random.ts'
import { monoMs } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import type { SoundRecording } from '../mediaEngine.ts'
import { LOST_SHARE, recordedVoicemail } from './recordedVoicemail.ts'

const FRAMES = 100
const random = randomFrom(1)
const noise = Uint8Array.from({ length: FRAMES * 160 - 40 }, () => random.below(256))
const clip: Clip = { id: 'voicemail' as ClipId, pcma: noise, pcmu: noise }
const always = { from: monoMs(0), until: monoMs(1e9) }

interface Sent {
  /** Of the clip, or silence. */
  readonly frame: number | undefined
  /** Packets sent before this one. */
  readonly place: number
}

const clipFrom = (first: number, past = FRAMES): (number | undefined)[] =>
  Array.from({ length: past - first }, (_, i) => first + i)
const silence = (frames: number): (number | undefined)[] =>
  Array.from({ length: frames }, () => undefined)

/** A packet every 20 ms from instant 0 on, with numbers that pass their limits on the way. */
function recordingOf(frames: readonly (number | undefined)[], isLost = (_: Sent) => false) {
  const sent = frames.map((frame, place) => ({ frame, place })).filter((one) => !isLost(one))
  const sound = new Uint8Array(sent.length * 160).fill(SILENCE_A)
  sent.forEach(({ frame }, i) => {
    if (frame !== undefined) sound.set(noise.subarray(frame * 160, frame * 160 + 160), i * 160)
  })
  const recording: SoundRecording = {
    codec: 'pcma',
    sequences: Uint16Array.from(sent, ({ place }) => 65_500 + place),
    timestamps: Uint32Array.from(sent, ({ place }) => 2 ** 32 - 8000 + place * 160),
    instants: Float64Array.from(sent, ({ place }) => place * 20),
    sound,
  }
  return recording
}

const found = (recording: SoundRecording, span = always): string => {
  const kept = recordedVoicemail(recording, [clip], span)
  if (!kept) return 'nothing'
  return `${kept.wholeMs}${kept.complete ? ` whole, ${kept.copies} times` : ''}`
}

test('recording: the whole clip between silence is whole, and its last frame counts as long as it is', () => {
  assert.equal(
    found(recordingOf([...silence(30), ...clipFrom(0), ...silence(9)])),
    '1995 whole, 1 times',
  )
})

test('recording: the same law is compared, whichever it was', () => {
  const recording = { ...recordingOf(clipFrom(0)), codec: 'pcmu' as const }
  // Filled up with the silence of A-law, the last frame is not what was sent in µ-law.
  assert.equal(found(recording), '1980')
  assert.equal(found(recordingOf(clipFrom(0))), '1995 whole, 1 times')
})

test('recording: one sample that differs is not the message', () => {
  for (const at of [0, 159, 8000, FRAMES * 160 - 41]) {
    const recording = recordingOf(clipFrom(0))
    recording.sound[at] = (recording.sound[at] ?? 0) ^ 1
    const wholeMs = Math.floor(at / 160) * 20
    assert.equal(found(recording), wholeMs === 0 ? 'nothing' : String(wholeMs))
  }
})

test('recording: one frame less at the start, at the end or in the middle is not the whole', () => {
  assert.equal(found(recordingOf(clipFrom(1))), 'nothing')
  assert.equal(found(recordingOf([...clipFrom(0, FRAMES - 1), ...silence(3)])), '1980')
  assert.equal(found(recordingOf([...clipFrom(0, 50), ...clipFrom(51)])), '1000')
})

test('recording: what arrived before the beep was over, or after it hung up, was not recorded', () => {
  const recording = recordingOf([...silence(10), ...clipFrom(0), ...silence(10)])
  assert.equal(found(recording, { from: monoMs(200), until: monoMs(2180) }), '1995 whole, 1 times')
  assert.equal(found(recording, { from: monoMs(201), until: monoMs(2180) }), 'nothing')
  assert.equal(found(recording, { from: monoMs(200), until: monoMs(2179) }), '1980')
})

test('recording: cut by a beep and begun again is whole once; left twice is twice', () => {
  const again = [...clipFrom(0, 40), ...silence(2), ...clipFrom(0), ...silence(2)]
  assert.equal(found(recordingOf(again)), '1995 whole, 1 times')
  assert.equal(found(recordingOf([...clipFrom(0), ...clipFrom(0)])), '1995 whole, 2 times')
})

test('recording: lost packets are allowed up to their share, a pause of the sender is not', () => {
  const allowed = LOST_SHARE * FRAMES
  const loses = (count: number) =>
    recordingOf(clipFrom(0), ({ place }) => place >= 20 && place < 20 + count)
  assert.equal(found(loses(allowed)), '1995 whole, 1 times')
  assert.notEqual(found(loses(allowed + 1)), '1995 whole, 1 times')
  const paused = recordingOf(clipFrom(0))
  // Time went on without packets: the numbers follow each other, the timestamps do not.
  paused.timestamps.forEach((timestamp, i) => {
    if (i >= 50) paused.timestamps[i] = timestamp + 160
  })
  assert.equal(found(paused), '1000')
})

test('recording: of several messages the one that was kept is named', () => {
  const other = {
    ...clip,
    id: 'other' as ClipId,
    pcma: noise.toReversed(),
    pcmu: noise.toReversed(),
  }
  const kept = recordedVoicemail(recordingOf(clipFrom(0)), [other, clip], always)
  assert.equal(kept?.clip, 'voicemail')
})
