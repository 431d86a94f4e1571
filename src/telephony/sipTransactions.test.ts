import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { aRequest } from '../../test/support/sipMessages.ts'
import { virtualAlarms } from '../../test/support/virtualAlarms.ts'
import { monoMs, ms, seconds } from '../base/units.ts'
import { formatMessage } from '../sip/format.ts'
import { nameAddr, parseVia, type Via } from '../sip/header.ts'
import { replyTo, type SipMessage, type SipRequest } from '../sip/message.ts'
import { parseMessage } from '../sip/parse.ts'
import { rfcTimers } from '../sip/transaction/timers.ts'
import { SipTransactions, type TransactionsOptions } from './sipTransactions.ts'
import type { Address, ClientListener, InviteListener } from './transactionUser.ts'
import { openWakeUps } from './wakeUps.ts'

const us = { host: '127.0.0.1', port: 5080 }
const them = { host: '127.0.0.9', port: 5090 }

/** One layer without a socket: what it sends is in `sent`, time moves by `run`. */
function aLayer(changes: Partial<TransactionsOptions> = {}) {
  const time = virtualAlarms(monoMs(0))
  const wakeUps = openWakeUps(time.now, time.alarm)
  const sent: { readonly message: SipMessage; readonly to: Address; readonly at: number }[] = []
  let tokens = 0
  const layer = new SipTransactions({
    sentBy: (transport) => (transport === 'udp' ? us : undefined),
    isPeer: () => true,
    timers: rfcTimers,
    wakeUps,
    allow: ['INVITE', 'OPTIONS', 'BYE', 'ACK', 'CANCEL'],
    onRequest: () => undefined,
    screen: () => true,
    transactionsMax: 100,
    log: () => undefined,
    now: time.now,
    newToken() {
      tokens += 1
      return `token${tokens}`
    },
    send(text, to) {
      const parsed = parseMessage(Buffer.from(text))
      assert.equal(parsed.is, 'message', text)
      if (parsed.is === 'message') sent.push({ message: parsed.message, to, at: time.now() })
      return undefined
    },
    ...changes,
  })
  const said = (): string[] =>
    sent.splice(0).map(({ message }) => {
      return message.is === 'request' ? message.method : String(message.status)
    })
  return {
    layer,
    time,
    sent,
    said,
    receive: (message: SipMessage, from = them) =>
      layer.receive(Buffer.from(formatMessage(message)), from),
  }
}

function aListener(log: string[]): ClientListener {
  return {
    onResponse: (reply) => log.push(String(reply.status)),
    onTimeout: () => log.push('timeout'),
    onTransportError: () => log.push('transportError'),
  }
}

const theirs = (method: string, branch: string, changes: Partial<SipRequest> = {}): SipRequest =>
  aRequest(method, {
    vias: [parseVia(`SIP/2.0/UDP 127.0.0.9:5090;branch=z9hG4bK${branch}`) as Via],
    from: nameAddr('sip:them@127.0.0.9', 'theirs'),
    ...changes,
  })

test('RFC 3261 §8.1.3.3, §18.1.2: a reply with a foreign Via, two Vias or another branch is stray', () => {
  const { layer, sent, receive } = aLayer()
  const log: string[] = []
  layer.request({ ...aRequest('OPTIONS'), vias: [] }, aListener(log))
  const request = sent[0]?.message as SipRequest
  const reply = replyTo(request, 200, { toTag: 't' })
  const foreign = parseVia('SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx') as Via
  receive({ ...reply, vias: [...reply.vias, foreign] })
  receive({ ...reply, vias: [foreign] })
  receive({ ...reply, cseq: { number: 1, method: 'BYE' } })
  assert.deepEqual(log, [])
  assert.equal(layer.counts().stray, 3)
  receive(reply)
  assert.deepEqual(log, ['200'])
})

test('RFC 3581 §4, RFC 3261 §18.2.2: replies go to the source port with rport, else to sent-by', () => {
  const { layer, sent, receive } = aLayer({
    onRequest: (request, transaction) => transaction.respond(replyTo(request, 200, { toTag: 't' })),
  })
  const nat = { host: '127.0.0.7', port: 40_000 }
  receive(theirs('OPTIONS', 'plain'), nat)
  const via = parseVia('SIP/2.0/UDP 127.0.0.9:5090;rport;branch=z9hG4bKrport') as Via
  receive(theirs('OPTIONS', 'rport', { vias: [via], callId: 'another' }), nat)
  assert.deepEqual(
    sent.map(({ to }) => to),
    [{ host: '127.0.0.7', port: 5090 }, nat],
  )
  assert.deepEqual(
    sent.map(({ message }) => message.vias[0]?.params.get('received')),
    ['127.0.0.7', '127.0.0.7'],
  )
  assert.equal(sent[1]?.message.vias[0]?.params.get('rport'), '40000')
  assert.equal(layer.counts().serverTransactions, 2)
})

test('RFC 3261 §8.2.2.2: the same request along another way is merged: 482', () => {
  const { said, receive } = aLayer()
  receive(theirs('INVITE', 'first'))
  receive(theirs('INVITE', 'second'))
  assert.deepEqual(said(), ['482'])
})

test('RFC 3261 §8.2.1, §8.2.2.3: 405 with Allow, 420 with Unsupported', () => {
  const { sent, receive } = aLayer()
  receive(theirs('PRACK', 'prack'))
  const headers = [{ name: 'require', value: 'precondition, sec-agree' }]
  receive(theirs('INVITE', 'rel', { headers, callId: 'another' }))
  assert.deepEqual(
    sent.map(({ message }) => message.headers),
    [
      [{ name: 'allow', value: 'INVITE, OPTIONS, BYE, ACK, CANCEL' }],
      [{ name: 'unsupported', value: 'precondition, sec-agree' }],
    ],
  )
})

test('RFC 3261 §9.2: CANCEL gets 200 and reaches its INVITE, a CANCEL of nothing gets 481', () => {
  const cancels: string[] = []
  const { said, receive } = aLayer({
    onRequest: (request, transaction) => {
      const onCancel: InviteListener['onCancel'] = () => {
        cancels.push(request.method)
        transaction.respond(replyTo(request, 487, { toTag: 't' }))
      }
      transaction.listen({ onCancel })
    },
  })
  receive(theirs('CANCEL', 'never'))
  assert.deepEqual(said(), ['481'])
  receive(theirs('INVITE', 'call'))
  receive(theirs('CANCEL', 'call'))
  assert.deepEqual([said(), cancels], [['200', '487'], ['INVITE']])
  receive(theirs('CANCEL', 'call'))
  assert.deepEqual(
    [said(), cancels],
    [['200'], ['INVITE']],
    'a repeated CANCEL: only its 200 again',
  )
})

test('RFC 3261 §13.3.1.4: our 200 is repeated until the ACK of its dialog, whatever its branch', () => {
  const acks: string[] = []
  const { said, time, receive } = aLayer({
    onRequest: (request, transaction) => {
      transaction.listen({ onAck: (ack) => acks.push(ack.method) })
      transaction.respond(replyTo(request, 200, { toTag: 'ours' }))
    },
  })
  const invite = theirs('INVITE', 'call')
  receive(invite)
  time.run(monoMs(1600))
  assert.deepEqual(said(), ['200', '200', '200'])
  receive(theirs('ACK', 'new', { to: nameAddr(invite.to.uri, 'ours') }))
  time.run(monoMs(40_000))
  assert.deepEqual([said(), acks], [[], ['ACK']])
})

test('RFC 3261 §17.2.3: an INVITE of RFC 2543 without branch is matched by its ACK and repeats', () => {
  const { said, receive } = aLayer({
    onRequest: (request, transaction) =>
      transaction.respond(replyTo(request, 486, { toTag: 'ours' })),
  })
  const vias = [parseVia('SIP/2.0/UDP 127.0.0.9:5090') as Via]
  const invite = theirs('INVITE', '', { vias })
  receive(invite)
  receive(invite)
  assert.deepEqual(said(), ['486', '486'])
  receive(theirs('ACK', '', { vias, to: nameAddr(invite.to.uri, 'ours') }))
  receive(invite)
  assert.deepEqual(said(), [], 'confirmed: absorbed')
})

test('RFC 3261 §9.1: 64·T1 after CANCEL an INVITE without final reply is over', () => {
  const { layer, time, sent, said, receive } = aLayer()
  const log: string[] = []
  const transaction = layer.request({ ...aRequest('INVITE'), vias: [] }, aListener(log))
  transaction.cancel()
  assert.deepEqual(said(), ['INVITE'], 'no CANCEL before a provisional reply')
  receive(replyTo(transaction.request, 180, { toTag: 't' }))
  transaction.cancel()
  transaction.cancel()
  assert.deepEqual(
    sent.map(({ message }) => [message.cseq.method, message.vias[0]?.text]),
    [['CANCEL', transaction.request.vias[0]?.text]],
  )
  time.run(monoMs(40_000))
  assert.deepEqual(log, ['180', 'timeout'])
  assert.equal(layer.counts().clientTransactions, 0)
})

test('transactions: at the limit a new request gets 503, and none of ours is sent', () => {
  for (const [limit, expected] of [
    [2, ['503']],
    [3, []],
    [4, []],
  ] as const) {
    const { layer, said, receive } = aLayer({ transactionsMax: limit })
    const log: string[] = []
    for (const call of ['a', 'b', 'c']) {
      receive(theirs('OPTIONS', call, { callId: call }))
      layer.request({ ...aRequest('OPTIONS'), vias: [] }, aListener(log))
    }
    assert.deepEqual(
      said().filter((word) => word === '503'),
      expected,
      `limit ${limit}`,
    )
    assert.equal(log.length, limit === 2 ? 1 : 0)
  }
})

test('transactions: every table is empty again once all timers have run', () => {
  const { layer, time, receive } = aLayer({
    onRequest: (request, transaction) => {
      transaction.respond(replyTo(request, request.method === 'INVITE' ? 200 : 404, { toTag: 't' }))
    },
  })
  for (let call = 0; call < 30; call += 1) {
    receive(theirs(call % 2 ? 'INVITE' : 'OPTIONS', `b${call}`, { callId: `c${call}` }))
    layer.request({ ...aRequest(call % 2 ? 'INVITE' : 'BYE'), vias: [] }, aListener([]))
  }
  time.run(monoMs(seconds(70)))
  const { clientTransactions, serverTransactions } = layer.counts()
  assert.deepEqual([clientTransactions, serverTransactions], [0, 0])
})

test('property: no datagram, however mutilated, throws or is answered more than once', () => {
  const folder = new URL('../../test/rfc/4475/', import.meta.url)
  const corpus = readdirSync(folder).map((name) => readFileSync(new URL(name, folder)))
  let sends = 0
  const live = aLayer({
    onRequest: (request, transaction) => transaction.respond(replyTo(request, 200, { toTag: 't' })),
    transactionsMax: 1000,
    // A 400 echoes what was malformed: only count it.
    send: () => {
      sends += 1
      return undefined
    },
  })
  const mutation = fc.record({
    seed: fc.nat(corpus.length - 1),
    cut: fc.option(fc.nat(1200)),
    edits: fc.array(
      fc.tuple(fc.nat(1200), fc.oneof(fc.nat(255), fc.constantFrom(13, 10, 58, 32))),
      {
        maxLength: 8,
      },
    ),
    twice: fc.option(fc.nat(1200)),
  })
  fc.assert(
    fc.property(mutation, ({ seed, cut, edits, twice }) => {
      let datagram = Buffer.from(corpus[seed] as Buffer)
      for (const [at, byte] of edits) if (at < datagram.length) datagram[at] = byte
      if (twice !== null) datagram = Buffer.concat([datagram, datagram.subarray(twice)])
      if (cut !== null) datagram = datagram.subarray(0, cut)
      const before = sends
      live.layer.receive(datagram, them)
      assert.ok(sends - before <= 1)
      live.time.run(monoMs(live.time.now() + ms(1000)))
    }),
    { numRuns: 3000 },
  )
  live.time.run(monoMs(live.time.now() + ms(70_000)))
  assert.equal(live.layer.counts().serverTransactions, 0)
})
