/**
 * Recording in steps: idle → asking (permission) → countdown → recording ⇄ paused → done. What was said is
 * kept in pieces of 1/10 s and becomes a WAV file at the end; nothing is decoded here.
 */
import { type Microphone, type MicrophoneRefusal, openMicrophone } from './microphone.ts'
import { wavFileOf } from './wavFile.ts'

export const longestMs = 180_000
const countdownFrom = 3
const pieceMs = 100

export type RecordingState =
  | { readonly is: 'idle' }
  | { readonly is: 'refused'; readonly why: MicrophoneRefusal }
  | { readonly is: 'asking' }
  | { readonly is: 'countdown'; readonly left: number }
  | { readonly is: 'recording' }
  | { readonly is: 'paused' }
  | { readonly is: 'done'; readonly file: Blob; readonly url: string }

export interface RecordingView {
  readonly state: RecordingState
  readonly elapsedMs: number
  /** Of the last piece, 0 to 1. */
  readonly level: number
}

export class Recording {
  readonly #changed: () => void
  #view: RecordingView = { state: { is: 'idle' }, elapsedMs: 0, level: 0 }
  #pieces: Float32Array[] = []
  #microphone: Microphone | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Grows whenever everything is forgotten: a permission that comes late opens nothing. */
  #turn = 0

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get view(): RecordingView {
    return this.#view
  }

  async start(): Promise<void> {
    this.reset()
    this.#turn += 1
    const turn = this.#turn
    this.#show({ state: { is: 'asking' } })
    const opened = await openMicrophone((samples) => this.#take(samples))
    if (turn !== this.#turn) {
      if (opened.is === 'open') opened.microphone.close()
    } else if (opened.is === 'refused') {
      this.#show({ state: { is: 'refused', why: opened.why } })
    } else {
      this.#microphone = opened.microphone
      this.#count(countdownFrom)
    }
  }

  pause(): void {
    this.#show({ state: { is: 'paused' } })
  }

  resume(): void {
    this.#show({ state: { is: 'recording' } })
  }

  stop(): void {
    const rateHz = this.#microphone?.rateHz ?? 0
    this.#release()
    if (this.#pieces.length === 0 || rateHz === 0) {
      this.#show({ state: { is: 'idle' } })
      return
    }
    const file = wavFileOf(this.#pieces, rateHz)
    this.#show({ state: { is: 'done', file, url: URL.createObjectURL(file) } })
  }

  /** Forgets everything, and gives the microphone back. */
  reset(): void {
    this.#turn += 1
    this.#release()
    if (this.#view.state.is === 'done') URL.revokeObjectURL(this.#view.state.url)
    this.#pieces = []
    this.#show({ state: { is: 'idle' }, elapsedMs: 0, level: 0 })
  }

  #take(samples: Float32Array): void {
    let level = 0
    for (const sample of samples) level = Math.max(level, Math.abs(sample))
    if (this.#view.state.is === 'recording') this.#pieces.push(samples)
    this.#show({ level, elapsedMs: this.#pieces.length * pieceMs })
    if (this.#view.elapsedMs >= longestMs) this.stop()
  }

  #count(left: number): void {
    if (left === 0) {
      this.resume()
      return
    }
    this.#show({ state: { is: 'countdown', left } })
    this.#timer = setTimeout(() => this.#count(left - 1), 1000)
  }

  #release(): void {
    clearTimeout(this.#timer)
    this.#microphone?.close()
    this.#microphone = null
  }

  #show(change: Partial<RecordingView>): void {
    this.#view = { ...this.#view, ...change }
    this.#changed()
  }
}
