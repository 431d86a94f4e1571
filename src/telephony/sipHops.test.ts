/** The transaction layer between transports and targets, without a socket and in virtual time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aRequest } from '../../test/support/sipMessages.ts'
import { virtualAlarms } from '../../test/support/virtualAlarms.ts'
import { type Ms, monoMs } from '../base/units.ts'
import { formatMessage } from '../sip/format.ts'
import { parseVia, type Via } from '../sip/header.ts'
import { replyTo, type SipMessage, type SipRequest } from '../sip/message.ts'
import { parseMessage } from '../sip/parse.ts'
import { rfcTimers } from '../sip/transaction/timers.ts'
import type { TransportName } from '../sip/transports.ts'
import { datagramRequestMax, tcpRefusedFor } from './sipAddressing.ts'
import { SipTransactions } from './sipTransactions.ts'
import type { Address, ClientListener, Destination } from './transactionUser.ts'
import { openWakeUps } from './wakeUps.ts'

interface Sent {
  readonly message: SipMessage
  readonly to: Address
  readonly at: number
  readonly flow: number | undefined
}

function aLayer(spoken: readonly TransportName[] = ['udp', 'tcp', 'tls']) {
  const time = virtualAlarms(monoMs(0))
  const sent: Sent[] = []
  const requests: SipRequest[] = []
  const answeredFrom: string[] = []
  let tokens = 0
  let flows = 0
  const layer = new SipTransactions({
    sentBy: (transport) => {
      const port = transport === 'tls' ? 5081 : 5080
      return spoken.includes(transport) ? { host: '[::1]', port } : undefined
    },
    isPeer: (host) => host === '::9',
    answeredFrom: ({ host }) => answeredFrom.push(host),
    timers: rfcTimers,
    wakeUps: openWakeUps(time.now, time.alarm),
    allow: ['INVITE', 'OPTIONS', 'BYE', 'ACK', 'CANCEL'],
    onRequest(request, transaction) {
      requests.push(request)
      transaction.respond(replyTo(request, 200, { toTag: 't' }))
    },
    screen: () => true,
    transactionsMax: 100,
    log: () => undefined,
    now: time.now,
    newToken() {
      tokens += 1
      return String(tokens).padStart(16, '0')
    },
    send(text, to) {
      const parsed = parseMessage(Buffer.from(text))
      assert.ok(parsed.is === 'message', text)
      if (to.transport !== undefined) flows += 1
      const flow = to.transport === undefined ? undefined : flows
      sent.push({ message: parsed.message, to, at: time.now(), flow })
      return flow
    },
  })
  const source: Address = { host: '::9', port: 5090 }
  return {
    layer,
    time,
    sent,
    requests,
    answeredFrom,
    receive: (message: SipMessage, from = source) =>
      layer.receive(Buffer.from(formatMessage(message)), from),
    /** Answers the last request sent. */
    answer(status: number) {
      const last = sent.at(-1)?.message as SipRequest
      layer.receive(Buffer.from(formatMessage(replyTo(last, status, { toTag: 't' }))), source)
    },
  }
}

const listenerTo = (log: string[]): ClientListener => ({
  onResponse: (reply) => log.push(String(reply.status)),
  onTimeout: () => log.push('timeout'),
  onTransportError: (error) => log.push(error.message),
})

function twoTargets(transport: TransportName = 'tcp') {
  const failures: string[] = []
  const hops = ['::1', '::2'].map((host): Address => ({ host, port: 5060, transport }))
  const destination: Destination = {
    hops: () => hops,
    failed: (hop, retryAfterMs?: Ms) => failures.push(`${hop.host} ${retryAfterMs ?? ''}`),
  }
  return { destination, failures, hops }
}

const invite: SipRequest = { ...aRequest('INVITE'), vias: [] }
const branches = (sent: readonly Sent[]): (string | undefined)[] =>
  sent.map(({ message }) => message.vias[0]?.params.get('branch'))

test('RFC 3261 §18.1.1: Via names the transport and our port on it, IPv6 in brackets', () => {
  const { layer, sent } = aLayer()
  for (const transport of ['udp', 'tcp', 'tls'] as const) {
    layer.request(invite, listenerTo([]), { host: '::9', port: 5060, transport })
  }
  assert.deepEqual(
    sent.map(({ message }) => message.vias[0]?.text.split(';')[0]),
    ['SIP/2.0/UDP [::1]:5080', 'SIP/2.0/TCP [::1]:5080', 'SIP/2.0/TLS [::1]:5081'],
  )
})

test('RFC 3263 §4.3: a 503 is left for the next target, with a new branch and the rest the same', () => {
  const { layer, sent, answer } = aLayer()
  const { destination, failures } = twoTargets()
  const log: string[] = []
  const transaction = layer.request(invite, listenerTo(log), destination)
  answer(503)
  assert.deepEqual(
    sent.map(({ message, to }) => `${message.is === 'request' ? message.method : ''} ${to.host}`),
    ['INVITE ::1', 'ACK ::1', 'INVITE ::2'],
  )
  const [first, ack, second] = sent.map(({ message }) => message)
  assert.deepEqual(
    [second?.callId, second?.cseq, second?.from.text],
    [first?.callId, first?.cseq, first?.from.text],
  )
  const [one, acked, two] = branches(sent)
  assert.equal(one, acked)
  assert.notEqual(one, two)
  assert.deepEqual([log, failures], [[], ['::1 ']])
  assert.equal(transaction.request.vias[0]?.params.get('branch'), two)
  answer(486)
  assert.deepEqual(log, ['486'])
  assert.ok(ack)
})

test('RFC 3263 §4.3: a target that broke, or that said nothing for 64·T1, is left for the next', () => {
  for (const transport of ['tcp', 'udp'] as const) {
    const { layer, sent, time } = aLayer()
    const { destination, failures, hops } = twoTargets(transport)
    const log: string[] = []
    layer.request(invite, listenerTo(log), destination)
    if (transport === 'tcp') layer.flowClosed(1, hops[0] as Address, new Error('refused'), false)
    else time.run(monoMs(32_000))
    assert.equal(sent.at(-1)?.to.host, '::2', transport)
    assert.deepEqual(failures, ['::1 '])
    time.run(monoMs(70_000))
    assert.deepEqual([log, failures], [['timeout'], ['::1 ', '::2 ']])
  }
})

test('failover: after any reply but 503 no other target is rung: silence and breakage are told', () => {
  for (const [status, expected] of [
    [100, []],
    [180, []],
    [183, []],
  ] as const) {
    const { layer, sent, time, answer } = aLayer()
    const { destination, hops } = twoTargets()
    const log: string[] = []
    layer.request(invite, listenerTo(log), destination)
    answer(status)
    layer.flowClosed(1, hops[0] as Address, new Error('broken'), true)
    time.run(monoMs(100_000))
    assert.deepEqual(sent.slice(1), expected, `${status}`)
    assert.deepEqual(log, [String(status)])
  }
})

test('failover: an owner who hung up has no other target rung', () => {
  const { layer, sent, time } = aLayer()
  const { destination, failures } = twoTargets()
  const log: string[] = []
  layer.request(invite, listenerTo(log), destination).stay()
  time.run(monoMs(40_000))
  assert.deepEqual([sent.length, log, failures], [1, ['timeout'], ['::1 ']])
})

test('RFC 3261 §9.1: a CANCEL wanted after the 100 of a target that then gave up goes to the next one', () => {
  const { layer, sent, answer } = aLayer()
  const { destination } = twoTargets()
  const transaction = layer.request(invite, listenerTo([]), destination)
  answer(100)
  answer(503)
  transaction.cancel()
  assert.equal(
    sent.at(-1)?.message.cseq.method,
    'INVITE',
    'no CANCEL before a reply of this target',
  )
  answer(180)
  assert.deepEqual([sent.at(-1)?.message.cseq.method, sent.at(-1)?.to.host], ['CANCEL', '::2'])
})

test('failover: a table of our own that is full is no target’s fault, and no other is tried', () => {
  const { layer, sent } = aLayer()
  for (let i = 0; i < 100; i += 1) layer.request(invite, listenerTo([]), plainHop)
  sent.splice(0)
  const { destination, failures } = twoTargets()
  const log: string[] = []
  layer.request(invite, listenerTo(log), destination)
  assert.deepEqual([sent, failures, log], [[], [], ['more than 100 transactions under way']])
})

test('connections: one that broke after it stood has its request repeated once, by the same branch', () => {
  const { layer, sent } = aLayer()
  const { destination, hops } = twoTargets()
  const log: string[] = []
  layer.request(invite, listenerTo(log), destination)
  layer.flowClosed(1, hops[0] as Address, new Error('closed by the far end'), true)
  layer.flowClosed(2, hops[0] as Address, new Error('closed by the far end'), true)
  const [one, again, other] = branches(sent)
  assert.equal(one, again)
  assert.notEqual(one, other)
  assert.deepEqual(
    sent.map(({ to }) => to.host),
    ['::1', '::1', '::2'],
  )
  assert.equal(layer.counts().clientTransactions, 1)
})

test('connections: one that broke tells only the requests that left by it', () => {
  const { layer } = aLayer()
  const log: string[] = []
  const to: Address = { host: '::9', port: 5060, transport: 'tcp' }
  layer.request({ ...aRequest('OPTIONS'), vias: [] }, listenerTo(log), to)
  layer.request({ ...aRequest('BYE'), vias: [] }, listenerTo([]), to)
  layer.flowClosed(1, to, new Error('refused'), false)
  assert.deepEqual([log, layer.counts().clientTransactions], [['refused'], 1])
})

/** A request to an IPv6 place that is `size` bytes long as it leaves. */
function ofSize(size: number): SipRequest {
  const { layer, sent } = aLayer()
  layer.request({ ...invite, headers: [{ name: 'subject', value: '' }] }, listenerTo([]), plainHop)
  const bare = Buffer.byteLength(formatMessage(sent[0]?.message as SipMessage))
  return { ...invite, headers: [{ name: 'subject', value: 'x'.repeat(size - bare) }] }
}

const plainHop: Address = { host: '::9', port: 5060 }

test('RFC 3261 §18.1.1: requests of 1299 and 1300 bytes are datagrams, of 1301 leave over TCP', () => {
  for (const [size, expected] of [
    [datagramRequestMax - 1, 'UDP'],
    [datagramRequestMax, 'UDP'],
    [datagramRequestMax + 1, 'TCP'],
  ] as const) {
    const { layer, sent } = aLayer()
    layer.request(ofSize(size), listenerTo([]), plainHop)
    assert.equal(sent[0]?.message.vias[0]?.transport, expected, `${size}`)
    assert.equal(sent[0]?.to.transport, expected === 'TCP' ? 'tcp' : undefined)
    const bytes = Buffer.byteLength(formatMessage(sent[0]?.message as SipMessage))
    assert.equal(bytes, size)
  }
})

test('RFC 3261 §18.1.1: where TCP is refused the long request is a datagram, and the next ones at once', () => {
  const { layer, sent, time } = aLayer()
  const long = ofSize(1400)
  layer.request(long, listenerTo([]), plainHop)
  layer.flowClosed(1, { ...plainHop, transport: 'tcp' }, new Error('refused'), false)
  const vias = (): (string | undefined)[] =>
    sent.splice(0).map(({ message }) => message.vias[0]?.transport)
  assert.deepEqual(vias(), ['TCP', 'UDP'])
  layer.request(long, listenerTo([]), plainHop)
  assert.deepEqual(vias(), ['UDP'])
  for (const [at, expected] of [
    [tcpRefusedFor - 1, 'UDP'],
    [tcpRefusedFor, 'TCP'],
    [tcpRefusedFor + 1, 'TCP'],
  ] as const) {
    time.run(monoMs(at))
    sent.splice(0)
    layer.request(long, listenerTo([]), plainHop)
    assert.equal(vias().at(-1), expected, `${at}`)
  }
})

test('RFC 3261 §18.1.1: an endpoint without TCP sends long requests as datagrams', () => {
  const { layer, sent } = aLayer(['udp'])
  layer.request(ofSize(1400), listenerTo([]), plainHop)
  const cseq = { number: 1, method: 'ACK' }
  layer.ack({ ...ofSize(1400), method: 'ACK', cseq }, plainHop)
  assert.deepEqual(
    sent.map(({ message }) => message.vias[0]?.transport),
    ['UDP', 'UDP'],
  )
})

test('peers: a stranger’s request is dropped unread and counted, a reply finds its transaction', () => {
  const { layer, sent, requests, answeredFrom, receive } = aLayer()
  const stranger: Address = { host: '::7', port: 5060 }
  const via = parseVia('SIP/2.0/UDP [::7]:5060;branch=z9hG4bKx') as Via
  receive(aRequest('OPTIONS', { vias: [via] }), stranger)
  layer.receive(Buffer.from('INVITE nonsense\r\n\r\n'), stranger)
  assert.deepEqual(
    [requests, sent, layer.counts().strangers, layer.counts().malformed],
    [[], [], 2, 0],
  )
  assert.equal(layer.counts().serverTransactions, 0)
  const log: string[] = []
  const transaction = layer.request(invite, listenerTo(log), plainHop)
  receive(replyTo(transaction.request, 180, { toTag: 't' }), stranger)
  assert.deepEqual([log, answeredFrom], [['180'], ['::7']], 'who answers is no stranger')
  receive(replyTo(aRequest('BYE'), 200, { toTag: 't' }), { host: '::6', port: 5060 })
  assert.deepEqual(answeredFrom, ['::7'])
})

test('RFC 3261 §18.2.2: over a connection the reply goes back along it, with the sent-by port should it be gone', () => {
  const { sent, receive } = aLayer()
  const via = (port: string): Via =>
    parseVia(`SIP/2.0/TCP [::9]${port};branch=z9hG4bK${port}`) as Via
  const source: Address = { host: '::9', port: 40_000, transport: 'tcp', flow: 7 }
  receive(aRequest('OPTIONS', { vias: [via(':5090')], callId: 'a' }), source)
  receive(aRequest('OPTIONS', { vias: [via('')], callId: 'b' }), { ...source, transport: 'tls' })
  assert.deepEqual(
    sent.map(({ to }) => to),
    [
      { ...source, port: 5090 },
      { ...source, transport: 'tls', port: 5061 },
    ],
  )
})

test('RFC 3261 §18.3: a request without length is answered 400 with what its head tells; a reply is not', () => {
  const { layer } = aLayer()
  const head = formatMessage(aRequest('OPTIONS')).replace(/Content-Length.*\r\n/, '')
  const refusal = layer.refusalOf(Buffer.from(head), 400, 'Missing Content-Length') ?? ''
  assert.match(refusal, /^SIP\/2\.0 400 Missing Content-Length\r\nVia: /)
  assert.match(refusal, /\r\nTo: <sip:\+33199001234@127\.0\.0\.1>;tag=/)
  const twice = formatMessage(aRequest('OPTIONS')).replace('\r\n\r\n', '\r\nl: 3\r\n\r\n')
  const both = layer.refusalOf(Buffer.from(twice), 400, 'Two Content-Length headers') ?? ''
  assert.match(both, /^SIP\/2\.0 400 Two Content-Length headers\r\n/)
  const reply = formatMessage(replyTo(aRequest('OPTIONS'), 200, { toTag: 't' }))
  assert.equal(layer.refusalOf(Buffer.from(reply), 400, 'x'), undefined)
  const ack = formatMessage(aRequest('ACK'))
  assert.equal(layer.refusalOf(Buffer.from(ack), 400, 'x'), undefined)
})
