/**
 * What a verdict means for a campaign that counts its people before it starts: callable now, later,
 * never, or not known. The words of the verdict are left out: they name one person's numbers.
 */
import type { EpochMs } from '../base/units.ts'
import type { RuleId, Verdict } from '../law/verdict.ts'

export type FindingKind = 'now' | 'later' | 'never' | 'unknown'

export interface Finding {
  readonly is: FindingKind
  /** Of `later`: the earliest instant worth asking again. */
  readonly at?: EpochMs
  /** Rules that refuse, in the order in which they run. */
  readonly refusedBy: readonly RuleId[]
  /** Rules that cannot answer, each with the fact it lacks: `fr.L49-3 callee.insee`. */
  readonly unknownBy: readonly string[]
}

/** Not a paragraph of law: the first lawful instant lies behind the campaign's own deadline. */
export const afterDeadline: RuleId = 'campaign.deadline'

/** `lastStart`: no call of the campaign may start from this instant on; absent: it has no deadline. */
export function findingOf(verdict: Verdict, lastStart = Number.POSITIVE_INFINITY): Finding {
  const refusedBy = verdict.refusals.map(({ rule }) => rule)
  const unknownBy = verdict.unknown.map(({ rule, missing }) => `${rule} ${missing}`)
  const first = verdict.allowed ? verdict.judgedAt : verdict.askAgainAt
  if (first !== undefined && first >= lastStart) {
    return { is: 'never', refusedBy: [...refusedBy, afterDeadline], unknownBy }
  }
  if (verdict.allowed) return { is: 'now', refusedBy, unknownBy }
  if (first !== undefined) return { is: 'later', at: first as EpochMs, refusedBy, unknownBy }
  // Somebody refused for good stays so, whatever else is not known about them.
  const forGood = verdict.refusals.some(({ notBefore }) => notBefore === undefined)
  const is = unknownBy.length > 0 && !forGood ? 'unknown' : 'never'
  return { is, refusedBy, unknownBy }
}
