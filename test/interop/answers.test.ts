/** SIPp as a callee that takes the call. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ms } from '../../src/base/units.ts'
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
  wait,
} from './support/sipp.ts'

const ringing = reply(180, 'Ringing')
const answer = reply(200, 'OK', { sdp: sdpOf() })

test('SIPp answers, echoes our RTP and listens to the end: heardToEnd, nothing lost', async () => {
  const callee = await startCallee({
    port: 15_140,
    echo: true,
    steps: [receive('INVITE'), ringing, wait(100), answer, receive('ACK'), receive('BYE'), ok()],
  })
  const result = await callTo(15_140, { messageMs: 1000 })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
  assert.equal(result.sipStatus, 200)
  assert.ok((result.answeredMs ?? 0) >= 100, `answered after ${result.answeredMs} ms`)
  assert.ok((result.firstAudioMs ?? 1000) < 100, `first audio after ${result.firstAudioMs} ms`)
  assert.ok(result.rtp.sent >= 50, `sent ${result.rtp.sent}`)
  assert.ok(result.rtp.received >= 45, `received ${result.rtp.received}`)
})

test('SIPp challenges with 407, then its phone with 401: both answered, SIPp verifies the digest', async () => {
  const challenge = (header: string, realm: string): string =>
    `${header}: Digest realm="${realm}", nonce="47ebe028cda119c3", algorithm=MD5, qop="auth"`
  const proxy =
    '<ereg regexp="realm=.proxy." search_in="hdr" header="Proxy-Authorization:" check_it="true" assign_to="proxy"/>'
  const phone = '<verifyauth assign_to="valid" username="joe" password="schmo"/>'
  const callee = await startCallee({
    port: 15_144,
    steps: [
      receive('INVITE'),
      reply(407, 'Proxy Authentication Required', {
        headers: [challenge('Proxy-Authenticate', 'proxy')],
        tag: 'first',
      }),
      receive('ACK'),
      receive('INVITE', proxy),
      reply(401, 'Unauthorized', {
        headers: [challenge('WWW-Authenticate', 'phone')],
        tag: 'second',
      }),
      receive('ACK'),
      receive('INVITE', proxy + phone),
      '<nop test="valid" next="1"/>',
      '<nop><action><exec int_cmd="stop_now"/></action></nop>',
      '<label id="1"/>',
      answer,
      receive('ACK'),
      receive('BYE'),
      ok(),
      '<Reference variables="proxy"/>',
    ],
  })
  const result = await callTo(15_144, { user: 'joe', password: 'schmo' })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('SIPp refuses our password: tried once, then rejectedByCarrier, no loop', async () => {
  const challenge = (nonce: string): string =>
    `Proxy-Authenticate: Digest realm="practice", nonce="${nonce}", algorithm=MD5, qop="auth"`
  const refuse = (nonce: string): string =>
    reply(407, 'Proxy Authentication Required', { headers: [challenge(nonce)] })
  const callee = await startCallee({
    port: 15_148,
    steps: [
      receive('INVITE'),
      refuse('one'),
      receive('ACK'),
      receive('INVITE'),
      refuse('two'),
      receive('ACK'),
    ],
  })
  const result = await callTo(15_148, { user: 'joe', password: 'wrong' })
  await callee.done
  assert.equal(result.outcome, 'rejectedByCarrier')
  assert.equal(result.sipStatus, 407)
})

test('SIPp sends 183 with SDP and early media, then 200: nothing is played before it', async () => {
  const callee = await startCallee({
    port: 15_152,
    files: { 'early.al': new Uint8Array(8000).fill(0xd5) },
    steps: [
      receive('INVITE'),
      reply(183, 'Session Progress', { sdp: sdpOf() }),
      '<nop><action><exec rtp_stream="early.al,1,8,PCMA/8000"/></action></nop>',
      wait(500),
      answer,
      receive('ACK'),
      receive('BYE'),
      ok(),
    ],
  })
  const result = await callTo(15_152)
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
  assert.ok((result.answeredMs ?? 0) >= 500)
})

test('SIPp sends its SDP only in 183, and 200 without a body: the early one counts', async () => {
  const callee = await startCallee({
    port: 15_156,
    steps: [
      receive('INVITE'),
      reply(183, 'Session Progress', { sdp: sdpOf() }),
      reply(200, 'OK'),
      receive('ACK'),
      receive('BYE'),
      ok(),
    ],
  })
  assert.equal((await callTo(15_156)).outcome, 'heardToEnd')
  await callee.done
})

test('SIPp answers 200 without any SDP: BYE with a cause, mediaLost', async () => {
  const callee = await startCallee({
    port: 15_160,
    steps: [receive('INVITE'), reply(200, 'OK'), receive('ACK'), receive('BYE'), ok()],
  })
  const result = await callTo(15_160)
  await callee.done
  assert.equal(result.outcome, 'mediaLost')
  assert.equal(result.sipStatus, 200)
})

test('RFC 3261 §13.2.2.4: SIPp repeats its 200 as if our ACKs were lost; each is acknowledged', async () => {
  const callee = await startCallee({
    port: 15_164,
    steps: [
      receive('INVITE', keepInvite),
      answer,
      receive('ACK'),
      wait(200),
      reply(200, 'OK', { toInvite: true, sdp: sdpOf() }),
      receive('ACK'),
      wait(200),
      reply(200, 'OK', { toInvite: true, sdp: sdpOf() }),
      receive('ACK'),
      receive('BYE'),
      ok(),
      useKept,
    ],
  })
  const result = await callTo(15_164, { messageMs: 1200 })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('RFC 3261 §13.2.2.4: two branches of a fork answer: the second gets ACK and BYE', async () => {
  const isOther =
    '<ereg regexp="tag=other" search_in="hdr" header="To:" check_it="true" assign_to="other"/>'
  const callee = await startCallee({
    port: 15_168,
    steps: [
      receive('INVITE', keepInvite),
      reply(200, 'OK', { toInvite: true, sdp: sdpOf(), tag: 'first' }),
      receive('ACK'),
      reply(200, 'OK', { toInvite: true, sdp: sdpOf(), tag: 'other' }),
      receive('ACK', isOther),
      receive('BYE', isOther),
      ok(),
      receive('BYE'),
      ok(),
      useKept.replace('contact"', 'contact,other"'),
    ],
  })
  const result = await callTo(15_168, { messageMs: 600 })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('SIPp puts us on hold and resumes by re-INVITE: answered, time runs on, heardToEnd', async () => {
  const callee = await startCallee({
    port: 15_172,
    echo: true,
    steps: [
      receive('INVITE', keepInvite),
      reply(200, 'OK', { sdp: sdpOf() }),
      receive('ACK'),
      wait(200),
      request('INVITE', 1, sdpOf('sendonly', 2)),
      receiveReply(200),
      request('ACK', 1),
      wait(400),
      request('INVITE', 2, sdpOf('sendrecv', 3)),
      receiveReply(200),
      request('ACK', 2),
      receive('BYE'),
      ok(),
      useKept,
    ],
  })
  const result = await callTo(15_172, { messageMs: 1500 })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
  // 1,500 ms of message and 500 ms of tail are 100 packets; 400 ms of hold are 20 fewer.
  assert.ok(result.rtp.sent < 90, `sent ${result.rtp.sent}: nothing is sent on hold`)
})

test('SIPp hangs up mid-message: heardPart, talkMs is how long it listened', async () => {
  const callee = await startCallee({
    port: 15_176,
    steps: [
      receive('INVITE', keepInvite),
      ringing,
      reply(200, 'OK', { toInvite: true, sdp: sdpOf() }),
      receive('ACK'),
      wait(500),
      request('BYE', 1),
      receiveReply(200),
      useKept,
    ],
  })
  const result = await callTo(15_176, { messageMs: 3000 })
  await callee.done
  assert.equal(result.outcome, 'heardPart')
  const talkMs = result.talkMs ?? 0
  assert.ok(talkMs > 450 && talkMs < 1000, `talked ${talkMs} ms`)
})

test('SIPp answers and sends no audio at all: media time-out, BYE, mediaLost', async () => {
  const callee = await startCallee({
    port: 15_180,
    steps: [receive('INVITE'), answer, receive('ACK'), receive('BYE'), ok()],
  })
  const result = await callTo(15_180, { messageMs: 5000, mediaTimeoutMs: ms(700) })
  await callee.done
  assert.equal(result.outcome, 'mediaLost')
  assert.equal(result.rtp.received, 0)
})

test('SIPp presses keys by INFO (application/dtmf-relay): reported like any others', async () => {
  const info = request('INFO', 1)
    .replace('Content-Length: [len]', 'Content-Type: application/dtmf-relay\nContent-Length: [len]')
    .replace(/\n\n\n]]>/, '\n\nSignal=9\nDuration=160\n]]>')
  const callee = await startCallee({
    port: 15_184,
    steps: [
      receive('INVITE', keepInvite),
      answer,
      receive('ACK'),
      wait(100),
      info,
      receiveReply(200),
      receive('BYE'),
      ok(),
      useKept,
    ],
  })
  const result = await callTo(15_184, { messageMs: 800 })
  await callee.done
  assert.deepEqual(result.keys, ['9'])
})
