/** One sound, played by the browser: a toggle, a position, and a stretch that ends by itself. */
import { type RefObject, useEffect, useRef, useState } from 'react'

export interface Player {
  readonly audio: RefObject<HTMLAudioElement | null>
  readonly playing: boolean
  readonly atMs: number
  readonly failed: boolean
  /** All of it was played, in whatever order. */
  readonly whole: boolean
  toggle(): void
  seek(atMs: number): void
  playStretch(fromMs: number, toMs: number): void
}

const framesEveryMs = 40
/** Players leave out a little at the ends of what was asked for. */
const missedMaxS = 0.5

export function usePlayer(): Player {
  const audio = useRef<HTMLAudioElement>(null)
  const until = useRef<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const [atMs, setAtMs] = useState(0)
  const [failed, setFailed] = useState(false)
  const [whole, setWhole] = useState(false)
  useEffect(() => {
    const element = audio.current
    if (!element) return
    const on: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
      play: () => setPlaying(true),
      pause: () => setPlaying(false),
      ended: () => setWhole(playedS(element) >= element.duration - missedMaxS),
      seeked: () => setAtMs(element.currentTime * 1000),
      error: () => setFailed(element.error !== null),
    }
    const names = Object.keys(on) as (keyof typeof on)[]
    for (const name of names) element.addEventListener(name, on[name] as () => void)
    const timer = setInterval(() => {
      if (element.paused) return
      setAtMs(element.currentTime * 1000)
      if (until.current !== null && element.currentTime * 1000 >= until.current) {
        until.current = null
        element.pause()
      }
    }, framesEveryMs)
    return () => {
      clearInterval(timer)
      for (const name of names) element.removeEventListener(name, on[name] as () => void)
    }
  }, [])
  const play = (): void => {
    setFailed(false)
    audio.current?.play().catch((error: unknown) => {
      // Pausing at once aborts the promise: that is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setFailed(true)
    })
  }
  return {
    ...{ audio, playing, atMs, failed, whole },
    toggle: () => {
      until.current = null
      if (audio.current?.paused ?? true) play()
      else audio.current?.pause()
    },
    seek: (to) => {
      until.current = null
      if (audio.current) audio.current.currentTime = Math.max(0, to) / 1000
      setAtMs(Math.max(0, to))
    },
    playStretch: (fromMs, toMs) => {
      if (!audio.current) return
      audio.current.currentTime = fromMs / 1000
      until.current = toMs
      play()
    },
  }
}

/** How much of it was played; what was jumped over was not. */
function playedS({ played }: HTMLAudioElement): number {
  let sum = 0
  for (let range = 0; range < played.length; range += 1) {
    sum += played.end(range) - played.start(range)
  }
  return sum
}
