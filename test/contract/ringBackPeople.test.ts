/** Practice people who missed a call or found a voicemail ring back, on real SIP and RTP, and are answered. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { realClock } from '../../src/base/clock.ts'
import type { AttemptId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import type { IncomingCall } from '../../src/call/incoming.ts'
import type { CallEvent } from '../../src/call/telephony.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { type Mix, only } from '../../src/telephony/practice/population.ts'
import type { RingBackWay } from '../../src/telephony/practice/ringBack.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { shown, theirs, trunkAt } from '../support/incomingWorld.ts'
import { toneClip, until } from '../support/mediaEngines.ts'
import { lawfulOnLoopback } from '../support/practiceCalls.ts'

const said = toneClip('what callers hear', { ms: 500, fromHz: 300, toHz: 1500 })

const mixOf = (behaviour: 'ringsOut' | 'voicemail', way: RingBackWay): Mix => ({
  ...only(behaviour),
  ringBack: {
    ...{ share: 1, weights: { [way]: 1 }, afterMs: [ms(100), ms(200)], ringsMs: ms(3000) },
    ...{ thinkMs: [ms(200), ms(300)], betweenKeysMs: [ms(150), ms(160)] },
    staysMs: [ms(900), ms(1000)],
  },
})

async function missedCall(context: TestContext, mix: Mix) {
  const carrier = await startPracticeCarrier({ seed: 5, mix, clips: [said] })
  const media = await openMediaEngine({ portRange: { from: 23_300, to: 23_398 }, workers: 1 })
  const telephony = await openTelephony({
    ...{ trunks: [trunkAt(carrier.port)], media, clock: realClock, version: 'test' },
    newAttemptId: () => randomUUID() as string as AttemptId,
  })
  context.after(async () => {
    await telephony.close()
    await carrier.close()
  })
  await telephony.loadClip(said)
  const rings: IncomingCall[] = []
  const events: CallEvent[] = []
  telephony.onIncoming((call) => {
    rings.push(call)
    telephony.accept(call.attempt)
  })
  telephony.onEvent((event) => {
    events.push(event)
    const isTheirs = rings.some(({ attempt }) => attempt === event.attempt)
    if (isTheirs && event.is === 'answered') telephony.play(event.attempt, said.id)
    if (!isTheirs && (event.is === 'ringing' || event.is === 'answered')) {
      telephony.hangUp(event.attempt)
    }
  })
  const lawful = lawfulOnLoopback(theirs, realClock.epoch())
  telephony.place({ attempt: 'missed' as AttemptId, lawful, mediaTimeoutMs: ms(5000) })
  const over = () => events.filter(({ is }) => is === 'ended').length === 2
  await until(over, 'the end of who rang back', 15_000)
  const keys = events.flatMap((event) => (event.is === 'key' ? [event.key] : [])).join('')
  return { rings, events, keys, records: () => carrier.ringBacks() }
}

// biome-ignore format: a table of who rings back
const people = [
  ['ringsOut', 'objects', theirs, '9'],
  ['voicemail', 'asksSource', theirs, '8'],
  ['ringsOut', 'hiddenObjects', null, '0199001234#9'],
  ['ringsOut', 'otherPhone', '+33199006234', '0199001234#'],
] as const

for (const [behaviour, way, caller, keys] of people) {
  test(`after ${behaviour}, ${way}: shows ${caller}, is answered, hears us, presses ${keys}`, async (context) => {
    const world = await missedCall(context, mixOf(behaviour, way))
    const [ring] = world.rings
    assert.deepEqual([ring?.caller, ring?.called, world.keys], [caller, shown, keys])
    const [record, ...more] = await world.records()
    assert.ok(record && more.length === 0)
    assert.deepEqual([record.way, record.sipStatus, record.hungUpBy], [way, 200, 'person'])
    assert.deepEqual([record.number, record.from, record.rang], [theirs, caller, shown])
    assert.equal(record.keys.map(({ key }) => key).join(''), keys)
    const [heard] = record.heard
    assert.ok(heard && heard.clip === said.id && heard.heardMs >= 480, JSON.stringify(record.heard))
    const ended = world.events.at(-1)
    assert.deepEqual([ended?.is, ended?.is === 'ended' && ended.by], ['ended', 'callee'])
  })
}
