/**
 * Bytes of a browser → a sound to work on, in a thread of its own: a hostile file costs its sender time,
 * never the calls that are up. Two at a time; one that takes too long is ended.
 */
import { Worker } from 'node:worker_threads'
import { Failure, type FailureCode } from '../../base/failure.ts'
import { type Ms, seconds } from '../../base/units.ts'

/** Three minutes in stereo, 16 bits at 48 kHz, have 33 MiB. */
export const UPLOAD_BYTES_AT_MOST = 64 * 1024 * 1024
export const decodingAtOnceMax = 2
/** Waiting for one of the two: beyond this the sender is told to try again. */
export const decodingWaitingMax = 20
const decodedWithin: Ms = seconds(20)

export interface DecodeRequest {
  readonly bytes: Uint8Array
  /** Begins the sentence of a refusal. */
  readonly name: string
  /** Otherwise it is made as loud as every recording, without silence around it. */
  readonly asItIs: boolean
}

export interface DecodedTake {
  /** 16-bit samples at the telephone's rate. */
  readonly pcm16: Uint8Array
  readonly source: TakeSource
}

/** What is known of the file it came from. */
export interface TakeSource {
  /** `WAV, PCM 16 bits` or `MP3, 64 kbit/s`. */
  readonly codec: string
  readonly inputRateHz: number
  readonly channels: number
  readonly inputDurationMs: Ms
  /** How often the microphone was overdriven. */
  readonly clippedRuns: number
  readonly gainDb: number
  readonly leadingSilenceCutMs: Ms
  readonly trailingSilenceCutMs: Ms
}

export type DecodeAnswer =
  | { readonly is: 'decoded'; readonly take: DecodedTake }
  | {
      readonly is: 'refused'
      readonly code: FailureCode
      readonly sentence: string
      readonly fr?: string
      readonly measured?: string
      readonly limit?: string
    }

const waiting: (() => void)[] = []
let busy = 0

export async function decodeTake(request: DecodeRequest): Promise<DecodedTake> {
  await myTurn()
  try {
    return await inThread(request)
  } finally {
    busy -= 1
    waiting.shift()?.()
  }
}

async function myTurn(): Promise<void> {
  if (busy >= decodingAtOnceMax) {
    if (waiting.length >= decodingWaitingMax) {
      throw new Failure('busy', 'Many recordings are being read: send yours again in a minute.', {
        fr: 'Beaucoup d’enregistrements sont en cours de lecture : renvoyez le vôtre dans une minute.',
      })
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  busy += 1
}

async function inThread(request: DecodeRequest): Promise<DecodedTake> {
  const worker = new Worker(new URL('./decodeWorker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  try {
    return await new Promise((resolve, reject) => {
      const tooLong = setTimeout(() => reject(unreadable(request.name)), decodedWithin)
      worker.once('exit', () => clearTimeout(tooLong))
      // It ran out of memory, or the file led a decoder astray: nothing of it is trusted.
      worker.once('error', () => reject(unreadable(request.name)))
      worker.once('message', (answer: DecodeAnswer) => {
        if (answer.is === 'decoded') return resolve(answer.take)
        const { code, sentence, ...about } = answer
        reject(new Failure(code, sentence, about))
      })
    })
  } finally {
    await worker.terminate()
  }
}

const unreadable = (name: string): Failure =>
  new Failure('badInput', `${name} cannot be read: export it again as WAV, mono, 16 bits.`, {
    fr: `L’enregistrement est illisible : exportez-le de nouveau en WAV, mono, 16 bits.`,
  })
