/** Segments as they are being marked: changed here at once, kept by the server a moment later. */
import { useEffect, useRef, useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { type DraftRecording, type DraftSegment, useDraftActs } from './useMessage.ts'

const saveAfterMs = 700
const shortestMs = 100

export interface Segments {
  readonly segments: readonly DraftSegment[]
  readonly saving: boolean
  readonly failed: boolean
  readonly error: unknown
  readonly savedAt: number | null
  change(place: number, change: Partial<DraftSegment>): void
  /** The limit behind this segment, and before the next. */
  moveLimit(place: number, atMs: number): void
  split(atMs: number): void
  remove(place: number): void
}

export function useSegments(recording: DraftRecording): Segments {
  const { setSegments } = useDraftActs()
  const [own, setOwn] = useState<readonly DraftSegment[] | null>(null)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef({ recording, own })
  latest.current = { recording, own }
  // Another sound (a repair, an undo) has segments of its own.
  const step = `${recording.what}/${recording.madeAt}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the sound is another
  useEffect(() => setOwn(null), [step])
  const segments = own ?? recording.segments
  const save = (): void => {
    const sent = latest.current.own
    if (!sent) return
    const { track, revision } = latest.current.recording
    setSegments.mutate(
      { track, revision, segments: [...sent] },
      {
        onSuccess: () => {
          setSavedAt(Date.now())
          // What was written meanwhile is kept, and goes with the next one.
          if (latest.current.own === sent) setOwn(null)
          else save()
        },
        // What another did is shown; what was being marked on something else is let go.
        onError: (error) => {
          if (problemOf(error).code === 'wrongState') setOwn(null)
        },
      },
    )
  }
  const set = (next: readonly DraftSegment[]): void => {
    setOwn(next)
    latest.current = { ...latest.current, own: next }
    clearTimeout(timer.current)
    timer.current = setTimeout(save, saveAfterMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    ...{ segments, savedAt, saving: setSegments.isPending || own !== null },
    ...{ failed: setSegments.isError, error: setSegments.error },
    change: (place, change) => set(changed(segments, place, change, recording.durationMs)),
    moveLimit: (place, atMs) => set(limitMoved(segments, place, atMs)),
    split: (atMs) => set(splitAt(segments, atMs, recording.durationMs)),
    remove: (place) => set(without(segments, place)),
  }
}

/** Neighbours give way, so that segments never overlap. */
export function changed(
  segments: readonly DraftSegment[],
  place: number,
  change: Partial<DraftSegment>,
  durationMs: number,
): readonly DraftSegment[] {
  const before = segments[place]
  if (!before) return segments
  const wanted = { ...before, ...change }
  const startsAtMs = clamp(wanted.startsAtMs, 0, durationMs - shortestMs)
  const endsAtMs = clamp(wanted.endsAtMs, startsAtMs + shortestMs, durationMs)
  return segments.map((segment, at) => {
    if (at === place) return { ...wanted, startsAtMs, endsAtMs }
    if (at === place - 1 && segment.endsAtMs > startsAtMs)
      return { ...segment, endsAtMs: startsAtMs }
    if (at === place + 1 && segment.startsAtMs < endsAtMs)
      return { ...segment, startsAtMs: endsAtMs }
    return segment
  })
}

export function limitMoved(
  segments: readonly DraftSegment[],
  place: number,
  atMs: number,
): readonly DraftSegment[] {
  const [one, next] = [segments[place], segments[place + 1]]
  if (!one || !next) return segments
  const at = clamp(atMs, one.startsAtMs + shortestMs, next.endsAtMs - shortestMs)
  return segments.map((segment, i) => {
    if (i === place) return { ...segment, endsAtMs: at }
    return i === place + 1 ? { ...segment, startsAtMs: at } : segment
  })
}

/** The part behind the instant is content, unless somebody says otherwise. */
export function splitAt(
  segments: readonly DraftSegment[],
  atMs: number,
  durationMs: number,
): readonly DraftSegment[] {
  if (segments.length === 0) {
    return [{ role: 'identity', text: '', startsAtMs: 0, endsAtMs: durationMs }]
  }
  const place = segments.findIndex(
    ({ startsAtMs, endsAtMs }) => atMs - startsAtMs >= shortestMs && endsAtMs - atMs >= shortestMs,
  )
  const segment = segments[place]
  if (!segment) return segments
  return [
    ...segments.slice(0, place),
    { ...segment, endsAtMs: atMs },
    { role: 'content', text: '', startsAtMs: atMs, endsAtMs: segment.endsAtMs },
    ...segments.slice(place + 1),
  ]
}

/** What it held belongs to its neighbour. */
export function without(segments: readonly DraftSegment[], place: number): readonly DraftSegment[] {
  const gone = segments[place]
  if (!gone) return segments
  return segments.flatMap((segment, at) => {
    if (at === place) return []
    const text = [segment.text, gone.text].filter(Boolean)
    if (at === place - 1) return [{ ...segment, text: text.join(' '), endsAtMs: gone.endsAtMs }]
    if (place === 0 && at === 1) {
      return [{ ...segment, text: text.reverse().join(' '), startsAtMs: gone.startsAtMs }]
    }
    return [segment]
  })
}

const clamp = (value: number, least: number, most: number): number =>
  Math.round(Math.max(least, Math.min(Math.max(least, most), value)))
