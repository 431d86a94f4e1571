/**
 * A hundred thousand people in virtual time, many of their phones answered by machines and heard by an ear that errs:
 * every call ends, and what is said to be left is what the mailboxes have. Each prints the seed in its title.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClipId } from '../../src/base/ids.ts'
import { type E164, ms, seconds } from '../../src/base/units.ts'
import { voicemailTalkMs } from '../../src/campaign/answeringMachines.ts'
import { agreement } from '../../src/telephony/practice/agreement.ts'
import { isMachine } from '../../src/telephony/practice/machineLines.ts'
import type { PersonRecord } from '../../src/telephony/practice/personCall.ts'
import { demoMix } from '../../src/telephony/practice/population.ts'
import { noMistakes } from '../../src/telephony/practice/virtualEar.ts'
import { liveVirtually, usualPlan } from '../support/virtualCalls.ts'

const voicemail = { clip: 'voicemail' as ClipId, durationMs: seconds(16) }
const plan = {
  ...usualPlan,
  maxTalkMs: voicemailTalkMs(voicemail.durationMs),
  machines: {
    how: {
      machineConfidence: 0.8,
      decideWithinMs: ms(4000),
      quietAfterMs: ms(1200),
      beepMs: ms(80),
    },
    pauses: [],
    voicemail,
  },
}

/** All sixty thousand numbers of fiction, and then as many again as are wanted: as if of other people. */
const ranges = ['19900', '26191', '35301', '46571', '53649', '63998']
const numbersOf = (count: number): E164[] =>
  Array.from({ length: count }, (_, i) => {
    const range = ranges[Math.floor(i / 10_000) % ranges.length]
    return `+33${range}${String(i % 10_000).padStart(4, '0')}` as E164
  })

function live(seed: number, people: number, ear = noMistakes) {
  const limits = { callsPerSecond: 100, concurrentCalls: 10_000, retryAfterSeconds: 1 }
  const run = liveVirtually({
    ...{ seed, mix: demoMix, numbers: numbersOf(people), callsPerSecond: 46, plan, limits, ear },
  })
  const behaviours = Map.groupBy(run.records, ({ behaviour }) => behaviour)
  return { ...run, behaviours }
}

const hasWhole = ({ recorded }: PersonRecord): boolean =>
  recorded !== undefined && recorded !== 'notKept' && recorded.complete
const copiesOf = ({ recorded }: PersonRecord): number =>
  recorded === undefined || recorded === 'notKept' ? 0 : recorded.copies

for (const seed of [41, 42]) {
  test(`machines, seed ${seed}: of fifty thousand calls each ends once, and the mailboxes have what we say`, () => {
    const { lived, objected, records, behaviours } = live(seed, 50_000)
    assert.equal(lived.length, 50_000)
    const machines = records.filter(({ behaviour }) => behaviour && isMachine(behaviour)).length
    assert.ok(machines / 50_000 > 0.2 && machines / 50_000 < 0.34, `${machines} machines`)
    const { disagreements } = agreement({ attempts: lived, objected, records, menu: plan.menu })
    assert.deepEqual(disagreements.slice(0, 5), [])
    for (const { record, events } of lived) {
      assert.ok((record.talkMs ?? 0) <= plan.maxTalkMs + 100, `talked for ${record.talkMs} ms`)
      assert.equal(events.filter(({ is }) => is === 'ended').length, 1)
    }
    for (const kind of ['voicemail', 'voicemailWithoutBeep', 'voicemailBeepsTwice'] as const) {
      const mailboxes = behaviours.get(kind) ?? []
      const whole = mailboxes.filter(hasWhole).length
      assert.equal(whole, mailboxes.length, `${kind}: ${whole} of ${mailboxes.length} whole`)
    }
    assert.deepEqual(
      records.filter((record) => copiesOf(record) > 1),
      [],
      'left once in a call',
    )
    const spokenTo = records.filter(({ behaviour, heard }) => {
      return behaviour && !isMachine(behaviour) && heard.some(({ role }) => role === 'voicemail')
    })
    assert.deepEqual(spokenTo, [], 'no person got what is meant for a machine')
  })
}

test('machines, seed 43: an ear that errs costs voicemails, and never an end, an objection or a word too many', () => {
  const ear = { humanCalledMachine: 0.02, machineCalledHuman: 0.05, beepMissed: 0.05 }
  const { lived, objected, records, behaviours } = live(43, 10_000, ear)
  assert.equal(lived.length, 10_000)
  const pressed = records.filter(({ keys }) => keys.some(({ key }) => key === plan.menu.objection))
  assert.deepEqual(
    pressed.filter(({ number }) => !objected.has(number)),
    [],
  )
  const claimed = new Set(
    lived.filter(({ outcome }) => outcome === 'voicemailLeft').map(({ number }) => number),
  )
  const mailboxes = behaviours.get('voicemail') ?? []
  const lost = mailboxes.filter((record) => !hasWhole(record))
  assert.ok(lost.length < 0.1 * mailboxes.length, `${lost.length} of ${mailboxes.length} lost`)
  const claimedWrongly = mailboxes.filter((one) => claimed.has(one.number) && !hasWhole(one))
  assert.ok(claimedWrongly.length < 0.02 * mailboxes.length, `${claimedWrongly.length} claimed`)
  assert.ok(records.every((record) => copiesOf(record) <= 1))
})
