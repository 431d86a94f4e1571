/**
 * An import in a thread of its own: half a million rows are read in seconds, during which the server goes
 * on dialling and answering. Ending the thread ends its SqlTransaction: nothing of it was ever there.
 */
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { Failure, type FailureCode } from '../base/failure.ts'
import type { EpochMs } from '../base/units.ts'
import type { ColumnUse } from '../contacts/columns.ts'
import type { Source } from '../contacts/source.ts'
import type { Database } from '../store/database.ts'
import type { ImportProgress, ImportResult } from './importContacts.ts'

/** Plain data: it travels between threads. */
export interface ImportOrder {
  readonly connection: pg.ClientConfig
  readonly pads: readonly [Uint8Array, Uint8Array]
  readonly organisation: number
  readonly file: string
  readonly fileName: string
  /** null: the file is CSV; else the sheet of a workbook, '' being its first. */
  readonly sheet: string | null
  /** Where that sheet is written. */
  readonly csv: string
  readonly rejectsPath: string
  readonly source: Source
  readonly evidenceName: string | null
  readonly mapping: readonly (readonly [header: string, use: ColumnUse])[]
  readonly now: EpochMs
}

export type ThreadAnswer =
  | { readonly is: 'unpacking'; readonly rows: number }
  | { readonly is: 'progress'; readonly progress: ImportProgress }
  | { readonly is: 'done'; readonly result: ImportResult }
  | {
      readonly is: 'failed'
      readonly code: FailureCode | null
      readonly sentence: string
      readonly fr?: string | undefined
      readonly measured?: string | undefined
      readonly limit?: string | undefined
    }

export interface ImportInThread {
  readonly system: Database
  readonly order: Omit<ImportOrder, 'connection' | 'pads'>
  readonly signal: AbortSignal
  readonly onUnpacked: (rows: number) => void
  readonly onProgress: (progress: ImportProgress) => void
}

export async function importInThread(asked: ImportInThread): Promise<ImportResult> {
  const { system, order, signal } = asked
  const { types: _types, ...connection } = system.connection
  const { innerPad, outerPad } = system.numberKey
  const workerData: ImportOrder = { ...order, connection, pads: [innerPad, outerPad] }
  const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { workerData })
  const stop = (): void => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  try {
    if (signal.aborted) stop()
    return await answerOf(worker, asked)
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

function answerOf(
  worker: Worker,
  { onUnpacked, onProgress, order, signal }: ImportInThread,
): Promise<ImportResult> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () =>
      reject(signal.aborted ? signal.reason : new Error('the thread of an import ended by itself')),
    )
    worker.on('message', (answer: ThreadAnswer) => {
      switch (answer.is) {
        case 'unpacking':
          return onUnpacked(answer.rows)
        case 'progress':
          return onProgress(answer.progress)
        case 'done':
          return resolve(answer.result)
        case 'failed':
          return reject(failureOf(answer, order))
      }
    })
  })
}

/** Paths of the server are nobody's business: the sentence names the file as its owner does. */
function failureOf(
  { code, sentence, fr, measured, limit }: Extract<ThreadAnswer, { is: 'failed' }>,
  { file, csv, fileName, rejectsPath }: ImportInThread['order'],
): Error {
  if (code === null) return new Error(sentence)
  const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const told = (said: string, rejects: string): string =>
    said
      .replaceAll(rejectsPath, rejects)
      .replaceAll(baseOf(csv), fileName)
      .replaceAll(baseOf(file), fileName)
  return new Failure(code, told(sentence, 'the file of lines to correct'), {
    ...(fr !== undefined && { fr: told(fr, 'le fichier des lignes à corriger') }),
    ...(measured !== undefined && { measured }),
    ...(limit !== undefined && { limit }),
  })
}
