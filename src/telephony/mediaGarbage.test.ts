/** The hot path makes no garbage per packet: the worker's inside with sockets that do nothing, weighed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClipId } from '../base/ids.ts'
import { epochMs, type MonoMs, monoMs, ms } from '../base/units.ts'
import { write16, write32 } from '../rtp/packet.ts'
import { slotDueAt } from '../rtp/schedule.ts'
import { nodeCipher } from './mediaCipher.ts'
import { MediaCore } from './mediaCore.ts'
import type { LegNumber } from './mediaEngine.ts'
import type { Command, Report } from './mediaMessages.ts'
import {
  blankIncoming,
  type Incoming,
  type MediaSockets,
  type SocketNumber,
} from './mediaSockets.ts'

const legs = 1000
/** What a slot leaves behind for its clock, its events, its loops, shared by its 200 packets. */
const bytesAtMost = 8
const packetsWeighed = 1_000_000
const slotsWeighed = packetsWeighed / (legs / 10) / 2
const slotsAtOnce = 100

/** The core with sockets that send nowhere and bring a packet of each leg every 20 ms. */
class Telephones {
  readonly commands: Command[] = []
  sent = 0
  strays = -1
  areUp = false
  readonly #incoming = blankIncoming({ bytes: new Uint8Array(2048), address: 0 })
  readonly #sequences = new Int32Array(legs)
  readonly #sockets: number[] = []
  readonly #core: MediaCore
  #slot = 0
  #opened = 0
  #listener: (incoming: Incoming) => void = () => {}

  constructor() {
    const portRange = { from: 10_000, to: 10_031 }
    const settings = { portRange, sharedPorts: 16, portDrainMs: ms(1000) } as const
    this.#core = new MediaCore(
      this.#udp(),
      { ...settings, backend: 'native', raisePriority: false, seed: 0 },
      {
        mono: () => this.#now(),
        epoch: () => epochMs(0),
        cpu: () => ms(0),
        nextCommand: () => this.commands.shift(),
        tell: (report) => this.#note(report),
        cipher: nodeCipher,
        priorityRaised: false,
      },
    )
  }

  run(slots: number): void {
    for (let i = 0; i < slots; i += 1) {
      this.#core.slot(this.#slot, this.#now())
      this.#slot += 1
    }
  }

  #now(): MonoMs {
    return slotDueAt(monoMs(1000.123), this.#slot)
  }

  #note(report: Report): void {
    if (report.is === 'health') this.strays = report.health.strays
    // Ports come in order from the seed, two sockets each.
    if (report.is === 'opened') this.#sockets[report.ask] = report.port - 10_000
  }

  #arrive(leg: number): void {
    const sequence = (this.#sequences[leg] as number) + 1
    this.#sequences[leg] = sequence
    const incoming = this.#incoming
    const { bytes } = incoming
    // 160 ticks a frame, and the leg as its SSRC; without arrays, which would be weighed too.
    bytes[0] = 0x80
    bytes[1] = 8
    write16(bytes, 2, sequence)
    write32(bytes, 4, sequence * 160)
    write32(bytes, 8, leg)
    incoming.socket = this.#sockets[leg] as SocketNumber
    incoming.ip = 0x7f000001
    incoming.port = 2000 + leg * 2
    incoming.end = 172
    this.#listener(incoming)
  }

  #udp(): MediaSockets {
    const quiet = (): void => {}
    return {
      backend: 'native',
      block: (length) => ({ bytes: new Uint8Array(length), address: 0 }),
      open: (_at, _port, _how, done) => {
        const socket = this.#opened as SocketNumber
        this.#opened += 1
        done({ socket })
      },
      close: quiet,
      hostOf: ({ words }) => words[0] ?? 0,
      onHostsFull: quiet,
      queue: () => {
        this.sent += 1
      },
      flush: quiet,
      receive: () => {
        this.#incoming.at = this.#now()
        if (!this.areUp) return
        for (let leg = this.#slot % 10; leg < legs; leg += 10) this.#arrive(leg)
      },
      onDatagram: (to) => {
        this.#listener = to
      },
      shortfalls: () => 0,
    }
  }
}

/** All legs up, spread over the phases, playing. */
function talking(): Telephones {
  const phones = new Telephones()
  const { commands } = phones
  for (let leg = 0; leg < legs; leg += 1) {
    const options = { leg: leg as LegNumber, address: '127.0.0.1', ports: 'shared' } as const
    commands.push({ is: 'openLeg', ask: leg, options })
  }
  phones.run(10)
  const pcma = Uint8Array.from({ length: 8000 * 60 }, (_, i) => i)
  const clip = { id: 'clip' as ClipId, pcma, pcmu: pcma }
  commands.push({ is: 'loadClip', ask: legs, clip })
  for (let leg = 0; leg < legs; leg += 1) {
    const address = { address: '127.0.0.1', port: 2000 + leg * 2 }
    const sound = { codec: 'pcma', payloadType: 8, telephoneEvent: 101, send: true } as const
    commands.push({ is: 'setRemote', leg: leg as LegNumber, remote: { ...address, ...sound } })
    if (leg % (legs / 10) === legs / 10 - 1) phones.run(1)
  }
  for (let leg = 0; leg < legs; leg += 1) {
    commands.push({ is: 'play', leg: leg as LegNumber, clip: clip.id })
  }
  phones.run(10)
  phones.areUp = true
  return phones
}

test(`media core: ${packetsWeighed} packets sent and received leave less than ${bytesAtMost} bytes each`, () => {
  const phones = talking()
  // Until the optimising compiler has seen it all.
  phones.run(2000)
  const [sentBefore, weights] = [phones.sent, [] as number[]]
  for (let done = 0; done < slotsWeighed; done += slotsAtOnce) {
    const before = process.memoryUsage().heapUsed
    phones.run(slotsAtOnce)
    const grown = process.memoryUsage().heapUsed - before
    // Less than before: the collector came by.
    if (grown >= 0) weights.push(grown / (slotsAtOnce * (legs / 10) * 2))
  }
  phones.commands.push({ is: 'health', ask: legs + 1 })
  phones.run(1)
  assert.equal(phones.strays, 0, 'all that arrived was heard')
  const sent = phones.sent - sentBefore
  assert.ok(sent >= (packetsWeighed / 2) * 0.9, `${sent} sent`)
  weights.sort((a, b) => a - b)
  const median = weights[Math.floor(weights.length / 2)] ?? Infinity
  assert.ok(median < bytesAtMost, `${median.toFixed(1)} bytes a packet`)
})
