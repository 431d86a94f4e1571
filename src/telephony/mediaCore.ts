/**
 * The media worker's inside, without its thread: commands come in, slots of 2 ms go by, events come
 * out. Each leg sits in one of ten phases and is visited once in 20 ms; a leg that begins to speak
 * joins the phase of the slot at hand, so the first packet leaves within 2 ms of the command.
 */
import { openAmdEar } from '../audio/amd/ear.ts'
import type { AmdHow } from '../base/amd.ts'
import { unreachable } from '../base/assert.ts'
import { isUnspecified } from '../base/ipAddress.ts'
import { type Random, randomFrom } from '../base/random.ts'
import { after, between, type EpochMs, type MonoMs, type Ms } from '../base/units.ts'
import { readIp } from '../rtp/ipAddress.ts'
import { press } from '../rtp/keySender.ts'
import { DROP_WHEN_LATER_THAN, SLOT_MS } from '../rtp/schedule.ts'
import type { CipherMaker } from './mediaCipher.ts'
import { type LoadedClip, MediaClips } from './mediaClips.ts'
import { MediaDraining } from './mediaDraining.ts'
import type { LegNumber, LegOptions, MediaEvent, RemoteMedia } from './mediaEngine.ts'
import { MediaEar } from './mediaHearing.ts'
import { Lateness, RecentLateness } from './mediaLateness.ts'
import { LEG_HEAD_BYTES, LEGS_AT_MOST, type Leg, NO_PHASE, newLeg } from './mediaLeg.ts'
import { MediaListening } from './mediaListening.ts'
import type { Command, EngineHealth, Report, WorkerSettings } from './mediaMessages.ts'
import { type LegPorts, MediaOpening } from './mediaOpening.ts'
import { MediaPhases } from './mediaPhases.ts'
import { MediaPorts } from './mediaPorts.ts'
import { MediaReceiving } from './mediaReceiving.ts'
import { MediaRecordings } from './mediaRecording.ts'
import { MediaReports } from './mediaReports.ts'
import { MediaSending } from './mediaSending.ts'
import type { MediaSockets } from './mediaSockets.ts'
import { freeSrtp, srtpOf } from './mediaSrtp.ts'
import { rtpStatsOf } from './mediaStats.ts'

/** Commands taken in one slot; more wait for the next. */
const COMMANDS_PER_SLOT = 1024

/** What the core asks of its thread. */
export interface CoreEdges {
  mono(): MonoMs
  epoch(): EpochMs
  /** CPU time of this thread. */
  cpu(): Ms
  nextCommand(): Command | undefined
  tell(report: Report): void
  readonly cipher: CipherMaker
  readonly priorityRaised: boolean
}

export class MediaCore {
  readonly #sockets: MediaSockets
  readonly #edges: CoreEdges
  readonly #random: Random
  readonly #clips: MediaClips
  readonly #ports: MediaPorts
  readonly #openings: MediaOpening
  readonly #draining: MediaDraining
  readonly #sending: MediaSending
  readonly #receiving: MediaReceiving
  readonly #recordings: MediaRecordings
  readonly #reports: MediaReports
  readonly #lateness = new Lateness()
  readonly #recent = new RecentLateness()
  readonly #legs = new Map<LegNumber, Leg>()
  /** Legs whose ports are being opened; true: closed before they were. */
  readonly #opening = new Map<LegNumber, { isClosed: boolean }>()
  readonly #phases = new MediaPhases()
  readonly #freeHeads: number[]
  #events: MediaEvent[] = []
  /** Told once the slot's packets are with the kernel. */
  #departures: { leg: Leg; ended: LoadedClip | undefined }[] = []
  #droppedLate = 0
  #slot = 0
  #isOver = false

  constructor(sockets: MediaSockets, settings: WorkerSettings, edges: CoreEdges) {
    this.#sockets = sockets
    this.#edges = edges
    this.#random = randomFrom(settings.seed)
    this.#clips = new MediaClips(sockets)
    this.#ports = new MediaPorts(sockets, settings)
    this.#draining = new MediaDraining(settings.portDrainMs, (leg) => this.#forget(leg))
    this.#receiving = new MediaReceiving(this.#tell, edges.epoch)
    this.#recordings = new MediaRecordings(this.#tell)
    this.#openings = new MediaOpening(this.#ports, settings.sharedPorts, (shared) =>
      this.#receiving.assign(shared.ports, shared),
    )
    this.#reports = new MediaReports(sockets, this.#unpredictable(), edges.epoch)
    this.#sending = new MediaSending(sockets, this.#clips, {
      firstAudio: (leg) => this.#departures.push({ leg, ended: undefined }),
      playEnded: (leg, ended) => this.#departures.push({ leg, ended }),
    })
    this.#freeHeads = Array.from({ length: LEGS_AT_MOST }, (_, i) => i * LEG_HEAD_BYTES)
    sockets.onHostsFull(() => this.#hostsInUse())
    sockets.onDatagram((incoming) => this.#receiving.datagram(incoming))
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Nothing to send, to read or to wait for: the worker may sleep until the next command. */
  get isIdle(): boolean {
    return this.#legs.size === 0 && this.#draining.isEmpty
  }

  /** Obeys the commands, sends what is due in `slot`, takes what has arrived, tells what happened. */
  slot(slot: number, dueAt: MonoMs): void {
    this.#slot = slot
    this.#takeCommands()
    const isTooLate = between(dueAt, this.#edges.mono()) > DROP_WHEN_LATER_THAN
    const legs = this.#phases.of(slot)
    let queued = 0
    for (const leg of legs) {
      if (this.#sending.frame(leg, isTooLate)) queued += 1
      else if (isTooLate) this.#droppedLate += 1
      leg.lastFrameAt = dueAt
    }
    this.#sockets.flush()
    const now = this.#edges.mono()
    if (queued > 0) {
      const late = between(dueAt, now)
      this.#lateness.add(late, queued)
      this.#recent.add(late, queued, now)
    }
    this.#tellDepartures(now)
    this.#receiving.beginSlot()
    this.#sockets.receive(after(dueAt, SLOT_MS))
    for (const leg of legs) this.#keepTime(leg, now)
    this.#sockets.flush()
    this.#reports.flushed()
    this.#draining.endThose(now)
    this.#tellEvents()
  }

  readonly #tell = (event: MediaEvent): void => {
    this.#events.push(event)
  }

  #takeCommands(): void {
    for (let taken = 0; taken < COMMANDS_PER_SLOT; taken += 1) {
      const command = this.#edges.nextCommand()
      if (command === undefined) return
      this.#obey(command)
    }
  }

  #obey(command: Command): void {
    switch (command.is) {
      case 'loadClip': {
        const why = this.#clips.load(command.clip)
        const { ask } = command
        this.#edges.tell(why === undefined ? { is: 'loaded', ask } : { is: 'refused', ask, why })
        return
      }
      case 'openLeg':
        this.#open(command.options, command.ask)
        return
      case 'health':
        this.#edges.tell({ is: 'health', ask: command.ask, health: this.#health() })
        return
      case 'setRemote':
        this.#setRemote(command.leg, command.remote)
        return
      case 'play': {
        const leg = this.#legs.get(command.leg)
        const clip = this.#clips.get(command.clip)
        if (leg === undefined || clip === undefined) return
        leg.clip = clip
        leg.frame = 0
        // Only silence was sent so far: nobody hears that the next packet comes early.
        if (leg.hasPlayed || leg.remote === undefined) return
        leg.marker = true
        this.#phases.join(leg, this.#slot)
        return
      }
      case 'stopPlaying': {
        const leg = this.#legs.get(command.leg)
        if (leg !== undefined) leg.clip = undefined
        return
      }
      case 'pressKey': {
        const leg = this.#legs.get(command.leg)
        const keys = leg && press(leg.keys, command.key, command.heldMs)
        if (leg !== undefined && keys !== undefined) leg.keys = keys
        return
      }
      case 'listen':
        this.#listen(command.leg, command.how)
        return
      case 'closeLeg':
        this.#close(command.leg)
        return
      case 'close':
        this.#closeAll()
        return
      default:
        unreachable(command)
    }
  }

  #listen(number: LegNumber, how: AmdHow): void {
    const leg = this.#legs.get(number)
    if (leg === undefined) return
    const ear = openAmdEar(how)
    leg.listening = new MediaListening(number, { ear, now: this.#edges.mono() }, this.#tell)
  }

  #open(options: LegOptions, ask: number): void {
    const refuse = (why: string): void => this.#edges.tell({ is: 'refused', ask, why })
    if (this.#legs.size + this.#opening.size >= LEGS_AT_MOST) {
      refuse(`one engine carries ${LEGS_AT_MOST} legs at most`)
      return
    }
    const opening = { isClosed: false }
    this.#opening.set(options.leg, opening)
    this.#openings.open(options, (ports) => {
      this.#opening.delete(options.leg)
      if ('why' in ports) {
        refuse(ports.why)
        return
      }
      this.#addLeg(options, ports)
      this.#edges.tell({ is: 'opened', ask, port: ports.pair.port })
      if (opening.isClosed) this.#close(options.leg)
    })
  }

  #addLeg(options: LegOptions, { pair: ports, shared }: Exclude<LegPorts, { why: string }>): void {
    const headAt = this.#freeHeads.pop() ?? 0
    const leg = newLeg({
      number: options.leg,
      ports,
      shared,
      ear: options.hear ? new MediaEar(options.leg, this.#clips, this.#tell) : undefined,
      recording: this.#recordings.begin(options),
      headAt,
      ssrc: this.#unpredictable(),
      sequence: this.#unpredictable(),
      timestamp: this.#unpredictable(),
    })
    this.#legs.set(options.leg, leg)
    if (shared === undefined) this.#receiving.assign(ports, leg)
    else shared.legs.add(leg)
  }

  #setRemote(number: LegNumber, remote: RemoteMedia): void {
    const leg = this.#legs.get(number)
    if (leg === undefined) return
    const now = this.#edges.mono()
    const address = readIp(remote.address)
    // IPv4 cannot be reached from a socket of IPv6, nor the other way.
    const isUsable = address?.family === leg.ports.family && !isUnspecified(remote.address)
    const ip = isUsable ? this.#sockets.hostOf(address) : 0
    const sdp = ip !== 0 && remote.port > 0 ? { ip, port: remote.port } : undefined
    const isElsewhere = leg.sdp?.ip !== sdp?.ip || leg.sdp?.port !== sdp?.port
    leg.remote = remote
    leg.srtp = srtpOf(leg.srtp, remote.srtp, this.#edges.cipher)
    leg.heardAt = now
    leg.soundAt = now
    leg.timedOut = false
    if (leg.phase === NO_PHASE) {
      this.#reports.begin(leg, now)
      this.#phases.join(leg, this.#slot)
    }
    if (!isElsewhere) return
    leg.sdp = sdp
    leg.source = { is: 'waiting' }
    leg.ip = sdp?.ip ?? 0
    leg.port = sdp?.port ?? 0
    leg.rtcpIp = leg.ip
    leg.rtcpPort = remote.rtcpPort ?? (leg.port === 0 ? 0 : leg.port + 1)
    if (leg.shared === undefined || sdp === undefined) return
    leg.shared.forget(leg)
    if (leg.shared.claim(sdp, leg, now)) return
    const why =
      'two legs of one shared port have the same remote address: give this trunk a port per call'
    this.#events.push({ is: 'legFailed', leg: number, at: now, why })
  }

  /** The leg's timers, looked at every 20 ms. */
  #keepTime(leg: Leg, now: MonoMs): void {
    this.#receiving.wake(leg, now)
    if (leg.rtcpDueAt <= now) this.#reports.report(leg, now)
    const limit = leg.remote?.mediaTimeoutMs
    if (limit === undefined || leg.timedOut || leg.remote?.expectSilence) return
    if (between(leg.heardAt, now) <= limit) return
    leg.timedOut = true
    this.#events.push({ is: 'mediaTimeout', leg: leg.number, at: now })
  }

  #tellDepartures(at: MonoMs): void {
    if (this.#departures.length === 0) return
    for (const { leg, ended } of this.#departures) {
      if (ended === undefined) this.#events.push({ is: 'firstAudio', leg: leg.number, at })
      else this.#events.push({ is: 'playEnded', leg: leg.number, at, clip: ended.id })
    }
    this.#departures = []
  }

  #tellEvents(): void {
    if (this.#events.length === 0) return
    this.#edges.tell({ is: 'events', events: this.#events })
    this.#events = []
  }

  #close(number: LegNumber): void {
    const opening = this.#opening.get(number)
    if (opening !== undefined) opening.isClosed = true
    const leg = this.#legs.get(number)
    if (leg === undefined) return
    const now = this.#edges.mono()
    this.#phases.leave(leg)
    if (leg.remote !== undefined) this.#reports.bye(leg, now)
    // The header of a packet still in the queue must be sent before another leg may overwrite it.
    this.#sockets.flush()
    this.#reports.flushed()
    this.#receiving.end(leg, now)
    leg.ear?.end(now)
    leg.recording?.end(now)
    leg.isClosed = true
    this.#legs.delete(number)
    this.#freeHeads.push(leg.headAt)
    leg.shared?.legs.delete(leg)
    if (leg.srtp !== undefined) freeSrtp(leg.srtp)
    leg.srtp = undefined
    this.#draining.add(leg, now)
    this.#events.push({ is: 'closed', leg: number, at: now, rtp: rtpStatsOf(leg) })
  }

  /** Drained: what comes to its port, or from its address, is no longer its own. */
  #forget(leg: Leg): void {
    if (leg.shared !== undefined) {
      leg.shared.forget(leg)
      return
    }
    this.#receiving.assign(leg.ports, undefined)
    this.#ports.closePair(leg.ports)
  }

  *#hostsInUse(): Iterable<number> {
    for (const leg of [...this.#legs.values(), ...this.#draining.legs]) {
      yield* [leg.ip, leg.rtcpIp, leg.sdp?.ip ?? 0]
      if (leg.source.is === 'waiting') continue
      const { at, home, candidate } = leg.source
      yield* [at.ip, home?.ip ?? 0, candidate?.ip ?? 0]
    }
    for (const shared of this.#openings.all()) yield* shared.hosts()
  }

  #closeAll(): void {
    for (const number of [...this.#legs.keys()]) this.#close(number)
    this.#draining.endAll()
    this.#openings.closeAll()
    this.#tellEvents()
    this.#isOver = true
  }

  #health(): EngineHealth {
    return {
      packets: this.#lateness.packets,
      lateMs: {
        p50: this.#lateness.quantile(0.5),
        p99: this.#lateness.quantile(0.99),
        max: this.#lateness.max,
      },
      recentLateMs: this.#recent.of(this.#edges.mono()),
      sendShortfalls: this.#sockets.shortfalls(),
      backend: this.#sockets.backend,
      received: this.#receiving.received,
      legs: this.#legs.size,
      droppedLate: this.#droppedLate,
      strays: this.#receiving.strays,
      priorityRaised: this.#edges.priorityRaised,
      workerCpuMs: this.#edges.cpu(),
    }
  }

  #unpredictable(): number {
    return this.#random.below(2 ** 32)
  }
}
