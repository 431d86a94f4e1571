import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amdVerdictNames } from '../base/amd.ts'
import { randomFrom } from '../base/random.ts'
import {
  type AnswererLabel,
  agreedLabel,
  answererLabels,
  type JudgedVerdict,
  measuredError,
  treatedAs,
} from './answerers.ts'

const near = (one: number | undefined, other: number): boolean =>
  one !== undefined && Math.abs(one - other) < 1e-9

test('measured error: every call judged gives the very shares of the campaign, without doubt', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = randomFrom(seed)
    const judged = amdVerdictNames.map((verdict): JudgedVerdict => {
      const labels: Partial<Record<AnswererLabel, number>> = {}
      for (const label of answererLabels)
        if (label !== 'cannotTell') labels[label] = random.below(30)
      const calls = Object.values(labels).reduce((sum, count) => sum + count, 0)
      return { verdict, calls, labels }
    })
    const count = (of: (verdict: JudgedVerdict, label: AnswererLabel) => boolean): number =>
      judged.reduce(
        (sum, each) =>
          sum +
          answererLabels.reduce(
            (n, label) => n + (of(each, label) ? (each.labels[label] ?? 0) : 0),
            0,
          ),
        0,
      )
    const { accuracy, humansCalledMachine, machinesCalledHuman, calls } = measuredError(judged)
    const right = count(({ verdict }, label) => treatedAs(verdict) === label)
    const people = count((_, label) => label === 'human')
    const lost = count(({ verdict }, label) => label === 'human' && treatedAs(verdict) !== 'human')
    const machines = count((_, label) => label === 'machine')
    const missed = count(
      ({ verdict }, label) => label === 'machine' && treatedAs(verdict) === 'human',
    )
    for (const [interval, truth] of [
      [accuracy, right / calls],
      [humansCalledMachine, lost / people],
      [machinesCalledHuman, missed / machines],
    ] as const) {
      assert.ok(
        near(interval?.rate, truth) && near(interval?.low, truth) && near(interval?.high, truth),
        `seed ${seed}: ${JSON.stringify(interval)}, ${truth}`,
      )
    }
  }
})

test('measured error: a verdict weighs as many calls as it was given to, however many were judged', () => {
  const judged: readonly JudgedVerdict[] = [
    { verdict: 'human', calls: 1000, labels: { human: 20 } },
    { verdict: 'machine', calls: 100, labels: { machine: 18, human: 2 } },
  ]
  const { humansCalledMachine, machinesCalledHuman, accuracy } = measuredError(judged)
  assert.ok(near(humansCalledMachine?.rate, 10 / 1010))
  assert.ok(near(machinesCalledHuman?.rate, 0))
  assert.ok(near(accuracy?.rate, 1090 / 1100))
})

test('measured error: unsure is treated as human; who cannot tell is counted and judges nothing', () => {
  const { humansCalledMachine, labelled, cannotTell } = measuredError([
    { verdict: 'unknown', calls: 10, labels: { human: 3, cannotTell: 7 } },
    { verdict: 'fax', calls: 5, labels: { fax: 5 } },
  ])
  assert.deepEqual([humansCalledMachine?.rate, labelled, cannotTell], [0, 15, 7])
})

test('measured error: what nobody judged is said, and no error is claimed of it', () => {
  const nothing = measuredError([{ verdict: 'human', calls: 10, labels: {} }])
  assert.deepEqual(
    [nothing.accuracy, nothing.humansCalledMachine, nothing.unmeasured],
    [null, null, 10],
  )
  const half = measuredError([
    { verdict: 'human', calls: 90, labels: { human: 20 } },
    { verdict: 'machine', calls: 40, labels: {} },
  ])
  assert.deepEqual(
    [half.humansCalledMachine, half.machinesCalledHuman, half.unmeasured],
    [null, null, 40],
  )
})

for (const [labels, agreed] of [
  [['human'], 'human'],
  [['cannotTell'], 'cannotTell'],
  [['machine', 'cannotTell'], 'machine'],
  [['machine', 'human'], 'cannotTell'],
  [['machine', 'human', 'machine'], 'machine'],
  [[], 'cannotTell'],
] as const) {
  test(`several people judged a call: ${labels.join(', ') || 'nobody'} is ${agreed}`, () => {
    assert.equal(agreedLabel(labels), agreed)
  })
}
