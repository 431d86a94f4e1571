/** Endpoints that speak to each other over real TCP and TLS sockets, on loopback of both families. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { anAuthority, settingsOf } from '../../../test/support/certificates.ts'
import { aRequest } from '../../../test/support/sipMessages.ts'
import { ms } from '../../base/units.ts'
import { formatMessage } from '../../sip/format.ts'
import { replyTo, type SipRequest } from '../../sip/message.ts'
import { type Endpoint, type EndpointOptions, openEndpoint } from '../endpoint.ts'
import type { Address, ClientListener, ServerTransaction, TlsPeer } from '../transactionUser.ts'
import { Peers } from './peers.ts'
import { streamLimits } from './streams.ts'

const timers = { t1: ms(50), t2: ms(400), t4: ms(500) }

async function anEndpoint(
  context: TestContext,
  changes: Partial<EndpointOptions> = {},
): Promise<Endpoint> {
  const endpoint = await openEndpoint({
    address: '127.0.0.1',
    port: 0,
    transports: ['udp', 'tcp', 'tls'],
    allow: ['INVITE', 'BYE', 'ACK', 'CANCEL', 'OPTIONS'],
    timers,
    onRequest: (request, transaction) =>
      transaction.respond(replyTo(request, 200, { toTag: 'far' })),
    ...changes,
  })
  context.after(() => endpoint.close())
  return endpoint
}

/** The final reply's status, or the error that stands in its place. */
function ask(endpoint: Endpoint, to: Address, request: SipRequest = options()): Promise<string> {
  return new Promise((resolve) => {
    const listener: ClientListener = {
      onResponse: (reply) => reply.status >= 200 && resolve(`${reply.status} ${reply.reason}`),
      onTimeout: () => resolve('timeout'),
      onTransportError: (error) => resolve(`error: ${error.message}`),
    }
    endpoint.sendRequest(request, listener, to)
  })
}

const options = (): SipRequest => ({
  ...aRequest('OPTIONS'),
  vias: [],
  callId: `c${Math.random()}`,
})

const overTcp = (far: Endpoint): Address => ({
  host: far.address,
  port: far.port,
  transport: 'tcp',
})

/** A server that speaks no SIP: what came, and the sockets to answer on. */
async function aServer(context: TestContext, onSocket: (socket: Socket) => void) {
  const server = createServer(onSocket).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const bound = server.address()
  assert.ok(bound !== null && typeof bound === 'object')
  return { host: '127.0.0.1', port: bound.port, transport: 'tcp' } as const
}

async function read(socket: Socket, pattern: RegExp): Promise<string> {
  let text = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (pattern.test(text)) break
  }
  return text
}

for (const address of ['127.0.0.1', '::1']) {
  test(`TCP over ${address}: a request is answered, and the connection is used again`, async (context) => {
    const far = await anEndpoint(context, { address })
    const near = await anEndpoint(context, { address })
    for (let i = 0; i < 3; i += 1) assert.equal(await ask(near, overTcp(far)), '200 OK')
    assert.deepEqual([near.counts().connections, far.counts().connections], [1, 1])
    assert.equal(near.counts().retransmissions, 0)
  })

  test(`TLS over ${address}: both show certificates, both are checked`, async (context) => {
    const authority = anAuthority()
    const tls = settingsOf(authority, ['URI:sip:carrier.test', `IP:${address}`])
    const far = await anEndpoint(context, { address, tls })
    const near = await anEndpoint(context, { address })
    const ours = settingsOf(authority, ['DNS:us.test'])
    const at = (settings: TlsPeer['settings'], name: string): Address => ({
      host: address,
      port: Number(/:(\d+);transport=tls$/.exec(far.contactPlace('tls'))?.[1]),
      transport: 'tls',
      tls: { name, settings },
    })
    assert.equal(await ask(near, at(ours, 'carrier.test')), '200 OK')
    assert.equal(await ask(near, at(ours, address)), '200 OK', 'by its address')
    assert.equal(
      await ask(near, at(ours, 'other.test')),
      [
        'error: the certificate is for carrier.test, ',
        `${address === '::1' ? '0:0:0:0:0:0:0:1' : address}, not for other.test`,
      ].join(''),
    )
    const stranger = { ...ours, ca: anAuthority().ca }
    assert.match(await ask(near, at(stranger, 'carrier.test')), /^error: .*certificate/)
    const nameless = { ...ours, certificate: null, privateKey: null }
    assert.match(await ask(near, at(nameless, 'carrier.test')), /^error: /)
  })
}

test('RFC 3261 §18.2.2: a reply goes over the connection its request came by, to no listening port', async (context) => {
  const near = await anEndpoint(context)
  const socket = connect(near.port, '127.0.0.1')
  context.after(() => socket.destroy())
  socket.write(formatMessage(aRequest('OPTIONS')).replace('SIP/2.0/UDP', 'SIP/2.0/TCP'))
  assert.match(await read(socket, /\r\n\r\n/), /^SIP\/2\.0 200 OK\r\n/)
})

test('RFC 3261 §18.2.2: when that connection is gone the reply opens a new one to the sent-by port', async (context) => {
  let asked: ServerTransaction | undefined
  let arrived: (() => void) | undefined
  const near = await anEndpoint(context, {
    onRequest(_request, transaction) {
      asked = transaction
      arrived?.()
    },
  })
  const got = Promise.withResolvers<string>()
  const listening = await aServer(context, async (socket) => {
    got.resolve(await read(socket, /\r\n\r\n/))
    socket.destroy()
  })
  const came = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const socket = connect(near.port, '127.0.0.1')
  const request = formatMessage(aRequest('OPTIONS'))
  socket.write(
    request.replace('SIP/2.0/UDP 127.0.0.1:5080', `SIP/2.0/TCP 127.0.0.1:${listening.port}`),
  )
  await came
  socket.end()
  await once(socket, 'close')
  asked?.respond(replyTo(asked.request, 200, { toTag: 't' }))
  assert.match(await got.promise, /^SIP\/2\.0 200 OK\r\n/)
})

test('RFC 3261 §18.3: without Content-Length on a stream: 400, and the connection is closed', async (context) => {
  const near = await anEndpoint(context)
  const socket = connect(near.port, '127.0.0.1')
  const request = formatMessage(aRequest('OPTIONS')).replace('SIP/2.0/UDP', 'SIP/2.0/TCP')
  socket.write(request.replace(/Content-Length: 0\r\n/, ''))
  let text = ''
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  await once(socket, 'close')
  assert.match(text, /^SIP\/2\.0 400 Missing Content-Length\r\n/)
  assert.equal(near.counts().malformed, 1)
})

test('RFC 5626 §4.4.1: a ping on a connection is answered by a pong', async (context) => {
  const near = await anEndpoint(context)
  const socket = connect(near.port, '127.0.0.1')
  context.after(() => socket.destroy())
  socket.write('\r\n\r\n')
  assert.equal(await read(socket, /\n/), '\r\n')
})

test('connections: refused is told at once; broken after the request, once repeated, is told too', async (context) => {
  const near = await anEndpoint(context)
  const closed = await aServer(context, (socket) => socket.destroy())
  assert.match(await ask(near, { ...closed, port: 1 }), /^error: .*ECONNREFUSED/)
  let came = 0
  const breaking = await aServer(context, (socket) => {
    came += 1
    socket.on('error', () => undefined)
    socket.once('data', () => socket.resetAndDestroy())
  })
  assert.match(await ask(near, breaking), /^error: .*(ECONNRESET|closed)/)
  assert.equal(came, 2)
  assert.equal(near.counts().connections, 0)
})

test('connections: a far end that never ends its TLS handshake is given up at the connect limit', async (context) => {
  const near = await anEndpoint(context, { limits: { ...streamLimits, connectMs: ms(100) } })
  const silent = await aServer(context, () => undefined)
  assert.equal(
    await ask(near, { ...silent, transport: 'tls' }),
    'error: not connected within 100 ms',
  )
})

test('connections: closing waits for no far end that stays in its TLS handshake', async (context) => {
  const tls = settingsOf(anAuthority(), ['DNS:us.test'])
  const near = await anEndpoint(context, { tls })
  const port = Number(/:(\d+);/.exec(near.contactPlace('tls'))?.[1])
  const silent = connect(port, '127.0.0.1')
  silent.on('error', () => undefined)
  await once(silent, 'connect')
  const ended = once(silent, 'close')
  const startedAt = performance.now()
  await near.close()
  await ended
  assert.ok(performance.now() - startedAt < streamLimits.connectMs / 2)
})

test('connections: an idle one is closed at its limit and opened anew when needed', async (context) => {
  const near = await anEndpoint(context, { limits: { ...streamLimits, idleMs: ms(60) } })
  const ends: string[] = []
  let idle: (() => void) | undefined
  const far = await aServer(context, (socket) => {
    socket.on('data', (chunk) => {
      const head = String(chunk)
        .split('\r\n')
        .filter((line) => /^(Via|From|To|Call-ID|CSeq)/.test(line))
      socket.write(`SIP/2.0 200 OK\r\n${head.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`)
    })
    socket.on('end', () => {
      ends.push('end')
      idle?.()
    })
  })
  const ended = new Promise<void>((resolve) => {
    idle = resolve
  })
  assert.equal(await ask(near, far), '200 OK')
  await ended
  assert.equal(await ask(near, far), '200 OK')
  assert.equal(ends.length, 1)
})

test('connections: at the limit one more is refused, below it not; both ways count', async (context) => {
  for (const [limit, expected] of [
    [1, 'error: more than 1 connections'],
    [2, '200 OK'],
    [3, '200 OK'],
  ] as const) {
    const near = await anEndpoint(context, {
      limits: { ...streamLimits, connectionsMax: limit },
    })
    const [one, two] = [await anEndpoint(context), await anEndpoint(context)]
    assert.equal(await ask(near, overTcp(one)), '200 OK')
    assert.equal(await ask(near, overTcp(two)), expected, `limit ${limit}`)
    const accepted = connect(near.port, '127.0.0.1')
    context.after(() => accepted.destroy())
    accepted.on('error', () => undefined)
    if (limit < 3) await once(accepted, 'close')
    else {
      accepted.write('\r\n\r\n')
      assert.equal(await read(accepted, /\n/), '\r\n')
    }
  }
})

test('connections: a far end that takes nothing fills our queue, and no more is queued', async (context) => {
  const near = await anEndpoint(context, { limits: { ...streamLimits, queueBytesMax: 10_000 } })
  const full = Promise.withResolvers<void>()
  const deaf = await aServer(context, (socket) => socket.pause())
  const body = { headers: [{ name: 'subject', value: 'x'.repeat(4000) }] }
  const outcomes: string[] = []
  // Before the connection stands nothing leaves: two requests of 4.4 kB fit, the third does not.
  for (let i = 0; i < 3; i += 1) {
    void ask(near, deaf, { ...options(), ...body }).then((outcome) => {
      outcomes.push(outcome)
      full.resolve()
    })
  }
  await full.promise
  assert.deepEqual(outcomes, ['error: the connection to 127.0.0.1 takes no more'])
})

test('peers: a stranger’s connection is closed before it says a word; whom we speak to may speak', async (context) => {
  const peers = new Peers(() => [{ host: '192.0.2.1', port: 5060 }])
  const near = await anEndpoint(context, { peers })
  const socket = connect(near.port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'close')
  assert.equal(near.counts().strangers, 1)
  const far = await anEndpoint(context)
  assert.equal(await ask(far, { host: '127.0.0.1', port: near.port }), 'timeout', 'a datagram')
  assert.ok(near.counts().strangers > 1)
  assert.equal(near.counts().serverTransactions, 0)
  assert.equal(await ask(near, overTcp(far)), '200 OK')
  assert.equal(await ask(far, overTcp(near)), '200 OK')
})

test('RFC 3261 §18.1.1: a long request to a far end without TCP still arrives, as a datagram', async (context) => {
  const via: string[] = []
  const onRequest: EndpointOptions['onRequest'] = (request, transaction) => {
    via.push(request.vias[0]?.transport ?? '')
    transaction.respond(replyTo(request, 200, { toTag: 'far' }))
  }
  const near = await anEndpoint(context)
  const long = { headers: [{ name: 'subject', value: 'x'.repeat(1300) }] }
  for (const transports of [['udp'], ['udp', 'tcp']] as const) {
    const far = await anEndpoint(context, { transports, onRequest })
    const to = { host: '127.0.0.1', port: far.port }
    assert.equal(await ask(near, to, { ...options(), ...long }), '200 OK')
    assert.equal(await ask(near, to), '200 OK')
  }
  assert.deepEqual(via, ['UDP', 'UDP', 'TCP', 'UDP'])
})

test('endpoint: UDP alone by default; a port that is taken for TCP too is a failure that says so', async (context) => {
  const near = await anEndpoint(context, { transports: ['udp'] })
  assert.match(
    await ask(near, { host: '127.0.0.1', port: 1, transport: 'tcp' }),
    /does not speak tcp/,
  )
  const listening = await aServer(context, () => undefined)
  await assert.rejects(
    openEndpoint({
      address: '127.0.0.1',
      port: listening.port,
      transports: ['tcp'],
      allow: [],
      onRequest: () => undefined,
    }),
    /SIP cannot use TCP 127\.0\.0\.1 port \d+: /,
  )
})

test('endpoint: a next hop by name is found over every transport, and may then ask us', async (context) => {
  const tls = settingsOf(anAuthority(), ['DNS:localhost'])
  const far = await anEndpoint(context, { tls })
  const peers = new Peers(() => [{ host: '192.0.2.1', port: 5060 }])
  const near = await anEndpoint(context, { peers })
  for (const transport of ['udp', 'tcp'] as const) {
    assert.equal(await ask(near, { host: 'localhost', port: far.port, transport }), '200 OK')
  }
  const tlsPort = Number(/:(\d+);/.exec(far.contactPlace('tls'))?.[1])
  const named: Address = { host: 'localhost', port: tlsPort, transport: 'tls' }
  assert.match(await ask(near, named), /^error: .*certificate/, 'this machine does not trust it')
  const settings = { ...tls, ca: tls.ca }
  assert.equal(await ask(near, { ...named, tls: { name: 'localhost', settings } }), '200 OK')
  assert.equal(await ask(far, { host: '127.0.0.1', port: near.port }), '200 OK')
  assert.match(await ask(near, { host: 'nobody.invalid', port: 5060 }), /has no address/)
})
