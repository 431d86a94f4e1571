import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AmdHow } from '../../base/amd.ts'
import { ms } from '../../base/units.ts'
import { type FeatureName, featureNames } from './features.ts'
import { decide } from './judge.ts'

const settings: AmdHow = {
  machineConfidence: 0.985,
  decideWithinMs: ms(12_000),
  quietAfterMs: ms(1400),
  beepMs: ms(80),
}

/** A second of words that a person says, unless told otherwise. */
function verdictOf(features: Partial<Record<FeatureName, number>>, how = settings): string {
  const heard = { atMs: 3000, speechMs: 1000, saidMachine: -8, saidScreening: -8, ...features }
  const row = Float64Array.from(featureNames, (name) => (heard as typeof features)[name] ?? 0)
  return decide(row, how)?.verdict ?? 'not yet'
}

// 0.985 are odds of 65.7 to one; a sixth of them, 10.9, is 0.9163.
for (const [leastScore, verdict] of [
  [0.916, 'not yet'],
  [0.917, 'machine'],
] as const) {
  test(`judge: a chance that never fell below ${leastScore} for long is ${verdict}`, () => {
    assert.equal(verdictOf({ leastScore }), verdict)
  })
}

test('judge: where nothing is sure enough to be a machine, what lasts is not either', () => {
  const never = { ...settings, machineConfidence: 1 }
  assert.equal(verdictOf({ leastScore: 0.999 }, never), 'not yet')
})

test('judge: without 700 ms of voice nothing is a machine', () => {
  assert.equal(verdictOf({ leastScore: 0.95, speechMs: 680 }), 'not yet')
  assert.equal(verdictOf({ leastScore: 0.95, speechMs: 700 }), 'machine')
})

for (const [what, features, verdict] of [
  ['asks who calls', { saidScreening: 3.1 }, 'screening'],
  ['seems to ask who calls', { saidScreening: 2.9, silenceMs: 600 }, 'machine'],
  ['surely asks nothing', { saidScreening: -0.5 }, 'machine'],
  ['may ask yet, and speaks', { saidScreening: 0 }, 'not yet'],
  ['may ask yet, and has just stopped', { saidScreening: 0, silenceMs: 580 }, 'not yet'],
  ['might have asked, and is silent', { saidScreening: 0, silenceMs: 600 }, 'machine'],
  ['spoke for less than 6 s', { saidScreening: 0, speechMs: 5980 }, 'not yet'],
  ['spoke for 6 s and asked nothing', { saidScreening: 0, speechMs: 6000 }, 'machine'],
  ['may ask yet as time is up', { saidScreening: 0, atMs: 12_000 }, 'machine'],
] as const) {
  test(`judge: a machine that ${what} is ${verdict}`, () => {
    assert.equal(verdictOf({ leastScore: 0.95, ...features }), verdict)
  })
}
