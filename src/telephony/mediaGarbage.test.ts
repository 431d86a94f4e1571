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

test(`media core: ${packetsWeighed} packets sent and received leave less than ${bytesAtMost} bytes each`, () => {
  const commands: Command[] = []
  const incoming = blankIncoming({ bytes: new Uint8Array(2048), address: 0 })
  const sequences = new Int32Array(legs)
  const sockets: number[] = []
  let slot = 0
  let sent = 0
  let opened = 0
  let strays = -1
  let areUp = false
  let listener: (incoming: Incoming) => void = () => {}
  const now = (): MonoMs => slotDueAt(monoMs(1000.123), slot)
  const arrive = (leg: number): void => {
    const sequence = (sequences[leg] as number) + 1
    sequences[leg] = sequence
    const { bytes } = incoming
    // 160 ticks a frame, and the leg as its SSRC; without arrays, which would be weighed too.
    bytes[0] = 0x80
    bytes[1] = 8
    write16(bytes, 2, sequence)
    write32(bytes, 4, sequence * 160)
    write32(bytes, 8, leg)
    incoming.socket = sockets[leg] as SocketNumber
    incoming.ip = 0x7f000001
    incoming.port = 2000 + leg * 2
    incoming.end = 172
    listener(incoming)
  }
  const quiet = (): void => {}
  const udp: MediaSockets = {
    backend: 'native',
    block: (length) => ({ bytes: new Uint8Array(length), address: 0 }),
    open: (_at, _port, _how, done) => {
      const socket = opened as SocketNumber
      opened += 1
      done({ socket })
    },
    close: quiet,
    hostOf: ({ words }) => words[0] ?? 0,
    onHostsFull: quiet,
    queue: () => {
      sent += 1
    },
    flush: quiet,
    receive: () => {
      incoming.at = now()
      if (!areUp) return
      for (let leg = slot % 10; leg < legs; leg += 10) arrive(leg)
    },
    onDatagram: (to) => {
      listener = to
    },
    shortfalls: () => 0,
  }
  const tell = (report: Report): void => {
    if (report.is === 'health') strays = report.health.strays
    // Ports come in order from the seed: the pair of sockets that a port belongs to.
    if (report.is === 'opened') sockets[report.ask] = ((report.port - 10_000) / 2) * 2
  }
  const portRange = { from: 10_000, to: 10_031 }
  const settings = { backend: 'native', portRange, sharedPorts: 16, portDrainMs: ms(1000) } as const
  const core = new MediaCore(
    udp,
    { ...settings, raisePriority: false, seed: 0 },
    {
      mono: now,
      epoch: () => epochMs(0),
      cpu: () => ms(0),
      nextCommand: () => commands.shift(),
      tell,
      cipher: nodeCipher,
      priorityRaised: false,
    },
  )
  const run = (slots: number): void => {
    for (let i = 0; i < slots; i += 1) {
      core.slot(slot, now())
      slot += 1
    }
  }
  for (let leg = 0; leg < legs; leg += 1) {
    const options = { leg: leg as LegNumber, address: '127.0.0.1', ports: 'shared' } as const
    commands.push({ is: 'openLeg', ask: leg, options })
  }
  run(10)
  const pcma = Uint8Array.from({ length: 8000 * 60 }, (_, i) => i)
  const clip = { id: 'clip' as ClipId, pcma, pcmu: pcma }
  commands.push({ is: 'loadClip', ask: legs, clip })
  for (let leg = 0; leg < legs; leg += 1) {
    const address = { address: '127.0.0.1', port: 2000 + leg * 2 }
    const sound = { codec: 'pcma', payloadType: 8, telephoneEvent: 101, send: true } as const
    commands.push({ is: 'setRemote', leg: leg as LegNumber, remote: { ...address, ...sound } })
    if (leg % (legs / 10) === legs / 10 - 1) run(1)
  }
  for (let leg = 0; leg < legs; leg += 1) {
    commands.push({ is: 'play', leg: leg as LegNumber, clip: clip.id })
  }
  run(10)
  areUp = true
  // Until the optimising compiler has seen it all.
  run(2000)
  const [sentBefore, weights] = [sent, [] as number[]]
  for (let done = 0; done < slotsWeighed; done += slotsAtOnce) {
    const before = process.memoryUsage().heapUsed
    run(slotsAtOnce)
    const grown = process.memoryUsage().heapUsed - before
    // Less than before: the collector came by.
    if (grown >= 0) weights.push(grown / (slotsAtOnce * (legs / 10) * 2))
  }
  commands.push({ is: 'health', ask: legs + 1 })
  run(1)
  assert.equal(strays, 0, 'all that arrived was heard')
  assert.ok(sent - sentBefore >= (packetsWeighed / 2) * 0.9, `${sent - sentBefore} sent`)
  weights.sort((a, b) => a - b)
  const median = weights[Math.floor(weights.length / 2)] ?? Infinity
  assert.ok(median < bytesAtMost, `${median.toFixed(1)} bytes a packet`)
})
