/** How many may ring us at once, and who decides. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anInvite } from '../../test/support/incomingPlay.ts'
import { farSdp } from '../../test/support/legPlay.ts'
import { silentMedia } from '../../test/support/silentMedia.ts'
import type { AttemptId, TrunkId } from '../base/ids.ts'
import { type E164, type MonoMs, monoMs } from '../base/units.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { trunkProfileSchema } from '../call/trunkProfile.ts'
import type { SipResponse } from '../sip/message.ts'
import type { Endpoint } from './endpoint.ts'
import { IncomingCalls, incomingLegsMax } from './incomingCalls.ts'
import type { LegNumber } from './mediaEngine.ts'
import type { InviteListener } from './transactionUser.ts'
import type { TrunkRoute } from './trunkRoute.ts'

const now = (): MonoMs => monoMs(0)

const routeOf = (id: string, callerId: string, incomingCalls: number): TrunkRoute => {
  const trunk: Trunk = {
    ...{ ...plainTrunk, id: id as TrunkId, kind: 'practice', host: '127.0.0.1', port: 5060 },
    ...{ callsPerSecond: 1, concurrentCalls: 1, callerIds: [callerId as E164] },
    profile: trunkProfileSchema.parse({ signalling: { incomingCalls } }),
  }
  const places = [{ host: '127.0.0.1', port: 5060 }]
  const targets = {
    all: () => places,
    destination: () => ({ hops: () => places, failed: () => undefined }),
  }
  return {
    trunk,
    targets: targets as never,
    remote: places[0] as never,
    transport: 'udp',
    localAddress: '127.0.0.1',
    isLoopback: true,
  }
}

function world(...routes: TrunkRoute[]) {
  let ids = 0
  const endpoint = {
    ...{
      address: '127.0.0.1',
      newToken: () => `token${ids}`,
      contactPlace: () => '127.0.0.1:5060',
    },
  } as unknown as Endpoint
  const calls = new IncomingCalls({
    ...{
      routes,
      media: silentMedia(now),
      wakeUps: { set: () => undefined, close: () => undefined } as never,
    },
    ...{ version: '9.9', mediaPorts: undefined, now, newLeg: () => ids as LegNumber },
    newAttemptId: () => {
      ids += 1
      return String(ids) as AttemptId
    },
    ...{
      emit: () => undefined,
      began: () => undefined,
      gone: () => undefined,
      log: () => undefined,
    },
  })
  const rung: AttemptId[] = []
  calls.onIncoming(({ attempt }) => rung.push(attempt))
  const ring = (called: string) => {
    const replies: SipResponse[] = []
    let listener: InviteListener = {}
    const request = anInvite(farSdp(), { uri: `sip:${called}@127.0.0.1` })
    const source = { host: '127.0.0.1', port: 5060 }
    const transaction = {
      ...{ request, source, respond: (reply: SipResponse) => replies.push(reply) },
      listen: (own: InviteListener) => {
        listener = own
      },
    }
    calls.receive(request, transaction as never, endpoint)
    return { status: () => replies.at(-1)?.status, cancel: () => listener.onCancel?.() }
  }
  return { calls, ring, rung }
}

const [one, two] = ['+33163001234', '+33163005678']

test('incoming: each trunk has its own lines, one less, as many, and one more than it has', () => {
  const { ring } = world(routeOf('one', one, 2), routeOf('two', two, 1))
  assert.equal(ring(one).status(), 180)
  const second = ring(one)
  assert.equal(second.status(), 180)
  assert.equal(ring(one).status(), 486)
  assert.equal(ring(two).status(), 180)
  assert.equal(ring(two).status(), 486)
  second.cancel()
  assert.equal(second.status(), 487)
  assert.equal(ring(one).status(), 180)
})

test('incoming: all trunks together ring on incomingLegsMax legs, whatever each of them allows', () => {
  const { ring, rung } = world(routeOf('one', one, incomingLegsMax), routeOf('two', two, 2))
  for (let i = 0; i < incomingLegsMax - 1; i += 1) ring(one)
  const last = ring(two)
  assert.deepEqual([last.status(), rung.length], [180, incomingLegsMax])
  assert.equal(ring(two).status(), 486)
  last.cancel()
  assert.equal(ring(two).status(), 180)
})

test('incoming: a trunk without lines for callers is unavailable, not busy', () => {
  assert.equal(
    world(routeOf('one', one, 0))
      .ring(one)
      .status(),
    480,
  )
})

test('incoming: the first decision counts, and one about nobody changes nothing', () => {
  const { calls, ring, rung } = world(routeOf('one', one, 2))
  const caller = ring(one)
  const [attempt = '' as AttemptId] = rung
  calls.refuse('nobody' as AttemptId, 'busy')
  calls.refuse(attempt, 'notHere')
  calls.accept(attempt)
  calls.refuse(attempt, 'busy')
  assert.equal(caller.status(), 404)
})
