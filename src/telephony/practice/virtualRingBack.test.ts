/** People who ring back in virtual time, behind the port that real telephony has (test/contract/ringBackPeople). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shownNumber } from '../../../test/support/aCampaign.ts'
import { lawfulOnLoopback } from '../../../test/support/practiceCalls.ts'
import type { AttemptId, ClipId } from '../../base/ids.ts'
import { type E164, epochMs, type MonoMs, monoMs, ms } from '../../base/units.ts'
import type { IncomingCall } from '../../call/incoming.ts'
import type { CallEvent } from '../../call/telephony.ts'
import { decisionMax } from '../incomingLeg.ts'
import { type Mix, only } from './population.ts'
import type { RingBackWay } from './ringBack.ts'
import { virtualTelephony } from './virtualTelephony.ts'

const number = '+33199001234' as E164
const said = 'said' as ClipId
const parts = [{ role: 'gate', clip: said, durationMs: ms(500) }] as const

const mixOf = (way: RingBackWay): Mix => ({
  ...only('ringsOut'),
  ringBack: {
    ...{ share: 1, weights: { [way]: 1 }, afterMs: [ms(100), ms(200)], ringsMs: ms(5000) },
    ...{ thinkMs: [ms(200), ms(300)], betweenKeysMs: [ms(50), ms(60)] },
    staysMs: [ms(900), ms(1000)],
  },
})

type Answer = 'accept' | 'busy' | 'nothing' | 'hangUpOnKey'

function lived(way: RingBackWay, answer: Answer) {
  let now = monoMs(1000)
  let ids = 0
  const clock = { mono: (): MonoMs => now, epoch: () => epochMs(1_800_000_000_000) }
  const newAttemptId = (): AttemptId => {
    ids += 1
    return `incoming ${ids}` as AttemptId
  }
  const world = virtualTelephony({ seed: 1, mix: mixOf(way), parts, clock, newAttemptId })
  const { telephony } = world
  const rings: IncomingCall[] = []
  const events: CallEvent[] = []
  telephony.onIncoming((call) => {
    rings.push(call)
    if (answer === 'busy') telephony.refuse(call.attempt, 'busy')
    else if (answer !== 'nothing') telephony.accept(call.attempt)
  })
  telephony.onEvent((event) => {
    if (event.attempt === 'placed') {
      if (event.is === 'ringing') telephony.hangUp(event.attempt)
      return
    }
    events.push(event)
    if (event.is === 'answered') telephony.play(event.attempt, said)
    if (event.is === 'key' && answer === 'hangUpOnKey') telephony.hangUp(event.attempt)
  })
  const lawful = lawfulOnLoopback(number, clock.epoch())
  telephony.place({ attempt: 'placed' as AttemptId, lawful, mediaTimeoutMs: ms(5000) })
  for (let at = world.nextEventAt(); at !== undefined; at = world.nextEventAt()) {
    now = at
    world.advanceTo(now)
  }
  const words = events.map((event) => {
    if (event.is === 'key') return `key:${event.key}`
    if (event.is !== 'ended') return event.is
    return ['ended', event.by, event.sipStatus].filter(Boolean).join(':')
  })
  return { rings, words: words.join(' '), record: world.ringBacks()[0], events }
}

test('ringing back in virtual time: offered with both numbers, answered, heard, and over', () => {
  const { rings, words, record } = lived('objects', 'accept')
  assert.deepEqual([rings[0]?.caller, rings[0]?.called, rings.length], [number, shownNumber, 1])
  const keysApart = words.replace(' key:9', '')
  assert.equal(keysApart, 'answered firstAudio playEnded ended:callee')
  assert.match(words, /key:9/)
  assert.deepEqual(
    record?.heard.map(({ clip, heardMs }) => [clip, heardMs]),
    [[said, 500]],
  )
  assert.deepEqual([record?.sipStatus, record?.hungUpBy], [200, 'person'])
})

test('ringing back in virtual time: refused, undecided, hung up by us: one end each', () => {
  const busy = lived('hidden', 'busy')
  assert.deepEqual([busy.words, busy.record?.sipStatus], ['ended:us:486', 486])
  assert.equal(busy.rings[0]?.caller, null)
  const undecided = lived('hears', 'nothing')
  assert.deepEqual([undecided.words, undecided.record?.sipStatus], ['ended:us:480', 480])
  assert.equal((undecided.events[0]?.at ?? 0) - (undecided.rings[0]?.at ?? 0), decisionMax)
  const ours = lived('objects', 'hangUpOnKey')
  assert.equal(ours.words, 'answered firstAudio key:9 ended:us')
  assert.equal(ours.record?.hungUpBy, 'farEnd')
})

test('ringing back in virtual time: one seed, the same calls', () => {
  assert.deepEqual(lived('otherPhoneObjects', 'accept'), lived('otherPhoneObjects', 'accept'))
})
