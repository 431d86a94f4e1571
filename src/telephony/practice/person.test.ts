import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type E164, monoMs, ms } from '../../base/units.ts'
import { type Behaviour, behaviourNames } from './behaviour.ts'
import { nextDeadline, type Person, type PersonInput, personOf, step } from './person.ts'
import { conductOf, demoMix, only } from './population.ts'

const number = '+33199000001' as E164
const personWho = (behaviour: Behaviour): Person =>
  personOf(conductOf(1, number, 0, only(behaviour, demoMix)))

/** Lives through the inputs; between them the person acts whenever their deadline comes. */
function live(person: Person, inputs: readonly (readonly [at: number, PersonInput])[]): string {
  const said: string[] = []
  let current = person
  const take = (at: number, input: PersonInput): void => {
    const [next, effects] = step(current, input, monoMs(at))
    current = next
    for (const effect of effects) {
      if (effect.is === 'ring') said.push(effect.earlyMedia ? '183' : '180')
      else if (effect.is === 'reject') said.push(String(effect.status))
      else if (effect.is === 'press') said.push(effect.key)
      // Which of the voices, greetings and beeps is drawn.
      else if (effect.is === 'say')
        said.push(effect.sound.replace(/^(private|operator) /, 'greeting ').replace(/ \d$/, ''))
      else said.push(effect.is)
    }
  }
  for (const [at, input] of inputs) {
    for (let due = nextDeadline(current); due && due.at <= at; due = nextDeadline(current)) {
      take(due.at, { is: 'time' })
    }
    take(at, input)
  }
  return said.join(' ')
}

const gate = { is: 'heardStarted', role: 'gate', durationMs: ms(8000) } as const
const content = { is: 'heardStarted', role: 'content', durationMs: ms(20_000) } as const
const closing = { is: 'heardStarted', role: 'closing', durationMs: ms(2000) } as const
const whole: readonly (readonly [number, PersonInput])[] = [
  [0, { is: 'invited' }],
  [15_000, { is: 'acked' }],
  [15_001, gate],
  [24_000, content],
  [44_000, closing],
  [47_000, { is: 'farEndHungUp' }],
]

// biome-ignore format: a table of behaviours and what they do in one and the same call
const lives: readonly [Behaviour, string][] = [
  ['listens', 'trying 180 answer allo 1'],
  ['listensAfterWait', 'trying 180 answer allo 1'],
  ['listensAfterEarlyMedia', 'trying 183 ringback answer allo 1'],
  ['listensPressingTwice', 'trying 180 answer allo 1 1'],
  ['replays', 'trying 180 answer allo 1 2'],
  ['pressesNothing', 'trying 180 answer allo'],
  ['objectsAtOnce', 'trying 180 answer 9'],
  ['objectsAtGate', 'trying 180 answer allo 9'],
  ['objectsMidMessage', 'trying 180 answer allo 1 9'],
  ['hangsUpAtGate', 'trying 180 answer allo hangUp'],
  ['hangsUpMidMessage', 'trying 180 answer allo 1 hangUp'],
  ['voicemail', 'trying 180 answer greeting beep record'],
  ['voicemailWithoutBeep', 'trying 180 answer greeting record'],
  ['voicemailBeepsTwice', 'trying 180 answer greeting beep beep record'],
  ['voicemailFull', 'trying 180 answer full hangUp'],
  ['voicemailCuts', 'trying 180 answer greeting beep record hangUp'],
  ['voicemailPickedUp', 'trying 180 answer greeting beep record'],
  ['screens', 'trying 180 answer screening'],
  ['fax', 'trying 180 answer fax'],
  ['announcement', 'trying 180 answer announcement hangUp'],
  ['busy', 'trying 486'],
  ['unreachable', 'trying 480'],
  ['declined', 'trying 603'],
  ['unallocated', 'trying 404'],
  ['congested', 'trying 503'],
  ['ringsOut', 'trying 180'],
  ['answersLate', 'trying 180'],
  ['noReply', ''],
]

for (const [behaviour, said] of lives) {
  test(`person: one who "${behaviour}" does: ${said || 'nothing'}`, () => {
    assert.equal(live(personWho(behaviour), whole), said)
  })
}

test('person, RFC 3261 §9.2: a CANCEL while ringing gives 487, after the answer it changes nothing', () => {
  const cancelled = [12_000, { is: 'cancelled' }] as const
  assert.equal(live(personWho('ringsOut'), [[0, { is: 'invited' }], cancelled]), 'trying 180 487')
  const answered = live(personWho('pressesNothing'), [
    [0, { is: 'invited' }],
    [11_000, { is: 'acked' }],
    [11_001, { is: 'cancelled' }],
    [12_000, gate],
  ])
  assert.equal(answered, 'trying 180 answer allo')
})

test('person, RFC 3261 §9.1: one who answers late sends 200 although a CANCEL has come', () => {
  const inputs = [
    [0, { is: 'invited' }],
    [12_000, { is: 'cancelled' }],
  ] as const
  assert.equal(live(personWho('answersLate'), inputs), 'trying 180 answer')
})

test('person: sound that overtakes the ACK is heard all the same', () => {
  const said = live(personWho('objectsAtGate'), [
    [0, { is: 'invited' }],
    [10_000, gate],
    [10_003, { is: 'acked' }],
    [19_000, { is: 'farEndHungUp' }],
  ])
  assert.equal(said, 'trying 180 answer allo 9')
})

test('person: whatever comes in whatever order, nothing is done after hanging up or rejecting', () => {
  const input: fc.Arbitrary<PersonInput> = fc.constantFrom<PersonInput>(
    { is: 'invited' },
    { is: 'acked' },
    { is: 'cancelled' },
    gate,
    content,
    closing,
    { is: 'heardOver', role: 'content', complete: true },
    { is: 'farEndHungUp' },
    { is: 'time' },
  )
  const inputs = fc.array(fc.tuple(fc.nat(9000), input), { maxLength: 40 })
  fc.assert(
    fc.property(fc.constantFrom(...behaviourNames), inputs, (behaviour, steps) => {
      let at = 0
      const timed = steps.map(([wait, what]) => {
        at += wait
        return [at, what] as const
      })
      const said = live(personWho(behaviour), timed).split(' ')
      const last = said.findIndex((word) => word === 'hangUp' || /^[4-6]\d\d$/.test(word))
      assert.ok(last === -1 || last === said.length - 1, said.join(' '))
      assert.ok(said.filter((word) => word === 'answer').length <= 1)
    }),
  )
})
