/**
 * One paragraph of law as a value: where it comes from, its words, since when it holds, and the
 * predicate that obeys it. law/fr/ has one file per legal text; ruleSets.ts lists them.
 */
import type { EpochMs } from '../base/units.ts'
import type { NumberClass } from '../contacts/numberPlan.ts'
import type { CivilDay } from './civilDate.ts'
import type { CallFacts } from './facts.ts'
import type { LaunchFacts } from './launchFacts.ts'
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

/** When a rule is obeyed: at the import of a file, before a launch, at each call, in it, after it. */
export const phaseNames = ['import', 'approve', 'dial', 'answer', 'after'] as const
export type Phase = (typeof phaseNames)[number]

/** hard: nobody can override. gate: no launch. default: may only be made stricter. info: shown, exported. */
export type Level = 'hard' | 'gate' | 'default' | 'info'

/** What every rule says of itself, whatever it judges; docs/law.md is made of these. */
export interface LegalRule {
  readonly id: RuleId
  readonly title: Said
  readonly level: Level
  readonly phase: Phase
  readonly text: LegalText
  /** The paragraph obeyed; `exact` is false for a paraphrase. */
  readonly quote: { readonly words: string; readonly exact: boolean }
  /** What the program does about it. */
  readonly does: Said
  /** Days on which the rule holds; `to` is the first day without it. */
  readonly inForce: { readonly from: CivilDay; readonly to?: CivilDay }
  readonly parameters?: Readonly<Record<string, Dated<string | number | readonly string[]>>>
}

/** Judges one call (decide.ts). */
export interface DialRule extends LegalRule {
  readonly level: 'hard' | 'default'
  readonly phase: 'dial'
  appliesTo(facts: CallFacts): boolean
  check(call: DialCase): RuleAnswer
}

/** Judges a campaign before it may be launched (launch.ts). */
export interface GateRule extends LegalRule {
  readonly level: 'hard' | 'gate' | 'default'
  readonly phase: 'approve'
  /** Something on paper is missing: in practice, where no real phone rings, it only warns. */
  readonly paper: boolean
  appliesTo(facts: LaunchFacts): boolean
  check(launch: LaunchCase): RuleAnswer
}

/** A launch to be judged: the facts, and the day in Paris by which dated rules are chosen. */
export interface LaunchCase {
  readonly facts: LaunchFacts
  readonly now: EpochMs
  readonly legalDay: CivilDay
}

/**
 * A rule obeyed elsewhere (the import, the attempt machine, the purge) or only shown: it has no
 * predicate here, and says which part of the program keeps it.
 */
export interface KeptRule extends LegalRule {
  /** Path of the file that keeps it, such as `src/contacts/forbiddenColumns.ts`; null: only shown. */
  readonly keptBy: string | null
}

/** One call to be judged at one instant: the facts, and what is derived from them once for all rules. */
export interface DialCase {
  readonly facts: CallFacts
  /** The instant judged: `facts.now`, or a later one when looking for the next lawful instant. */
  readonly now: EpochMs
  /** By which dated rules and parameters are chosen: `facts.lawOf`, or the day it is in Paris. */
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
