/**
 * A bad link between us and a carrier, in user space (the kernel's netem is not everywhere): SIP and the sound of
 * its calls pass through it, each side believing that the other is here.
 *
 *   us ──▶ near │ faults │ far ──▶ carrier      one such pair for SIP, two for each call (RTP, RTCP)
 *
 * Places are rewritten both ways, in headers and in SDP, so that every request inside a dialog comes this way too.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type Fate, type Faults, fatesOf } from './faults.ts'

export interface FaultyLink {
  /** On 127.0.0.1: what our trunk takes for the carrier. */
  readonly port: number
  /** Nothing passes in either direction for this long, from now. */
  cut(forMs: number): void
  /** Datagrams since it opened, by what became of them. */
  readonly fates: Readonly<Record<Fate['is'] | 'cut', number>>
  close(): Promise<void>
}

export interface LinkOptions {
  readonly carrierPort: number
  readonly faults: Faults
  readonly seed: number
}

/** Their sockets stay open to the end: four a call. */
export const callsMax = 128
const onTheWayMax = 20_000
const pairTriesMax = 50
const host = '127.0.0.1'

export async function openFaultyLink(options: LinkOptions): Promise<FaultyLink> {
  const link = new RunningLink(options)
  await link.open()
  return link
}

type Side = 'near' | 'far'
const otherSide = { near: 'far', far: 'near' } as const

/** Two sockets; where what comes in on one is sent to from the other. */
interface Channel {
  readonly name: string
  readonly sockets: Readonly<Record<Side, Socket>>
  /** The port of who stands on that side; absent: not known yet. */
  readonly peers: Partial<Record<Side, number>>
  readonly fates: Readonly<Record<Side, () => Fate>>
}

interface Call {
  readonly rtp: Channel
  readonly rtcp: Channel
}

class RunningLink implements FaultyLink {
  readonly fates = { lost: 0, held: 0, doubled: 0, passed: 0, cut: 0 }
  readonly #options: LinkOptions
  readonly #calls = new Map<string, Promise<Call>>()
  readonly #channels: Channel[] = []
  readonly #onTheWay = new Set<NodeJS.Timeout>()
  #sip: Channel | undefined
  #cutUntil = 0

  constructor(options: LinkOptions) {
    this.#options = options
  }

  get port(): number {
    return this.#sip?.sockets.near.address().port ?? 0
  }

  async open(): Promise<void> {
    const sip = this.#channel('sip', await bound(0), await bound(0))
    this.#sip = sip
    sip.peers.far = this.#options.carrierPort
    sip.sockets.near.on('message', (bytes, from) => this.#signal('near', bytes, from))
    sip.sockets.far.on('message', (bytes, from) => this.#signal('far', bytes, from))
  }

  cut(forMs: number): void {
    this.#cutUntil = performance.now() + forMs
  }

  async close(): Promise<void> {
    await Promise.all(this.#calls.values())
    for (const timer of this.#onTheWay) clearTimeout(timer)
    for (const { sockets } of this.#channels) {
      sockets.near.close()
      sockets.far.close()
    }
  }

  #signal(side: Side, bytes: Buffer, from: RemoteInfo): void {
    const sip = this.#sip as Channel
    if (side === 'near') sip.peers.near = from.port
    this.#suffer(sip, side, () => {
      const text = this.#translated(side, bytes.toString('latin1'))
      if (!/^m=audio /m.test(text)) {
        this.#pass(sip, side, Buffer.from(text, 'latin1'))
        return
      }
      this.#withOurPorts(side, text).then((changed) =>
        this.#pass(sip, side, Buffer.from(changed, 'latin1')),
      )
    })
  }

  /** Each side reads the place of the other as the link's on its own side. */
  #translated(side: Side, text: string): string {
    const { sockets, peers } = this.#sip as Channel
    const other = otherSide[side]
    const place = (port: number | undefined): string => `${host}:${port}`
    const head = text.replaceAll(place(sockets[side].address().port), place(peers[other]))
    return head.replaceAll(place(peers[side]), place(sockets[other].address().port))
  }

  async #withOurPorts(side: Side, text: string): Promise<string> {
    const callId = /^(?:Call-ID|i):\s*(\S+)/im.exec(text)?.[1] ?? ''
    const { rtp, rtcp } = await this.#callOf(callId)
    const theirs = Number(/^m=audio (\d+)/m.exec(text)?.[1])
    rtp.peers[side] = theirs
    rtcp.peers[side] = theirs + 1
    const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s)
    const changed = body.replace(
      /^m=audio \d+/m,
      `m=audio ${rtp.sockets[otherSide[side]].address().port}`,
    )
    const length = `Content-Length: ${changed.length}`
    return `${head.replace(/^(?:Content-Length|l):.*$/im, length)}\r\n\r\n${changed}`
  }

  #callOf(callId: string): Promise<Call> {
    const known = this.#calls.get(callId)
    if (known) return known
    if (this.#calls.size >= callsMax) throw new Error(`more than ${callsMax} calls on this link`)
    const made = this.#newCall(String(this.#calls.size))
    this.#calls.set(callId, made)
    return made
  }

  async #newCall(name: string): Promise<Call> {
    const [nearRtp, nearRtcp] = await evenPair()
    const [farRtp, farRtcp] = await evenPair()
    const call = {
      rtp: this.#channel(`rtp ${name}`, nearRtp, farRtp),
      rtcp: this.#channel(`rtcp ${name}`, nearRtcp, farRtcp),
    }
    for (const channel of [call.rtp, call.rtcp]) {
      for (const side of ['near', 'far'] as const) {
        channel.sockets[side].on('message', (bytes) =>
          this.#suffer(channel, side, () => this.#pass(channel, side, bytes)),
        )
      }
    }
    return call
  }

  #channel(name: string, near: Socket, far: Socket): Channel {
    const { faults, seed } = this.#options
    const channel: Channel = {
      ...{ name, sockets: { near, far }, peers: {} },
      fates: {
        near: fatesOf(faults, seed, name, 'near'),
        far: fatesOf(faults, seed, name, 'far'),
      },
    }
    this.#channels.push(channel)
    return channel
  }

  /** What came in on this side is lost, or arrives, once or twice, in its time. */
  #suffer(channel: Channel, side: Side, arrive: () => void): void {
    const fate = channel.fates[side]()
    if (performance.now() < this.#cutUntil) {
      this.fates.cut += 1
      return
    }
    this.fates[fate.is] += 1
    for (const delay of fate.delaysMs) {
      if (delay === 0) {
        arrive()
        continue
      }
      if (this.#onTheWay.size >= onTheWayMax) throw new Error(`${onTheWayMax} datagrams on the way`)
      const timer = setTimeout(() => {
        this.#onTheWay.delete(timer)
        arrive()
      }, delay)
      this.#onTheWay.add(timer)
    }
  }

  #pass(channel: Channel, side: Side, bytes: Buffer): void {
    const other = otherSide[side]
    const port = channel.peers[other]
    if (port !== undefined) channel.sockets[other].send(bytes, port, host)
  }
}

/** RTP on an even port, RTCP on the next (RFC 3550 §11). */
async function evenPair(): Promise<readonly [Socket, Socket]> {
  for (let tries = 0; tries < pairTriesMax; tries += 1) {
    const rtp = await bound(0)
    const { port } = rtp.address()
    const rtcp = port % 2 === 0 ? await bound(port + 1).catch(() => undefined) : undefined
    if (rtcp) return [rtp, rtcp]
    rtp.close()
  }
  throw new Error('no even port with a free neighbour')
}

async function bound(port: number): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.bind(port, host)
  try {
    await once(socket, 'listening')
  } catch (error) {
    socket.close()
    throw error
  }
  return socket
}
