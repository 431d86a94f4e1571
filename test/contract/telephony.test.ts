/**
 * One contract for the port of call/telephony.ts, held by the virtual telephony and by the real one
 * against the practice carrier on loopback: the same people, the same events, the same outcomes.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttemptId } from '../../src/base/ids.ts'
import { type E164, epochMs, ms } from '../../src/base/units.ts'
import { agreement } from '../../src/telephony/practice/agreement.ts'
import { type Behaviour, behaviourNames } from '../../src/telephony/practice/behaviour.ts'
import { behaviourOf } from '../../src/telephony/practice/population.ts'
import { tuesdayTen } from '../support/aCampaign.ts'
import {
  contractMix,
  contractPlan,
  listeningPlan,
  openWorld,
  seed,
  worlds,
} from '../support/contractWorlds.ts'
import { lawfulOnLoopback, practiceCalls, wordsOf } from '../support/practiceCalls.ts'
import { fictionNumbers } from '../support/virtualCalls.ts'

const listened = 'answered firstAudio key:1 playEnded playEnded ended:us'

// biome-ignore format: a table of behaviours, the events they must give, and the outcome
const lives: Readonly<Record<Behaviour, readonly [events: string, outcome: string]>> = {
  listens: [`placed ringing ${listened}`, 'heardToEnd'],
  listensAfterWait: [`placed ringing ${listened}`, 'heardToEnd'],
  listensAfterEarlyMedia: [`placed ringing:early ${listened}`, 'heardToEnd'],
  listensAfterWrongKey: [`placed ringing ${listened.replace('key:1', 'key:wrong key:1')}`, 'heardToEnd'],
  listensPressingTwice: [`placed ringing ${listened.replace('key:1', 'key:1 key:1')}`, 'heardToEnd'],
  replays: [`placed ringing ${listened.replace('playEnded', 'playEnded key:2 playEnded')}`, 'heardToEnd'],
  pressesNothing: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  objectsAtOnce: ['placed ringing answered firstAudio key:9 playEnded ended:us', 'objected'],
  objectsAtGate: ['placed ringing answered firstAudio key:9 playEnded ended:us', 'objected'],
  objectsMidMessage: ['placed ringing answered firstAudio key:1 key:9 playEnded ended:us', 'objected'],
  hangsUpAtGate: ['placed ringing answered firstAudio ended:callee', 'hungUpAtGate'],
  hangsUpMidMessage: ['placed ringing answered firstAudio key:1 ended:callee', 'heardPart'],
  voicemail: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  voicemailWithoutBeep: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  voicemailBeepsTwice: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  voicemailFull: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  voicemailCuts: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  voicemailPickedUp: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  screens: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  fax: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  announcement: ['placed ringing answered firstAudio playEnded ended:us', 'notListened'],
  busy: ['placed ended:refused:486:busy', 'busy'],
  ringsOut: ['placed ringing ended:us:487', 'noAnswer'],
  answersLate: ['placed ringing ended:us', 'noAnswer'],
  unreachable: ['placed ended:refused:480:unreachable', 'unreachable'],
  declined: ['placed ended:refused:603:declined', 'declined'],
  unallocated: ['placed ended:refused:404:unallocated', 'unallocated'],
  congested: ['placed ended:refused:503:congestion', 'congestion'],
  noReply: ['placed ended:refused:408:carrierFault', 'carrierFault'],
}

/**
 * Of those who are listened to: who the ear says it is, and the outcome. Not those whose greeting alone tells: a short
 * one without a beep may be a person's to an ear, and how often it is right is measured, not promised (ADR 29).
 */
const whoAnswers = {
  listens: ['human', 'heardToEnd'],
  objectsAtGate: ['human', 'objected'],
  pressesNothing: ['human', 'notListened'],
  voicemail: ['machine', 'voicemailLeft'],
  voicemailBeepsTwice: ['machine', 'voicemailLeft'],
  voicemailCuts: ['machine', 'voicemailCut'],
  voicemailPickedUp: ['machine', 'heardToEnd'],
  fax: ['fax', 'fax'],
  announcement: ['machine', 'mailboxFull'],
} as const

/** The first number whose owner behaves so. */
const numberOf = (behaviour: Behaviour): E164 => {
  const found = fictionNumbers(10_000).find(
    (number) => behaviourOf(seed, number, 0, contractMix) === behaviour,
  )
  assert.ok(found, `nobody "${behaviour}"`)
  return found
}

for (const kind of worlds) {
  test(`telephony contract, ${kind}: each behaviour gives its events and its outcome`, async () => {
    await using world = await openWorld(kind)
    const calls = practiceCalls(world.telephony, world.clock, contractPlan)
    for (const behaviour of behaviourNames) calls.call(numberOf(behaviour))
    await world.until(() => calls.up() === 0, calls)
    const lived = calls.lived()
    const found = behaviourNames.map((behaviour, index) => {
      const wrongKey = behaviour === 'listensAfterWrongKey' ? /key:[^19]/ : /$^/
      const call = lived[index]
      assert.ok(call, behaviour)
      const { events, outcome } = call
      return [behaviour, [wordsOf(events).replace(wrongKey, 'key:wrong'), outcome]]
    })
    assert.deepEqual(Object.fromEntries(found), lives)
    const { menu } = contractPlan
    const records = await world.records()
    const { objected } = calls
    assert.deepEqual(agreement({ attempts: lived, objected, records, menu }).disagreements, [])
  })

  test(`telephony contract, ${kind}: whoever listens is told what answered, and leaves mailboxes the whole message`, async () => {
    await using world = await openWorld(kind)
    const calls = practiceCalls(world.telephony, world.clock, listeningPlan)
    const behaviours = Object.keys(whoAnswers) as (keyof typeof whoAnswers)[]
    for (const behaviour of behaviours) calls.call(numberOf(behaviour))
    await world.until(() => calls.up() === 0, calls)
    const lived = calls.lived()
    const found = behaviours.map((behaviour, index) => {
      const call = lived[index]
      assert.ok(call, behaviour)
      const verdicts = call.events.flatMap((event) =>
        event.is === 'amd' ? [event.verdict.verdict] : [],
      )
      // Whoever presses a key at once, or is not told apart, is a person; one that turns out to be none is none.
      const verdict = verdicts.find((each) => each !== 'human' && each !== 'unknown') ?? 'human'
      return [behaviour, [verdict, call.outcome]]
    })
    assert.deepEqual(Object.fromEntries(found), whoAnswers)
    const records = await world.records()
    const kept = records.flatMap(({ behaviour, recorded }) =>
      recorded && recorded !== 'notKept' && recorded.complete ? [behaviour] : [],
    )
    assert.deepEqual(kept.sort(), ['voicemail', 'voicemailBeepsTwice'])
    const { menu } = listeningPlan
    const sides = { attempts: lived, objected: calls.objected, records, menu }
    assert.deepEqual(agreement(sides).disagreements, [])
  })

  test(`telephony contract, ${kind}: congestion brings its Retry-After`, async () => {
    await using world = await openWorld(kind)
    const calls = practiceCalls(world.telephony, world.clock, contractPlan)
    calls.call(numberOf('congested'))
    await world.until(() => calls.up() === 0, calls)
    const ended = calls.lived()[0]?.events.at(-1)
    assert.equal(ended?.is === 'ended' && ended.retryAfterMs, 1000)
  })

  test(`telephony contract, ${kind}: instants never go back, and nothing follows ended`, async () => {
    await using world = await openWorld(kind)
    const calls = practiceCalls(world.telephony, world.clock, contractPlan)
    for (const behaviour of ['listens', 'objectsAtGate', 'hangsUpAtGate'] as const) {
      calls.call(numberOf(behaviour))
    }
    await world.until(() => calls.up() === 0, calls)
    for (const { attempt } of calls.lived()) {
      world.telephony.play(attempt, contractPlan.parts.gate.clip)
      world.telephony.stopPlaying(attempt)
      world.telephony.hangUp(attempt)
    }
    await world.pass(ms(300))
    for (const { events } of calls.lived()) {
      assert.equal(events.filter(({ is }) => is === 'ended').length, 1)
      assert.equal(events.at(-1)?.is, 'ended')
      const answered = events.filter(({ is }) => is !== 'firstAudio').map(({ at }) => at)
      assert.deepEqual(
        answered,
        [...answered].sort((a, b) => a - b),
      )
    }
  })

  test(`telephony contract, ${kind}: an expired proof places nothing`, async () => {
    await using world = await openWorld(kind)
    const events: string[] = []
    world.telephony.onEvent((event) => events.push(wordsOf([event])))
    const attempt = '00000000-0000-4000-8000-0000000000ff' as AttemptId
    const lawful = lawfulOnLoopback(numberOf('listens'), epochMs(tuesdayTen - 3_600_000))
    world.telephony.place({ attempt, lawful, mediaTimeoutMs: ms(5000) })
    await world.pass(ms(300))
    assert.deepEqual(events, ['ended:refused:notPlaced'])
    assert.deepEqual(await world.records(), [])
  })

  test(`telephony contract, ${kind}: close hangs up what is left and waits for its end`, async () => {
    await using world = await openWorld(kind)
    const calls = practiceCalls(world.telephony, world.clock, contractPlan)
    for (const behaviour of ['listens', 'ringsOut', 'busy'] as const)
      calls.call(numberOf(behaviour))
    await world.until(() => calls.lived().length === 1 && world.answers() === 1, calls)
    await world.telephony.close()
    assert.equal(calls.up(), 0)
    assert.deepEqual(
      calls.lived().map(({ events }) => events.at(-1)?.is),
      ['ended', 'ended', 'ended'],
    )
  })
}

test('telephony contract, real: of sixty who object at once, each objection counts for its own number', async () => {
  await using world = await openWorld('real')
  const calls = practiceCalls(world.telephony, world.clock, contractPlan)
  const objectors = fictionNumbers(10_000).filter(
    (number) => behaviourOf(seed, number, 0, contractMix) === 'objectsAtOnce',
  )
  for (const number of objectors.slice(0, 60)) calls.call(number)
  await world.until(() => calls.up() === 0, calls)
  const outcomes = calls.lived().map(({ outcome, keys }) => `${outcome} ${keys.join('')}`)
  assert.deepEqual(new Set(outcomes), new Set(['objected 9']))
  assert.equal(calls.objected.size, 60)
  const records = await world.records()
  assert.ok(records.every(({ confirmationHeard }) => confirmationHeard))
})
