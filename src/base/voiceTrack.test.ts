import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from './random.ts'
import {
  farSounds,
  frameCode,
  readVoiceTrack,
  voiceTrackFramesMax,
  voiceTrackOf,
} from './voiceTrack.ts'

test('voice track: what an ear wrote is read again, frame by frame', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = randomFrom(seed)
    const frames = Array.from({ length: random.below(voiceTrackFramesMax + 1) }, () => {
      const far = random.pick(farSounds)
      return { far, weSpeak: random.below(2) === 1 }
    })
    const track = voiceTrackOf(frames.map(({ far, weSpeak }) => frameCode(far, weSpeak)))
    const read = readVoiceTrack(track).flatMap(({ frames: count, ...frame }) =>
      Array.from({ length: count }, () => frame),
    )
    assert.deepEqual(read, frames, `seed ${seed}`)
  }
})

test('voice track: as many frames as there is room for, and not one more', () => {
  for (const [frames, kept] of [
    [voiceTrackFramesMax - 1, voiceTrackFramesMax - 1],
    [voiceTrackFramesMax, voiceTrackFramesMax],
    [voiceTrackFramesMax + 1, voiceTrackFramesMax],
  ] as const) {
    assert.equal(voiceTrackOf(new Uint8Array(frames)), `q${kept}`)
  }
  assert.equal(voiceTrackOf(new Uint8Array(10), 4), 'q4')
})

test('voice track: what does not read as one is none', () => {
  for (const track of ['', 'x', 'q', '12q', 'q1000', 'v3 t2'])
    assert.deepEqual(readVoiceTrack(track), [])
})
