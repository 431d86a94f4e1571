import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttemptId, ClipId } from '../../base/ids.ts'
import { type E164, epochMs, type MonoMs, monoMs, ms } from '../../base/units.ts'
import type { CallEvent } from '../../call/telephony.ts'
import type { MessagePart } from '../../campaign/voiceMessage.ts'
import type { LawfulCall } from '../../law/decide.ts'
import { type Behaviour, behaviourNames } from './behaviour.ts'
import { generousLimits } from './carrierLimits.ts'
import { demoMix, type Mix, only } from './population.ts'
import { virtualTelephony } from './virtualTelephony.ts'

const parts: readonly MessagePart[] = [
  { role: 'gate', clip: 'gate' as ClipId, durationMs: ms(8000) },
  { role: 'content', clip: 'content' as ClipId, durationMs: ms(20_000) },
  { role: 'closing', clip: 'closing' as ClipId, durationMs: ms(2000) },
  { role: 'objectionConfirmed', clip: 'objectionConfirmed' as ClipId, durationMs: ms(3000) },
]

const RING_TIMEOUT_MS = 15_000

const lawful = (number: string): LawfulCall =>
  ({ number: number as E164, expiresAt: epochMs(Number.MAX_SAFE_INTEGER) }) as LawfulCall

/** Calls everybody at once and plays the part of the attempt machine, as simply as can be. */
function run(mix: Mix, numbers: readonly string[], seed = 42, limits = generousLimits) {
  let now = monoMs(1000)
  const clock = { mono: (): MonoMs => now, epoch: () => epochMs(1_800_000_000_000) }
  const world = virtualTelephony({ seed, mix, parts, clock, limits })
  const { telephony } = world
  const events: CallEvent[] = []
  const ringing = new Map<AttemptId, MonoMs>()
  telephony.onEvent((event) => {
    events.push(event)
    const { attempt } = event
    if (event.is === 'answered' || event.is === 'ended') ringing.delete(attempt)
    const play = (clip: string) => telephony.play(attempt, clip as ClipId)
    if (event.is === 'answered') play('gate')
    if (event.is === 'key' && event.key === '1') play('content')
    if (event.is === 'key' && event.key === '9') play('objectionConfirmed')
    if (event.is === 'playEnded' && event.clip === 'content') play('closing')
    if (event.is === 'playEnded' && event.clip !== 'content') telephony.hangUp(attempt)
  })
  for (const number of numbers) {
    const attempt = `call to ${number}` as AttemptId
    telephony.place({ attempt, lawful: lawful(number), mediaTimeoutMs: ms(5000) })
    ringing.set(attempt, monoMs(now + RING_TIMEOUT_MS))
  }
  for (let at = world.nextEventAt(); at !== undefined; at = world.nextEventAt()) {
    now = monoMs(Math.min(at, now + 500))
    world.advanceTo(now)
    for (const [attempt, timeout] of ringing) {
      if (now < timeout) continue
      ringing.delete(attempt)
      telephony.hangUp(attempt)
    }
  }
  return { events, records: world.records() }
}

const listened = 'answered firstAudio key:1 playEnded playEnded ended:us'
const objected = 'answered firstAudio key:9 playEnded ended:us'

// biome-ignore format: a table of behaviours, what we are told and what the person's phone kept
const lives: readonly [Behaviour, told: string, kept: string][] = [
  ['listens', `placed ringing ${listened}`, 'keys 1, heard gate content! closing!'],
  ['listensAfterWait', `placed ringing ${listened}`, 'keys 1, heard gate content! closing!'],
  ['listensAfterEarlyMedia', `placed ringing:early ${listened}`, 'keys 1, heard gate content! closing!'],
  ['pressesNothing', 'placed ringing answered firstAudio playEnded ended:us', 'keys -, heard gate!'],
  ['objectsAtOnce', `placed ringing ${objected}`, 'keys 9, heard gate objectionConfirmed!'],
  ['objectsAtGate', `placed ringing ${objected}`, 'keys 9, heard gate objectionConfirmed!'],
  ['objectsMidMessage', 'placed ringing answered firstAudio key:1 key:9 playEnded ended:us',
    'keys 1 9, heard gate content objectionConfirmed!'],
  ['hangsUpAtGate', 'placed ringing answered firstAudio ended:callee', 'keys -, heard gate'],
  ['hangsUpMidMessage', 'placed ringing answered firstAudio key:1 ended:callee', 'keys 1, heard gate content'],
  ['voicemail', 'placed ringing answered firstAudio playEnded ended:us', 'keys -, heard gate!'],
  ['busy', 'placed ended:refused:486:busy', 'keys -, heard -'],
  ['unreachable', 'placed ended:refused:480:unreachable', 'keys -, heard -'],
  ['unallocated', 'placed ended:refused:404:unallocated', 'keys -, heard -'],
  ['declined', 'placed ended:refused:603:declined', 'keys -, heard -'],
  ['congested', 'placed ended:refused:503:congestion', 'keys -, heard -'],
  ['ringsOut', 'placed ringing ended:us:487', 'keys -, heard -'],
  ['answersLate', 'placed ringing ended:us', 'keys -, heard -'],
  ['noReply', 'placed ended:refused:408:carrierFault', 'keys -, heard -'],
]

for (const [behaviour, told, kept] of lives) {
  test(`virtual telephony: a person who "${behaviour}" gives ${told}`, () => {
    const { events, records } = run(only(behaviour, demoMix), ['+33639980001'])
    assert.equal(events.map(wordOf).join(' '), told)
    assert.equal(records.length, 1)
    const [record] = records
    const keys = record?.keys.map(({ key }) => key).join(' ') || '-'
    const heard = record?.heard.map((part) => part.role + (part.complete ? '!' : '')).join(' ')
    assert.equal(`keys ${keys}, heard ${heard || '-'}`, kept)
    assert.equal(record?.answered, told.includes('answered') || behaviour === 'answersLate')
    assert.equal(record?.confirmationHeard, told.includes('key:9'))
  })
}

test('virtual telephony: each of 500 mixed calls ends exactly once, and the same for one seed', () => {
  const numbers = Array.from({ length: 500 }, (_, i) => `+3363998${String(i).padStart(4, '0')}`)
  const limits = { ...generousLimits, callsPerSecond: 500 }
  const first = run(demoMix, numbers, 7, limits)
  assert.deepEqual(run(demoMix, numbers, 7, limits), first)
  for (const number of numbers) {
    const own = first.events.filter((event) => event.attempt === `call to ${number}`)
    assert.equal(own.filter(({ is }) => is === 'ended').length, 1)
    assert.equal(own.at(-1)?.is, 'ended')
  }
  const seen = new Set(first.records.map(({ behaviour }) => behaviour))
  // All but the three that the demo leaves out, and two that are rare.
  assert.ok(seen.size >= behaviourNames.length - 5, `only ${[...seen]}`)
})

test('virtual telephony: a number outside the six fiction ranges gets 403 and rings nobody', () => {
  const { events, records } = run(demoMix, ['+33612345678'])
  assert.equal(events.map(wordOf).join(' '), 'placed ended:refused:403:rejectedByCarrier')
  assert.equal(records[0]?.behaviour, undefined)
})

function wordOf(event: CallEvent): string {
  if (event.is === 'key') return `key:${event.key}`
  if (event.is === 'ringing') return event.earlyMedia ? 'ringing:early' : 'ringing'
  if (event.is !== 'ended') return event.is
  return ['ended', event.by, event.sipStatus, event.outcome].filter(Boolean).join(':')
}

test('virtual telephony: whoever never replies takes up none of the carrier’s places', () => {
  const limits = { callsPerSecond: 100, concurrentCalls: 1, retryAfterSeconds: 1 }
  const numbers = ['+33639980001', '+33639980002', '+33639980003']
  const { events } = run(only('noReply', demoMix), numbers, 1, limits)
  assert.deepEqual(
    new Set(events.map(wordOf)),
    new Set(['placed', 'ended:refused:408:carrierFault']),
  )
})

test('virtual telephony: beyond concurrentCalls comes 503, and a second without a new call', () => {
  const limits = { callsPerSecond: 100, concurrentCalls: 2, retryAfterSeconds: 1 }
  const numbers = ['+33639980001', '+33639980002', '+33639980003']
  const { events, records } = run(only('ringsOut', demoMix), numbers, 1, limits)
  const refused = events.filter((event) => wordOf(event) === 'ended:refused:503:congestion')
  assert.equal(refused.length, 1)
  assert.equal(refused[0]?.is === 'ended' && refused[0].retryAfterMs, 1000)
  assert.equal(records.filter(({ sipStatus }) => sipStatus === 503).length, 1)
})
