/** The port Telephony over a real socket, against an endpoint of ours that plays the far end. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { farSdp } from '../../test/support/legPlay.ts'
import { silentMedia } from '../../test/support/silentMedia.ts'
import { realClock } from '../base/clock.ts'
import type { AttemptId, ClipId, TrunkId } from '../base/ids.ts'
import { type E164, epochMs, ms } from '../base/units.ts'
import type { CallEvent, PlacedCall } from '../call/telephony.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { decideTrunkTest, type LawfulCall } from '../law/decide.ts'
import { nameAddr } from '../sip/header.ts'
import { headerOf, type ReplyOptions, replyTo, type SipRequest } from '../sip/message.ts'
import { openEndpoint } from './endpoint.ts'
import type { LegNumber } from './mediaEngine.ts'
import { openTelephony, type TelephonyOptions } from './telephony.ts'
import type { ServerTransaction } from './transactionUser.ts'

const callerId = '+33163001234' as E164
const clip = 'clip' as ClipId
const timers = { t1: ms(20), t2: ms(160), t4: ms(100) }

function aProof(changes: Partial<Parameters<typeof decideTrunkTest>[0]> = {}): LawfulCall {
  const { lawful } = decideTrunkTest({
    now: realClock.epoch(),
    number: '+33199001234' as E164,
    trunkKind: 'practice',
    loopback: true,
    ownPhones: [],
    callerId,
    ...changes,
  })
  assert.ok(lawful, 'the test call is lawful')
  return lawful
}

const practiceTrunk = (port: number): Trunk => ({
  id: 'practice' as TrunkId,
  kind: 'practice',
  host: '127.0.0.1',
  port,
  callsPerSecond: 10,
  concurrentCalls: 10,
  ...plainTrunk,
  callerIds: [callerId],
})

type React = (request: SipRequest, transaction: ServerTransaction) => void

/** A far end on its own port, and telephony towards it. Both are closed when the test ends. */
async function aWorld(
  context: TestContext,
  react: React,
  changes: Partial<TelephonyOptions> = {},
  trunk: Partial<Trunk> = {},
) {
  const requests: SipRequest[] = []
  const far = await openEndpoint({
    address: '127.0.0.1',
    port: 0,
    allow: ['INVITE', 'BYE', 'ACK', 'CANCEL', 'OPTIONS'],
    timers,
    onRequest(request, transaction) {
      requests.push(request)
      react(request, transaction)
    },
  })
  const media = silentMedia(realClock.mono)
  const trunks = [{ ...practiceTrunk(far.port), ...trunk, port: far.port }]
  const options = { trunks, media, clock: realClock, version: '9.9', timers, ...changes }
  const telephony = await openTelephony(options)
  const events: CallEvent[] = []
  let waiting: (() => void) | undefined
  telephony.onEvent((event) => {
    events.push(event)
    waiting?.()
  })
  const until = async (is: CallEvent['is']): Promise<void> => {
    while (!events.some((event) => event.is === is)) {
      await new Promise<void>((resolve) => {
        waiting = resolve
      })
    }
  }
  context.after(async () => {
    await telephony.close()
    await far.close()
  })
  return { far, telephony, media, events, requests, until }
}

const place = (changes: Partial<PlacedCall> = {}): PlacedCall => ({
  attempt: 'a1' as AttemptId,
  lawful: aProof(),
  mediaTimeoutMs: ms(10_000),
  ...changes,
})

const contact = nameAddr('sip:phone@127.0.0.1:1')

function respond(status: number, options: ReplyOptions = {}): React {
  return (request, transaction) => {
    const isInvite = request.method === 'INVITE'
    const reply = isInvite ? { toTag: 'far', ...options } : {}
    transaction.respond(replyTo(request, isInvite ? status : 200, reply))
  }
}

test('telephony: what an INVITE of ours says: E.164, our number unhidden, who we are', async (context) => {
  const world = await aWorld(context, respond(486))
  world.telephony.place(place())
  await world.until('ended')
  const [invite] = world.requests
  assert.ok(invite)
  assert.equal(invite.uri, `sip:+33199001234@127.0.0.1:${world.far.port}`)
  assert.equal(invite.from.uri, 'sip:+33163001234@127.0.0.1')
  assert.equal(headerOf(invite, 'user-agent'), 'Portevoix/9.9')
  assert.equal(invite.maxForwards, 70)
  assert.deepEqual(
    invite.headers.map(({ name }) => name),
    ['user-agent', 'allow', 'supported', 'content-type'],
  )
})

test('telephony: play in the tick of `answered` reaches the media engine before anything else', async (context) => {
  const world = await aWorld(context, (request, transaction) => {
    const at = nameAddr(`sip:phone@127.0.0.1:${world.far.port}`)
    respond(200, { sdp: farSdp(), contact: at })(request, transaction)
  })
  world.telephony.onEvent((event) => {
    if (event.is === 'answered') world.telephony.play(event.attempt, clip)
  })
  world.telephony.play('a1' as AttemptId, clip)
  world.telephony.place(place())
  world.telephony.play('a1' as AttemptId, clip)
  await world.until('answered')
  assert.deepEqual(world.media.asked, ['open 1', 'remote 1 9000 true', 'play 1 clip'])
  const leg = 1 as LegNumber
  world.media.say({ is: 'firstAudio', leg, at: realClock.mono() })
  world.media.say({ is: 'firstAudio', leg, at: realClock.mono() })
  world.media.say({ is: 'key', leg, at: realClock.mono(), key: '9' })
  world.telephony.hangUp('a1' as AttemptId)
  await world.until('ended')
  assert.deepEqual(
    world.events.map(({ is }) => is),
    ['placed', 'answered', 'firstAudio', 'key', 'ended'],
  )
  const ended = world.events.at(-1)
  assert.ok(ended?.is === 'ended' && ended.by === 'us' && ended.rtp.sent === 7)
  assert.equal(world.requests.at(-1)?.method, 'BYE')
})

test('telephony: a key that arrives while the leg is closing is still told', async (context) => {
  const world = await aWorld(context, (request, transaction) => {
    const at = nameAddr(`sip:phone@127.0.0.1:${world.far.port}`)
    respond(200, { sdp: farSdp(), contact: at })(request, transaction)
  })
  world.telephony.place(place())
  await world.until('answered')
  world.telephony.hangUp('a1' as AttemptId)
  world.media.say({ is: 'key', leg: 1 as LegNumber, at: realClock.mono(), key: '9' })
  await world.until('ended')
  assert.deepEqual(
    world.events.map(({ is }) => is),
    ['placed', 'answered', 'key', 'ended'],
  )
})

test('telephony: an expired proof sends nothing: notPlaced', async (context) => {
  const world = await aWorld(context, respond(486))
  const lawful = aProof({ now: epochMs(realClock.epoch() - 60_000) })
  world.telephony.place(place({ lawful }))
  assert.equal(world.events.length, 0, 'not before `place` has returned')
  await world.until('ended')
  const [ended] = world.events
  assert.ok(ended?.is === 'ended' && ended.by === 'refused' && ended.outcome === 'notPlaced')
  assert.deepEqual([world.requests, world.media.asked], [[], []])
})

test('telephony: a fiction number never leaves through a real trunk, nor an unknown caller ID', async (context) => {
  const world = await aWorld(context, respond(486))
  world.telephony.place(place({ lawful: aProof({ callerId: '+33163009999' }) }))
  const real = { ...practiceTrunk(world.far.port), kind: 'real' as const }
  const other = await aWorld(context, respond(486), { trunks: [real] })
  other.telephony.place(place())
  for (const { events, requests, until } of [world, other]) {
    await until('ended')
    assert.ok(events[0]?.is === 'ended' && events[0].outcome === 'notPlaced')
    assert.equal(requests.length, 0)
  }
})

test('RFC 3261 §21.5.4: after 503 no INVITE leaves on that trunk until Retry-After has passed', async (context) => {
  const headers = [{ name: 'retry-after', value: '1' }]
  const world = await aWorld(context, respond(503, { headers }))
  const ended = async (attempt: string): Promise<Extract<CallEvent, { is: 'ended' }>> => {
    world.events.length = 0
    world.telephony.place(place({ attempt: attempt as AttemptId }))
    await world.until('ended')
    return world.events.find((event) => event.is === 'ended') as never
  }
  const first = await ended('a1')
  assert.deepEqual([first.outcome, first.sipStatus, first.retryAfterMs], ['congestion', 503, 1000])
  const held = await ended('a2')
  assert.equal(held.outcome, 'notPlaced')
  assert.deepEqual(world.events, [held], 'what is held back is not told as placed')
  assert.ok((held.retryAfterMs ?? 0) > 500 && (held.retryAfterMs ?? 0) <= 1000)
  assert.equal(world.requests.length, 1)
  await new Promise((resolve) => setTimeout(resolve, 1050))
  assert.equal((await ended('a3')).outcome, 'congestion')
})

test('telephony: hung up before its media was open: no INVITE leaves', async (context) => {
  const world = await aWorld(context, respond(486))
  world.telephony.place(place())
  world.telephony.hangUp('a1' as AttemptId)
  await world.until('ended')
  assert.deepEqual(world.requests, [])
})

test('telephony: hung up while it waits for its turn on the trunk: no INVITE leaves', async (context) => {
  const world = await aWorld(context, respond(486), {}, { callsPerSecond: 1 })
  world.telephony.place(place())
  await world.until('ended')
  world.events.length = 0
  // The next place is a second away: the call is armed, placed, and has not left.
  world.telephony.place(place({ attempt: 'a2' as AttemptId }))
  await new Promise((resolve) => setTimeout(resolve, 20))
  world.telephony.hangUp('a2' as AttemptId)
  await world.until('ended')
  const [ended] = world.events
  assert.ok(ended?.is === 'ended' && ended.outcome === 'notPlaced')
  assert.equal(world.requests.filter(({ method }) => method === 'INVITE').length, 1)
})

test('telephony: no free media port: notPlaced, and the next call is not disturbed', async (context) => {
  const media = silentMedia(realClock.mono, 0)
  const world = await aWorld(context, respond(486), { media })
  world.telephony.place(place())
  await world.until('ended')
  const [ended] = world.events
  assert.ok(ended?.is === 'ended' && ended.outcome === 'notPlaced')
})

test('telephony: OPTIONS is answered, strangers ring nobody, unknown dialogs get 481', async (context) => {
  const world = await aWorld(context, respond(180))
  world.telephony.place(place())
  await world.until('ringing')
  const invite = world.requests[0] as SipRequest
  const ask = (method: string, toTag?: string): Promise<number> =>
    new Promise((resolve) => {
      const request = {
        ...invite,
        method,
        uri: (invite.contacts[0] as { uri: string }).uri,
        from: nameAddr('sip:far@127.0.0.1', `from${method}`),
        to: nameAddr('sip:us@127.0.0.1', toTag),
        callId: `other${method}`,
        cseq: { number: 1, method },
        vias: [],
        maxForwards: undefined,
      }
      world.far.sendRequest(request, {
        onResponse: ({ status }) => status >= 200 && resolve(status),
        onTimeout: () => resolve(0),
        onTransportError: () => resolve(-1),
      })
    })
  assert.equal(await ask('OPTIONS'), 200)
  assert.equal(await ask('INVITE'), 480)
  assert.equal(await ask('BYE', 'nobody'), 481)
  assert.equal(await ask('SUBSCRIBE'), 405)
})

test('telephony: close ends what is up, within its bound, and closes the media engine', async (context) => {
  const world = await aWorld(context, (request, transaction) => {
    transaction.listen({
      onCancel: () => transaction.respond(replyTo(request, 487, { toTag: 'far' })),
    })
    if (request.method === 'INVITE') {
      transaction.respond(replyTo(request, 180, { toTag: 'far', contact }))
    }
  })
  world.telephony.place(place())
  await world.until('ringing')
  await world.telephony.close()
  assert.ok(world.events.some((event) => event.is === 'ended' && event.by === 'us'))
  assert.equal(world.media.asked.at(-1), 'closed')
})

test('telephony: a practice trunk off this machine is refused at once', async () => {
  const trunk = { ...practiceTrunk(5060), host: '192.0.2.1' }
  const media = silentMedia(realClock.mono)
  const opening = openTelephony({ trunks: [trunk], media, clock: realClock, version: '0' })
  await assert.rejects(opening, { name: 'Failure', code: 'refused' })
})
