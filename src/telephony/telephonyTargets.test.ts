/** A trunk of several targets over real sockets: which of them a call reaches, and that it rings one phone. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { anAuthority } from '../../test/support/certificates.ts'
import { farSdp } from '../../test/support/legPlay.ts'
import { lawfulOnLoopback } from '../../test/support/practiceCalls.ts'
import { silentMedia } from '../../test/support/silentMedia.ts'
import { realClock } from '../base/clock.ts'
import type { AttemptId, TrunkId } from '../base/ids.ts'
import { type E164, ms } from '../base/units.ts'
import type { CallEvent } from '../call/telephony.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { type TrunkProfile, trunkProfileSchema } from '../call/trunkProfile.ts'
import { nameAddr } from '../sip/header.ts'
import { replyTo, type SipRequest } from '../sip/message.ts'
import { type Endpoint, openEndpoint } from './endpoint.ts'
import { openTelephony } from './telephony.ts'
import type { ServerTransaction, TlsSettings } from './transactionUser.ts'
import type { Dns } from './transport/dns.ts'

const callerId = '+33163001234' as E164
const timers = { t1: ms(20), t2: ms(160), t4: ms(100) }

type React = (request: SipRequest, transaction: ServerTransaction) => void

interface Target {
  readonly port: number
  readonly seen: SipRequest[]
}

async function aTarget(context: TestContext, react: React, tls?: TlsSettings): Promise<Target> {
  const seen: SipRequest[] = []
  const endpoint: Endpoint = await openEndpoint({
    address: '127.0.0.1',
    port: 0,
    transports: tls ? ['tls'] : ['udp', 'tcp'],
    ...(tls ? { tls } : {}),
    allow: ['INVITE', 'BYE', 'ACK', 'CANCEL', 'OPTIONS'],
    timers,
    onRequest(request, transaction) {
      seen.push(request)
      react(request, transaction)
    },
  })
  context.after(() => endpoint.close())
  const place = endpoint.contactPlace(tls ? 'tls' : 'udp')
  return { seen, port: Number(/:(\d+)/.exec(place)?.[1]) }
}

const answering: React = (request, transaction) => {
  const isInvite = request.method === 'INVITE'
  const contact = nameAddr('sip:phone@127.0.0.1:1')
  transaction.respond(
    replyTo(request, 200, isInvite ? { toTag: 'far', contact, sdp: farSdp() } : {}),
  )
}

const overloaded: React = (request, transaction) =>
  transaction.respond(replyTo(request, 503, { toTag: 'full' }))

/** A trunk named carrier.test whose SRV records lead to these ports, in this order. */
async function aTrunk(
  context: TestContext,
  ports: readonly number[],
  network: Partial<TrunkProfile['network']>,
) {
  const dns: Dns = {
    naptr: async () => [],
    srv: async () => ports.map((port, priority) => ({ priority, weight: 0, port, name: 'a.test' })),
    addresses: async () => ['127.0.0.1'],
  }
  const trunk: Trunk = {
    ...plainTrunk,
    id: 'practice' as TrunkId,
    kind: 'practice',
    host: 'carrier.test',
    port: 5060,
    callsPerSecond: 100,
    concurrentCalls: 10,
    callerIds: [callerId],
    profile: trunkProfileSchema.parse({ network, signalling: { optionsEveryS: 0 } }),
  }
  const media = silentMedia(realClock.mono)
  const telephony = await openTelephony({
    ...{ trunks: [trunk], media, clock: realClock, version: '9.9', timers, dns },
  })
  context.after(() => telephony.close())
  const events: CallEvent[] = []
  let told: (() => void) | undefined
  telephony.onEvent((event) => {
    events.push(event)
    told?.()
  })
  return {
    telephony,
    async call(attempt: string): Promise<CallEvent> {
      const lawful = lawfulOnLoopback('+33199001234' as E164, realClock.epoch())
      const id = attempt as AttemptId
      telephony.place({ attempt: id, lawful, mediaTimeoutMs: ms(10_000) })
      for (;;) {
        const found = events.find((event) => {
          return event.attempt === id && (event.is === 'answered' || event.is === 'ended')
        })
        if (found) return found
        await new Promise<void>((resolve) => {
          told = resolve
        })
      }
    },
  }
}

const methods = ({ seen }: Target): string[] => seen.map(({ method }) => method)

test('failover: the first target answers 503, the second takes the call; the next call asks it first', async (context) => {
  const full = await aTarget(context, overloaded)
  const free = await aTarget(context, answering)
  const { call } = await aTrunk(context, [full.port, free.port], { transport: 'tcp' })
  assert.equal((await call('a')).is, 'answered')
  assert.equal((await call('b')).is, 'answered')
  assert.deepEqual([methods(full), methods(free)], [['INVITE'], ['INVITE', 'INVITE']])
  const [first, second] = [full.seen[0], free.seen[0]]
  assert.deepEqual([second?.callId, second?.cseq], [first?.callId, first?.cseq])
  assert.notEqual(second?.vias[0]?.params.get('branch'), first?.vias[0]?.params.get('branch'))
})

test('failover: nobody listens at the first target, the second breaks off, the third takes the call', async (context) => {
  const breaking = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.resetAndDestroy())
  }).listen(0, '127.0.0.1')
  await once(breaking, 'listening')
  context.after(() => breaking.close())
  const bound = breaking.address()
  assert.ok(bound !== null && typeof bound === 'object')
  const free = await aTarget(context, answering)
  const { call } = await aTrunk(context, [1, bound.port, free.port], { transport: 'tcp' })
  assert.equal((await call('a')).is, 'answered')
  assert.deepEqual(methods(free), ['INVITE'])
})

test('failover: over UDP a silent target is left after 64·T1, and not asked first again', async (context) => {
  // A target of ours would reply 100 after 200 ms: nobody at all is silent.
  const mute = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const bound = server.address()
      server.close(() => resolve(bound !== null && typeof bound === 'object' ? bound.port : 0))
    })
  })
  const free = await aTarget(context, answering)
  const { call } = await aTrunk(context, [mute, free.port], {})
  assert.equal((await call('a')).is, 'answered')
  assert.deepEqual(methods(free), ['INVITE'])
  const startedAt = realClock.mono()
  assert.equal((await call('b')).is, 'answered')
  assert.ok(realClock.mono() - startedAt < 64 * timers.t1, 'no time lost on the dead one')
})

test('failover: a target that rang and then answers 503 has rung the phone: no other is asked', async (context) => {
  const rung = await aTarget(context, (request, transaction) => {
    transaction.respond(replyTo(request, 180, { toTag: 'far' }))
    transaction.respond(replyTo(request, 503, { toTag: 'far' }))
  })
  const free = await aTarget(context, answering)
  const { call } = await aTrunk(context, [rung.port, free.port], { transport: 'tcp' })
  const ended = await call('a')
  assert.ok(ended.is === 'ended' && ended.sipStatus === 503)
  assert.deepEqual(methods(free), [])
})

test('TLS: the trunk’s profile says whom to trust and what to show; another authority’s target is left', async (context) => {
  const [ours, theirs] = [anAuthority(), anAuthority()]
  const impostor = { ...theirs.issue(['DNS:carrier.test']), ca: null }
  const genuine = { ...ours.issue(['URI:sip:carrier.test']), ca: ours.ca }
  const wrong = await aTarget(context, answering, impostor)
  const right = await aTarget(context, answering, genuine)
  const tls = { ca: ours.ca, ...ours.issue(['DNS:us.test']), serverName: null }
  const { call } = await aTrunk(context, [wrong.port, right.port], { transport: 'tls', tls })
  assert.equal((await call('a')).is, 'answered')
  assert.deepEqual([methods(wrong), methods(right)], [[], ['INVITE']])
  const [invite] = right.seen
  assert.match(invite?.vias[0]?.text ?? '', /^SIP\/2\.0\/TLS 127\.0\.0\.1:\d+;/)
  assert.match(invite?.contacts[0]?.uri ?? '', /@127\.0\.0\.1:\d+;transport=tls$/)
})
