/** People who ring back: who, when, from which phone, with which keys. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type E164, type MonoMs, monoMs, ms } from '../../base/units.ts'
import { isFiction } from '../../contacts/phoneNumber.ts'
import {
  type RingBackCall,
  type RingBackInput,
  type RingBackMix,
  type RingBackWay,
  ringBackDeadline,
  ringBackPlan,
  ringBackWayNames,
  stepRingBack,
  waitingRingBack,
  wasMissed,
} from './ringBack.ts'

const number = '+33199001234' as E164
const rang = '+33163001234' as E164
const mixOf = (way: RingBackWay, share = 1): RingBackMix => ({
  ...{ share, weights: { [way]: 1 }, afterMs: [ms(100), ms(200)], ringsMs: ms(1000) },
  ...{ thinkMs: [ms(50), ms(60)], betweenKeysMs: [ms(10), ms(20)], staysMs: [ms(300), ms(400)] },
})

function planOf(way: RingBackWay) {
  const plan = ringBackPlan(1, { number, attemptIndex: 0 }, mixOf(way))
  assert.ok(plan)
  return plan
}

// biome-ignore format: a table of ways
const ways: Readonly<Record<RingBackWay, readonly [from: string | null, keys: string]>> = {
  hears: [number, ''],
  chooses: [number, '1'],
  asksSource: [number, '8'],
  objects: [number, '9'],
  hidden: [null, ''],
  hiddenObjects: [null, '0199001234#9'],
  otherPhone: ['+33199006234', '0199001234#'],
  otherPhoneObjects: ['+33199006234', '0199001234#9'],
}

for (const way of ringBackWayNames) {
  test(`ringing back, ${way}: shows ${ways[way][0]}, presses "${ways[way][1]}", then hangs up`, () => {
    const { from, acts } = planOf(way)
    const keys = acts.map(({ act }) => (act.is === 'press' ? act.key : '!')).join('')
    assert.deepEqual([from, keys], [ways[way][0], `${ways[way][1]}!`])
    assert.ok(from === null || isFiction(from))
    const instants = acts.map(({ afterMs }) => afterMs)
    assert.deepEqual(
      instants,
      [...instants].sort((a, b) => a - b),
    )
  })
}

test('ringing back: the same seed gives the same people, their share of all', () => {
  const of = (index: number) => ({ number, attemptIndex: index })
  const plans = Array.from({ length: 1000 }, (_, i) => ringBackPlan(7, of(i), mixOf('hears', 0.3)))
  assert.deepEqual(plans[5], ringBackPlan(7, of(5), mixOf('hears', 0.3)))
  const ringing = plans.filter((plan) => plan !== undefined).length
  assert.ok(ringing > 250 && ringing < 350, `${ringing} of 1000`)
})

// biome-ignore format: a table of calls
const missed = [
  [{ answered: false, cancelled: true, behaviour: 'ringsOut' }, true],
  [{ answered: true, cancelled: false, behaviour: 'voicemail' }, true],
  [{ answered: true, cancelled: false, behaviour: 'listens' }, false],
  [{ answered: false, cancelled: false, behaviour: 'busy' }, false],
] as const

for (const [record, expected] of missed) {
  test(`ringing back after ${record.behaviour}: ${expected ? 'they may' : 'nobody does'}`, () => {
    assert.equal(wasMissed(record as never), expected)
  })
}

const words = (inputs: readonly RingBackInput[], way: RingBackWay = 'objects') => {
  let call: RingBackCall = waitingRingBack(planOf(way), { number, rang }, monoMs(0))
  let now: MonoMs = monoMs(0)
  const said: string[] = []
  for (const input of inputs) {
    const due = ringBackDeadline(call)
    if (input.is === 'time' && due) now = due.at
    const [next, effects] = stepRingBack(call, input, now)
    call = next
    said.push(...effects.map((effect) => (effect.is === 'press' ? effect.key : effect.is)))
  }
  return { said: said.join(' '), record: call.record, is: call.is }
}
const time = { is: 'time' } as const
const answered = { is: 'answered' } as const

test('ringing back: rings, presses, hangs up, and remembers all of it', () => {
  const { said, record } = words([time, answered, time, time])
  assert.equal(said, 'invite 9 hangUp')
  const { sipStatus, hungUpBy, keys } = record
  assert.deepEqual([sipStatus, hungUpBy, keys.length], [200, 'person', 1])
})

test('ringing back: busy, nobody answers, hung up by us: each is an end, and nothing follows it', () => {
  const busy = words([time, { is: 'refused', status: 486 }, time, answered])
  assert.deepEqual([busy.said, busy.record.sipStatus, busy.is], ['invite', 486, 'over'])
  const unanswered = words([time, time, answered])
  assert.deepEqual([unanswered.said, unanswered.record.hungUpBy], ['invite hangUp', 'person'])
  const ours = words([time, answered, { is: 'farEndHungUp' }, time])
  assert.deepEqual([ours.said, ours.record.hungUpBy], ['invite', 'farEnd'])
})
