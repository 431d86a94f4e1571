/**
 * The judge asked again and again of one call: what was told of it, and what the last asks gave.
 *
 *   nothing told ─score or tones suffice, or time is up→ told
 *   human told ─what is said is a machine's, within the same time and before a beep→ told once more
 */
import type { AmdHow, AmdVerdict, AmdVerdictName } from '../../base/amd.ts'
import { type FeatureRow, featureAt } from './features.ts'
import { FRAME_MS } from './frame.ts'
import { decide, isNews, type JudgeBounds } from './judge.ts'
import { machineScore } from './score.ts'

/** How often the score is asked: five times a second would do, ten cost nothing. */
export const ASK_FRAMES = 5
/** A score is believed sooner that did not waver for so long: of 0.5 to 1.6 s the best (docs/adr/0029). */
const LASTING_MS = 1600
const LASTING_ASKS = LASTING_MS / (ASK_FRAMES * FRAME_MS)

export interface Asking {
  /** null: nothing yet. */
  told: AmdVerdictName | null
  /** What the last asks gave, those of LASTING_MS. */
  readonly scores: Float64Array
  asked: number
}

export const newAsking = (): Asking => ({
  ...{ told: null, scores: new Float64Array(LASTING_ASKS), asked: 0 },
})

/**
 * A greeting may begin as a person does: it is judged on until a tone has told, or time is up. A person is not stopped
 * by being called one.
 */
export const mayBeAsked = (
  { told }: Asking,
  { beeps, atMs }: { readonly beeps: number; readonly atMs: number },
  { decideWithinMs }: AmdHow,
): boolean => told === null || (told === 'human' && beeps === 0 && atMs < decideWithinMs)

/** Of what was measured now; `inTurn`: not for a beep's sake only. Gives what is news. */
export function ask(
  asking: Asking,
  row: FeatureRow,
  inTurn: boolean,
  how: { readonly settings: AmdHow; readonly bounds: JudgeBounds },
): AmdVerdict | undefined {
  const { scores } = asking
  if (inTurn) {
    scores[asking.asked % LASTING_ASKS] = machineScore(row)
    asking.asked += 1
  }
  // The least of the last scores: none before so many were asked. Rounded down: what is certain to three decimals only
  // is not certain.
  row[featureAt.leastScore] = Math.floor(least(scores) * 1000) / 1000
  const verdict = decide(row, how.settings, how.bounds)
  if (!verdict || !isNews(asking.told, verdict.verdict)) return undefined
  asking.told = verdict.verdict
  return verdict
}

function least(numbers: Float64Array): number {
  let found = 1
  for (const number of numbers) found = Math.min(found, number)
  return found
}
