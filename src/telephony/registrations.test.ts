/** Registrations, OPTIONS and what they hold, over real sockets: an endpoint of ours plays the registrar. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { silentMedia } from '../../test/support/silentMedia.ts'
import { realClock } from '../base/clock.ts'
import type { AttemptId, TrunkId } from '../base/ids.ts'
import { type E164, ms } from '../base/units.ts'
import type { CallEvent } from '../call/telephony.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { trunkProfileSchema } from '../call/trunkProfile.ts'
import type { TrunkSign } from '../call/trunkSign.ts'
import { decideTrunkTest } from '../law/decide.ts'
import { headerOf, type ReplyOptions, replyTo, type SipRequest } from '../sip/message.ts'
import { openEndpoint } from './endpoint.ts'
import { openTelephony } from './telephony.ts'

const callerId = '+33163001234' as E164
const timers = { t1: ms(10), t2: ms(80), t4: ms(50) }

type Answer = readonly [status: number, options?: ReplyOptions] | undefined

const aTrunk = (port: number, signalling: object): Trunk => ({
  id: 'carrier' as TrunkId,
  kind: 'practice',
  host: '127.0.0.1',
  port,
  user: 'acme',
  password: 'secret',
  callsPerSecond: 100,
  concurrentCalls: 10,
  ...plainTrunk,
  profile: trunkProfileSchema.parse({ signalling: { optionsEveryS: 0, ...signalling } }),
  callerIds: [callerId],
})

/** A carrier that answers REGISTER and OPTIONS like this, calls with 486; undefined: not at all. */
async function aWorld(
  context: TestContext,
  answer: (request: SipRequest) => Answer,
  signalling: object,
) {
  const requests: SipRequest[] = []
  const far = await openEndpoint({
    address: '127.0.0.1',
    port: 0,
    allow: ['REGISTER', 'OPTIONS', 'INVITE', 'ACK', 'CANCEL'],
    timers,
    onRequest(request, transaction) {
      requests.push(request)
      const [status, options] =
        request.method === 'INVITE' ? ([486] as const) : (answer(request) ?? [undefined])
      if (status !== undefined)
        transaction.respond(replyTo(request, status, { toTag: 'far', ...options }))
    },
  })
  const trunk = aTrunk(far.port, signalling)
  const media = silentMedia(realClock.mono)
  const telephony = await openTelephony({
    trunks: [trunk],
    media,
    clock: realClock,
    version: '9',
    timers,
  })
  const signs: TrunkSign[] = []
  const waiting: (() => void)[] = []
  telephony.onTrunkSign((sign) => {
    signs.push(sign)
    for (const wake of waiting.splice(0)) wake()
  })
  context.after(async () => {
    await telephony.close()
    await far.close()
  })
  const until = async (is: TrunkSign['is']): Promise<void> => {
    while (!signs.some((sign) => sign.is === is)) {
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  const place = (attempt: string): Promise<Extract<CallEvent, { is: 'ended' }>> =>
    new Promise((resolve) => {
      telephony.onEvent((event) => {
        if (event.is === 'ended' && event.attempt === attempt) resolve(event)
      })
      const { lawful } = decideTrunkTest({
        now: realClock.epoch(),
        number: '+33199001234' as E164,
        trunkKind: 'practice',
        loopback: true,
        ownPhones: [],
        callerId,
      })
      assert.ok(lawful)
      telephony.place({ attempt: attempt as AttemptId, lawful, mediaTimeoutMs: ms(10_000) })
    })
  return { far, telephony, signs, until, place, requests }
}

const methodsOf = (requests: readonly SipRequest[]): string[] =>
  requests.map(({ method }) => method)

test('calls are held while the registrar refuses our account, and leave once it takes it', async (context) => {
  let isOpen = false
  const answer = (): Answer =>
    isOpen ? [200] : [403, { headers: [{ name: 'retry-after', value: '1' }] }]
  const world = await aWorld(context, answer, { registerEveryS: 60 })
  const held = await world.place('held')
  assert.equal(held.outcome, 'notPlaced')
  assert.ok((held.retryAfterMs ?? 0) > 500 && (held.retryAfterMs ?? 0) <= 1000)
  assert.deepEqual(methodsOf(world.requests), ['REGISTER'])
  isOpen = true
  await world.until('registered')
  assert.deepEqual(
    world.signs.map(({ is }) => is),
    ['refused', 'registered'],
  )
  assert.equal((await world.place('free')).outcome, 'busy')
})

test('a registrar that never replies: lost, and opening does not wait for more than its word', async (context) => {
  const world = await aWorld(context, () => undefined, { registerEveryS: 60 })
  assert.deepEqual(
    world.signs.map((sign) => [sign.is, 'why' in sign && sign.why]),
    [['lost', 'no reply from the registrar']],
  )
  assert.equal((await world.place('held')).outcome, 'notPlaced')
})

test('RFC 8760: SHA-512-256 over the wire, as a registrar computes it; the address is taken back on close', async (context) => {
  const hash = (text: string): string => createHash('sha512-256').update(text).digest('hex')
  const proves = (request: SipRequest): boolean => {
    const text = headerOf(request, 'authorization') ?? ''
    const of = (name: string): string => new RegExp(`\\b${name}="?([^",]*)`).exec(text)?.[1] ?? ''
    const a1 = hash('acme:carrier:secret')
    const a2 = hash(`REGISTER:${request.uri}`)
    return of('response') === hash([a1, 'n1', of('nc'), of('cnonce'), 'auth', a2].join(':'))
  }
  const challenge = 'Digest realm="carrier", nonce="n1", qop="auth", algorithm=SHA-512-256'
  const headers = [
    { name: 'www-authenticate', value: 'Digest realm="carrier", nonce="weak", qop="auth"' },
    { name: 'www-authenticate', value: challenge },
  ]
  const world = await aWorld(context, (request) => (proves(request) ? [200] : [401, { headers }]), {
    registerEveryS: 60,
  })
  assert.deepEqual(
    world.signs.map(({ is }) => is),
    ['registered'],
  )
  await world.telephony.close()
  const last = world.requests.at(-1)
  assert.ok(last?.method === 'REGISTER' && proves(last))
  assert.equal(headerOf(last, 'expires'), '0')
})

test('a trunk without registration places at once', async (context) => {
  const world = await aWorld(context, () => [200], {})
  assert.equal((await world.place('free')).outcome, 'busy')
  assert.deepEqual(methodsOf(world.requests), ['INVITE'])
})

test('OPTIONS: the round trip is told; silence too, when the transaction has ended', async (context) => {
  let isThere = true
  const world = await aWorld(context, () => (isThere ? [200] : undefined), { optionsEveryS: 1 })
  await world.until('answers')
  const [sign] = world.signs
  assert.ok(sign?.is === 'answers' && sign.status === 200 && (sign.roundTripMs ?? 99_999) < 5000)
  isThere = false
  await world.until('silent')
  assert.equal(world.signs.at(-1)?.is, 'silent')
})
