/** A campaign's budget: how many more calls fit into it, whatever those that are up may still cost. */
import { assert } from '../base/assert.ts'

/** From this share on the treasurer is warned. */
export const budgetWarningShare = 0.9

/** A thousand million euros: more than any campaign may spend by law. */
export const budgetMicroEuroMax = 1e15

export interface Spending {
  /** null: no limit. */
  readonly budgetMicroEuro: number | null
  readonly spentMicroEuro: number
  /** Calls that are up or about to be: each may cost as much as the dearest. */
  readonly callsUp: number
  readonly dearestCallMicroEuro: number
}

/** How many calls may be started now without ever exceeding the budget. */
export function callsThatFit(spending: Spending): number {
  const { budgetMicroEuro, spentMicroEuro, callsUp, dearestCallMicroEuro } = spending
  if (budgetMicroEuro === null || dearestCallMicroEuro === 0) return Number.POSITIVE_INFINITY
  assert(dearestCallMicroEuro > 0, 'no call earns money')
  const free = budgetMicroEuro - spentMicroEuro - callsUp * dearestCallMicroEuro
  return Math.max(0, Math.floor(free / dearestCallMicroEuro))
}

export type BudgetState = 'none' | 'within' | 'warned' | 'reached'

export function budgetState(spending: Spending): BudgetState {
  const { budgetMicroEuro, spentMicroEuro } = spending
  if (budgetMicroEuro === null) return 'none'
  if (callsThatFit({ ...spending, callsUp: 0 }) === 0) return 'reached'
  return spentMicroEuro >= budgetMicroEuro * budgetWarningShare ? 'warned' : 'within'
}

/** As the campaign keeps it; report/words.ts has it in French. */
export const budgetReachedWhy = (budgetMicroEuro: number): string =>
  `the budget of ${(budgetMicroEuro / 1_000_000).toFixed(2)} € leaves no room for another call`
