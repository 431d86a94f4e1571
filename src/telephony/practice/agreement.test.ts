import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fictionNumbers, liveVirtually, usualPlan } from '../../../test/support/virtualCalls.ts'
import { type Outcome, outcomes } from '../../call/outcome.ts'
import {
  agreement,
  type BothSides,
  DISAGREEMENTS_MAX,
  LATE_KEY_MS,
  outcomesLived,
} from './agreement.ts'
import type { Behaviour } from './behaviour.ts'
import { isMachine } from './machineLines.ts'
import type { PersonRecord } from './personCall.ts'
import { demoMix, only } from './population.ts'

const { menu } = usualPlan

function sidesOf(behaviour: Behaviour): BothSides {
  const numbers = fictionNumbers(1)
  const run = liveVirtually({ seed: 5, mix: only(behaviour, demoMix), numbers, callsPerSecond: 40 })
  return { attempts: run.lived, objected: run.objected, records: run.records, menu }
}

const crowd = liveVirtually({
  seed: 11,
  mix: demoMix,
  numbers: fictionNumbers(1000),
  callsPerSecond: 40,
})
const sides: BothSides = {
  attempts: crowd.lived,
  objected: crowd.objected,
  records: crowd.records,
  menu,
}

test('agreement: a thousand calls agree, person by person', () => {
  const found = agreement(sides)
  assert.deepEqual(found.disagreements, [])
  assert.deepEqual({ agrees: found.agrees, people: found.people }, { agrees: true, people: 1000 })
})

test('agreement: any outcome changed to another disagrees, but for what stopping may explain', () => {
  let changed = 0
  for (const [index, attempt] of crowd.lived.slice(0, 300).entries()) {
    for (const outcome of Object.keys(outcomes) as Outcome[]) {
      // A stopped campaign and a dead process leave no trace on the phone; no reply has many names.
      const mayBe = ['stopped', 'unknown', attempt.outcome].includes(outcome)
      const record = crowd.records[index] as PersonRecord
      // What the ear took a machine for is its own affair: machineOutcomes.test.ts has the table.
      const isMachines = record.behaviour !== undefined && isMachine(record.behaviour)
      if (isMachines && outcomesLived(record, menu).includes(outcome)) continue
      if (mayBe || (record.sipStatus === undefined && outcome === 'noAnswer')) continue
      const objected = new Set(crowd.objected.has(attempt.number) ? [attempt.number] : [])
      const attempts = [{ ...attempt, outcome }]
      const found = agreement({ attempts, objected, records: [record], menu })
      assert.equal(found.agrees, false, `${record.behaviour}: ${attempt.outcome} → ${outcome}`)
      changed += 1
    }
  }
  assert.ok(changed > 3000)
})

type Change = (sides: BothSides) => BothSides
const changed =
  (change: Partial<PersonRecord>): Change =>
  (from) => ({
    ...from,
    records: from.records.map((record) => ({ ...record, ...change })),
  })
const heardPartOf: Change = (from) => ({
  ...from,
  records: from.records.map((record) => ({
    ...record,
    heard: record.heard.map((part) => ({ ...part, complete: false })),
  })),
})
const noKeysNoted: Change = (from) => ({
  ...from,
  attempts: from.attempts.map((attempt) => ({ ...attempt, keys: [] })),
})

const rungTwice: Change = (from) => ({ ...from, records: [...from.records, ...from.records] })
const neverPlaced: Change = (from) => ({ ...from, attempts: [] })
const neverRung: Change = (from) => ({ ...from, records: [] })
const suppressedAll: Change = (from) => ({
  ...from,
  objected: new Set(from.attempts.map(({ number }) => number)),
})
const objectionLost: Change = (from) => ({ ...from, objected: new Set() })
const said =
  (outcome: Outcome): Change =>
  (from) => ({ ...from, attempts: from.attempts.map((attempt) => ({ ...attempt, outcome })) })

// biome-ignore format: a table of who, what is falsified, and what is said
const falsified: readonly [Behaviour, string, Change, RegExp][] = [
  ['listens', 'a tenth of the message was lost', heardPartOf, /did not receive the whole message/],
  ['listens', 'a key we did not note', noKeysNoted, /pressed "1"; we noted ""/],
  ['listens', 'a second call for the one attempt', rungTwice, /called 2 times for 1 attempts/],
  ['listens', 'a call we never placed', neverPlaced, /called 1 times for 0 attempts/],
  ['listens', 'no call at all', neverRung, /called 0 times, we say 1 times/],
  ['listens', 'a suppression nobody asked for', suppressedAll, /suppressed and never pressed 9/],
  ['objectsAtGate', 'an objection that was lost', objectionLost, /heard the objection confirmed/],
  ['objectsAtGate', 'an objection we did not hear', said('notListened'), /we say notListened/],
  ['busy', 'another reply of the phone', changed({ sipStatus: 404 }), /makes it unallocated/],
  ['ringsOut', 'an answer', changed({ cancelled: false, answered: true }), /we say noAnswer/],
  ['hangsUpAtGate', 'we hung up', changed({ hungUpBy: 'farEnd' }), /we say hungUpAtGate/],
]

for (const [behaviour, what, change, sentence] of falsified) {
  test(`agreement: sees that someone who "${behaviour}" lived otherwise: ${what}`, () => {
    const truth = sidesOf(behaviour)
    assert.deepEqual(agreement(truth).disagreements, [])
    const found = agreement(change(truth))
    assert.equal(found.agrees, false)
    assert.match(found.disagreements.join('\n'), sentence)
  })
}

test('agreement: an attempt that is unknown may have rung, or not, but never twice', () => {
  const truth = sidesOf('ringsOut')
  const attempts = truth.attempts.map((attempt) => ({ ...attempt, outcome: 'unknown' as const }))
  assert.equal(agreement({ ...truth, attempts }).agrees, true)
  assert.equal(agreement({ ...truth, attempts, records: [] }).agrees, true)
  const twice = [...truth.records, ...truth.records]
  assert.equal(agreement({ ...truth, attempts, records: twice }).agrees, false)
})

test('agreement: an attempt that was not placed has rung nobody', () => {
  const truth = sidesOf('busy')
  const attempts = truth.attempts.map((attempt) => ({ ...attempt, outcome: 'notPlaced' as const }))
  assert.equal(agreement({ ...truth, attempts }).agrees, false)
  assert.equal(agreement({ ...truth, attempts, records: [] }).agrees, true)
})

test('agreement: a key may be missed only in the last moment before we hung up', () => {
  const truth = sidesOf('pressesNothing')
  const pressedBefore = (wait: number): BothSides => ({
    ...truth,
    records: truth.records.map((record) => {
      const talkMs = (record.endedAt ?? 0) - (record.ackAt ?? 0)
      return { ...record, keys: [{ key: '9', atMs: (talkMs - wait) as typeof LATE_KEY_MS }] }
    }),
  })
  assert.equal(agreement(pressedBefore(LATE_KEY_MS - 1)).agrees, true)
  assert.equal(agreement(pressedBefore(LATE_KEY_MS)).agrees, true)
  assert.equal(agreement(pressedBefore(LATE_KEY_MS + 1)).agrees, false)
})

test('agreement: sentences are bounded, counted, and hold no whole number', () => {
  const attempts = crowd.lived.map((attempt) => ({ ...attempt, outcome: 'redirected' as const }))
  const found = agreement({ ...sides, attempts })
  assert.equal(found.disagreements.length, DISAGREEMENTS_MAX)
  assert.ok(found.count >= 1000)
  for (const sentence of found.disagreements) assert.doesNotMatch(sentence, /\d{5}/)
})
