/**
 * The embedded media engine: one worker thread, or several on machines with more cores. Each leg lives in
 * one of them, with ports of its own range; clips are known to all.
 */
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { AmdHow } from '../base/amd.ts'
import { assert } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type { ClipId } from '../base/ids.ts'
import { type Ms, ms, seconds } from '../base/units.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import type { LegNumber, LegOptions, MediaEvent, RemoteMedia } from './mediaEngine.ts'
import type {
  EmbeddedMediaEngine,
  EngineHealth,
  PortRange,
  WorkerSettings,
} from './mediaMessages.ts'
import { MediaThread } from './mediaThread.ts'

export type { EmbeddedMediaEngine }

export interface MediaEngineOptions {
  /** Absent: native where it works, else node:dgram. */
  readonly backend?: 'native' | 'dgram'
  readonly portRange?: PortRange
  /** Ports opened for legs with `ports: 'shared'`, per local address and worker. */
  readonly sharedPorts?: number
  /** How long a closed leg's port stays open and unheard after the last packet for it. */
  readonly portDrainMs?: Ms
  /** Absent: yes. */
  readonly raisePriority?: boolean
  /** Threads that legs are spread over, 1 to WORKERS_AT_MOST; absent: two where cores and ports allow (WORKERS). */
  readonly workers?: number
  /** Told once about what this machine does not allow (priority, native UDP, buffers, open files). */
  readonly remark?: (sentence: string) => void
}

/** Below the ports that Linux gives to clients (32,768 and up), so that nobody is in our way. */
export const RTP_PORTS: PortRange = { from: 16_384, to: 32_767 }
/** 16 ports keep 2,800 sources apart and fill batches of sendmmsg. */
export const SHARED_PORTS = 16
/** A far end that missed our BYE sends on until it gives up; most stop within two retransmissions. */
export const PORT_DRAIN_MS: Ms = seconds(5)
export const WORKERS_AT_MOST = 16
/**
 * A thread that was held up for 8 ms, as machines of a cloud are, has to send four slots at once and read what came
 * meanwhile; with half of the legs it is back on its schedule twice as fast, and the others are not late at all.
 */
const WORKERS = Math.min(2, availableParallelism())
/** A few ports are not shared out among threads: pairs that each must have for two to be started. */
const PAIRS_EACH = 64

const workersFor = ({ from, to }: PortRange): number =>
  to - from + 1 >= WORKERS * PAIRS_EACH * 2 ? WORKERS : 1

export async function openMediaEngine(
  options: MediaEngineOptions = {},
): Promise<EmbeddedMediaEngine> {
  const { portRange = RTP_PORTS } = options
  const { workers = workersFor(portRange) } = options
  assert(Number.isInteger(workers) && workers >= 1 && workers <= WORKERS_AT_MOST, '1 to 16 workers')
  const threads = slicesOf(portRange, workers).map(
    (slice) => new MediaThread(settingsOf(options, slice)),
  )
  try {
    const remarks = await Promise.all(threads.map(({ ready }) => ready))
    for (const sentence of new Set(remarks.flat())) options.remark?.(sentence)
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.close()))
    throw error
  }
  const [only] = threads
  return only !== undefined && threads.length === 1 ? only : new ManyThreads(threads)
}

const settingsOf = (options: MediaEngineOptions, portRange: PortRange): WorkerSettings => ({
  backend: options.backend,
  portRange,
  sharedPorts: options.sharedPorts ?? SHARED_PORTS,
  portDrainMs: options.portDrainMs ?? PORT_DRAIN_MS,
  raisePriority: options.raisePriority ?? true,
  seed: randomBytes(4).readUInt32LE(),
})

/** As many equal ranges, each beginning on an even port. */
export function slicesOf({ from, to }: PortRange, slices: number): readonly PortRange[] {
  const first = from + (from % 2)
  const pairs = Math.floor((to + 1 - first) / 2 / slices)
  return Array.from({ length: slices }, (_, i) => ({
    from: first + i * pairs * 2,
    to: first + (i + 1) * pairs * 2 - 1,
  }))
}

class ManyThreads implements EmbeddedMediaEngine {
  readonly #threads: readonly MediaThread[]
  readonly #threadOf = new Map<LegNumber, MediaThread>()
  readonly #legs: Map<MediaThread, number>

  constructor(threads: readonly MediaThread[]) {
    this.#threads = threads
    this.#legs = new Map(threads.map((thread) => [thread, 0]))
    for (const thread of threads) thread.onEvent((event) => this.#forgetClosed(event))
  }

  onEvent(listener: (event: MediaEvent) => void): void {
    for (const thread of this.#threads) thread.onEvent(listener)
  }

  async loadClip(clip: Clip): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.loadClip(clip)))
  }

  async openLeg(options: LegOptions): Promise<{ readonly port: number }> {
    assert(!this.#threadOf.has(options.leg), 'a leg number is used once')
    const thread = this.#leastBusy()
    this.#count(options.leg, thread)
    try {
      return await thread.openLeg(options)
    } catch (error) {
      this.#uncount(options.leg)
      throw error
    }
  }

  setRemote(leg: LegNumber, remote: RemoteMedia): void {
    this.#threadOf.get(leg)?.setRemote(leg, remote)
  }

  play(leg: LegNumber, clip: ClipId): void {
    this.#threadOf.get(leg)?.play(leg, clip)
  }

  stopPlaying(leg: LegNumber): void {
    this.#threadOf.get(leg)?.stopPlaying(leg)
  }

  pressKey(leg: LegNumber, key: DtmfKey, heldMs?: Ms): void {
    this.#threadOf.get(leg)?.pressKey(leg, key, heldMs)
  }

  listen(leg: LegNumber, how: AmdHow): void {
    this.#threadOf.get(leg)?.listen(leg, how)
  }

  closeLeg(leg: LegNumber): void {
    this.#threadOf.get(leg)?.closeLeg(leg)
  }

  async health(): Promise<EngineHealth> {
    return healthOfAll(await Promise.all(this.#threads.map((thread) => thread.health())))
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()))
  }

  #leastBusy(): MediaThread {
    const [first, ...others] = this.#threads
    assert(first !== undefined, 'an engine has a thread')
    const legsOf = (thread: MediaThread): number => this.#legs.get(thread) ?? 0
    return others.reduce((least, one) => (legsOf(one) < legsOf(least) ? one : least), first)
  }

  #count(leg: LegNumber, thread: MediaThread): void {
    this.#threadOf.set(leg, thread)
    this.#legs.set(thread, (this.#legs.get(thread) ?? 0) + 1)
  }

  #uncount(leg: LegNumber): void {
    const thread = this.#threadOf.get(leg)
    if (thread === undefined) return
    this.#threadOf.delete(leg)
    this.#legs.set(thread, (this.#legs.get(thread) ?? 1) - 1)
  }

  #forgetClosed(event: MediaEvent): void {
    if (event.is === 'closed') this.#uncount(event.leg)
  }
}

/** Counts are added up; lateness is that of the worst thread, because each person is heard by one. */
export function healthOfAll(all: readonly EngineHealth[]): EngineHealth {
  const sum = (of: (health: EngineHealth) => number): number =>
    all.reduce((total, health) => total + of(health), 0)
  const worst = (of: (health: EngineHealth) => number): number => Math.max(...all.map(of))
  const lateness = (of: (health: EngineHealth) => EngineHealth['lateMs']) => ({
    p50: worst((health) => of(health).p50),
    p99: worst((health) => of(health).p99),
    max: worst((health) => of(health).max),
  })
  return {
    packets: sum(({ packets }) => packets),
    lateMs: lateness(({ lateMs }) => lateMs),
    recentLateMs: lateness(({ recentLateMs }) => recentLateMs),
    sendShortfalls: sum(({ sendShortfalls }) => sendShortfalls),
    backend: all.every(({ backend }) => backend === 'native') ? 'native' : 'dgram',
    received: sum(({ received }) => received),
    legs: sum(({ legs }) => legs),
    droppedLate: sum(({ droppedLate }) => droppedLate),
    strays: sum(({ strays }) => strays),
    priorityRaised: all.every(({ priorityRaised }) => priorityRaised),
    workerCpuMs: ms(sum(({ workerCpuMs }) => workerCpuMs)),
  }
}
