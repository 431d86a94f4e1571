import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachClip } from '../../bench/amd/build.ts'
import { hearWithEar } from '../../bench/amd/hear.ts'
import type { ClipRow } from '../../bench/amd/manifest.ts'
import { askedOf, judged, type Limits, limitsOfTheEar, tryLimits } from '../../bench/amd/trial.ts'
import { openAmdEar } from '../../src/audio/amd/ear.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import { toySpeak } from '../support/toySpeech.ts'

const slice: { readonly row: ClipRow; readonly samples: Int16Array }[] = []
await eachClip(
  'development',
  { seed: 5, share: 0.015, speak: toySpeak, flite: false },
  (row, samples) => slice.push({ row, samples: samples.slice() }),
)

const tried: Readonly<Record<string, Limits>> = {
  'its own': limitsOfTheEar,
  'soon said': { ...limitsOfTheEar, machineConfidence: 0.6, lastingOdds: 20, humanBelow: 0.5 },
  'late said': { ...limitsOfTheEar, machineConfidence: 0.99, lastingOdds: 1, humanBelow: 0.05 },
  'hears assistants': { ...limitsOfTheEar, asksWho: -2, mayAskWho: -4 },
}

for (const [name, limits] of Object.entries(tried)) {
  test(`trial: a call judged anew with limits (${name}) is told what an ear with them tells, as soon`, () => {
    const { machineConfidence, ...bounds } = limits
    const settings = { ...amdDefaults, machineConfidence }
    for (const { row, samples } of slice) {
      const ear = hearWithEar(openAmdEar(settings, bounds), row, samples)
      const { verdict, atMs } = judged(askedOf(row, samples), limits)
      assert.deepEqual({ verdict, atMs }, { verdict: ear.verdict, atMs: ear.atMs }, row.file)
    }
  })
}

test('trial: each of the limits is told of, the surer ones with fewer people called machines', () => {
  const samples = new Map(slice.map((each) => [each.row, each.samples]))
  const rows = tryLimits([...samples.keys()], (row) => samples.get(row) as Int16Array)
  assert.ok(rows.length > 20)
  const people = (confidence: number): readonly number[] =>
    rows
      .filter((each) => each.machineConfidence === confidence && each.lastingOdds === 1)
      .map(({ humansCalledMachine }) => humansCalledMachine)
  assert.ok(Math.max(...people(0.99)) <= Math.min(...people(0.97)))
})
