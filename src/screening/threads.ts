/**
 * Work shared out to threads, a piece at a time each: the next piece goes to whoever has done one, so
 * that no more is under way than there are threads. A failure of one ends all.
 */
import { availableParallelism } from 'node:os'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { assert } from '../base/assert.ts'
import { Failure, type FailureCode, failures } from '../base/failure.ts'

/** More threads only wait for each other: the database works as much as they do. */
export const threadsMax = 8
export const threadsByDefault = (): number => Math.min(threadsMax, availableParallelism())

type Answer<Done> =
  | { readonly is: 'ready' }
  | { readonly is: 'done'; readonly done: Done }
  | {
      readonly is: 'failed'
      readonly code: FailureCode | null
      readonly sentence: string
      readonly fr: string | undefined
    }

export interface SharedWork<Piece, Done> {
  /** The module each thread runs; it calls `workInThread`. */
  readonly module: URL
  /** What every thread is given once: plain data. */
  readonly setting: unknown
  readonly pieces: Iterable<Piece>
  readonly threads: number
  onDone(done: Done): void
}

/** Resolves when every piece is done. */
export async function shareOut<Piece, Done>(work: SharedWork<Piece, Done>): Promise<void> {
  const { module, setting, onDone } = work
  const threads = Math.min(threadsMax, work.threads)
  const pieces = work.pieces[Symbol.iterator]()
  const workers: Worker[] = []
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(module, { workerData: setting })
      workers.push(worker)
      worker.once('error', reject)
      worker.once('exit', (code) => {
        if (code === 0) resolve()
        else reject(new Error(`a screening thread ended with ${code}`))
      })
      worker.on('message', (answer: Answer<Done>) => {
        if (answer.is === 'failed') return reject(failureOf(answer))
        if (answer.is === 'done') onDone(answer.done)
        const { done, value } = pieces.next()
        worker.postMessage(done ? null : { piece: value })
      })
    })
  try {
    await Promise.all(Array.from({ length: threads }, one))
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

function failureOf({ code, sentence, fr }: Extract<Answer<unknown>, { is: 'failed' }>): Error {
  if (code === null) return new Error(sentence)
  return new Failure(code, sentence, fr === undefined ? {} : { fr })
}

/** The thread's side: `open` once, then `work` for each piece, `close` at the end. */
export async function workInThread<Setting, Piece, Done>(
  open: (setting: Setting) => Promise<{
    work(piece: Piece): Promise<Done>
    close(): Promise<void>
  }>,
): Promise<void> {
  const desk = parentPort
  assert(desk, 'this module runs in a thread of its own')
  const fail = (error: unknown): void => {
    const code = error instanceof Failure && error.code in failures ? error.code : null
    const sentence = error instanceof Error ? error.message : String(error)
    const fr = error instanceof Failure ? error.fr : undefined
    desk.postMessage({ is: 'failed', code, sentence, fr } satisfies Answer<Done>)
  }
  try {
    const worker = await open(workerData as Setting)
    desk.on('message', (message: { readonly piece: Piece } | null) => {
      if (message === null) {
        worker.close().then(() => desk.close(), fail)
        return
      }
      worker.work(message.piece).then((done) => desk.postMessage({ is: 'done', done }), fail)
    })
    desk.postMessage({ is: 'ready' } satisfies Answer<Done>)
  } catch (error) {
    fail(error)
  }
}
