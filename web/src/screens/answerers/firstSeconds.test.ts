import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstSeconds } from './firstSeconds.ts'

const call = {
  ...{ voiceTrack: '', signs: [], features: {}, firstAudioMs: 20, talkMs: 9000 },
} as const

test('first seconds: the track of the ear, then what it told: pauses, voices and beeps', () => {
  const drawn = firstSeconds({
    ...call,
    voiceTrack: 'Q30V50',
    signs: [
      { is: 'quiet', fromMs: 3000 },
      { is: 'beep', fromMs: 3400, toMs: 3700, hz: 1000 },
      { is: 'speaks', fromMs: 5000 },
    ],
  })
  assert.deepEqual(drawn, {
    lastsMs: 9000,
    oursFromMs: 20,
    them: [
      { is: 'voice', fromMs: 600, toMs: 3000 },
      { is: 'tone', fromMs: 3400, toMs: 3700, hz: 1000 },
      { is: 'voice', fromMs: 5000, toMs: 9000 },
    ],
  })
})

test('first seconds: without a track, where the measures say that a voice was', () => {
  const features = { atMs: 1600, onsetMs: 400, silenceMs: 500, speechMs: 700 }
  assert.deepEqual(firstSeconds({ ...call, features }).them, [
    { is: 'voice', fromMs: 400, toMs: 1100 },
  ])
  assert.deepEqual(firstSeconds({ ...call, features: { ...features, speechMs: 0 } }).them, [])
})

test('first seconds: twelve at most, one at least, and nothing beyond the end', () => {
  const long = firstSeconds({ ...call, talkMs: 60_000, voiceTrack: 'v10', firstAudioMs: 13_000 })
  assert.deepEqual([long.lastsMs, long.them.at(-1)?.toMs, long.oursFromMs], [12_000, 12_000, null])
  assert.equal(firstSeconds({ ...call, talkMs: 200 }).lastsMs, 1000)
})
