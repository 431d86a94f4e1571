/** SIPp as a callee that does not take the call. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ms } from '../../src/base/units.ts'
import { callTo } from './support/call.ts'
import { keepInvite, ok, receive, reply, startCallee, useKept } from './support/sipp.ts'

const ringing = reply(180, 'Ringing')

test('SIPp replies 486: busy, and our ACK ends its transaction', async () => {
  const callee = await startCallee({
    port: 15_100,
    steps: [receive('INVITE'), ringing, reply(486, 'Busy Here'), receive('ACK')],
  })
  const result = await callTo(15_100)
  assert.equal(result.outcome, 'busy')
  assert.equal(result.sipStatus, 486)
  assert.equal(result.answeredMs, null)
  await callee.done
})

test('RFC 8197: SIPp replies 607, unwanted: an objection', async () => {
  const callee = await startCallee({
    port: 15_136,
    steps: [receive('INVITE'), ringing, reply(607, 'Unwanted'), receive('ACK')],
  })
  const result = await callTo(15_136)
  assert.equal(result.outcome, 'objected')
  assert.equal(result.sipStatus, 607)
  await callee.done
})

test('SIPp replies 503 with Retry-After: congestion', async () => {
  const headers = ['Retry-After: 7']
  const callee = await startCallee({
    port: 15_104,
    steps: [receive('INVITE'), reply(503, 'Service Unavailable', { headers }), receive('ACK')],
  })
  const result = await callTo(15_104)
  assert.equal(result.outcome, 'congestion')
  assert.equal(result.sipStatus, 503)
  await callee.done
})

test('SIPp replies 500 with Q.850 cause 17: the network says busy', async () => {
  const headers = ['Reason: Q.850;cause=17;text="user busy"']
  const callee = await startCallee({
    port: 15_108,
    steps: [receive('INVITE'), reply(500, 'Server Error', { headers }), receive('ACK')],
  })
  assert.equal((await callTo(15_108)).outcome, 'busy')
  await callee.done
})

test('SIPp redirects to the same number on another port: followed there', async () => {
  const headers = ['Contact: <sip:0199001234@127.0.0.1:15116>']
  const first = await startCallee({
    port: 15_112,
    steps: [
      receive('INVITE'),
      reply(302, 'Moved Temporarily', { headers }).replace(
        'Contact: <sip:[local_ip]:[local_port];transport=UDP>\n',
        '',
      ),
      receive('ACK'),
    ],
  })
  const second = await startCallee({
    port: 15_116,
    steps: [receive('INVITE'), reply(486, 'Busy Here'), receive('ACK')],
  })
  assert.equal((await callTo(15_112)).outcome, 'busy')
  await Promise.all([first.done, second.done])
})

test('SIPp redirects to another number: not followed, we hold no proof for it', async () => {
  const headers = ['Contact: <sip:0199005678@127.0.0.1:15124>']
  const callee = await startCallee({
    port: 15_120,
    steps: [
      receive('INVITE'),
      reply(302, 'Moved Temporarily', { headers }).replace(
        'Contact: <sip:[local_ip]:[local_port];transport=UDP>\n',
        '',
      ),
      receive('ACK'),
    ],
  })
  const result = await callTo(15_120)
  assert.equal(result.outcome, 'redirected')
  assert.equal(result.sipStatus, 302)
  await callee.done
})

test('SIPp rings and never answers: CANCEL, 487, noAnswer', async () => {
  const callee = await startCallee({
    port: 15_128,
    steps: [
      receive('INVITE', keepInvite),
      ringing,
      receive('CANCEL'),
      reply(200, 'OK'),
      reply(487, 'Request Terminated', { toInvite: true }),
      receive('ACK'),
      useKept,
    ],
  })
  const result = await callTo(15_128, { ringTimeoutMs: ms(600) })
  assert.equal(result.outcome, 'noAnswer')
  assert.equal(result.sipStatus, 487)
  await callee.done
})

test('RFC 3261 §9.1: SIPp answers 200 while our CANCEL is on its way: ACK, BYE, noAnswer', async () => {
  const callee = await startCallee({
    port: 15_132,
    steps: [
      receive('INVITE', keepInvite),
      ringing,
      receive('CANCEL'),
      reply(200, 'OK'),
      reply(200, 'OK', {
        toInvite: true,
        sdp: 'v=0\no=c 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 15134 RTP/AVP 8',
      }),
      receive('ACK'),
      receive('BYE'),
      ok(),
      useKept,
    ],
  })
  const result = await callTo(15_132, { ringTimeoutMs: ms(600) })
  assert.equal(result.outcome, 'noAnswer')
  assert.equal(result.talkMs, null)
  await callee.done
})
