/**
 * Was the whole message recorded? What a mailbox kept is compared with the voicemail version sample by sample: the
 * coded bytes must be equal from the first frame to the last, all of them within the time the mailbox recorded. A frame
 * may be missing only where its packet was lost, which the sequence numbers of those around it tell.
 */
import { SILENCE_A, SILENCE_U } from '../../audio/g711.ts'
import type { ClipId } from '../../base/ids.ts'
import { type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import { FRAME_MS, FRAME_TICKS } from '../../rtp/schedule.ts'
import type { SoundRecording } from '../mediaEngine.ts'

export interface RecordedVoicemail {
  readonly clip: ClipId
  /** The longest stretch kept from the first sample on. */
  readonly wholeMs: Ms
  /** At least once, from its first sample to its last. */
  readonly complete: boolean
  /** How often the whole of it was kept: twice would be one time too many. */
  readonly copies: number
}

export interface RecordingSpan {
  readonly from: MonoMs
  readonly until: MonoMs
}

/** Packets that may be lost of a whole message. */
export const LOST_SHARE = 0.02

/** The clip of which most was kept; nothing when no first frame of any arrived while it recorded. */
export function recordedVoicemail(
  recording: SoundRecording,
  clips: readonly Clip[],
  span: RecordingSpan,
): RecordedVoicemail | undefined {
  const byTimestamp = new Map<number, number>()
  recording.timestamps.forEach((timestamp, index) => {
    const at = recording.instants[index] ?? 0
    if (at >= span.from && at <= span.until) byTimestamp.set(timestamp, index)
  })
  const found = clips.flatMap((clip) => kept(recording, byTimestamp, clip) ?? [])
  return found.toSorted((a, b) => b.wholeMs - a.wholeMs)[0]
}

function kept(
  recording: SoundRecording,
  byTimestamp: ReadonlyMap<number, number>,
  clip: Clip,
): RecordedVoicemail | undefined {
  const sound = wholeFrames(clip, recording.codec)
  const frames = sound.length / FRAME_TICKS
  const runs = [...byTimestamp].map(([timestamp, first]) =>
    isFrame(recording, first, sound, 0)
      ? runFrom(recording, byTimestamp, { timestamp, first, sound })
      : 0,
  )
  const longest = Math.max(0, ...runs)
  if (longest === 0) return undefined
  const copies = runs.filter((run) => run === frames).length
  const clipMs = (clip.pcma.length * FRAME_MS) / FRAME_TICKS
  const wholeMs = ms(Math.min(longest * FRAME_MS, clipMs))
  return { clip: clip.id, wholeMs, complete: copies > 0, copies }
}

/** Frames that are there, or certainly lost, from the first one on. */
function runFrom(
  recording: SoundRecording,
  byTimestamp: ReadonlyMap<number, number>,
  from: { readonly timestamp: number; readonly first: number; readonly sound: Uint8Array },
): number {
  const frames = from.sound.length / FRAME_TICKS
  const sequenceOf = (index: number): number => recording.sequences[index] ?? 0
  let run = 0
  let present = 0
  for (let frame = 0; frame < frames; frame += 1) {
    const index = byTimestamp.get((from.timestamp + frame * FRAME_TICKS) >>> 0)
    if (index === undefined) continue
    // One packet a frame: between two that are there, as many were sent as frames lie between them.
    const isNext = ((sequenceOf(index) - sequenceOf(from.first)) & 0xffff) === (frame & 0xffff)
    if (!isNext || !isFrame(recording, index, from.sound, frame)) break
    run = frame + 1
    present += 1
  }
  return run - present <= LOST_SHARE * frames ? run : present
}

function isFrame(
  recording: SoundRecording,
  index: number,
  sound: Uint8Array,
  frame: number,
): boolean {
  for (let i = 0; i < FRAME_TICKS; i += 1) {
    if (recording.sound[index * FRAME_TICKS + i] !== sound[frame * FRAME_TICKS + i]) return false
  }
  return true
}

/** As it is sent: the last frame filled up with silence. */
function wholeFrames(clip: Clip, codec: SoundRecording['codec']): Uint8Array {
  const sound = clip[codec]
  const whole = new Uint8Array(Math.ceil(sound.length / FRAME_TICKS) * FRAME_TICKS)
  whole.fill(codec === 'pcma' ? SILENCE_A : SILENCE_U)
  whole.set(sound)
  return whole
}
