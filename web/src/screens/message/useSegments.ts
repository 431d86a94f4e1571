/** Segments as they are being marked: changed here at once, kept by the server a moment later. */
import { useEffect, useRef, useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { changed, limitMoved, splitAt, without } from './segments.ts'
import { type DraftRecording, type DraftSegment, useDraftActs } from './useMessage.ts'

const saveAfterMs = 700

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
