/**
 * Floods: what strangers and broken machines send at once, into a transaction layer in virtual time and
 * into a real endpoint, with an honest party beside them. Used by the tests and by scripts/flood.ts.
 */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { randomFrom } from '../../src/base/random.ts'
import { monoMs, ms } from '../../src/base/units.ts'
import { replyTo, type SipRequest } from '../../src/sip/message.ts'
import { type Endpoint, openEndpoint } from '../../src/telephony/endpoint.ts'
import type { Address } from '../../src/telephony/transactionUser.ts'
import { sipLayer } from '../support/sipLayer.ts'
import { aRequest } from '../support/sipMessages.ts'

export type FloodKind = 'INVITE' | 'OPTIONS' | 'garbage' | 'half' | 'reply'
export const floodKinds: readonly FloodKind[] = ['INVITE', 'OPTIONS', 'garbage', 'half', 'reply']

/** One hostile message, different from every other. `bytes`: its length where it has a body or filler. */
export function floodMessage(kind: FloodKind, n: number, bytes = 0): Uint8Array {
  if (kind === 'garbage') return Buffer.from(`\u0000${n}\xff`.repeat(40), 'latin1')
  const method = kind === 'OPTIONS' ? 'OPTIONS' : 'INVITE'
  const start = kind === 'reply' ? 'SIP/2.0 200 OK' : `${method} sip:+33199001234@127.0.0.1 SIP/2.0`
  const text = [
    start,
    `Via: SIP/2.0/UDP 127.0.0.66:6666;branch=z9hG4bKflood${n};rport`,
    `From: <sip:flood@127.0.0.66>;tag=f${n}`,
    'To: <sip:+33199001234@127.0.0.1>',
    `Call-ID: flood${n}`,
    `CSeq: 1 ${method}`,
    ...(bytes > 0 ? [`Subject: ${'x'.repeat(bytes)}`] : []),
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n')
  return Buffer.from(kind === 'half' ? text.slice(0, text.length / 2) : text)
}

/** Of JavaScript, after everything nobody holds was freed. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
}

export interface FloodReport {
  readonly messages: number
  readonly milliseconds: number
  readonly transactionsAtMost: number
  readonly transactionsAfter: number
  readonly heapGrowthAtMost: number
  readonly heapGrowthAfter: number
  /** Honest requests that were answered 200, of those sent. */
  readonly honest: { readonly sent: number; readonly answered: number }
  /** Bytes we sent for each byte that came: more than one would make us a weapon. */
  readonly amplification: number
}

export interface VirtualFlood {
  readonly messages: number
  readonly kinds: readonly FloodKind[]
  /** Hosts it comes from. */
  readonly sources: number
  readonly bytes?: number
  readonly transactionsMax: number
  readonly heldBytesMax?: number
  readonly seed: number
}

const messagesPerMs = 100
const honestEvery = 1000
const patienceMs = ms(200_000)

/** Into a layer without sockets; the honest party is a client of ours whose far end answers. */
export function floodLayer(flood: VirtualFlood): FloodReport {
  const random = randomFrom(flood.seed)
  const honest = { sent: 0, answered: 0 }
  let transactionsAtMost = 0
  let [bytesIn, bytesOut] = [0, 0]
  const { layer, now, run } = sipLayer({
    transactionsMax: flood.transactionsMax,
    ...(flood.heldBytesMax === undefined ? {} : { heldBytesMax: flood.heldBytesMax }),
    onRequest: (request, server) => server.respond(replyTo(request, 486, { toTag: 'ours' })),
    send(text, to) {
      if (to.host === carrier.host) answerHonestly(text)
      else bytesOut += text.length
      return undefined
    },
  })
  const before = heapBytes()
  let peak = 0
  const began = performance.now()
  for (let n = 0; n < flood.messages; n += 1) {
    const bytes = floodMessage(random.pick(flood.kinds), n, flood.bytes)
    bytesIn += bytes.length
    layer.receive(bytes, sourceOf(random.below(flood.sources)))
    if (n % messagesPerMs === 0) run(monoMs(now() + 1))
    if (n % honestEvery === 0) askHonestly()
    if (n === Math.floor(flood.messages * 0.75)) peak = heapBytes() - before
    const { serverTransactions, clientTransactions } = layer.counts()
    transactionsAtMost = Math.max(transactionsAtMost, serverTransactions + clientTransactions)
  }
  const milliseconds = performance.now() - began
  const replied = bytesOut
  run(monoMs(now() + patienceMs))
  const { serverTransactions, clientTransactions } = layer.counts()
  return {
    messages: flood.messages,
    milliseconds,
    transactionsAtMost,
    transactionsAfter: serverTransactions + clientTransactions,
    heapGrowthAtMost: peak,
    heapGrowthAfter: heapBytes() - before,
    honest,
    amplification: replied / bytesIn,
  }

  function askHonestly(): void {
    honest.sent += 1
    const listener = {
      onResponse: ({ status }: { status: number }) => {
        if (status === 200) honest.answered += 1
      },
      onTimeout: () => undefined,
      onTransportError: () => undefined,
    }
    layer.request(
      { ...aRequest('OPTIONS'), vias: [], callId: `honest${honest.sent}` },
      listener,
      carrier,
    )
  }

  function answerHonestly(request: string): void {
    const reply = request.replace(/^[^\r]*/, 'SIP/2.0 200 OK')
    layer.receive(Buffer.from(reply), carrier)
  }
}

const carrier: Address = { host: '127.0.0.9', port: 5090 }
const sourceOf = (n: number): Address => ({ host: `127.1.${n >> 8}.${n & 255}`, port: 6666 })

export interface RealFlood {
  readonly messages: number
  readonly sockets: number
  readonly kinds: readonly FloodKind[]
  /** Sent every 10 ms: faster, the kernel's buffer would be all that is tested. */
  readonly burst: number
}

export interface RealReport extends Omit<FloodReport, 'heapGrowthAtMost' | 'amplification'> {
  readonly received: number
  /** Slowest of the honest requests that were answered. */
  readonly honestMsAtMost: number
}

export function anEndpoint(
  changes: Partial<Parameters<typeof openEndpoint>[0]> = {},
): Promise<Endpoint> {
  return openEndpoint({
    address: '127.0.0.1',
    port: 0,
    allow: ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS'],
    onRequest: (request, server) => {
      server.respond(replyTo(request, request.method === 'OPTIONS' ? 200 : 486, { toTag: 'ours' }))
    },
    ...changes,
  })
}

/** Milliseconds until the 200; undefined: another answer, or none. */
export function askOptions(from: Endpoint, to: Address): Promise<number | undefined> {
  const began = performance.now()
  const request: SipRequest = { ...aRequest('OPTIONS'), vias: [], callId: from.newToken() }
  return new Promise((resolve) => {
    from.sendRequest(
      request,
      {
        onResponse: ({ status }) => resolve(status === 200 ? performance.now() - began : undefined),
        onTimeout: () => resolve(undefined),
        onTransportError: () => resolve(undefined),
      },
      to,
    )
  })
}

const burstMs = 10
const burstsPerQuestion = 10

/** Over real UDP sockets of this machine, with short timers so that what is left is soon seen to go. */
export async function floodEndpoint(flood: RealFlood): Promise<RealReport> {
  const timers = { t1: ms(100), t2: ms(200), t4: ms(200) }
  const endpoint = await anEndpoint({ timers })
  const honest = await anEndpoint({ timers })
  const sockets = await Promise.all(Array.from({ length: flood.sockets }, aSocket))
  const to = { host: endpoint.address, port: endpoint.port }
  const before = heapBytes()
  const began = performance.now()
  const asked: Promise<number | undefined>[] = []
  let transactionsAtMost = 0
  for (let n = 0; n < flood.messages; n += 1) {
    const kind = flood.kinds[n % flood.kinds.length] as FloodKind
    sockets[n % sockets.length]?.send(floodMessage(kind, n), to.port, to.host)
    if (n % flood.burst !== 0) continue
    if (n % (flood.burst * burstsPerQuestion) === 0) asked.push(askOptions(honest, to))
    await new Promise((resolve) => setTimeout(resolve, burstMs))
    transactionsAtMost = Math.max(transactionsAtMost, endpoint.counts().serverTransactions)
  }
  const waits = await Promise.all(asked)
  const milliseconds = performance.now() - began
  // 64·T1 after the last of them every transaction of the flood is over.
  const patience = performance.now() + 2 * 64 * timers.t1
  while (endpoint.counts().serverTransactions > 0 && performance.now() < patience) {
    await new Promise((resolve) => setTimeout(resolve, burstMs))
  }
  const { serverTransactions, clientTransactions, received } = endpoint.counts()
  for (const socket of sockets) socket.close()
  const heapGrowthAfter = heapBytes() - before
  await Promise.all([endpoint.close(), honest.close()])
  const answered = waits.filter((wait) => wait !== undefined)
  return {
    messages: flood.messages,
    milliseconds,
    received,
    transactionsAtMost,
    transactionsAfter: serverTransactions + clientTransactions,
    heapGrowthAfter,
    honest: { sent: asked.length, answered: answered.length },
    honestMsAtMost: Math.max(...answered),
  }
}

async function aSocket(): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}
