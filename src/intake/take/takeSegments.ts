/** Segments as somebody marked them, held to the sound: in order, inside it, limits in pauses where near. */
import { MARK_TOLERANCE, nearestPause, pausesIn } from '../../audio/pauses.ts'
import { durationOf } from '../../audio/sound.ts'
import { Failure } from '../../base/failure.ts'
import { type Ms, ms } from '../../base/units.ts'
import type { DraftSegment, Take } from './take.ts'

/** A word takes longer. */
export const SHORTEST_SEGMENT: Ms = ms(100)

export function placedSegments({ sound, segments }: Take): readonly DraftSegment[] {
  const end = ms(Math.round(durationOf(sound)))
  refuseOutOfOrder(segments, end)
  const pauses = pausesIn(sound)
  const near = (at: Ms): { fromMs: Ms; toMs: Ms } | null => {
    const nearest = nearestPause(pauses, at)
    return nearest && nearest.awayMs <= MARK_TOLERANCE ? nearest.pause : null
  }
  return segments.map((segment, place) => {
    const isLast = place === segments.length - 1
    const pause = near(segment.endsAtMs)
    const before = place === 0 ? null : near(segment.startsAtMs)
    const endsAtMs = isLast && pause?.toMs === end ? end : (pause?.fromMs ?? segment.endsAtMs)
    const startsAtMs = before && before.toMs < endsAtMs ? before.toMs : segment.startsAtMs
    const isLongEnough = endsAtMs - startsAtMs >= SHORTEST_SEGMENT
    return isLongEnough ? { ...segment, startsAtMs, endsAtMs } : segment
  })
}

function refuseOutOfOrder(segments: readonly DraftSegment[], end: Ms): void {
  segments.forEach(({ startsAtMs, endsAtMs }, place) => {
    const before = segments[place - 1]?.endsAtMs ?? ms(0)
    const isInOrder = startsAtMs >= before && endsAtMs >= startsAtMs + SHORTEST_SEGMENT
    if (isInOrder && endsAtMs <= end) return
    const sentence = isInOrder
      ? `Segment ${place + 1} ends after the recording: move its end.`
      : `Segment ${place + 1} overlaps the one before, or is shorter than 0.1 s: move its limits.`
    throw new Failure('badInput', sentence, {
      fr: isInOrder
        ? `Le passage ${place + 1} finit après l’enregistrement : déplacez sa fin.`
        : `Le passage ${place + 1} recouvre le précédent, ou dure moins de 0,1 s : déplacez ses limites.`,
      measured: `${startsAtMs} to ${endsAtMs} ms`,
      limit: `${before} to ${end} ms`,
    })
  })
}
