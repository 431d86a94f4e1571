/**
 * Floors under who is heard, on a slice that is the same on every machine with the same synthesiser: not the figures of
 * bench/RESULTS.md, but what no change may fall below. Seeds of its own; of the development split, never of the
 * other. Raise them with the ear.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { eachClip } from '../../bench/amd/build.ts'
import { hearWithClassic, hearWithEar } from '../../bench/amd/hear.ts'
import { isRight, type Score, type Scored, score } from '../../bench/amd/score.ts'
import { machineSpeech, type Speak } from '../../bench/amd/speech.ts'
import { openAmdEar } from '../../src/audio/amd/ear.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import { toySpeak } from '../support/toySpeech.ts'

interface Heard {
  readonly ear: Score
  readonly classic: Score
  readonly wrong: string
}

async function heardSlice(speak: Speak, seed: number, share: number): Promise<Heard> {
  const ear: Scored[] = []
  const classic: Scored[] = []
  const build = { seed, share, speak, flite: false }
  await eachClip('development', build, (row, samples) => {
    ear.push({ row, heard: hearWithEar(openAmdEar(amdDefaults), row, samples) })
    classic.push({ row, heard: hearWithClassic(row, samples) })
  })
  const wrong = ear
    .filter((each) => !isRight(each))
    .map(({ row, heard }) => `${row.file} (${row.seed}) as ${heard.verdict} at ${heard.atMs} ms`)
  return { ear: score(ear), classic: score(classic), wrong: `seed ${seed}: ${wrong.join(', ')}` }
}

let spoken: Heard
before(async () => {
  const speech = machineSpeech()
  try {
    spoken = await heardSlice(speech.speak, 4711, 0.02)
  } finally {
    speech.close()
  }
})

test('floors: of a slice of synthetic French hardly a person is called anything else', () => {
  const { ear, wrong } = spoken
  assert.ok(ear.humansTakenForOther.count <= 1, wrong)
  assert.ok(ear.machinesCalledHuman.count <= 4, wrong)
  assert.ok(ear.accuracy.share >= 0.88, wrong)
})

test('floors: the ear is ahead of the classic detector on the same clips', () => {
  const { ear, classic, wrong } = spoken
  assert.ok(ear.accuracy.share > classic.accuracy.share, wrong)
  assert.ok(ear.humansTakenForOther.count < classic.humansTakenForOther.count, wrong)
})

test('floors: beeps are found, and none is heard in speech', () => {
  const { ear, wrong } = spoken
  assert.ok(
    ear.beepsFound.share >= 0.92,
    `${ear.beepsFound.count} of ${ear.beepsFound.of}; ${wrong}`,
  )
  assert.ok(ear.clipsWithFalseBeep.count <= 1, wrong)
})

test('floors: a decision comes while it is of use', () => {
  const { ear } = spoken
  assert.ok(ear.humanMs.p50 <= 5000, `${ear.humanMs.p50} ms`)
  assert.ok(ear.machineMs.p50 <= 4500, `${ear.machineMs.p50} ms`)
})

test('floors: voices made in code, like none it was fitted to: ahead of the classic detector, beeps found', async () => {
  const { ear, classic, wrong } = await heardSlice(toySpeak, 41, 0.001)
  assert.ok(ear.accuracy.share >= classic.accuracy.share, wrong)
  assert.equal(ear.humansTakenForOther.count, 0, wrong)
  assert.ok(ear.humansTakenForOther.count < classic.humansTakenForOther.count, wrong)
  assert.ok(ear.beepsFound.share >= 0.8, wrong)
  assert.ok(ear.clipsWithFalseBeep.count <= 1, wrong)
})
