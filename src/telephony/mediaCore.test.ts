import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENCE_A } from '../audio/g711.ts'
import type { ClipId } from '../base/ids.ts'
import { epochMs, type MonoMs, monoMs, ms } from '../base/units.ts'
import { DROP_WHEN_LATER_THAN, slotDueAt } from '../rtp/schedule.ts'
import { nodeCipher } from './mediaCipher.ts'
import { MediaCore } from './mediaCore.ts'
import type { LegNumber, MediaEvent, RemoteMedia } from './mediaEngine.ts'
import { LEGS_AT_MOST } from './mediaLeg.ts'
import type { Command, EngineHealth, Report, WorkerSettings } from './mediaMessages.ts'
import {
  blankIncoming,
  type Incoming,
  type MediaSockets,
  type SocketNumber,
} from './mediaSockets.ts'

const settings: WorkerSettings = {
  backend: 'native',
  portRange: { from: 10_000, to: 65_535 },
  sharedPorts: 2,
  portDrainMs: ms(1000),
  raisePriority: false,
  seed: 1,
}
const t0 = monoMs(5000)
const leg = 1 as LegNumber
const clip = { id: 'clip' as ClipId, pcma: new Uint8Array(480).fill(1), pcmu: new Uint8Array(480) }

interface SentPacket {
  readonly slot: number
  readonly sequence: number
  readonly isSilence: boolean
}

/** The core with a clock that stands still and sockets that only write down. */
class World {
  readonly sent: SentPacket[] = []
  /** Key packets and RTCP. */
  withoutSound = 0
  readonly reports: Report[] = []
  readonly boundPorts: number[] = []
  readonly core: MediaCore
  /** How late each slot is served. */
  lateMs = 0
  slot = 0
  takenPorts: (port: number) => boolean = () => false
  readonly #commands: Command[] = []
  #listener: (incoming: Incoming) => void = () => {}

  constructor(change: Partial<WorkerSettings> = {}) {
    this.core = new MediaCore(
      this.#sockets(),
      { ...settings, ...change },
      {
        mono: () => this.now,
        epoch: () => epochMs(0),
        cpu: () => ms(0),
        nextCommand: () => this.#commands.shift(),
        tell: (report) => this.reports.push(report),
        cipher: nodeCipher,
        priorityRaised: false,
      },
    )
  }

  get now(): MonoMs {
    return monoMs(slotDueAt(t0, this.slot) + this.lateMs)
  }

  get events(): readonly MediaEvent[] {
    return this.reports.flatMap((report) => (report.is === 'events' ? report.events : []))
  }

  get health(): EngineHealth {
    this.obey({ is: 'health', ask: 9 })
    this.core.slot(this.slot, this.now)
    const answer = this.reports.findLast(({ is }) => is === 'health')
    assert.ok(answer?.is === 'health')
    return answer.health
  }

  obey(...commands: readonly Command[]): void {
    this.#commands.push(...commands)
  }

  run(slots: number): void {
    for (let i = 0; i < slots; i += 1) {
      this.core.slot(this.slot, slotDueAt(t0, this.slot))
      this.slot += 1
    }
  }

  open(number: LegNumber = leg, ports: 'perCall' | 'shared' = 'perCall'): void {
    const options = { leg: number, address: '127.0.0.1', ports }
    this.obey({ is: 'openLeg', ask: number, options })
  }

  receive(socket: number, bytes: Uint8Array): void {
    const incoming = {
      ...blankIncoming({ bytes, address: 0 }),
      socket: socket as SocketNumber,
      at: this.now,
    }
    this.#listener({ ...incoming, ip: 0x7f000001, port: 4000, end: bytes.length })
  }

  #sockets(): MediaSockets {
    const close = (): void => {}
    return {
      backend: 'native',
      block: (length) => ({ bytes: new Uint8Array(length), address: 0 }),
      open: (_, port, _how, done) => {
        if (this.takenPorts(port) || this.boundPorts.includes(port)) done({ error: 'EADDRINUSE' })
        else done({ socket: (this.boundPorts.push(port) - 1) as SocketNumber })
      },
      close,
      hostOf: ({ words }) => words[0] ?? 0,
      onHostsFull: () => {},
      queue: ({ head, headAt, body, bodyAt, bodyLength }) => {
        if (bodyLength === 0) {
          this.withoutSound += 1
          return
        }
        const sequence = ((head.bytes[headAt + 2] ?? 0) << 8) | (head.bytes[headAt + 3] ?? 0)
        const isSilence = body.bytes[bodyAt] === SILENCE_A
        this.sent.push({ slot: this.slot, sequence, isSilence })
      },
      flush: close,
      receive: close,
      onDatagram: (listener) => {
        this.#listener = listener
      },
      shortfalls: () => 0,
    }
  }
}

const remote = (more: Partial<RemoteMedia> = {}): RemoteMedia => ({
  address: '127.0.0.1',
  port: 4000,
  codec: 'pcma',
  payloadType: 8,
  send: true,
  ...more,
})

/** A leg that sends silence since slot 3. */
function talking(more: Partial<RemoteMedia> = {}): World {
  const world = new World()
  world.obey({ is: 'loadClip', ask: 1, clip })
  world.open()
  world.run(3)
  world.obey({ is: 'setRemote', leg, remote: remote(more) })
  return world
}

test('media core: packets are due every ten slots from the command on', () => {
  const world = talking()
  world.run(40)
  assert.deepEqual(
    world.sent.map(({ slot }) => slot),
    [3, 13, 23, 33],
  )
})

test('media core: the first clip does not wait for its turn, later ones do', () => {
  const world = talking()
  world.run(4)
  world.obey({ is: 'play', leg, clip: clip.id })
  world.run(43)
  const sound = () => world.sent.filter(({ isSilence }) => !isSilence).map(({ slot }) => slot)
  assert.deepEqual(sound(), [7, 17, 27])
  assert.deepEqual(
    world.events.map((event) => event.is),
    ['firstAudio', 'playEnded'],
  )
  world.obey({ is: 'play', leg, clip: clip.id })
  world.run(20)
  assert.deepEqual(sound().slice(3), [57, 67])
})

test('media core: a frame 60 ms late is sent, one later still is dropped and leaves a gap', () => {
  for (const [lateMs, isSent] of [
    [DROP_WHEN_LATER_THAN - 1, true],
    [DROP_WHEN_LATER_THAN, true],
    [DROP_WHEN_LATER_THAN + 1, false],
  ] as const) {
    const world = talking()
    world.run(10)
    world.lateMs = lateMs
    world.run(10)
    world.lateMs = 0
    world.run(10)
    const numbers = world.sent.map(({ sequence }) => sequence)
    const [first = 0] = numbers
    const steps = numbers.map((number) => (number - first) & 0xffff)
    assert.deepEqual(steps, isSent ? [0, 1, 2] : [0, 2], `${lateMs} ms`)
    assert.equal(world.health.droppedLate, isSent ? 0 : 1)
  }
})

test('media core: a key is sent however late, so that an objection is never given up', () => {
  const world = talking({ telephoneEvent: 101 })
  world.run(10)
  world.lateMs = 500
  const before = world.withoutSound
  world.obey({ is: 'pressKey', leg, key: '9', heldMs: ms(100) })
  world.run(100)
  // 100 ms of a press are 5 packets, and its end is told three times (RFC 4733 §2.5.1.4).
  assert.equal(world.withoutSound - before, 5 + 2)
})

test('media core: a clip goes by in time although its frames are dropped', () => {
  const world = talking()
  world.obey({ is: 'play', leg, clip: clip.id })
  world.run(1)
  world.lateMs = 500
  world.run(25)
  assert.equal(world.events.at(-1)?.is, 'playEnded')
})

test('media core: media time-out at its limit and not before, once, and not while expected', () => {
  const limit = ms(200)
  const struckAfter = (more: Partial<RemoteMedia>, slots: number): number => {
    const world = talking({ mediaTimeoutMs: limit, ...more })
    world.run(slots)
    return world.events.filter(({ is }) => is === 'mediaTimeout').length
  }
  // The leg is looked at in slots 3, 13, …, 103 (200 ms after the first) and 113.
  assert.equal(struckAfter({}, 101), 0)
  assert.equal(struckAfter({}, 111), 1)
  assert.equal(struckAfter({}, 400), 1)
  assert.equal(struckAfter({ expectSilence: true }, 400), 0)
})

test('media core: ports go in even pairs, each tried once, the taken ones passed over', () => {
  const world = new World({ portRange: { from: 10_001, to: 10_008 } })
  world.takenPorts = (port) => port === 10_005
  for (const number of [1, 2, 3, 4]) world.open(number as LegNumber)
  world.run(1)
  const opened = world.reports.flatMap((report) => (report.is === 'opened' ? [report.port] : []))
  // 10,008 has no neighbour in the range; of 10,004 the RTCP port is taken.
  assert.deepEqual(opened.toSorted(), [10_002, 10_006])
  assert.deepEqual(
    world.reports
      .filter(({ is }) => is === 'refused')
      .map((report) => 'why' in report && report.why),
    Array(2).fill('every RTP port from 10001 to 10008 is in use'),
  )
})

test('media core: a range of thousands of taken ports is searched without a deep stack', () => {
  const world = new World()
  world.takenPorts = () => true
  world.open()
  world.run(1)
  assert.equal(world.reports[0]?.is, 'refused')
})

test('media core: one engine carries 8,192 legs, not one more', () => {
  const world = new World({ sharedPorts: 1 })
  for (let number = 1; number <= LEGS_AT_MOST + 1; number += 1) {
    world.open(number as LegNumber, 'shared')
  }
  world.run(10)
  assert.equal(world.reports.filter(({ is }) => is === 'opened').length, LEGS_AT_MOST)
  const refused = world.reports.filter(({ is }) => is === 'refused')
  assert.deepEqual(refused, [
    { is: 'refused', ask: LEGS_AT_MOST + 1, why: 'one engine carries 8192 legs at most' },
  ])
  assert.equal(world.boundPorts.length, 2)
})

test('media core: legs share ports evenly', () => {
  const world = new World()
  for (let number = 1; number <= 6; number += 1) world.open(number as LegNumber, 'shared')
  world.run(1)
  const ports = world.reports.flatMap((report) => (report.is === 'opened' ? [report.port] : []))
  const counts = Object.values(Object.groupBy(ports, String)).map((group) => group?.length)
  assert.deepEqual(counts, [3, 3])
})

test('media core: a leg closed while its port is being opened is closed once it is open', () => {
  const world = new World()
  world.open()
  world.obey({ is: 'closeLeg', leg }, { is: 'closeLeg', leg })
  world.run(1)
  assert.deepEqual(
    world.events.map((event) => event.is),
    ['closed'],
  )
})

test('media core: commands for a leg that is gone are ignored', () => {
  const world = talking()
  world.obey({ is: 'closeLeg', leg })
  world.run(1)
  const sent = world.sent.length
  world.obey(
    { is: 'setRemote', leg, remote: remote() },
    { is: 'play', leg, clip: clip.id },
    { is: 'stopPlaying', leg },
    { is: 'pressKey', leg, key: '1', heldMs: ms(100) },
    { is: 'closeLeg', leg },
  )
  world.run(30)
  assert.equal(world.sent.length, sent)
  assert.equal(world.events.filter(({ is }) => is === 'closed').length, 1)
})

test('media core: what comes before the far end is known, or after the end, is a stray', () => {
  const world = new World()
  world.open()
  world.run(1)
  const packet = new Uint8Array(172)
  packet[0] = 0x80
  packet[1] = 8
  world.receive(0, packet)
  world.obey({ is: 'setRemote', leg, remote: remote() })
  world.run(1)
  world.receive(0, packet)
  world.obey({ is: 'closeLeg', leg })
  world.run(1)
  world.receive(0, packet)
  const { received, strays } = world.health
  assert.deepEqual([received, strays], [3, 2])
  const closed = world.events.find((event) => event.is === 'closed')
  assert.ok(closed?.is === 'closed')
  assert.equal(closed.rtp.received, 1)
})
