/**
 * Recording in steps: idle → asking (permission) → countdown → recording ⇄ paused → done. What was said is
 * kept in pieces of 1/10 s and becomes a WAV file at the end; nothing is decoded here.
 */
import { useEffect, useRef, useState } from 'react'
import { type Microphone, type MicrophoneRefusal, openMicrophone } from './microphone.ts'
import { wavFileOf } from './wavFile.ts'

export const longestMs = 180_000
const countdownFrom = 3
const pieceMs = 100

export type RecorderState =
  | { readonly is: 'idle' }
  | { readonly is: 'refused'; readonly why: MicrophoneRefusal }
  | { readonly is: 'asking' }
  | { readonly is: 'countdown'; readonly left: number }
  | { readonly is: 'recording' }
  | { readonly is: 'paused' }
  | { readonly is: 'done'; readonly file: Blob; readonly url: string }

export interface Recorder {
  readonly state: RecorderState
  readonly elapsedMs: number
  /** Of the last piece, 0 to 1. */
  readonly level: number
  start(): void
  pause(): void
  resume(): void
  stop(): void
  /** Forgets everything. */
  reset(): void
}

export function useRecorder(): Recorder {
  const [state, setState] = useState<RecorderState>({ is: 'idle' })
  const [elapsedMs, setElapsedMs] = useState(0)
  const [level, setLevel] = useState(0)
  const microphone = useRef<Microphone>(null)
  const pieces = useRef<Float32Array[]>([])
  const keeps = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const url = useRef<string>(undefined)

  const release = (): void => {
    clearTimeout(timer.current)
    keeps.current = false
    microphone.current?.close()
    microphone.current = null
  }
  const stop = (): void => {
    const rateHz = microphone.current?.rateHz ?? 0
    release()
    if (pieces.current.length === 0 || rateHz === 0) {
      setState({ is: 'idle' })
      return
    }
    const file = wavFileOf(pieces.current, rateHz)
    url.current = URL.createObjectURL(file)
    setState({ is: 'done', file, url: url.current })
  }
  const onPiece = (samples: Float32Array): void => {
    let peak = 0
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
    setLevel(peak)
    if (!keeps.current) return
    pieces.current.push(samples)
    setElapsedMs(pieces.current.length * pieceMs)
    if (pieces.current.length * pieceMs >= longestMs) stop()
  }
  const reset = (): void => {
    release()
    if (url.current) URL.revokeObjectURL(url.current)
    url.current = undefined
    pieces.current = []
    setElapsedMs(0)
    setState({ is: 'idle' })
  }
  const record = (is: 'recording' | 'paused'): void => {
    keeps.current = is === 'recording'
    setState({ is })
  }
  const countdown = (left: number): void => {
    if (left === 0) {
      record('recording')
      return
    }
    setState({ is: 'countdown', left })
    timer.current = setTimeout(() => countdown(left - 1), 1000)
  }
  const start = async (): Promise<void> => {
    reset()
    setState({ is: 'asking' })
    const opened = await openMicrophone(onPiece)
    if (opened.is === 'refused') {
      setState({ is: 'refused', why: opened.why })
      return
    }
    microphone.current = opened.microphone
    countdown(countdownFrom)
  }
  const leave = useRef(release)
  leave.current = release
  useEffect(() => () => leave.current(), [])
  return {
    ...{ state, elapsedMs, level, stop, reset },
    start: () => void start(),
    pause: () => record('paused'),
    resume: () => record('recording'),
  }
}
