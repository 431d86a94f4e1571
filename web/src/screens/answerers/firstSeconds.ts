/** The first seconds of a call as stretches to be drawn: what the far end did, and when we spoke. Pure. */
import { readVoiceTrack } from '../../../../src/base/voiceTrack.ts'
import type { components } from '../../api/schema.gen.ts'

type Call = Pick<
  components['schemas']['AnswererCall'],
  'voiceTrack' | 'signs' | 'features' | 'firstAudioMs' | 'talkMs'
>

export interface Stretch {
  readonly is: 'voice' | 'tone'
  readonly fromMs: number
  readonly toMs: number
  /** Of a beep. */
  readonly hz?: number
}

export interface FirstSeconds {
  readonly lastsMs: number
  readonly them: readonly Stretch[]
  /** When our message began; null: it never did. */
  readonly oursFromMs: number | null
}

const shownMs = 12_000
const frameMs = 20

export function firstSeconds(call: Call): FirstSeconds {
  const lastsMs = Math.min(shownMs, Math.max(1000, call.talkMs ?? shownMs))
  const { stretches, untilMs, speaks } = untilVerdict(call)
  const after = afterVerdict(call, untilMs, speaks, lastsMs)
  const them = joined([...stretches, ...after])
    .map((stretch) => ({ ...stretch, toMs: Math.min(stretch.toMs, lastsMs) }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
  const { firstAudioMs } = call
  return {
    lastsMs,
    them,
    oursFromMs: firstAudioMs === null || firstAudioMs > lastsMs ? null : firstAudioMs,
  }
}

interface UntilVerdict {
  readonly stretches: readonly Stretch[]
  readonly untilMs: number
  readonly speaks: boolean
}

/** From the ear's own track; without one, as far as its measures tell: where the voice began and ended. */
function untilVerdict({ voiceTrack, features }: Call): UntilVerdict {
  const stretches: Stretch[] = []
  let atMs = 0
  let speaks = false
  for (const { far, frames } of readVoiceTrack(voiceTrack)) {
    const toMs = atMs + frames * frameMs
    if (far !== 'quiet') stretches.push({ is: far, fromMs: atMs, toMs })
    speaks = far === 'voice'
    atMs = toMs
  }
  if (atMs > 0) return { stretches, untilMs: atMs, speaks }
  const { atMs: untilMs = 0, onsetMs = 0, silenceMs = 0, speechMs = 0 } = features
  if (speechMs === 0) return { stretches, untilMs, speaks: false }
  const toMs = Math.max(onsetMs, untilMs - silenceMs)
  return { stretches: [{ is: 'voice', fromMs: onsetMs, toMs }], untilMs, speaks: silenceMs === 0 }
}

/** What the ear told later: where a voice went quiet, where it came again, beeps. */
function afterVerdict(
  { signs }: Call,
  untilMs: number,
  speaks: boolean,
  lastsMs: number,
): readonly Stretch[] {
  const stretches: Stretch[] = []
  let voiceFrom: number | null = speaks ? untilMs : null
  for (const sign of signs) {
    if (sign.is === 'beep') {
      const { fromMs, toMs = fromMs, hz = 0 } = sign
      stretches.push({ is: 'tone', fromMs, toMs, hz })
    }
    if (sign.is === 'speaks') voiceFrom ??= sign.fromMs
    else if (voiceFrom !== null) {
      stretches.push({ is: 'voice', fromMs: voiceFrom, toMs: sign.fromMs })
      voiceFrom = null
    }
  }
  if (voiceFrom !== null) stretches.push({ is: 'voice', fromMs: voiceFrom, toMs: lastsMs })
  return stretches
}

/** In order of time, and two of one kind that touch are one; a named tone stays by itself. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const joins: Stretch[] = []
  for (const stretch of stretches.toSorted((one, other) => one.fromMs - other.fromMs)) {
    const before = joins.at(-1)
    const isSame = before?.is === stretch.is && before.hz === undefined && stretch.hz === undefined
    if (before && isSame && stretch.fromMs <= before.toMs) {
      joins[joins.length - 1] = { ...before, toMs: Math.max(before.toMs, stretch.toMs) }
    } else joins.push(stretch)
  }
  return joins
}
