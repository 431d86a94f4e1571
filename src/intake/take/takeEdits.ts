/**
 * Repairs of a take: pure, over its samples; its segments follow, so that what was said at an instant is
 * said at the instant it is now heard.
 */
import { cutStretches, moveStretch, replaceStretch, type Stretch } from '../../audio/edits.ts'
import { limit } from '../../audio/limiter.ts'
import { integratedLoudness } from '../../audio/loudness.ts'
import { pausesIn } from '../../audio/pauses.ts'
import { PEAK_CEILING_DBFS, TARGET_LUFS } from '../../audio/prepare.ts'
import { LEAD_IN_MS, LEAD_OUT_MS, speechOf } from '../../audio/silence.ts'
import { durationOf, ratioOf, type Sound } from '../../audio/sound.ts'
import { type Ms, ms } from '../../base/units.ts'
import type { DraftSegment, Take } from './take.ts'

export type Repair =
  /** Silence before the first and after the last word. */
  | { readonly is: 'cutEnds' }
  | { readonly is: 'setLoudness' }
  /** One pause, shortened to PAUSE_LEFT. */
  | { readonly is: 'cutPause'; readonly fromMs: Ms; readonly toMs: Ms }
  /** Every pause that ends before this instant, shortened to PAUSE_LEFT. */
  | { readonly is: 'cutPausesBefore'; readonly beforeMs: Ms }
  /** The segment of this place (from 0), heard before that of the other. */
  | { readonly is: 'moveSegment'; readonly from: number; readonly before: number }
  /** Puts the limits of all segments into the pauses nearest to them. */
  | { readonly is: 'snapSegments' }

/** Speech without any pause is not understood. */
export const PAUSE_LEFT: Ms = ms(200)

export function repaired(take: Take, repair: Repair): Take {
  switch (repair.is) {
    case 'cutEnds':
      return cut(take, silentEnds(take.sound))
    case 'setLoudness':
      return { ...take, sound: withUsualLoudness(take.sound) }
    case 'cutPause':
      return cut(take, shortened([repair]))
    case 'cutPausesBefore':
      return cut(take, shortened(pausesBefore(take.sound, repair.beforeMs)))
    case 'moveSegment':
      return moved(take, repair.from, repair.before)
    case 'snapSegments':
      return { ...take, segments: snapped(take) }
    default:
      return repair satisfies never
  }
}

/** How much shorter it makes the take. */
export const cutBy = (take: Take, repair: Repair): Ms =>
  ms(Math.round(durationOf(take.sound) - durationOf(repaired(take, repair).sound)))

function silentEnds(sound: Sound): readonly Stretch[] {
  const speech = speechOf(sound)
  if (speech === undefined) return []
  const end = durationOf(sound)
  return whatIsLong([
    { fromMs: ms(0), toMs: ms(speech.fromMs - LEAD_IN_MS) },
    { fromMs: ms(speech.toMs + LEAD_OUT_MS), toMs: end },
  ])
}

const whatIsLong = (stretches: readonly Stretch[]): readonly Stretch[] =>
  stretches.filter(({ fromMs, toMs }) => toMs > fromMs)

/** What is cut lies in the middle: the end of a word and the beginning of the next keep their breath. */
const shortened = (pauses: readonly Stretch[]): readonly Stretch[] =>
  whatIsLong(
    pauses.map(({ fromMs, toMs }) => ({
      fromMs: ms(fromMs + PAUSE_LEFT / 2),
      toMs: ms(toMs - PAUSE_LEFT / 2),
    })),
  )

export const pausesBefore = (sound: Sound, beforeMs: Ms): readonly Stretch[] =>
  pausesIn(sound).filter(({ toMs, fromMs }) => toMs <= beforeMs && toMs - fromMs > PAUSE_LEFT)

function withUsualLoudness(sound: Sound): Sound {
  const loudness = integratedLoudness(sound)
  if (loudness === undefined) return sound
  const gain = ratioOf(TARGET_LUFS - loudness)
  const { rateHz, samples } = sound
  return limit({ rateHz, samples: samples.map((each) => each * gain) }, ratioOf(PEAK_CEILING_DBFS))
}

function cut(take: Take, stretches: readonly Stretch[]): Take {
  if (stretches.length === 0) return take
  const gone = (instant: Ms): number =>
    stretches.reduce(
      (sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(instant, toMs) - fromMs),
      0,
    )
  const now = (instant: Ms): Ms => ms(Math.round(instant - gone(instant)))
  return {
    sound: cutStretches(take.sound, stretches),
    segments: withLength(
      take.segments.map((segment) => ({
        ...segment,
        startsAtMs: now(segment.startsAtMs),
        endsAtMs: now(segment.endsAtMs),
      })),
    ),
  }
}

const withLength = (segments: readonly DraftSegment[]): readonly DraftSegment[] =>
  segments.filter(({ startsAtMs, endsAtMs }) => endsAtMs > startsAtMs)

/** Where nothing is heard behind a segment, a breath is added: what follows it must not run into it. */
function withPauseBehind({ sound, segments }: Take, place: number): Take {
  const whole = ms(Math.round(durationOf(sound)))
  const endsAtMs = segments[place]?.endsAtMs ?? whole
  const until = segments[place + 1]?.startsAtMs ?? whole
  const lacks = PAUSE_LEFT - (until - endsAtMs)
  if (lacks <= 0) return { sound, segments }
  const { rateHz } = sound
  const samples = new Float32Array(Math.round((lacks * rateHz) / 1000))
  const stretch = { fromMs: until, toMs: until }
  return {
    sound: replaceStretch(sound, stretch, { rateHz, samples }),
    segments: segments.map((each, at) =>
      at <= place
        ? each
        : {
            ...each,
            startsAtMs: ms(each.startsAtMs + lacks),
            endsAtMs: ms(each.endsAtMs + lacks),
          },
    ),
  }
}

/** A segment takes the pause behind it along: up to where the next one starts. */
function moved(take: Take, from: number, before: number): Take {
  if (!take.segments[from] || !take.segments[before]) return take
  if (from === before || from + 1 === before) return take
  const { sound, segments } = withPauseBehind(take, from)
  const whole = ms(Math.round(durationOf(sound)))
  const [segment, target] = [segments[from] as DraftSegment, segments[before] as DraftSegment]
  const stretch = {
    fromMs: segment.startsAtMs,
    toMs: segments[from + 1]?.startsAtMs ?? whole,
  }
  const length = stretch.toMs - stretch.fromMs
  const beforeMs = target.startsAtMs
  const isForward = beforeMs < stretch.fromMs
  const now = (each: DraftSegment, place: number): Ms => {
    if (place === from) return ms(isForward ? beforeMs : beforeMs - length)
    if (isForward && place >= before && place < from) return ms(each.startsAtMs + length)
    if (!isForward && place > from && place < before) return ms(each.startsAtMs - length)
    return each.startsAtMs
  }
  const followed = segments.map((each, place) => {
    const startsAtMs = now(each, place)
    return { ...each, startsAtMs, endsAtMs: ms(startsAtMs + each.endsAtMs - each.startsAtMs) }
  })
  return {
    sound: moveStretch(sound, stretch, beforeMs),
    segments: followed.sort((a, b) => a.startsAtMs - b.startsAtMs),
  }
}

/** Another recording of one segment; what follows comes later or earlier by the difference. */
export function withSegmentReplaced(take: Take, place: number, sound: Sound): Take {
  const segment = take.segments[place]
  if (!segment) return take
  const { startsAtMs: fromMs, endsAtMs: toMs } = segment
  const longer = durationOf(sound) - (toMs - fromMs)
  return {
    sound: replaceStretch(take.sound, { fromMs, toMs }, sound),
    segments: take.segments.map((each, at) => ({
      ...each,
      startsAtMs: at > place ? ms(Math.round(each.startsAtMs + longer)) : each.startsAtMs,
      endsAtMs: at >= place ? ms(Math.round(each.endsAtMs + longer)) : each.endsAtMs,
    })),
  }
}

/**
 * Each limit between two segments becomes a pause: one ends where it begins, the next starts where it
 * ends. Two limits never share a pause. The first begins with the first word, the last ends with the last.
 */
export function snapped({ sound, segments }: Take): readonly DraftSegment[] {
  const speech = speechOf(sound) ?? { fromMs: ms(0), toMs: durationOf(sound) }
  const end = ms(Math.round(Math.min(speech.toMs, durationOf(sound))))
  const inside = pausesIn(sound).filter(
    ({ fromMs, toMs }) => fromMs > speech.fromMs && toMs < speech.toMs,
  )
  let from = speech.fromMs
  let free = inside
  return segments.map((segment, place) => {
    const startsAtMs = from
    if (place === segments.length - 1) return { ...segment, startsAtMs, endsAtMs: end }
    const limits = segments.length - 1 - place
    // Enough pauses are left for the limits behind this one.
    const choice = free.slice(0, Math.max(0, free.length - limits + 1))
    const wanted = middleOf(segment.endsAtMs, segments[place + 1] as DraftSegment)
    const pause = nearest(choice, wanted)
    if (!pause) {
      from = ms(Math.max(from + 1, segment.endsAtMs))
      return { ...segment, startsAtMs, endsAtMs: from }
    }
    free = free.slice(free.indexOf(pause) + 1)
    from = pause.toMs
    return { ...segment, startsAtMs, endsAtMs: pause.fromMs }
  })
}

const middleOf = (endsAtMs: Ms, { startsAtMs }: DraftSegment): number =>
  startsAtMs > endsAtMs ? (endsAtMs + startsAtMs) / 2 : endsAtMs

function nearest(pauses: readonly Stretch[], wanted: number): Stretch | undefined {
  const away = ({ fromMs, toMs }: Stretch): number => Math.max(0, fromMs - wanted, wanted - toMs)
  return [...pauses].sort((a, b) => away(a) - away(b))[0]
}
