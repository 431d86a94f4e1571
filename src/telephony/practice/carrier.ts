/**
 * The practice carrier: real SIP and real RTP on loopback towards a population of fictional people,
 * shipped with the product. Demo, rehearsal, load generator and test double are this one thing. It
 * lives in threads of its own, so that its work does not delay the side that is being tried.
 */
import { Worker } from 'node:worker_threads'
import { unreachable } from '../../base/assert.ts'
import { Failure, type FailureCode } from '../../base/failure.ts'
import { type Ms, seconds } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import type { PlayedPart } from './behaviour.ts'
import { type CarrierLimits, generousLimits } from './carrierLimits.ts'
import type { PersonRecord } from './personCall.ts'
import type { Mix } from './population.ts'
import type { RingBackRecord } from './ringBack.ts'

export interface PracticeCarrierOptions {
  readonly seed: number
  readonly mix: Mix
  /**
   * What people will hear, so that they can tell its parts apart; without it they go by the clock and
   * their records hold no heard parts. The sounds follow by `loadClip`.
   */
  readonly parts?: readonly PlayedPart[]
  readonly clips?: readonly Clip[]
  readonly limits?: CarrierLimits
  /** In 127.0.0.0/8. */
  readonly address?: string
  /** 0 or absent: any free one. */
  readonly port?: number
  readonly recordsFile?: string
  /** One line a fault. */
  readonly log?: (line: string) => void
}

export interface PracticeCarrier {
  readonly host: string
  readonly port: number
  /** One record a call, in the order they came. */
  records(): Promise<readonly PersonRecord[]>
  /** One a person who rings back, or means to. */
  ringBacks(): Promise<readonly RingBackRecord[]>
  loadClip(clip: Clip): Promise<void>
  close(): Promise<void>
}

export interface CarrierStart {
  readonly seed: number
  readonly mix: Mix
  readonly parts: readonly PlayedPart[]
  readonly limits: CarrierLimits
  readonly address: string
  readonly port: number
  readonly recordsFile: string | undefined
}

/** `ask` numbers a question; its answer carries the same number. */
export type CarrierCommand =
  | { readonly is: 'loadClip'; readonly ask: number; readonly clip: Clip }
  | { readonly is: 'records'; readonly ask: number }
  | { readonly is: 'ringBacks'; readonly ask: number }
  | { readonly is: 'close'; readonly ask: number }

export type CarrierReport =
  | { readonly is: 'ready'; readonly port: number }
  | { readonly is: 'log'; readonly line: string }
  | {
      readonly is: 'done'
      readonly ask: number
      readonly records?: readonly PersonRecord[]
      readonly ringBacks?: readonly RingBackRecord[]
    }
  /** `ask` 0: the start itself failed. */
  | {
      readonly is: 'failed'
      readonly ask: number
      readonly code: FailureCode
      readonly sentence: string
    }

/** A carrier thread that does not end within this is ended. */
export const CLOSE_WITHIN: Ms = seconds(10)

export async function startPracticeCarrier(
  options: PracticeCarrierOptions,
): Promise<PracticeCarrier> {
  const { seed, mix, parts = [], clips = [], log = () => undefined } = options
  const address = options.address ?? '127.0.0.1'
  const start: CarrierStart = {
    seed,
    mix,
    parts,
    limits: options.limits ?? generousLimits,
    address,
    port: options.port ?? 0,
    recordsFile: options.recordsFile,
  }
  const thread = new CarrierThread(start, log)
  const port = await thread.ready
  const loadClip = async (clip: Clip): Promise<void> => {
    await thread.ask((ask) => ({ is: 'loadClip', ask, clip }))
  }
  for (const clip of clips) await loadClip(clip)
  return {
    host: address,
    port,
    loadClip,
    records: async () => {
      const report = await thread.ask((ask) => ({ is: 'records', ask }))
      return report.records ?? []
    },
    ringBacks: async () => {
      const report = await thread.ask((ask) => ({ is: 'ringBacks', ask }))
      return report.ringBacks ?? []
    },
    close: () => thread.close(),
  }
}

type Done = CarrierReport & { is: 'done' }

class CarrierThread {
  readonly ready: Promise<number>
  readonly #worker: Worker
  readonly #questions = new Map<number, PromiseWithResolvers<Done>>()
  readonly #exited = Promise.withResolvers<void>()
  #lastQuestion = 0
  #isOver = false

  constructor(start: CarrierStart, log: (line: string) => void) {
    this.#worker = new Worker(new URL('./carrierWorker.ts', import.meta.url), {
      name: 'practice carrier',
      workerData: start,
    })
    const ready = Promise.withResolvers<number>()
    this.ready = ready.promise
    this.#worker.on('message', (report: CarrierReport) => {
      switch (report.is) {
        case 'ready':
          ready.resolve(report.port)
          return
        case 'log':
          log(report.line)
          return
        case 'done':
          this.#takeQuestion(report.ask)?.resolve(report)
          return
        case 'failed': {
          const failure = new Failure(report.code, report.sentence)
          if (report.ask === 0) ready.reject(failure)
          else this.#takeQuestion(report.ask)?.reject(failure)
          return
        }
        default:
          unreachable(report)
      }
    })
    this.#worker.on('error', (error) => log(`practice carrier: ${error.stack ?? error.message}`))
    this.#worker.on('exit', () => {
      this.#isOver = true
      const failure = new Failure('internal', 'The practice carrier ended.')
      ready.reject(failure)
      for (const ask of [...this.#questions.keys()]) this.#takeQuestion(ask)?.reject(failure)
      this.#exited.resolve()
    })
  }

  ask(command: (ask: number) => CarrierCommand): Promise<Done> {
    if (this.#isOver) return Promise.reject(new Failure('internal', 'The practice carrier ended.'))
    this.#lastQuestion += 1
    const question = Promise.withResolvers<Done>()
    this.#questions.set(this.#lastQuestion, question)
    this.#worker.postMessage(command(this.#lastQuestion))
    return question.promise
  }

  async close(): Promise<void> {
    if (!this.#isOver) this.#worker.postMessage({ is: 'close', ask: 0 } satisfies CarrierCommand)
    const timer = setTimeout(() => void this.#worker.terminate(), CLOSE_WITHIN)
    await this.#exited.promise
    clearTimeout(timer)
  }

  #takeQuestion(ask: number): PromiseWithResolvers<Done> | undefined {
    const question = this.#questions.get(ask)
    this.#questions.delete(ask)
    return question
  }
}
