/** SIPp as a carrier that uses what RFC 3262 and RFC 3311 add to a call, and challenges all of it. */
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
  useWanted,
  wait,
  wants,
} from './support/sipp.ts'

const reliably = (rseq: number, sdp = ''): string =>
  reply(183, 'Session Progress', {
    toInvite: true,
    headers: ['Require: 100rel', `RSeq: ${rseq}`],
    sdp,
  })
const inDialog = (status: number, reason: string, headers: readonly string[], sdp = ''): string =>
  reply(status, reason, { tag: '', headers, sdp })
const takesUpdate = 'Allow: INVITE, ACK, CANCEL, BYE, UPDATE, PRACK'
const session = { signalling: { sessionExpiresS: 90 } }

test('RFC 3262: SIPp sends 183 reliably: PRACK with its RAck, and the call goes on', async () => {
  const callee = await startCallee({
    port: 16_100,
    steps: [
      receive('INVITE', keepInvite + wants('Supported', '100rel', 'offered')),
      reliably(41, sdpOf()),
      receive('PRACK', wants('RAck', '^ ?41 1 INVITE', 'rack')),
      ok(),
      reply(200, 'OK', { toInvite: true }),
      receive('ACK'),
      receive('BYE'),
      ok(),
      useKept,
      useWanted('offered', 'rack'),
    ],
  })
  assert.equal((await callTo(16_100)).outcome, 'heardToEnd')
  await callee.done
})

test('RFC 3262 §4: SIPp repeats a reliable reply and skips one: only what is in order gets its PRACK', async () => {
  const callee = await startCallee({
    port: 16_104,
    steps: [
      receive('INVITE', keepInvite + wants('Require', '100rel', 'required')),
      reliably(7),
      receive('PRACK', wants('RAck', '^ ?7 ', 'first')),
      ok(),
      reliably(7),
      reliably(9),
      wait(150),
      reliably(8),
      receive('PRACK', wants('RAck', '^ ?8 ', 'second')),
      ok(),
      reply(200, 'OK', { toInvite: true, sdp: sdpOf() }),
      receive('ACK'),
      receive('BYE'),
      ok(),
      useKept,
      useWanted('required', 'first', 'second'),
    ],
  })
  const profile = { signalling: { reliableProvisional: 'required' as const } }
  assert.equal((await callTo(16_104, { profile })).outcome, 'heardToEnd')
  await callee.done
})

test('RFC 3262: SIPp refuses our PRACK with 400 and answers all the same: the call is heard', async () => {
  const callee = await startCallee({
    port: 16_108,
    steps: [
      receive('INVITE', keepInvite),
      reliably(1),
      receive('PRACK'),
      inDialog(400, 'Bad Request', []),
      reply(200, 'OK', { toInvite: true, sdp: sdpOf() }),
      receive('ACK'),
      receive('BYE'),
      ok(),
      useKept,
    ],
  })
  assert.equal((await callTo(16_108)).outcome, 'heardToEnd')
  await callee.done
})

test('RFC 3311: SIPp changes the session by UPDATE before its answer: our answer is in the 200', async () => {
  const callee = await startCallee({
    port: 16_112,
    steps: [
      receive('INVITE', keepInvite),
      reliably(1, sdpOf()),
      receive('PRACK'),
      ok(),
      request('UPDATE', 1, sdpOf('sendrecv', 2)),
      receiveReply(200, wants('Content-Type', 'application/sdp', 'answered')),
      reply(200, 'OK', { toInvite: true }),
      receive('ACK'),
      receive('BYE'),
      ok(),
      useKept,
      useWanted('answered'),
    ],
  })
  assert.equal((await callTo(16_112)).outcome, 'heardToEnd')
  await callee.done
})

test('RFC 3311: SIPp holds and resumes by UPDATE after the answer: nothing is sent on hold', async () => {
  const callee = await startCallee({
    port: 16_116,
    echo: true,
    steps: [
      receive('INVITE', keepInvite),
      reply(200, 'OK', { sdp: sdpOf() }),
      receive('ACK'),
      wait(200),
      request('UPDATE', 1, sdpOf('sendonly', 2)),
      receiveReply(200),
      wait(400),
      request('UPDATE', 2, sdpOf('sendrecv', 3)),
      receiveReply(200),
      receive('BYE'),
      ok(),
      useKept,
    ],
  })
  const result = await callTo(16_116, { messageMs: 1500 })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
  assert.ok(result.rtp.sent < 90, `sent ${result.rtp.sent}`)
})

test('RFC 3261 §22: SIPp challenges INVITE, PRACK, UPDATE and BYE, and verifies each digest', async () => {
  const challenge = (nonce: string): string =>
    `WWW-Authenticate: Digest realm="phone", nonce="${nonce}", algorithm=MD5, qop="auth", stale=true`
  const proves = '<verifyauth assign_to="valid" username="joe" password="schmo"/>'
  let labels = 0
  const checked = (method: string, actions = ''): string[] => {
    labels += 1
    return [
      receive(method, proves + actions),
      `<nop test="valid" next="${labels}"/>`,
      '<nop><action><exec int_cmd="stop_now"/></action></nop>',
      `<label id="${labels}"/>`,
    ]
  }
  const refuse = (nonce: string): string => inDialog(401, 'Unauthorized', [challenge(nonce)])
  const expires = 'Session-Expires: 4;refresher=uac'
  const callee = await startCallee({
    port: 16_140,
    echo: true,
    steps: [
      receive('INVITE'),
      reply(401, 'Unauthorized', { headers: [challenge('one')], tag: 'first' }),
      receive('ACK'),
      ...checked('INVITE', keepInvite),
      reliably(1),
      receive('PRACK'),
      refuse('two'),
      ...checked('PRACK', wants('RAck', '^ ?1 2 INVITE', 'rack')),
      ok(),
      reply(200, 'OK', { toInvite: true, sdp: sdpOf(), headers: [expires, takesUpdate] }),
      receive('ACK'),
      receive('UPDATE'),
      refuse('three'),
      ...checked('UPDATE'),
      inDialog(200, 'OK', [expires, 'Authentication-Info: nextnonce="four"']),
      ...checked('BYE', wants('Authorization', 'nonce="four".*nc=00000001', 'next')),
      refuse('five'),
      ...checked('BYE', wants('Authorization', 'nonce="five"', 'last')),
      ok(),
      useKept,
      useWanted('rack', 'next', 'last'),
    ],
  })
  const result = await callTo(16_140, {
    messageMs: 2500,
    user: 'joe',
    password: 'schmo',
    profile: session,
    mediaTimeoutMs: ms(10_000),
  })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('trunk profile: SIPp sees number formats, identity, privacy and user=phone as its rows say', async () => {
  const callee = await startCallee({
    port: 16_144,
    steps: [
      receive(
        'INVITE',
        wants('To', 'sip:70199001234@127.0.0.1:16144;user=phone', 'called') +
          wants('From', 'sip:joe@acme.example', 'account') +
          wants('P-Asserted-Identity', 'sip:33163001234@acme.example;user=phone', 'asserted') +
          wants('Privacy', '^ ?none', 'privacy') +
          wants('Contact', 'sip:33163001234@127.0.0.8:', 'contact'),
      ),
      reply(486, 'Busy Here', { headers: ['Retry-After: 30'] }),
      receive('ACK'),
      useWanted('called', 'account', 'asserted', 'privacy', 'contact'),
    ],
  })
  const result = await callTo(16_144, {
    user: 'joe',
    password: 'schmo',
    profile: {
      numbers: { called: 'national', shown: 'digits', prefix: '7', userPhone: true },
      identity: {
        header: 'pAssertedIdentity',
        domain: 'acme.example',
        fromIsUser: true,
        sayPrivacyNone: true,
      },
      network: { publicAddress: '127.0.0.8' },
    },
  })
  await callee.done
  assert.equal(result.outcome, 'busy')
})

test('RFC 3261 §8.2.1: SIPp asks in the dialog for what we do not do: refused politely, the call goes on', async () => {
  const refused = (method: string, number: number, status: number): string[] => [
    request(method, number),
    receiveReply(status),
  ]
  const callee = await startCallee({
    port: 16_148,
    steps: [
      receive('INVITE', keepInvite),
      reply(200, 'OK', { sdp: sdpOf() }),
      receive('ACK'),
      ...refused('OPTIONS', 1, 200),
      ...refused('REFER', 2, 405),
      ...refused('MESSAGE', 3, 405),
      ...refused('NOTIFY', 4, 405),
      ...refused('SUBSCRIBE', 5, 405),
      ...refused('PRACK', 6, 481),
      ...refused('UPDATE', 6, 500),
      receive('BYE'),
      ok(),
      useKept,
    ],
  })
  const result = await callTo(16_148, { messageMs: 1000 })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('RFC 3262 §4: SIPp forks: two branches ring reliably, each gets its PRACKs; the second answers', async () => {
  const rings = (rseq: number, tag: string): string =>
    reply(180, 'Ringing', {
      toInvite: true,
      tag,
      headers: ['Require: 100rel', `RSeq: ${rseq}`],
    })
  const prack = (rseq: number, tag: string, cseq: number, names: readonly string[]): string =>
    receive(
      'PRACK',
      [
        wants('RAck', `^ ?${rseq} 1 INVITE`, names[0] ?? ''),
        wants('To', `tag=${tag}`, names[1] ?? ''),
        wants('CSeq', `^ ?${cseq} PRACK`, names[2] ?? ''),
      ].join(''),
    )
  const callee = await startCallee({
    port: 16_152,
    steps: [
      receive('INVITE', keepInvite),
      rings(10, 'one'),
      prack(10, 'one', 2, ['a', 'b', 'c']),
      ok(),
      rings(70, 'two'),
      prack(70, 'two', 2, ['d', 'e', 'f']),
      ok(),
      rings(71, 'two'),
      prack(71, 'two', 3, ['g', 'h', 'i']),
      ok(),
      reply(200, 'OK', { toInvite: true, tag: 'two', sdp: sdpOf() }),
      receive('ACK', wants('CSeq', '^ ?1 ACK', 'j')),
      receive('BYE', wants('CSeq', '^ ?4 BYE', 'k')),
      ok(),
      useKept,
      useWanted(...'abcdefghijk'),
    ],
  })
  assert.equal((await callTo(16_152)).outcome, 'heardToEnd')
  await callee.done
})

test('SIPp pushes back with 429: congestion, which costs nobody an attempt', async () => {
  const callee = await startCallee({
    port: 16_156,
    steps: [
      receive('INVITE'),
      reply(429, 'Too Many Requests', { headers: ['Retry-After: 3'] }),
      receive('ACK'),
    ],
  })
  const result = await callTo(16_156)
  await callee.done
  assert.equal(result.outcome, 'congestion')
  assert.equal(result.sipStatus, 429)
})
