/** What may be a tone in a labelled call, as the ear measures it, and whether it is one: for its fit (fitTones.py). */

import { FRAME_SAMPLES, measureLevel, newFrameLevel } from '../../src/audio/amd/frame.ts'
import { LOWEST_HZ, TONE_INPUTS, type Tone, toneInput } from '../../src/audio/amd/purity.ts'
import { hearTone, newToneTrack, skipLost } from '../../src/audio/amd/tones.ts'
import type { ClipRow } from './manifest.ts'

export interface ToneCandidate {
  readonly input: readonly number[]
  readonly isTone: boolean
  /** It is the beep that a mailbox makes. */
  readonly isBeep: boolean
  readonly file: string
}

/** As the ear believes in a beep (beeps.ts): what lies so much below a tone, for so many frames after it. */
const quietRatio = 0.16
const quietFrames = 5
const beepToleranceMs = 80
const onlyTones = new Set(['busy', 'fax', 'ringback'])

type ToneRow = Pick<
  ClipRow,
  'file' | 'split' | 'lost' | 'beeps' | 'label' | 'kind' | 'speechStartMs'
>

export function toneCandidatesOf(row: ToneRow, samples: Int16Array): readonly ToneCandidate[] {
  const lost = new Set(row.lost)
  const [track, level] = [newToneTrack(), newFrameLevel()]
  const ended: { readonly tone: Tone; readonly frame: number }[] = []
  const powers: number[] = []
  const nothing = new Int16Array(FRAME_SAMPLES)
  const frames = Math.floor(samples.length / FRAME_SAMPLES) + 2 * quietFrames
  for (let frame = 0; frame < frames; frame += 1) {
    if (lost.has(frame)) {
      skipLost(track, 1)
      powers.push(0)
      continue
    }
    const at = frame * FRAME_SAMPLES
    const whole = at + FRAME_SAMPLES <= samples.length
    measureLevel(whole ? samples.subarray(at, at + FRAME_SAMPLES) : nothing, level)
    powers.push(level.power)
    const tone = hearTone(
      track,
      whole ? samples.subarray(at, at + FRAME_SAMPLES) : nothing,
      frame,
      level.power,
    )
    if (tone && tone.hz >= LOWEST_HZ) ended.push({ tone, frame })
  }
  const input = new Float64Array(TONE_INPUTS)
  return ended.flatMap(({ tone, frame }) => {
    const after = powers.slice(frame + 1, frame + 1 + quietFrames)
    if (after.some((power) => power > tone.power * quietRatio)) return []
    toneInput(tone, input)
    const isBeep = row.beeps.some(
      ({ startMs, endMs }) =>
        tone.startedAtMs >= startMs - beepToleranceMs &&
        tone.startedAtMs <= endMs + beepToleranceMs,
    )
    return [
      {
        input: [...input],
        isTone: isBeep || onlyTones.has(row.label) || isOfNetwork(row, tone),
        isBeep,
        file: `${row.split}/${row.file}`,
      },
    ]
  })
}

/** What a network makes before anybody speaks. */
const isOfNetwork = ({ kind, speechStartMs }: ToneRow, { startedAtMs }: Tone): boolean =>
  /^sit|^ringback/.test(kind) && startedAtMs < (speechStartMs ?? 0)
