/** Marking as arithmetic: segments stay in order and never overlap, whatever is dragged where. */

export interface MarkedSegment {
  readonly role: 'identity' | 'objection' | 'invitation' | 'content' | 'source' | 'closing'
  readonly text: string
  readonly startsAtMs: number
  readonly endsAtMs: number
}

/** A word takes longer. */
const shortestMs = 100

/** Neighbours give way, so that segments never overlap. */
export function changed(
  segments: readonly MarkedSegment[],
  place: number,
  change: Partial<MarkedSegment>,
  durationMs: number,
): readonly MarkedSegment[] {
  const before = segments[place]
  if (!before) return segments
  const wanted = { ...before, ...change }
  // A neighbour gives way as far as a word of it is left.
  const least = place === 0 ? 0 : (segments[place - 1]?.startsAtMs ?? 0) + shortestMs
  const most = (segments[place + 1]?.endsAtMs ?? durationMs + shortestMs) - shortestMs
  const startsAtMs = clamp(wanted.startsAtMs, least, most - shortestMs)
  const endsAtMs = clamp(wanted.endsAtMs, startsAtMs + shortestMs, most)
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
  segments: readonly MarkedSegment[],
  place: number,
  atMs: number,
): readonly MarkedSegment[] {
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
  segments: readonly MarkedSegment[],
  atMs: number,
  durationMs: number,
): readonly MarkedSegment[] {
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
export function without(
  segments: readonly MarkedSegment[],
  place: number,
): readonly MarkedSegment[] {
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
