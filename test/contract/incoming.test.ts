/**
 * The port of call/incoming.ts over real UDP, against a scripted caller of ours (RFC 3261 §13): who is told what, what
 * the caller hears, and that calls that come in and calls we place take nothing from each other.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { realClock } from '../../src/base/clock.ts'
import type { AttemptId, ClipId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import type { IncomingRefusal } from '../../src/call/incoming.ts'
import { headerOf, replyTo } from '../../src/sip/message.ts'
import { rfcTimers } from '../../src/sip/transaction/timers.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import type { LegNumber, MediaEvent } from '../../src/telephony/mediaEngine.ts'
import { incomingWorld, type RingingCaller, shown, theirs } from '../support/incomingWorld.ts'
import { farSdp } from '../support/legPlay.ts'
import { toneClip, until } from '../support/mediaEngines.ts'
import { lawfulOnLoopback } from '../support/practiceCalls.ts'

const hear = 'clip' as ClipId

test('incoming: a caller is told by number, answered, heard and hung up; one ended follows', async (context) => {
  const world = await incomingWorld(context)
  world.listen()
  const caller = world.ring()
  await caller.status(180)
  const [ring] = world.rings
  assert.ok(ring)
  assert.deepEqual([ring.trunk, ring.called, ring.caller], ['practice', shown, theirs])
  world.telephony.accept(ring.attempt)
  world.telephony.refuse(ring.attempt, 'busy')
  await caller.ack()
  await until(() => world.words(ring.attempt) === 'answered', 'the ACK')
  world.telephony.play(ring.attempt, hear)
  const [leg, at] = [1 as LegNumber, realClock.mono()]
  world.media.say({ is: 'firstAudio', leg, at })
  world.media.say({ is: 'key', leg, at, key: '9' })
  world.media.say({ is: 'playEnded', leg, at, clip: hear })
  world.telephony.hangUp(ring.attempt)
  await until(() => world.words(ring.attempt).includes('ended'), 'the end')
  assert.equal(world.words(ring.attempt), 'answered firstAudio key:9 playEnded ended:us')
  assert.deepEqual(world.media.asked, ['open 1', 'remote 1 9000 true', 'play 1 clip', 'close 1'])
  assert.equal(world.requests.at(-1)?.method, 'BYE')
  for (const then of ['hangUp', 'stopPlaying', 'accept'] as const)
    world.telephony[then](ring.attempt)
  assert.equal(world.events.filter(({ is }) => is === 'ended').length, 1)
})

// biome-ignore format: a table of refusals
const refusals: readonly (readonly [why: IncomingRefusal, status: number])[] = [
  ['busy', 486], ['notHere', 404], ['unavailable', 480],
]

for (const [why, status] of refusals) {
  test(`incoming: refused as ${why}: ${status}, and ended by us`, async (context) => {
    const world = await incomingWorld(context)
    world.telephony.onIncoming(({ attempt }) => world.telephony.refuse(attempt, why))
    const caller = world.ring()
    await caller.status(status)
    assert.deepEqual(
      world.events.map((event) => world.words(event.attempt)),
      [`ended:us:${status}`],
    )
    assert.deepEqual(world.media.asked, [])
  })
}

test('incoming: nobody who answers, no ids, or no line for callers: 480, and nothing is told', async (context) => {
  const world = await incomingWorld(context)
  await world.ring().status(480)
  const nameless = await incomingWorld(context, { telephony: { newAttemptId: undefined as never } })
  nameless.listen()
  await nameless.ring().status(480)
  const shut = await incomingWorld(context, { incomingCalls: 0 })
  shut.listen()
  await shut.ring().status(480)
  assert.deepEqual(
    [world, nameless, shut].flatMap(({ rings, events }) => [...rings, ...events]),
    [],
  )
})

test('incoming, RFC 3261 §9.2: given up before the answer: 487, ended by the caller, nothing opened', async (context) => {
  const world = await incomingWorld(context)
  world.listen()
  const caller = world.ring()
  await caller.status(180)
  caller.cancel()
  await caller.status(487)
  const attempt = world.rings[0]?.attempt
  assert.ok(attempt)
  await until(() => world.words(attempt) === 'ended:callee:487', 'the end')
  world.telephony.accept(attempt)
  await pause(50)
  assert.deepEqual(world.media.asked, [])
})

test('incoming, RFC 3261 §13.3.1.4: no ACK: the 200 again and again, then BYE', async (context) => {
  const world = await incomingWorld(context)
  world.telephony.onIncoming(({ attempt }) => world.telephony.accept(attempt))
  const caller = world.ring()
  await caller.status(200)
  await until(() => world.requests.some(({ method }) => method === 'BYE'), 'our BYE')
  const repeated = caller.replies.filter(({ status }) => status === 200).length
  // T1 20 ms doubling to T2 160 ms within 64·T1: 20 40 80 160 …
  assert.ok(repeated >= 8 && repeated <= 12, `${repeated} times`)
  await until(() => world.events.length === 1, 'the end')
  assert.equal(world.words(world.events[0]?.attempt), 'ended:mediaTimeout')
})

test('incoming: no port for its sound: 500, ended', async (context) => {
  const world = await incomingWorld(context)
  world.media.openLeg = () => Promise.reject(new Error('no port is free'))
  world.telephony.onIncoming(({ attempt }) => world.telephony.accept(attempt))
  await world.ring().status(500)
  assert.equal(world.words(world.events[0]?.attempt), 'ended:us:500')
})

test('incoming: BYEs that cross: each is answered 200, one ended', async (context) => {
  const world = await incomingWorld(context)
  world.telephony.onIncoming(({ attempt }) => world.telephony.accept(attempt))
  const caller = world.ring()
  await caller.ack()
  await until(() => world.events.length === 1, 'the ACK')
  const attempt = world.events[0]?.attempt as AttemptId
  const answer = caller.request('BYE')
  world.telephony.hangUp(attempt)
  assert.equal(await answer, 200)
  await until(() => world.events.length === 2, 'the end')
  await pause(100)
  assert.equal(world.events.length, 2)
})

test('incoming: hold and resume by re-INVITE, OPTIONS in the dialog', async (context) => {
  const world = await incomingWorld(context)
  world.telephony.onIncoming(({ attempt }) => world.telephony.accept(attempt))
  const caller = world.ring()
  await caller.ack()
  assert.equal(await caller.request('INVITE', { sdp: farSdp('sendonly') }), 200)
  assert.equal(await caller.request('OPTIONS'), 200)
  assert.equal(world.media.asked.at(-1), 'remote 1 9000 false')
})

test('incoming, RFC 3261 §8.2.2.2: a copy along another way gets 482; the same one again rings once', async (context) => {
  const world = await incomingWorld(context)
  world.listen()
  const caller = world.ring()
  await caller.status(180)
  const { callId, from } = caller.invite
  const merged = world.ring({ callId, from })
  await merged.status(482)
  // One Call-ID, another tag: another call.
  const other = world.ring({ callId })
  await other.status(180)
  assert.equal(world.rings.length, 2)
})

test('incoming, RFC 3261 §8.2.2.3: an extension we do not know: 420 with its name; 100rel is known', async (context) => {
  const world = await incomingWorld(context)
  world.listen()
  const refused = await world
    .ring({ headers: [{ name: 'require', value: 'sec-agree' }] })
    .status(420)
  assert.equal(headerOf(refused, 'unsupported'), 'sec-agree')
  const known = world.ring({ headers: [{ name: 'require', value: '100rel' }] })
  await until(() => world.rings.length === 1, 'the call')
  const attempt = world.rings[0]?.attempt as AttemptId
  world.telephony.accept(attempt)
  await known.ack()
  assert.equal(known.statuses, '100 200')
})

test('incoming: a limit of two: two ring, the third is busy; room again once one is over', async (context) => {
  const world = await incomingWorld(context, { incomingCalls: 2 })
  world.listen()
  const [first, second] = [world.ring(), world.ring()]
  await Promise.all([first.status(180), second.status(180)])
  await world.ring().status(486)
  assert.equal(world.rings.length, 2)
  first.cancel()
  await first.status(487)
  await world.ring().status(180)
  await world.ring().status(486)
  assert.equal(world.rings.length, 3)
})

test('incoming: all lines for callers taken, calls are placed as ever; and the other way round', async (context) => {
  const ringing: (() => void)[] = []
  const world = await incomingWorld(context, {
    incomingCalls: 1,
    react: (request, transaction) => {
      if (request.method !== 'INVITE') transaction.respond(replyTo(request, 200, { toTag: 'far' }))
      else ringing.push(() => transaction.respond(replyTo(request, 486, { toTag: 'far' })))
    },
  })
  world.listen()
  await world.ring().status(180)
  await world.ring().status(486)
  const lawful = lawfulOnLoopback(theirs, realClock.epoch())
  for (const attempt of ['a', 'b', 'c'] as AttemptId[]) {
    world.telephony.place({ attempt, lawful, mediaTimeoutMs: ms(5000) })
  }
  await until(() => ringing.length === 3, 'three INVITEs of ours')
  world.telephony.refuse(world.rings[0]?.attempt as AttemptId, 'busy')
  await world.ring().status(180)
  for (const end of ringing) end()
  await until(() => world.words('c' as AttemptId).includes('ended'), 'their ends')
})

test('incoming: a flood of 1,000 INVITEs beside full lines: all are busy, no media is opened for them', async (context) => {
  const world = await incomingWorld(context, { incomingCalls: 3, timers: rfcTimers })
  world.telephony.onIncoming(({ attempt }) => world.telephony.accept(attempt))
  await Promise.all([world.ring().ack(), world.ring().ack(), world.ring().ack()])
  await until(() => world.events.length === 3, 'three ACKs')
  const callers: RingingCaller[] = []
  for (let burst = 0; burst < 20; burst += 1) {
    for (let i = 0; i < 50; i += 1) callers.push(world.ring())
    await pause(10)
  }
  const busy = () => callers.filter(({ statuses }) => statuses === '486').length
  await until(() => busy() === 1000, 'their 486', 20_000)
  assert.equal(world.media.asked.filter((what) => what.startsWith('open')).length, 3)
  assert.equal(world.events.length, 3)
  const lawful = lawfulOnLoopback(theirs, realClock.epoch())
  world.telephony.place({ attempt: 'a' as AttemptId, lawful, mediaTimeoutMs: ms(5000) })
  await until(() => world.words('a' as AttemptId).startsWith('placed'), 'an INVITE of ours')
})

test('incoming: closing refuses who still rings, and hangs up who talks', async (context) => {
  const world = await incomingWorld(context)
  world.listen()
  const talks = world.ring()
  await talks.status(180)
  world.telephony.accept(world.rings[0]?.attempt as AttemptId)
  await talks.ack()
  await until(() => world.events.length === 1, 'the ACK')
  const rings = world.ring()
  await rings.status(180)
  await world.telephony.close()
  await rings.status(480)
  const ends = world.events.flatMap((event) => (event.is === 'ended' ? [event.by] : []))
  assert.deepEqual(ends, ['us', 'us'])
})

test('incoming: over real RTP the caller hears the clip whole, and the keys it presses come in order', async (context) => {
  const portRange = { from: 23_000, to: 23_098 }
  const [ours, phone] = await Promise.all([
    openMediaEngine({ portRange }),
    openMediaEngine({ portRange: { from: 23_100, to: 23_198 } }),
  ])
  context.after(() => phone.close())
  const clip = toneClip('greeting', { ms: 600, fromHz: 400, toHz: 1200 })
  await Promise.all([ours.loadClip(clip), phone.loadClip(clip)])
  const heard: MediaEvent[] = []
  phone.onEvent((event) => heard.push(event))
  const world = await incomingWorld(context, { media: ours })
  world.telephony.onIncoming(({ attempt }) => world.telephony.accept(attempt))
  world.telephony.onEvent(({ is, attempt }) => {
    if (is === 'answered') world.telephony.play(attempt, clip.id)
  })
  const leg = 1 as LegNumber
  const { port } = await phone.openLeg({ leg, address: '127.0.0.1', ports: 'perCall', hear: true })
  const body = farSdp('sendrecv', `m=audio ${port} RTP/AVP 8 101`).replaceAll(
    '127.0.0.9',
    '127.0.0.1',
  )
  const caller = world.ring({ body })
  const success = await caller.status(200)
  const audio = /m=audio (\d+)/.exec(success.body)
  const remote = {
    address: '127.0.0.1',
    port: Number(audio?.[1]),
    codec: 'pcma',
    payloadType: 8,
  } as const
  phone.setRemote(leg, { ...remote, telephoneEvent: 101, send: true })
  await caller.ack()
  phone.pressKey(leg, '1')
  phone.pressKey(leg, '9')
  await until(
    () => world.words(world.events[0]?.attempt).includes('playEnded'),
    'the end of the clip',
  )
  await until(() => heard.some(({ is }) => is === 'heard'), 'the ear', 5000)
  assert.equal(await caller.request('BYE'), 200)
  await until(() => world.events.at(-1)?.is === 'ended', 'the end')
  phone.closeLeg(leg)
  const words = world.words(world.events[0]?.attempt)
  assert.equal(words.replace(/ key:\d/g, ''), 'answered firstAudio playEnded ended:callee')
  assert.deepEqual(words.match(/key:\d/g), ['key:1', 'key:9'])
  const whole = heard.find((event) => event.is === 'heard')
  assert.ok(whole?.is === 'heard' && whole.clip === clip.id && whole.framesHeard >= 29)
  const end = world.events.at(-1)
  assert.ok(end?.is === 'ended' && end.rtp.sent >= 30)
})
