/**
 * Floods are answered without memory: tables end at their limits, what they held is given back, honest
 * calls beside them go through. `node scripts/flood.ts MESSAGES` does the same for longer.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { replyTo } from '../../src/sip/message.ts'
import { keepAliveBytesMax } from '../../src/telephony/transport/connection.ts'
import { sipLayer } from '../support/sipLayer.ts'
import {
  anEndpoint,
  askOptions,
  type FloodReport,
  floodEndpoint,
  floodKinds,
  floodLayer,
  floodMessage,
  heapBytes,
} from './flood.ts'

const mebibyte = 1024 * 1024
/** What a process's heap moves by itself: code compiled late, caches, tables that shrink later. */
const heapSlack = 8 * mebibyte

function checkFlood(report: FloodReport, transactionsMax: number): void {
  const said = JSON.stringify(report)
  // One of ours may be under way beside as many of theirs as there may be.
  assert.ok(report.transactionsAtMost <= transactionsMax + report.honest.sent, said)
  assert.equal(report.transactionsAfter, 0, said)
  assert.ok(report.heapGrowthAfter <= heapSlack, said)
  assert.deepEqual(report.honest.answered, report.honest.sent, said)
}

test('200,000 requests, replies, halves and rubbish from 60,000 places: tables and memory stay, calls go on', () => {
  const transactionsMax = 5000
  const report = floodLayer({
    messages: 200_000,
    kinds: floodKinds,
    sources: 60_000,
    transactionsMax,
    seed: 1,
  })
  checkFlood(report, transactionsMax)
  // 4 kB a transaction, its reply and its timers included.
  assert.ok(report.heapGrowthAtMost <= transactionsMax * 4096 + heapSlack, JSON.stringify(report))
  assert.ok(report.amplification < 1, 'less leaves than came')
})

test('INVITEs alone, from one place: the same', () => {
  const flood = { messages: 15_000, kinds: ['INVITE'], sources: 1, seed: 2 } as const
  checkFlood(floodLayer({ ...flood, transactionsMax: 2000 }), 2000)
})

test('INVITEs as long as a datagram: bounded by their bytes, long before their number', () => {
  const heldBytesMax = 16 * mebibyte
  const flood = { messages: 1500, kinds: ['INVITE'], sources: 1, bytes: 60_000, seed: 3 } as const
  const report = floodLayer({ ...flood, transactionsMax: 100_000, heldBytesMax })
  checkFlood(report, heldBytesMax / 60_000)
  assert.ok(report.heapGrowthAtMost <= heldBytesMax + heapSlack, JSON.stringify(report))
})

test('held bytes: at the limit a request is taken, one byte beyond it 503, below it the next too', () => {
  const [first, second] = [floodMessage('INVITE', 1), floodMessage('INVITE', 2)]
  const taken = (heldBytesMax: number) => {
    const { layer, sent } = sipLayer({
      heldBytesMax,
      onRequest: (request, server) => server.respond(replyTo(request, 486, { toTag: 'ours' })),
    })
    for (const bytes of [first, second]) layer.receive(bytes, { host: '127.0.0.66', port: 6666 })
    return sent.map(({ text }) => text.slice(8, 11))
  }
  const both = first.length + second.length
  assert.deepEqual(taken(both - 1), ['486', '503'])
  assert.deepEqual(taken(both), ['486', '486'])
  assert.deepEqual(taken(both + 1), ['486', '486'])
})

test('RFC 768: a datagram from port 0 can be answered nowhere, and is not', () => {
  const { layer, sent } = sipLayer({ onRequest: () => assert.fail('asked') })
  layer.receive(floodMessage('INVITE', 1), { host: '127.0.0.66', port: 0 })
  layer.receive(floodMessage('half', 1), { host: '127.0.0.66', port: 0 })
  assert.deepEqual(sent, [])
  assert.equal(layer.counts().stray, 2)
})

test('30,000 datagrams over a real socket: every honest request beside them is answered', async () => {
  const report = await floodEndpoint({
    messages: 30_000,
    sockets: 8,
    kinds: floodKinds,
    burst: 40,
  })
  const said = JSON.stringify(report)
  assert.equal(report.honest.answered, report.honest.sent, said)
  assert.equal(report.transactionsAfter, 0, said)
  assert.ok(report.heapGrowthAfter <= heapSlack, said)
})

async function dial(context: TestContext, port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  context.after(() => socket.destroy())
  return socket
}

test('300 connections that send a message a byte at a time hold nobody up', async (context) => {
  const endpoint = await anEndpoint({ transports: ['udp', 'tcp'] })
  const honest = await anEndpoint({ transports: ['udp', 'tcp'] })
  const slow = await Promise.all(Array.from({ length: 300 }, () => dial(context, endpoint.port)))
  const before = heapBytes()
  const message = floodMessage('INVITE', 1)
  const place = { host: '127.0.0.1', port: endpoint.port }
  const waits: (number | undefined)[] = []
  for (let i = 0; i < 20; i += 1) {
    for (const socket of slow) socket.write(message.subarray(i, i + 1))
    waits.push(await askOptions(honest, { ...place, transport: i % 2 ? 'tcp' : 'udp' }))
  }
  assert.ok(
    waits.every((wait) => wait !== undefined && wait < 2000),
    waits.join(' '),
  )
  assert.ok(heapBytes() - before <= heapSlack)
  for (const socket of slow) socket.destroy()
  while (endpoint.counts().connections > 1) await new Promise((resolve) => setTimeout(resolve, 5))
  await Promise.all([endpoint.close(), honest.close()])
})

test('a connection that pings without end and reads no pong is kept nothing for', async (context) => {
  const endpoint = await anEndpoint({ transports: ['udp', 'tcp'] })
  const deaf = await dial(context, endpoint.port)
  deaf.pause()
  const before = heapBytes()
  const pings = Buffer.from('\r\n\r\n'.repeat(64 * 1024))
  for (let i = 0; i < 8; i += 1) {
    await new Promise((resolve) => deaf.write(pings, resolve))
  }
  assert.ok(keepAliveBytesMax < 1024)
  const growth = heapBytes() - before
  assert.ok(growth <= heapSlack, `${growth} bytes`)
  deaf.destroy()
  await endpoint.close()
})
