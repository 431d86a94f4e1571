/** The worker's inside with sockets that do nothing, and telephones that talk: for weighing and for measuring it. */
import type { AmdSettings } from '../../src/base/amd.ts'
import type { ClipId } from '../../src/base/ids.ts'
import { epochMs, type MonoMs, monoMs, ms } from '../../src/base/units.ts'
import { write16, write32 } from '../../src/rtp/packet.ts'
import { FRAME_TICKS, slotDueAt } from '../../src/rtp/schedule.ts'
import { nodeCipher } from '../../src/telephony/mediaCipher.ts'
import { MediaCore } from '../../src/telephony/mediaCore.ts'
import type { LegNumber } from '../../src/telephony/mediaEngine.ts'
import type { Command, Report } from '../../src/telephony/mediaMessages.ts'
import {
  blankIncoming,
  type Incoming,
  type MediaSockets,
  type SocketNumber,
} from '../../src/telephony/mediaSockets.ts'

/** The core with sockets that send nowhere and bring a packet of each leg every 20 ms. */
export class Telephones {
  readonly legs: number
  readonly commands: Command[] = []
  sent = 0
  strays = -1
  areUp = false
  readonly #incoming = blankIncoming({ bytes: new Uint8Array(2048), address: 0 })
  /** What each says, over and over; absent: nothing but A-law zero. */
  readonly #voice: Uint8Array
  readonly #sequences: Int32Array
  readonly #sockets: number[] = []
  readonly #core: MediaCore
  #slot = 0
  #opened = 0
  #listener: (incoming: Incoming) => void = () => {}

  constructor(legs: number, voice: Uint8Array = new Uint8Array(FRAME_TICKS)) {
    this.legs = legs
    this.#voice = voice
    this.#sequences = new Int32Array(legs)
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

  /** All of them listen (again) for who answered. */
  listen(how: AmdSettings): void {
    for (let leg = 0; leg < this.legs; leg += 1) {
      this.commands.push({ is: 'listen', leg: leg as LegNumber, how })
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
    const frames = this.#voice.length / FRAME_TICKS
    const from = ((sequence + leg * 7) % frames) * FRAME_TICKS
    for (let i = 0; i < FRAME_TICKS; i += 1) bytes[12 + i] = this.#voice[from + i] as number
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
        for (let leg = this.#slot % 10; leg < this.legs; leg += 10) this.#arrive(leg)
      },
      onDatagram: (to) => {
        this.#listener = to
      },
      shortfalls: () => 0,
    }
  }
}

/** All legs up, spread over the phases, playing. */
export function talking(legs: number, voice?: Uint8Array): Telephones {
  const phones = new Telephones(legs, voice)
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
    if (leg % Math.ceil(legs / 10) === 0) phones.run(1)
  }
  for (let leg = 0; leg < legs; leg += 1) {
    commands.push({ is: 'play', leg: leg as LegNumber, clip: clip.id })
  }
  phones.run(10)
  phones.areUp = true
  return phones
}
