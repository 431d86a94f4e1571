/** SIPp as a carrier whose sessions expire unless somebody refreshes them, RFC 4028. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callTo } from './support/call.ts'
import {
  keepInvite,
  ok,
  receive,
  receiveReply,
  reply,
  request,
  sdpOf,
  startCallee,
  useKept,
  useWanted,
  wants,
} from './support/sipp.ts'

const inDialog = (status: number, reason: string, headers: readonly string[], sdp = ''): string =>
  reply(status, reason, { tag: '', headers, sdp })
const takesUpdate = 'Allow: INVITE, ACK, CANCEL, BYE, UPDATE, PRACK'
const session = { signalling: { sessionExpiresS: 90 } }

test('RFC 4028: SIPp wants a session of 4 s refreshed by us: UPDATE every 2 s', async () => {
  const expires = 'Session-Expires: 4;refresher=uac'
  const refresh = [
    receive('UPDATE', wants('Session-Expires', '4;refresher=uac', 'expires')),
    inDialog(200, 'OK', [expires, 'Require: timer']),
  ]
  const callee = await startCallee({
    port: 16_120,
    echo: true,
    steps: [
      receive(
        'INVITE',
        wants('Session-Expires', '^ ?90', 'offered') + wants('Supported', 'timer', 'supported'),
      ),
      reply(200, 'OK', { sdp: sdpOf(), headers: [expires, 'Require: timer', takesUpdate] }),
      receive('ACK'),
      ...refresh,
      ...refresh,
      receive('BYE'),
      ok(),
      useWanted('offered', 'supported', 'expires'),
    ],
  })
  const result = await callTo(16_120, { messageMs: 4800, profile: session })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('RFC 4028: SIPp does not take UPDATE: the session is refreshed by a re-INVITE, with its ACK', async () => {
  const expires = 'Session-Expires: 4;refresher=uac'
  const callee = await startCallee({
    port: 16_124,
    echo: true,
    steps: [
      receive('INVITE'),
      reply(200, 'OK', { sdp: sdpOf(), headers: [expires] }),
      receive('ACK'),
      receive('INVITE', wants('Session-Expires', '4;refresher=uac', 'expires')),
      inDialog(200, 'OK', [expires], sdpOf()),
      receive('ACK'),
      receive('BYE'),
      ok(),
      useWanted('expires'),
    ],
  })
  const result = await callTo(16_124, { messageMs: 2800, profile: session })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('RFC 4028: SIPp refreshes the session itself: answered with who refreshes; too short a one gets 422', async () => {
  const asks = (seconds: number): string[] => [
    'Supported: timer',
    `Session-Expires: ${seconds};refresher=uac`,
  ]
  const callee = await startCallee({
    port: 16_128,
    steps: [
      receive('INVITE', keepInvite),
      reply(200, 'OK', { sdp: sdpOf(), headers: ['Session-Expires: 90;refresher=uas'] }),
      receive('ACK'),
      request('UPDATE', 1, '', undefined, asks(30)),
      receiveReply(422, wants('Min-SE', '90', 'minimum')),
      request('UPDATE', 2, '', undefined, asks(120)),
      receiveReply(200, wants('Session-Expires', '120;refresher=uac', 'expires')),
      request('INVITE', 3, sdpOf('sendrecv', 2), undefined, asks(120)),
      receiveReply(200, wants('Session-Expires', '120;refresher=uac', 'again')),
      request('ACK', 3),
      receive('BYE'),
      ok(),
      useKept,
      useWanted('minimum', 'expires', 'again'),
    ],
  })
  const result = await callTo(16_128, { messageMs: 1000, profile: session })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('RFC 4028 §10: SIPp promised to refresh and does not: BYE before the session ends', async () => {
  const callee = await startCallee({
    port: 16_132,
    echo: true,
    steps: [
      receive('INVITE'),
      reply(200, 'OK', { sdp: sdpOf(), headers: ['Session-Expires: 3;refresher=uas'] }),
      receive('ACK'),
      receive('BYE'),
      ok(),
    ],
  })
  const result = await callTo(16_132, { messageMs: 6000, profile: session })
  await callee.done
  assert.equal(result.outcome, 'mediaLost')
  assert.ok(
    (result.talkMs ?? 0) >= 1900 && (result.talkMs ?? 0) < 3000,
    `after ${result.talkMs} ms`,
  )
})

test('RFC 4028 §7.3: SIPp finds the session too short: INVITE again with its Min-SE', async () => {
  const callee = await startCallee({
    port: 16_136,
    steps: [
      receive('INVITE'),
      reply(422, 'Session Interval Too Small', { headers: ['Min-SE: 300'] }),
      receive('ACK'),
      receive(
        'INVITE',
        wants('Session-Expires', '^ ?300', 'expires') + wants('Min-SE', '^ ?300', 'minimum'),
      ),
      reply(200, 'OK', { sdp: sdpOf(), headers: ['Session-Expires: 300;refresher=uas'] }),
      receive('ACK'),
      receive('BYE'),
      ok(),
      useWanted('expires', 'minimum'),
    ],
  })
  assert.equal((await callTo(16_136, { profile: session })).outcome, 'heardToEnd')
  await callee.done
})
