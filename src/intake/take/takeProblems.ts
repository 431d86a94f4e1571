/**
 * What is wrong with a take, beside what the law says of it: each with a sentence in both languages, what
 * was measured and what would pass, and the repairs of one click. `blocks`: no version can be made of it.
 */
import type { SoundAnalysis } from '../../audio/analysis.ts'
import { MARK_TOLERANCE, nearestPause, pausesIn } from '../../audio/pauses.ts'
import { TARGET_LUFS } from '../../audio/prepare.ts'
import { loudWindows, WINDOW_MS } from '../../audio/silence.ts'
import { type Ms, ms } from '../../base/units.ts'
import { paceOf } from '../../campaign/speech.ts'
import type { DraftSegment, Take, TrackName } from './take.ts'
import { PAUSE_LEFT, type Repair } from './takeEdits.ts'
import { partsOf } from './takeParts.ts'
import { problemWords, type Said } from './takeWords.ts'

export interface OfferedRepair {
  readonly repair: Repair
  readonly say: Said
}

export interface TakeProblem {
  /** Of this kind, at this place: the same until it is mended. */
  readonly id: string
  readonly level: 'blocks' | 'warns'
  readonly say: Said
  readonly measured: string
  readonly limit: string
  /** The place of the segment it is about, from 0. */
  readonly segment?: number
  readonly repairs: readonly OfferedRepair[]
}

/** As people hear it: 3 LU are a clear step, and the next part is at the usual loudness. */
export const LOUDNESS_TOLERANCE_LU = 3
/** What a listener takes for a line that is dead. */
export const LEADING_SILENCE_MAX: Ms = ms(300)
export const TRAILING_SILENCE_MAX: Ms = ms(1000)
export const LONG_PAUSE: Ms = ms(1500)
const longPausesTold = 5
/** Speech shorter than this between two segments is breath. */
const undeclaredMax: Ms = ms(200)

export function problemsOf(
  track: TrackName,
  take: Take,
  { analysis, clippedRuns }: { readonly analysis: SoundAnalysis; readonly clippedRuns: number },
): readonly TakeProblem[] {
  return [
    ...soundProblems(analysis, clippedRuns),
    ...(take.segments.length === 0 ? [noSegments()] : segmentProblems(take)),
    ...(track === 'call' && take.segments.length > 0 ? partProblems(take) : []),
  ]
}

function soundProblems(analysis: SoundAnalysis, clippedRuns: number): readonly TakeProblem[] {
  const { leadingSilenceMs, trailingSilenceMs, loudnessLufs, pauses } = analysis
  const cutEnds = { repair: { is: 'cutEnds' }, say: problemWords.cutEnds() } as const
  const problems: TakeProblem[] = []
  if (clippedRuns > 0) {
    const about = { measured: `${clippedRuns}`, limit: '0', repairs: [] }
    problems.push({
      id: 'clipped',
      level: 'warns',
      say: problemWords.clipped(clippedRuns),
      ...about,
    })
  }
  const away = loudnessLufs === null ? 0 : loudnessLufs - TARGET_LUFS
  if (Math.abs(away) > LOUDNESS_TOLERANCE_LU) {
    problems.push({
      ...{ id: 'loudness', level: 'blocks', say: problemWords.loudness(away) },
      ...{ measured: `${loudnessLufs?.toFixed(1)} LUFS`, limit: `${TARGET_LUFS} LUFS ± 3` },
      repairs: [{ repair: { is: 'setLoudness' }, say: problemWords.setLoudness(-away) }],
    })
  }
  if (leadingSilenceMs > LEADING_SILENCE_MAX) {
    problems.push({
      ...{ id: 'leadingSilence', level: 'warns', say: problemWords.leading(leadingSilenceMs) },
      ...{ measured: `${leadingSilenceMs} ms`, limit: `${LEADING_SILENCE_MAX} ms` },
      repairs: [cutEnds],
    })
  }
  if (trailingSilenceMs > TRAILING_SILENCE_MAX) {
    problems.push({
      ...{ id: 'trailingSilence', level: 'warns', say: problemWords.trailing(trailingSilenceMs) },
      ...{ measured: `${trailingSilenceMs} ms`, limit: `${TRAILING_SILENCE_MAX} ms` },
      repairs: [cutEnds],
    })
  }
  const long = pauses.filter(({ fromMs, toMs }) => toMs - fromMs > LONG_PAUSE)
  for (const { fromMs, toMs } of long.slice(0, longPausesTold)) {
    const lasts = ms(toMs - fromMs)
    const repair = { is: 'cutPause', fromMs, toMs } as const
    problems.push({
      ...{ id: `pause/${fromMs}`, level: 'warns', say: problemWords.longPause(lasts, fromMs) },
      ...{ measured: `${lasts} ms`, limit: `${LONG_PAUSE} ms` },
      repairs: [{ repair, say: problemWords.cutPause(ms(lasts - PAUSE_LEFT)) }],
    })
  }
  return problems
}

const noSegments = (): TakeProblem => ({
  ...{ id: 'noSegments', level: 'blocks', say: problemWords.noSegments() },
  ...{ measured: '0', limit: '1', repairs: [] },
})

function segmentProblems(take: Take): readonly TakeProblem[] {
  const { sound, segments } = take
  const snap = { repair: { is: 'snapSegments' }, say: problemWords.snap() } as const
  const pauses = pausesIn(sound)
  const inSpeech = segments.slice(0, -1).flatMap(({ role, endsAtMs }, segment) => {
    const awayMs = nearestPause(pauses, endsAtMs)?.awayMs ?? 0
    if (awayMs <= MARK_TOLERANCE) return []
    return [
      {
        ...{ id: `inSpeech/${segment}`, level: 'blocks' as const, segment },
        ...{ say: problemWords.inSpeech(role, endsAtMs), measured: `${awayMs} ms` },
        ...{ limit: `${MARK_TOLERANCE} ms`, repairs: [snap] },
      },
    ]
  })
  const undeclared = undeclaredSpeech(take).map(({ fromMs, lastsMs }) => ({
    ...{ id: `undeclared/${fromMs}`, level: 'blocks' as const, measured: `${lastsMs} ms` },
    ...{ say: problemWords.undeclared(fromMs), limit: `${undeclaredMax} ms`, repairs: [snap] },
  }))
  return [...inSpeech, ...undeclared, ...segments.flatMap(wordProblems)]
}

/** Stretches in which somebody speaks and no segment says what. */
function undeclaredSpeech({ sound, segments }: Take): { fromMs: Ms; lastsMs: Ms }[] {
  const loud = loudWindows(sound)
  const begins = [0, ...segments.map(({ endsAtMs }) => endsAtMs)]
  const ends = [...segments.map(({ startsAtMs }) => startsAtMs), loud.length * WINDOW_MS]
  return begins.flatMap((from, place) => {
    const stretch = loud.slice(
      Math.ceil(from / WINDOW_MS),
      Math.floor((ends[place] as number) / WINDOW_MS),
    )
    const lastsMs = ms(stretch.filter(Boolean).length * WINDOW_MS)
    return lastsMs > undeclaredMax ? [{ fromMs: ms(from), lastsMs }] : []
  })
}

function wordProblems(said: DraftSegment, segment: number): readonly TakeProblem[] {
  const { role, text, startsAtMs, endsAtMs } = said
  const blocks = { level: 'blocks' as const, segment, repairs: [] }
  if (text.trim() === '') {
    const about = { measured: '', limit: 'words' }
    return [{ id: `noText/${segment}`, ...blocks, say: problemWords.noText(role), ...about }]
  }
  const pace = paceOf(text, ms(endsAtMs - startsAtMs))
  if (pace.is === 'sayable') return []
  const { measured, limit } = pace
  const say = problemWords[pace.is](role)
  return [{ id: `pace/${segment}`, ...blocks, say, measured, limit }]
}

/** Of the call: something must be left to hear after key 1, and each part has a sensible length. */
function partProblems(take: Take): readonly TakeProblem[] {
  const parts = partsOf(take)
  const blocks = { level: 'blocks' as const, repairs: [] }
  if (parts.gate === null) {
    const about = { measured: 'none', limit: 'identity, objection' }
    return [{ id: 'noGate', ...blocks, say: problemWords.noGate(), ...about }]
  }
  if (parts.content === null) {
    return [
      { id: 'noContent', ...blocks, say: problemWords.noContent(), measured: 'none', limit: 'one' },
    ]
  }
  return []
}
