/**
 * A recording with what is said in it: one file per segment, joined, or one file whose segments end at
 * marks. Either way the times are those of the sound: measured lengths, or pauses really heard.
 */
import path from 'node:path'
import { MARK_TOLERANCE, nearestPause, type Pause, pausesIn } from '../audio/pauses.ts'
import { toTelephoneRate } from '../audio/resample.ts'
import { loudWindows, WINDOW_MS } from '../audio/silence.ts'
import { type Sound, TELEPHONE_RATE } from '../audio/sound.ts'
import { Failure } from '../base/failure.ts'
import { type Ms, ms } from '../base/units.ts'
import { charactersPerSecondMax, paceOf, spokenLength } from '../campaign/speech.ts'
import type { SegmentRole, SpokenSegment } from '../campaign/voiceMessage.ts'
import {
  type DecodedRecording,
  decodeRecording,
  type PreparedRecording,
  type PreparedRecordingAndSound,
  prepareDecoded,
} from './recording.ts'
import { type Mark, marksBeside } from './recordingMarks.ts'

export type RecordingScript =
  /** Marks in a file beside it are used; without one nobody knows what is said. */
  | { readonly is: 'file'; readonly file: string; readonly marks?: readonly Mark[] }
  | { readonly is: 'joined'; readonly segments: readonly SegmentFile[] }

export interface SegmentFile {
  readonly role: SegmentRole
  readonly text: string
  readonly file: string
}

export interface SpokenRecording extends PreparedRecording {
  readonly segments?: readonly SpokenSegment[]
}

export async function prepareSpoken(script: RecordingScript): Promise<SpokenRecording> {
  if (script.is === 'joined') return prepareJoined(script.segments)
  const name = path.basename(script.file)
  const { sound, ...prepared } = prepareDecoded(await decodeRecording(script.file), name)
  const marks = script.marks ?? (await marksBeside(script.file))
  if (marks === null) return prepared
  const segments = segmentsAtMarks(marks, { sound, ...prepared }, name)
  refuseUnsayable(segments, sound, name)
  return { ...prepared, segments }
}

/** Joined before they are prepared, so that all of them have one loudness. */
async function prepareJoined(files: readonly SegmentFile[]): Promise<SpokenRecording> {
  const decoded: DecodedRecording[] = []
  for (const { file } of files) decoded.push(await decodeRecording(file))
  const sounds = decoded.map(({ sound }) => toTelephoneRate(sound))
  const name = files.map(({ file }) => path.basename(file)).join(' + ')
  const { sound, ...prepared } = prepareDecoded(
    {
      sound: inOneSound(sounds),
      channels: Math.max(...decoded.map(({ channels }) => channels)),
      codec: [...new Set(decoded.map(({ codec }) => codec))].join(', '),
    },
    name,
  )
  const { durationMs, measured } = prepared
  let samples = 0
  const ends = sounds.map((each) => {
    samples += each.samples.length
    const at = (samples * 1000) / TELEPHONE_RATE - measured.leadingSilenceCutMs
    // Rounded up: what is said by then has been said.
    return ms(Math.min(durationMs, Math.max(0, Math.ceil(at))))
  })
  const segments = files.map(({ role, text }, place) => ({
    role,
    text,
    startsAtMs: ends[place - 1] ?? ms(0),
    endsAtMs: place === files.length - 1 ? durationMs : (ends[place] as Ms),
  }))
  refuseUnsayable(segments, sound, name)
  return { ...prepared, segments }
}

function inOneSound(sounds: readonly Sound[]): Sound {
  const samples = new Float32Array(sounds.reduce((sum, each) => sum + each.samples.length, 0))
  let at = 0
  for (const each of sounds) {
    samples.set(each.samples, at)
    at += each.samples.length
  }
  return { rateHz: TELEPHONE_RATE, samples }
}

/** A segment ends where the pause begins that its mark stands in, and the next one where it ends. */
function segmentsAtMarks(
  marks: readonly Mark[],
  { sound, durationMs, measured }: PreparedRecordingAndSound,
  name: string,
): readonly SpokenSegment[] {
  const pauses = pausesIn(sound)
  const segments: SpokenSegment[] = []
  let from = ms(0)
  marks.forEach(({ role, text, endMs }, place) => {
    const isLast = place === marks.length - 1
    const markMs = ms(
      (endMs ?? ms(durationMs + measured.leadingSilenceCutMs)) - measured.leadingSilenceCutMs,
    )
    const pause = pauseAt(pauses, markMs, `${name}: the mark at ${inSeconds(endMs ?? markMs)}`)
    if (isLast !== (pause.toMs === durationMs)) throw marksNotWhole(name, isLast, endMs, durationMs)
    if (pause.fromMs <= from && place > 0) {
      throw new Failure('badInput', `${name}: two marks stand in one pause: leave one out.`, {
        measured: inSeconds(markMs),
        limit: 'one mark a pause',
      })
    }
    segments.push({ role, text, startsAtMs: from, endsAtMs: isLast ? durationMs : pause.fromMs })
    from = pause.toMs
  })
  return segments
}

function pauseAt(pauses: readonly Pause[], markMs: Ms, what: string): Pause {
  const nearest = nearestPause(pauses, markMs)
  if (nearest && nearest.awayMs <= MARK_TOLERANCE) return nearest.pause
  const away = nearest ? `${nearest.awayMs} ms` : 'far'
  const isAfterEnd = markMs > (pauses.at(-1)?.toMs ?? 0)
  const sentence = isAfterEnd
    ? `${what} stands after the end of what is heard (${away}): write down where it ends.`
    : `${what} stands in the middle of speech (the nearest pause is ${away} away): put it where the ` +
      'sentence ends.'
  throw new Failure('badInput', sentence, {
    measured: `${away} from a pause`,
    limit: `${MARK_TOLERANCE} ms`,
  })
}

function marksNotWhole(name: string, isLast: boolean, endMs: Ms | null, durationMs: Ms): Failure {
  const sentence = isLast
    ? `${name}: something is said after the last mark: declare it too, to the end.`
    : `${name}: a mark before the last one stands at the end of the recording: nothing follows it.`
  return new Failure('badInput', sentence, {
    measured: endMs === null ? 'the end' : inSeconds(endMs),
    limit: inSeconds(durationMs),
  })
}

/** Of the time a sentence takes, pauses between its words are at most three eighths. */
const soundedShareMin = 5 / 8

/** Refuses words that cannot have been said in the time, or over silence. */
function refuseUnsayable(segments: readonly SpokenSegment[], sound: Sound, name: string): void {
  const loud = loudWindows(sound)
  for (const { role, text, startsAtMs, endsAtMs } of segments) {
    const pace = paceOf(text, ms(endsAtMs - startsAtMs))
    const stretch = loud.slice(Math.floor(startsAtMs / WINDOW_MS), Math.ceil(endsAtMs / WINDOW_MS))
    const soundedMs = stretch.filter(Boolean).length * WINDOW_MS
    const neededMs = Math.round(
      (spokenLength(text) / charactersPerSecondMax) * 1000 * soundedShareMin,
    )
    if (pace.is === 'sayable' && soundedMs >= neededMs) continue
    const about =
      pace.is === 'sayable'
        ? { measured: `${soundedMs} ms of sound`, limit: `${neededMs} ms` }
        : { measured: pace.measured, limit: pace.limit }
    const how = pace.is === 'tooSlow' ? 'would be drawn out' : 'cannot be said'
    throw new Failure(
      'badInput',
      `${name}: the words declared as ${role} ${how} in the time heard ` +
        `(${about.measured}; ${about.limit}): write down what is said, and mark where it ends.`,
      about,
    )
  }
}

const inSeconds = (duration: Ms): string => `${(duration / 1000).toFixed(2)} s`
