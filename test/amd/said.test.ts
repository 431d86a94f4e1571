/** What is said: the ear hears what its fit learnt, the fit learns what can be told apart, silence is never read. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toInt16 } from '../../bench/amd/manifest.ts'
import { sequenceOf } from '../../bench/amd/sequences.ts'
import { hearFrame, newListening } from '../../src/audio/amd/listening.ts'
import { newSaid, numbersOf, STEP_FRAMES, takeStep } from '../../src/audio/amd/said.ts'
import { saidWeights } from '../../src/audio/amd/saidWeights.gen.ts'
import { BANDS, bandLevels, lookAt } from '../../src/audio/amd/spectrum.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import { toySpeak } from '../support/toySpeech.ts'

const someVoice = {
  engine: 'espeak',
  name: 'm1',
  size: 1,
  pitch: 50,
  wordsPerMinute: 160,
  asEnglish: false,
} as const

async function sentence(): Promise<Int16Array> {
  const said = await toySpeak('Bonjour, vous êtes bien chez nous, laissez un message', someVoice)
  return toInt16(said.map((sample) => sample * 0.1))
}

/** Of a logit: weights are thousandths, inputs 13,107ths. */
const roundedOff = 2e-3

test('said: the ear makes of each look what the library that fitted it made of it', () => {
  const { looks, logits } = saidWeights.example
  const said = newSaid()
  assert.ok(looks.length > 20, `${looks.length} looks`)
  for (const [step, look] of looks.entries()) {
    said.input.set(numbersOf(look))
    takeStep(said)
    const [machine, screening] = logits[step] ?? [Number.NaN, Number.NaN]
    assert.ok(
      Math.abs(said.machine - machine) < roundedOff,
      `look ${step}: ${said.machine}, ${machine}`,
    )
    assert.ok(Math.abs(said.screening - screening) < roundedOff, `look ${step}`)
  }
})

test('said: silence and a steady hum are never read', () => {
  const heard = newListening(amdDefaults.beepMs)
  const hum = new Int16Array(160)
  for (let frame = 0; frame < 400; frame += 1) {
    for (let i = 0; i < 160; i += 1)
      hum[i] = 300 * Math.sin((2 * Math.PI * 50 * (frame * 160 + i)) / 8000)
    hearFrame(heard, frame < 100 ? new Int16Array(160) : hum, false, false)
  }
  const untilItIsTheFloor = (2000 + 200) / 20 / STEP_FRAMES
  assert.ok(heard.said.steps <= untilItIsTheFloor, `${heard.said.steps} looks`)
})

test('said: a sentence is looked at 25 times a second at most', async () => {
  const samples = await sentence()
  const row = { label: 'machine', lost: [], weSpeakUntilMs: 0 } as const
  const { steps = 0 } = sequenceOf(row, samples) ?? {}
  assert.ok(steps <= samples.length / 160 / STEP_FRAMES, `${steps}`)
})

test('spectrum: a tone lies in one band or two, and the bands together are the whole line', () => {
  const levels = new Float32Array(BANDS)
  for (const hz of [200, 440, 1000, 3000]) {
    const ring = Int16Array.from(
      { length: 512 },
      (_, i) => 8000 * Math.sin((2 * Math.PI * hz * i) / 8000),
    )
    lookAt(ring, 512)
    bandLevels(levels, -30)
    const shares = [...levels].map((level) => 10 ** (level / 10)).sort((a, b) => b - a)
    assert.ok((shares[0] as number) + (shares[1] as number) > 0.95, `${hz} Hz`)
    assert.ok(shares.reduce((sum, share) => sum + share, 0) < 1.05, `${hz} Hz`)
  }
})
