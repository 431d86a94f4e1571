/** SIPp as a callee over TCP and over IPv6, and what becomes of a call whose connection breaks. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrunkId } from '../../src/base/ids.ts'
import { type E164, ms } from '../../src/base/units.ts'
import { plainTrunk, type Trunk } from '../../src/call/trunk.ts'
import { type SipTransport, trunkProfileSchema } from '../../src/call/trunkProfile.ts'
import { callTo } from './support/call.ts'
import { ok, receive, reply, sdpOf, startCallee, wait } from './support/sipp.ts'

const ringing = reply(180, 'Ringing')
const answer = reply(200, 'OK', { sdp: sdpOf() })
const wholeCall = [
  receive('INVITE'),
  ringing,
  wait(50),
  answer,
  receive('ACK'),
  receive('BYE'),
  ok(),
]

function trunkOver(port: number, transport: SipTransport, host = '127.0.0.1'): Trunk {
  return {
    ...plainTrunk,
    id: 'interop' as TrunkId,
    kind: 'practice',
    host,
    port,
    callsPerSecond: 10,
    concurrentCalls: 10,
    callerIds: ['+33163001234' as E164],
    profile: trunkProfileSchema.parse({ network: { transport }, signalling: { optionsEveryS: 0 } }),
  }
}

test('SIPp over TCP takes the call, listens to the end, and its dialog stays on the connection', async () => {
  const callee = await startCallee({ port: 15_300, transport: 'tcp', echo: true, steps: wholeCall })
  const result = await callTo(15_300, { trunk: trunkOver(15_300, 'tcp'), messageMs: 1000 })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
  assert.ok(result.rtp.received >= 40, `received ${result.rtp.received}`)
})

test('SIPp over TCP whose Contact names no transport: ACK and BYE do not become datagrams', async () => {
  const plain = wholeCall.map((step) => step.replace(/;transport=\[transport\]/, ''))
  const callee = await startCallee({ port: 15_304, transport: 'tcp', steps: plain })
  const result = await callTo(15_304, { trunk: trunkOver(15_304, 'tcp') })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('SIPp over TCP is called by a URI that says so, and by none that says what we do not speak', async () => {
  const callee = await startCallee({ port: 15_332, transport: 'tcp', steps: wholeCall })
  const uri = 'sip:0199001234@127.0.0.1:15332'
  const result = await callTo(15_332, { uri: `${uri};transport=tcp` })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
  await assert.rejects(callTo(15_332, { uri: `${uri};transport=ws` }), /with ;transport=tcp or tls/)
})

test('SIPp over TCP refuses: the ACK follows on the connection, once', async () => {
  const steps = [receive('INVITE'), reply(486, 'Busy Here'), receive('ACK')]
  const callee = await startCallee({ port: 15_308, transport: 'tcp', steps })
  const result = await callTo(15_308, { trunk: trunkOver(15_308, 'tcp') })
  await callee.done
  assert.deepEqual([result.outcome, result.sipStatus], ['busy', 486])
})

test('SIPp over TCP is gone while it rings: the call ends with its ring time, nobody waits for it', async () => {
  const callee = await startCallee({
    port: 15_312,
    transport: 'tcp',
    steps: [receive('INVITE'), ringing],
  })
  const result = await callTo(15_312, {
    trunk: trunkOver(15_312, 'tcp'),
    ringTimeoutMs: ms(1500),
  })
  await callee.done
  assert.equal(result.outcome, 'noAnswer')
})

test('SIPp over TCP is gone once it listens: the call ends, its BYE goes nowhere', async () => {
  const steps = [receive('INVITE'), ringing, answer, receive('ACK')]
  const callee = await startCallee({ port: 15_316, transport: 'tcp', steps })
  const result = await callTo(15_316, { trunk: trunkOver(15_316, 'tcp') })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('nobody listens on TCP: carrierFault at once, not after 32 seconds', async () => {
  const startedAt = performance.now()
  const result = await callTo(15_320, { trunk: trunkOver(15_320, 'tcp') })
  assert.equal(result.outcome, 'carrierFault')
  assert.ok(performance.now() - startedAt < 4000)
})

test('SIPp on ::1, over UDP and over TCP: signalling and sound over IPv6', async () => {
  for (const [port, transport] of [
    [15_324, 'udp'],
    [15_328, 'tcp'],
  ] as const) {
    const callee = await startCallee({
      port,
      transport,
      address: '::1',
      echo: true,
      steps: wholeCall,
    })
    const result = await callTo(port, {
      uri: `sip:0199001234@[::1]:${port}`,
      trunk: trunkOver(port, transport, '::1'),
      messageMs: 1000,
    })
    await callee.done
    assert.equal(result.outcome, 'heardToEnd', transport)
    assert.ok(result.rtp.received >= 40, `${transport}: received ${result.rtp.received}`)
  }
})
