/** What a rule can answer. Three values: what cannot be known is refused, never assumed (design §5, 7). */

export type RuleId = string

/** The same whole sentence in both languages. */
export interface Said {
  readonly en: string
  readonly fr: string
}

export type RuleAnswer =
  | {
      readonly is: 'allowed'
      /** The first instant (EpochMs) at which this rule may refuse again, when it knows one. */
      readonly until?: number
      /** What a gate measured although it passes, for who reads the whole list. */
      readonly found?: { readonly measured: string; readonly limit: string }
    }
  | Refused
  | Unknown

export interface Refused {
  readonly is: 'refused'
  /** Words are made only for the instant judged, not for those tried in search of a lawful one. */
  readonly say: () => RefusalWords
  /** The first instant (EpochMs) at which this rule may allow the call; absent when it never will. */
  readonly notBefore?: number
  /** Refused whatever the missing fact is, and yet a fact is missing: both are reported. */
  readonly butUnknown?: Unknown
}

export interface RefusalWords {
  /** What was found, as a person reads it (an instant in the callee's zone, a count, a class). */
  readonly measured: string
  /** What would have passed. */
  readonly limit: string
  /** One sentence in English and one in French; both name the next instant something changes, if any. */
  readonly reason: Said
}

export interface Refusal extends RefusalWords {
  readonly is: 'refused'
  readonly notBefore?: number
}

export interface Unknown {
  readonly is: 'unknown'
  /** Path of the fact in law/facts.ts, such as `callee.insee`. */
  readonly missing: string
  readonly reason: Said
}

/** Stored with every attempt and every refusal. */
export interface Verdict {
  readonly allowed: boolean
  readonly refusals: readonly (Refusal & { readonly rule: RuleId })[]
  readonly unknown: readonly {
    readonly rule: RuleId
    readonly missing: string
    readonly reason?: Said
  }[]
  readonly rulesRun: readonly RuleId[]
  /** The instant judged (EpochMs), and the version of the rules. */
  readonly judgedAt: number
  readonly lawVersion: string
  /** When refused now but not for ever: the earliest instant worth asking again. */
  readonly askAgainAt?: number
}
