/** Our calls through Kamailio, a carrier's record-routing proxy, over UDP, TCP and mutual TLS. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrunkId } from '../../src/base/ids.ts'
import { type E164, ms } from '../../src/base/units.ts'
import { plainTrunk, type Trunk } from '../../src/call/trunk.ts'
import { type TrunkProfile, trunkProfileSchema } from '../../src/call/trunkProfile.ts'
import { anAuthority, settingsOf } from '../support/certificates.ts'
import { callTo } from './support/call.ts'
import { startKamailio } from './support/kamailio.ts'
import {
  keepInvite,
  ok,
  receive,
  receiveReply,
  reply,
  routedRequest,
  sdpOf,
  startCallee,
  useKept,
  wait,
} from './support/sipp.ts'

const authority = anAuthority()
const carrier = settingsOf(authority, ['URI:sip:carrier.test', 'IP:127.0.0.1'])
const ours = {
  ...settingsOf(authority, ['DNS:us.test', 'IP:127.0.0.1']),
  serverName: 'carrier.test',
}

function trunkAt(port: number, network: Partial<TrunkProfile['network']>): Trunk {
  return {
    ...plainTrunk,
    id: 'interop' as TrunkId,
    kind: 'practice',
    host: '127.0.0.1',
    port,
    callsPerSecond: 10,
    concurrentCalls: 10,
    callerIds: ['+33163001234' as E164],
    profile: trunkProfileSchema.parse({ network, signalling: { optionsEveryS: 0 } }),
  }
}

const recorded = '[last_Record-Route:]'
const ringing = reply(180, 'Ringing', { headers: [recorded] })
const answer = reply(200, 'OK', { headers: [recorded], sdp: sdpOf() })

const kinds = [
  ['UDP', 15_340, { transport: 'udp' }],
  ['TCP', 15_344, { transport: 'tcp' }],
  ['TLS', 15_348, { transport: 'tls', tls: ours }],
] as const

for (const [name, port, network] of kinds) {
  const place = name === 'TLS' ? port + 1 : port

  test(`Kamailio over ${name}: the call and its BYE go through the route it recorded`, async (context) => {
    await startKamailio(context, { port, calleePort: port + 2, tls: carrier })
    const steps = [
      receive('INVITE'),
      ringing,
      wait(50),
      answer,
      receive('ACK'),
      receive('BYE'),
      ok(),
    ]
    const callee = await startCallee({ port: port + 2, echo: true, steps })
    const result = await callTo(place, { trunk: trunkAt(place, network), messageMs: 1000 })
    await callee.done
    assert.equal(result.outcome, 'heardToEnd')
    assert.ok(result.rtp.received >= 40, `received ${result.rtp.received}`)
  })

  test(`Kamailio over ${name}: the callee hangs up, the BYE reaches us through it`, async (context) => {
    await startKamailio(context, { port: port + 20, calleePort: port + 22, tls: carrier })
    const steps = [
      receive('INVITE', keepInvite, 'rrs="true"'),
      ringing,
      answer,
      receive('ACK'),
      wait(300),
      routedRequest('BYE', 1),
      receiveReply(200),
      useKept,
    ]
    const callee = await startCallee({ port: port + 22, steps })
    const trunk = trunkAt(place + 20, network)
    const result = await callTo(place + 20, { trunk, messageMs: 8000 })
    await callee.done
    assert.ok((result.talkMs ?? 0) < 3000, `hung up after ${result.talkMs} ms`)
  })
}

test('Kamailio over TCP: CANCEL after our ring time, 487 and its ACK go the same way', async (context) => {
  const port = 15_380
  await startKamailio(context, { port, calleePort: port + 2, tls: carrier })
  // Behind a proxy a reply has two Vias; the kept one is the first.
  const ours = 'regexp=".*" search_in="hdr" header="Via:" occurrence="2" assign_to="ours"'
  const steps = [
    receive('INVITE', `${keepInvite}<ereg ${ours}/>`),
    reply(180, 'Ringing'),
    receive('CANCEL'),
    ok(),
    reply(487, 'Request Terminated', { toInvite: true, headers: ['Via: [$ours]'] }),
    receive('ACK'),
    useKept.replace('via', 'ours,via'),
  ]
  const callee = await startCallee({ port: port + 2, steps })
  const trunk = trunkAt(port, { transport: 'tcp' })
  const result = await callTo(port, { trunk, ringTimeoutMs: ms(500) })
  await callee.done
  assert.deepEqual([result.outcome, result.sipStatus], ['noAnswer', 487])
})

test('Kamailio sheds load: 503 with Retry-After is the carrier’s fault, and the phone never rang', async (context) => {
  const port = 15_384
  const shed = 'append_to_reply("Retry-After: 2\\r\\n"); sl_send_reply("503", "Overloaded"); exit;'
  await startKamailio(context, { port, calleePort: port + 2, tls: carrier, onInvite: shed })
  const result = await callTo(port, { trunk: trunkAt(port, { transport: 'tcp' }) })
  assert.deepEqual([result.sipStatus, result.answeredMs], [503, null])
})

test('Kamailio shows a certificate of another name: the call is not placed over it', async (context) => {
  const port = 15_388
  await startKamailio(context, { port, calleePort: port + 2, tls: carrier })
  const tls = { ...ours, serverName: 'other.test' }
  const trunk = trunkAt(port + 1, { transport: 'tls', tls })
  const result = await callTo(port + 1, { trunk })
  assert.equal(result.outcome, 'carrierFault')
})
