/** What ended attempts move in the counters of their campaign: by outcome, by area, by second heard. */
import { type Outcome, outcomes } from '../../call/outcome.ts'
import { type AreaMove, type HeardMove, lastHeardSecond, type OutcomeMove } from './counters.ts'

/** An attempt that ended, with its target as it was before. */
export interface EndedAttempt {
  readonly outcome: Outcome
  readonly outcomeBefore: Outcome | null
  /** As area_of writes it; '' where nobody knows. */
  readonly area: string
  readonly heardMs: number | null
}

export function outcomeMoves(rows: readonly EndedAttempt[]): readonly OutcomeMove[] {
  const named = Object.keys(outcomes) as Outcome[]
  return named
    .map((outcome) => {
      const ended = rows.filter((row) => row.outcome === outcome).length
      const before = rows.filter((row) => row.outcomeBefore === outcome).length
      return { outcome, attempts: ended, last_of: ended - before }
    })
    .filter(({ attempts, last_of }) => attempts !== 0 || last_of !== 0)
}

export function areaMoves(rows: readonly EndedAttempt[]): readonly AreaMove[] {
  const byArea = Map.groupBy(rows, ({ area }) => area)
  return [...byArea].map(([area, own]) => ({
    area,
    targets: 0,
    called: own.filter(({ outcomeBefore }) => outcomeBefore === null).length,
    attempts: own.length,
    heard_to_end: own.filter(({ outcome }) => outcome === 'heardToEnd').length,
    objections: own.filter(({ outcome }) => outcome === 'objected').length,
  }))
}

/** Only who began to listen is on the curve. */
export function heardMoves(rows: readonly EndedAttempt[]): readonly HeardMove[] {
  const bySecond = new Map<number, number>()
  for (const { heardMs } of rows) {
    if (heardMs === null || heardMs <= 0) continue
    const second = Math.min(lastHeardSecond, Math.floor(heardMs / 1000))
    bySecond.set(second, (bySecond.get(second) ?? 0) + 1)
  }
  return [...bySecond].map(([second, calls]) => ({ second, calls }))
}
