import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ms } from '../base/units.ts'
import { type Outcome, outcomes } from './outcome.ts'
import { CallWindow, callsJudgedMin, failuresInRowMax, wordOf } from './trunkHealth.ts'
import { plainProfile } from './trunkProfile.ts'

const limits = { ...plainProfile.health, callsJudged: 40, answerShareMin: 0.25, faultShareMax: 0.5 }

function windowOf(...outcomesInOrder: readonly Outcome[]): CallWindow {
  const window = new CallWindow(limits)
  for (const outcome of outcomesInOrder) window.add({ outcome, answered: outcome === 'heardToEnd' })
  return window
}
const times = (count: number, outcome: Outcome): readonly Outcome[] => Array(count).fill(outcome)
/** Good ones between, so that nothing is in a row. */
const mixed = (faults: number, good: number): readonly Outcome[] =>
  Array.from({ length: faults + good }, (_, i) =>
    Math.floor(((i + 1) * good) / (faults + good)) > Math.floor((i * good) / (faults + good))
      ? 'heardToEnd'
      : 'carrierFault',
  )

for (const faults of [19, 20, 21]) {
  const ill = faults > limits.faultShareMax * limits.callsJudged
  test(`trunk health: ${faults} of 40 calls failed by the carrier: ${ill ? 'ill' : 'not ill'}`, () => {
    const { length } = mixed(faults, 40 - faults)
    assert.equal(length, 40)
    assert.equal(windowOf(...mixed(faults, 40 - faults)).sickness()?.is, ill ? 'faults' : undefined)
  })
}

for (const calls of [callsJudgedMin - 1, callsJudgedMin, callsJudgedMin + 1]) {
  const known = calls >= callsJudgedMin
  test(`trunk health: two thirds of ${calls} calls fail: ${known ? 'ill' : 'too few to say'}`, () => {
    const faults = Math.ceil((calls * 2) / 3)
    assert.equal(windowOf(...mixed(faults, calls - faults)).sickness() !== null, known)
  })
}

for (const row of [failuresInRowMax - 1, failuresInRowMax, failuresInRowMax + 1]) {
  test(`trunk health: 20 good calls, then ${row} turned away in a row: ${row < failuresInRowMax ? 'patience' : 'nothing works'}`, () => {
    const window = windowOf(...times(20, 'heardToEnd'), ...times(row, 'congestion'))
    assert.equal(window.sickness()?.is, row < failuresInRowMax ? undefined : 'nothingWorks')
    window.lives()
    assert.equal(window.sickness(), null, 'one that rings, and there is life')
  })
}

for (const answered of [9, 10, 11]) {
  test(`trunk health: ${answered} of 40 calls answered, a quarter is asked for: ${answered < 10 ? 'ill' : 'not ill'}`, () => {
    const window = windowOf(...times(answered, 'heardToEnd'), ...times(40 - answered, 'noAnswer'))
    assert.equal(window.sickness()?.is, answered < 10 ? 'fewAnswers' : undefined)
  })
}

test('trunk health: few answers are judged over the whole window only, and what never reached the network is left out', () => {
  assert.equal(windowOf(...times(39, 'noAnswer')).sickness(), null)
  const pushed = windowOf(
    ...times(8, 'heardToEnd'),
    ...times(15, 'noAnswer'),
    ...times(17, 'congestion'),
  )
  assert.equal(pushed.sickness(), null)
})

test('trunk health: what we ended ourselves says nothing', () => {
  const ours = Object.entries(outcomes).flatMap(([name, { fault }]) =>
    fault === 'us' ? [name] : [],
  )
  const window = windowOf(...(ours as Outcome[]))
  assert.equal(window.counts().judged, 0)
  assert.equal(wordOf({ outcome: 'objected' }), 'good')
})

test('trunk health: post-dial delay by nearest rank, and final replies by class', () => {
  const window = new CallWindow(limits)
  assert.equal(window.postDialMs(), null)
  for (let n = 1; n <= 20; n += 1) {
    const sipStatus = n % 2 === 0 ? 486 : 503
    window.add({ outcome: 'busy', answered: false, sipStatus, postDialMs: ms(n * 100) })
  }
  assert.deepEqual(window.postDialMs(), { p50: 1000, p95: 1900 })
  assert.deepEqual(window.counts().replies, { '4xx': 10, '5xx': 10, '6xx': 0 })
})

test('trunk health: the counts are those of the last calls, whatever came before', () => {
  const any = fc.constantFrom(...(Object.keys(outcomes) as Outcome[]))
  fc.assert(
    fc.property(fc.array(any, { maxLength: 200 }), (all) => {
      const window = windowOf(...all)
      const told = all.filter((outcome) => wordOf({ outcome }) !== null).slice(-limits.callsJudged)
      const count = (word: string): number =>
        told.filter((outcome) => wordOf({ outcome }) === word).length
      const { judged, answered, faults, pushedBack } = window.counts()
      assert.deepEqual(
        [judged, answered, faults, pushedBack],
        [
          told.length,
          told.filter((o) => o === 'heardToEnd').length,
          count('fault'),
          count('pushedBack'),
        ],
      )
    }),
  )
})
