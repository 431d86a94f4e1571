import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readVoiceTrack } from '../../base/voiceTrack.ts'
import { amdDefaults } from '../../call/amdSettings.ts'
import { openAmdEar } from './ear.ts'

const frameSamples = 160
const frameOf = (index: number, hz: number | null): Int16Array =>
  Int16Array.from({ length: frameSamples }, (_, i) => {
    if (hz === null) return 0
    const t = (index * frameSamples + i) / 8000
    return Math.round(6000 * Math.sin(2 * Math.PI * hz * t))
  })

test('ear: its verdict says who made a sound when, tones apart, and when we spoke', () => {
  const ear = openAmdEar(amdDefaults)
  const plan = [
    { frames: 50, hz: null, weSpeak: true },
    { frames: 20, hz: 1000, weSpeak: true },
    { frames: 60, hz: null, weSpeak: false },
  ] as const
  let index = 0
  let track: string | undefined
  for (const { frames, hz, weSpeak } of plan) {
    for (let n = 0; n < frames; n += 1, index += 1) {
      for (const sign of ear.hear(frameOf(index, hz), weSpeak)) {
        if (sign.is === 'verdict') track ??= sign.verdict.voiceTrack
      }
    }
  }
  const runs = readVoiceTrack(track ?? '')
  const tone = runs.filter(({ far }) => far === 'tone')
  assert.ok(tone[0]?.weSpeak, `${track}`)
  const toneFrames = tone.reduce((sum, { frames }) => sum + frames, 0)
  assert.ok(Math.abs(toneFrames - 20) <= 4, `${track}`)
  assert.equal(runs[0]?.far, 'quiet')
  assert.ok(Math.abs((runs[0]?.frames ?? 0) - 50) <= 4, `${track}`)
  assert.ok(runs.every(({ far }) => far !== 'voice'))
  assert.equal(runs.at(-1)?.weSpeak, false)
})
