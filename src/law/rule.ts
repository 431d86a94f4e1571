/**
 * One paragraph of law as a value: where it comes from, its words, since when it holds, and the
 * predicate that obeys it. law/fr/ has one file per legal text; ruleSets.ts lists them.
 */
import type { EpochMs } from '../base/units.ts'
import type { NumberClass } from '../contacts/numberPlan.ts'
import type { CivilDay } from './civilDate.ts'
import type { CallFacts } from './facts.ts'
import type { StandingConsent } from './standingConsent.ts'
import type { RefusalWords, Refused, RuleAnswer, RuleId, Said } from './verdict.ts'
import type { Whereabouts } from './whereabouts.ts'

/**
 * V: primary or official text read. V2: read in a secondary page. K: known, not verified here.
 * D: our own design choice, stricter than the law or filling a gap in it.
 */
export type Confidence = 'V' | 'V2' | 'K' | 'D'

export interface LegalText {
  readonly code: string
  readonly article: string
  /** Day from which this wording holds, `YYYY-MM-DD`. */
  readonly from: string
  readonly confidence: Confidence
  /** Where it was read. */
  readonly source: string
}

/** A value that changes with the law, by the day it takes effect, oldest first. */
export type Dated<Value> = readonly {
  readonly from: CivilDay
  readonly value: Value
  readonly text: string
}[]

export interface DialRule {
  readonly id: RuleId
  readonly title: Said
  /** hard: nobody can override. default: may only be made stricter. */
  readonly level: 'hard' | 'default'
  readonly phase: 'dial'
  readonly text: LegalText
  /** The paragraph obeyed; `exact` is false for a paraphrase. */
  readonly quote: { readonly words: string; readonly exact: boolean }
  /** What the program does about it. */
  readonly does: Said
  /** Days on which calls are judged by this rule; `to` is the first day without it. */
  readonly inForce: { readonly from: CivilDay; readonly to?: CivilDay }
  readonly parameters?: Readonly<Record<string, Dated<string | number | readonly string[]>>>
  appliesTo(facts: CallFacts): boolean
  check(call: DialCase): RuleAnswer
}

/** One call to be judged at one instant: the facts, and what is derived from them once for all rules. */
export interface DialCase {
  readonly facts: CallFacts
  /** The instant judged: `facts.now`, or a later one when looking for the next lawful instant. */
  readonly now: EpochMs
  /** The day in Paris, by which dated rules and parameters are chosen. */
  readonly legalDay: CivilDay
  readonly whereabouts: Whereabouts
  readonly calleeClass: NumberClass
  /** What the ledger says for this controller and channel. */
  readonly consent: StandingConsent
}

/** The value in force on that day; undefined before the first one. */
export function valueOn<Value>(dated: Dated<Value>, day: CivilDay): Value | undefined {
  for (let i = dated.length - 1; i >= 0; i -= 1) {
    const entry = dated[i]
    if (entry && entry.from <= day) return entry.value
  }
  return undefined
}

export const allowed: RuleAnswer = { is: 'allowed' }

/** Allowed up to an instant, when the rule knows one. */
export const allowedUntil = (until: EpochMs | undefined): RuleAnswer =>
  until === undefined ? allowed : { is: 'allowed', until }

export const refused = (say: () => RefusalWords, notBefore?: EpochMs): Refused =>
  notBefore === undefined ? { is: 'refused', say } : { is: 'refused', say, notBefore }
