/** What is said: the ear hears what its fit learnt, the fit learns what can be told apart, silence is never read. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitSaid, sequenceOf } from '../../bench/amd/fitSaid.ts'
import { toInt16 } from '../../bench/amd/manifest.ts'
import { SaidNet, type Sequence } from '../../bench/amd/saidNet.ts'
import { hearFrame, newListening } from '../../src/audio/amd/listening.ts'
import { SAID_INPUTS, SAID_UNITS, STEP_FRAMES } from '../../src/audio/amd/said.ts'
import { saidWeights } from '../../src/audio/amd/saidWeights.gen.ts'
import { BANDS, bandLevels, lookAt } from '../../src/audio/amd/spectrum.ts'
import { randomFrom } from '../../src/base/random.ts'
import { toySpeak } from '../support/toySpeech.ts'

const someVoice = { engine: 'espeak', name: 'm1', size: 1, pitch: 50, wordsPerMinute: 160 } as const

async function sentence(): Promise<Int16Array> {
  const said = await toySpeak('Bonjour, vous êtes bien chez nous, laissez un message', someVoice)
  return toInt16(said.map((sample) => sample * 0.1))
}

test('said: the ear gives, look by look, what the network of the fit gives of the same looks', async () => {
  const samples = await sentence()
  const heard = newListening()
  const [inputs, told]: [number[], number[]] = [[], []]
  for (let at = 0; at + 160 <= samples.length; at += 160) {
    hearFrame(heard, samples.subarray(at, at + 160), false, false)
    if (heard.said.steps === told.length) continue
    inputs.push(...heard.said.input)
    told.push(heard.said.machine)
  }
  assert.ok(told.length > 20, `${told.length} looks`)
  const net = new SaidNet(SAID_INPUTS, SAID_UNITS, randomFrom(1))
  net.load(saidWeights)
  const steps = told.length
  const learnt = net.hear({
    ...{ inputs: Float32Array.from(inputs), steps, isMachine: true, isScreening: false },
  })
  for (const [step, logit] of learnt.entries()) {
    assert.ok(Math.abs(logit - (told[step] as number)) < 1e-3, `look ${step}`)
  }
})

test('said: weights are written down to three decimals and read again', () => {
  const net = new SaidNet(4, 3, randomFrom(7))
  const again = new SaidNet(4, 3, randomFrom(8))
  again.load(net.weights())
  for (const [k, value] of again.at.entries()) {
    assert.ok(Math.abs(value - (net.at[k] as number)) <= 0.0005 + 1e-6, `${k}`)
  }
})

test('said: the slopes are those of the loss (each weight moved by a thousandth), seed 5', () => {
  const random = randomFrom(5)
  const net = new SaidNet(4, 3, random)
  const inputs = Float32Array.from({ length: 4 * 12 }, () => random.next() - 0.5)
  const sequence = { inputs, steps: 12, isMachine: false, isScreening: false }
  net.slope.fill(0)
  net.learn(sequence, 1)
  const slope = Float32Array.from(net.slope)
  for (const [k, at] of net.at.entries()) {
    const lossAt = (value: number): number => {
      net.at[k] = value
      return net.learn(sequence, 1)
    }
    const measured = (lossAt(at + 0.001) - lossAt(at - 0.001)) / 0.002
    net.at[k] = at
    assert.ok(
      Math.abs(measured - (slope[k] as number)) < 2e-3,
      `weight ${k}: ${measured}, ${slope[k]}`,
    )
  }
})

test('said: it learns an order that no single look shows', () => {
  const random = randomFrom(3)
  const sequences: readonly Sequence[] = Array.from({ length: 200 }, (_, n) => {
    const isMachine = n % 2 === 0
    const inputs = new Float32Array(SAID_INPUTS * 20).map(() => 0.1 * (random.next() - 0.5))
    const [first, then] = isMachine ? [3, 9] : [9, 3]
    inputs[2 * SAID_INPUTS + first] = 1
    inputs[9 * SAID_INPUTS + then] = 1
    return { inputs, steps: 20, isMachine, isScreening: false }
  })
  const how = {
    seed: 1,
    units: 8,
    rounds: 30,
    decay: 0,
    sway: { call: 0, look: 0 },
  }
  let last: SaidNet | undefined
  fitSaid(sequences, how, (_, __, net) => {
    last = net
  })
  for (const sequence of sequences) {
    const logit = last?.hear(sequence).at(-1) as number
    assert.equal(logit > 0, sequence.isMachine)
  }
})

test('said: silence and a steady hum are never read', () => {
  const heard = newListening()
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
