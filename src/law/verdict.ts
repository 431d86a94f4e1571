/** What a rule can answer. Three values: what cannot be known is refused, never assumed (design §5, 7). */

export type RuleId = string

export type RuleAnswer =
  | { readonly is: 'allowed' }
  | Refusal
  | { readonly is: 'unknown'; readonly missing: string }

export interface Refusal {
  readonly is: 'refused'
  /** What was found, as a person reads it (an instant in the callee's zone, a count, a class). */
  readonly measured: string
  /** What would have passed. */
  readonly limit: string
  /** One sentence in English and one in French; both name the next instant something changes, if any. */
  readonly reason: { readonly en: string; readonly fr: string }
  /** The first instant (EpochMs) at which this rule may allow the call; absent when it never will. */
  readonly notBefore?: number
}

/** Stored with every attempt and every refusal. */
export interface Verdict {
  readonly allowed: boolean
  readonly refusals: readonly (Refusal & { readonly rule: RuleId })[]
  readonly unknown: readonly { readonly rule: RuleId; readonly missing: string }[]
  readonly rulesRun: readonly RuleId[]
  /** The instant judged (EpochMs), and the version of the rules. */
  readonly judgedAt: number
  readonly lawVersion: string
  /** When refused now but not for ever: the earliest instant worth asking again. */
  readonly askAgainAt?: number
}
