/**
 * One media worker thread as the rest of the program sees it: commands go down a message port, events come
 * up it. When the thread dies, every question it owes an answer to fails, and every leg that is up ends
 * with `legFailed` and `closed`.
 */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { AmdHow } from '../base/amd.ts'
import { assert, unreachable } from '../base/assert.ts'
import { steadyNow } from '../base/clock.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import { Failure } from '../base/failure.ts'
import type { ClipId } from '../base/ids.ts'
import { type Ms, ms, seconds } from '../base/units.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import { PRESS_MS } from '../rtp/keySender.ts'
import type { LegNumber, LegOptions, MediaEvent, RemoteMedia } from './mediaEngine.ts'
import type {
  Command,
  EmbeddedMediaEngine,
  EngineHealth,
  Report,
  WorkerSettings,
} from './mediaMessages.ts'
import type { WorkerStart } from './mediaWorker.ts'

/** A worker that does not answer within this is dead, though it may not know. */
export const ANSWER_WITHIN: Ms = seconds(10)

/**
 * Nothing is made for a packet, only for a call's beginning and end: V8 would let this grow to 24 MB a thread, which at
 * 2,900 calls up was 8 kB of each.
 */
const YOUNG_GENERATION_MB = 6

interface Question {
  readonly answer: (report: Report) => void
  readonly fail: (failure: Failure) => void
  readonly timer: NodeJS.Timeout
}

export class MediaThread implements EmbeddedMediaEngine {
  /** The remarks of a worker that has started. */
  readonly ready: Promise<readonly string[]>
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #signal = new Int32Array(new SharedArrayBuffer(4))
  readonly #listeners: ((event: MediaEvent) => void)[] = []
  readonly #questions = new Map<number, Question>()
  readonly #legs = new Set<LegNumber>()
  readonly #clips = new Set<ClipId>()
  readonly #exited: Promise<void>
  #lastQuestion = 0
  #death: Failure | undefined
  #isClosing = false

  constructor(settings: WorkerSettings) {
    const channel = new MessageChannel()
    this.#port = channel.port1
    const start: WorkerStart = { settings, port: channel.port2, signal: this.#signal }
    this.#worker = new Worker(new URL('./mediaWorker.ts', import.meta.url), {
      name: 'media',
      workerData: start,
      transferList: [channel.port2],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    const first = Promise.withResolvers<readonly string[]>()
    this.ready = first.promise
    this.#port.on('message', (report: Report) => {
      if (report.is === 'ready') first.resolve(report.remarks)
      else this.#take(report)
    })
    this.#worker.on('error', (error) => this.#die(error.message))
    const exited = Promise.withResolvers<void>()
    this.#exited = exited.promise
    this.#worker.on('exit', () => {
      if (!this.#isClosing) this.#die('its thread ended')
      if (this.#death) first.reject(this.#death)
      this.#port.close()
      exited.resolve()
    })
  }

  onEvent(listener: (event: MediaEvent) => void): void {
    this.#listeners.push(listener)
  }

  async loadClip(clip: Clip): Promise<void> {
    await this.#ask((ask) => ({ is: 'loadClip', ask, clip }))
    this.#clips.add(clip.id)
  }

  async openLeg(options: LegOptions): Promise<{ readonly port: number }> {
    assert(!this.#legs.has(options.leg), 'a leg number is used once')
    this.#legs.add(options.leg)
    try {
      const report = await this.#ask((ask) => ({ is: 'openLeg', ask, options }))
      assert(report.is === 'opened', 'openLeg is answered by the port')
      return { port: report.port }
    } catch (error) {
      this.#legs.delete(options.leg)
      throw error
    }
  }

  setRemote(leg: LegNumber, remote: RemoteMedia): void {
    this.#post({ is: 'setRemote', leg, remote })
  }

  play(leg: LegNumber, clip: ClipId): void {
    assert(this.#clips.has(clip), 'a clip is loaded before it is played')
    this.#post({ is: 'play', leg, clip })
  }

  stopPlaying(leg: LegNumber): void {
    this.#post({ is: 'stopPlaying', leg })
  }

  pressKey(leg: LegNumber, key: DtmfKey, heldMs: Ms = PRESS_MS): void {
    this.#post({ is: 'pressKey', leg, key, heldMs })
  }

  listen(leg: LegNumber, how: AmdHow): void {
    this.#post({ is: 'listen', leg, how })
  }

  closeLeg(leg: LegNumber): void {
    this.#post({ is: 'closeLeg', leg })
  }

  async health(): Promise<EngineHealth> {
    const report = await this.#ask((ask) => ({ is: 'health', ask }))
    assert(report.is === 'health', 'health is answered by the health')
    return report.health
  }

  async close(): Promise<void> {
    if (!this.#isClosing) {
      this.#isClosing = true
      this.#post({ is: 'close' })
    }
    const timer = setTimeout(() => void this.#worker.terminate(), ANSWER_WITHIN)
    await this.#exited
    clearTimeout(timer)
    this.#failQuestions(new Failure('internal', 'The media engine was closed.'))
    this.#closeLegs('the media engine was closed')
  }

  #post(command: Command): void {
    if (this.#death !== undefined) return
    this.#port.postMessage(command)
    Atomics.store(this.#signal, 0, 1)
    Atomics.notify(this.#signal, 0)
  }

  #ask(command: (ask: number) => Command): Promise<Report> {
    if (this.#death !== undefined) return Promise.reject(this.#death)
    if (this.#isClosing) {
      return Promise.reject(new Failure('internal', 'The media engine is being closed.'))
    }
    this.#lastQuestion += 1
    const ask = this.#lastQuestion
    const { promise, resolve, reject } = Promise.withResolvers<Report>()
    const timer = setTimeout(() => {
      void this.#worker.terminate()
      this.#die(`it did not answer within ${ANSWER_WITHIN / 1000} s`)
    }, ANSWER_WITHIN)
    this.#questions.set(ask, { answer: resolve, fail: reject, timer })
    this.#post(command(ask))
    return promise
  }

  #take(report: Exclude<Report, { is: 'ready' }>): void {
    switch (report.is) {
      case 'events':
        for (const event of report.events) this.#tell(event)
        return
      case 'refused':
        // One sentence, made in the worker from what the machine said.
        this.#questionOf(report.ask)?.fail(new Failure('system', `No media: ${report.why}.`))
        return
      case 'loaded':
      case 'opened':
      case 'health':
        this.#questionOf(report.ask)?.answer(report)
        return
      default:
        unreachable(report)
    }
  }

  #questionOf(ask: number): Question | undefined {
    const question = this.#questions.get(ask)
    this.#questions.delete(ask)
    clearTimeout(question?.timer)
    return question
  }

  #tell(event: MediaEvent): void {
    if (event.is === 'closed') this.#legs.delete(event.leg)
    for (const listener of this.#listeners) listener(event)
  }

  #die(why: string): void {
    if (this.#death !== undefined) return
    this.#death = new Failure('internal', `The media engine stopped: ${why}.`)
    this.#failQuestions(this.#death)
    this.#closeLegs(this.#death.message)
  }

  #failQuestions(failure: Failure): void {
    for (const ask of [...this.#questions.keys()]) this.#questionOf(ask)?.fail(failure)
  }

  #closeLegs(why: string): void {
    const at = steadyNow()
    const rtp = { sent: 0, received: 0, lost: 0, jitterMs: ms(0) }
    for (const leg of [...this.#legs]) {
      this.#tell({ is: 'legFailed', leg, at, why })
      this.#tell({ is: 'closed', leg, at, rtp })
    }
  }
}
