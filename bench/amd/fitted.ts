/** What both fits of the ear share: which calls they learn from, how those are heard, and in which order. */
import {
  hearFrame,
  type Listening,
  loseFrames,
  newListening,
} from '../../src/audio/amd/listening.ts'
import type { Random } from '../../src/base/random.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import type { ClipRow } from './manifest.ts'

export type FittedRow = Pick<ClipRow, 'label' | 'lost' | 'weSpeakUntilMs'>

const human = new Set(['human', 'ringback'])
const machine = new Set(['machine', 'screening', 'announcement'])
const frameSamples = 160
const frameMs = 20

/** undefined: tones are all there is, and decide by themselves. */
export function answerOf({ label }: FittedRow): 'human' | 'machine' | undefined {
  if (human.has(label)) return 'human'
  return machine.has(label) ? 'machine' : undefined
}

/** Frame by frame as the ear hears it, until tones decide or `longestMs` is over. */
export function listenTo(
  row: FittedRow,
  samples: Int16Array,
  longestMs: number,
  take: (heard: Listening) => void,
): void {
  const lost = new Set(row.lost)
  const heard = newListening(amdDefaults.beepMs)
  const frames = Math.min(Math.floor(samples.length / frameSamples), longestMs / frameMs)
  for (let frame = 0; frame < frames; frame += 1) {
    const at = frame * frameSamples
    const weSpeak = frame * frameMs < row.weSpeakUntilMs
    if (lost.has(frame)) loseFrames(heard, 1)
    else hearFrame(heard, samples.subarray(at, at + frameSamples), weSpeak, false)
    const { beeps, special, fax } = heard.beeps.counted
    if (beeps + special + fax > 0) return
    take(heard)
  }
}

export function shuffle(order: number[], random: Random): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
}
