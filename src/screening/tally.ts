/**
 * Counts of findings: by kind, by rule, by territory, by the hour from which a call may be lawful.
 * Tallies of parts add up to the tally of the whole, whatever the parts and their order: that is what
 * lets a screening be cut into chunks, and resumed.
 */
import { hours } from '../base/units.ts'
import type { Finding, FindingKind } from './finding.ts'

export type Kinds = Record<FindingKind, number>

export interface RuleTally {
  /** People this rule refuses, among others perhaps. */
  refused: number
  /** People whose first reason it is: these sum to everybody who is not callable now. */
  first: number
  /** People of whom it lacks a fact. */
  unknown: number
}

/** Plain data: it travels between threads and is stored as JSON. */
export interface Tally {
  people: number
  readonly kinds: Kinds
  readonly rules: Record<string, RuleTally>
  readonly territories: Record<string, Kinds>
  /** Beginning of an hour (EpochMs) → people who may be called from some instant of it on. */
  readonly laterFrom: Record<string, number>
  /** Facts that are missing → people. */
  readonly missing: Record<string, number>
}

const hourMs = hours(1)
/** A month of hours; later ones are counted under the last. */
export const laterHoursMax = 31 * 24
export const elsewhere = '—'

export const emptyTally = (): Tally => ({
  people: 0,
  kinds: noKinds(),
  rules: {},
  territories: {},
  laterFrom: {},
  missing: {},
})

const noKinds = (): Kinds => ({ now: 0, later: 0, never: 0, unknown: 0 })

/** `people`: how many have this finding, in this territory. */
export function addFinding(
  tally: Tally,
  finding: Finding,
  territory: string,
  people: number,
  judgedAt: number,
): void {
  tally.people += people
  tally.kinds[finding.is] += people
  tally.territories[territory] ??= noKinds()
  ;(tally.territories[territory] as Kinds)[finding.is] += people
  for (const rule of finding.refusedBy) ruleOf(tally, rule).refused += people
  for (const lacking of finding.unknownBy) {
    const [rule = '', missing = ''] = lacking.split(' ')
    ruleOf(tally, rule).unknown += people
    addTo(tally.missing, missing, people)
  }
  const first = finding.refusedBy[0] ?? finding.unknownBy[0]?.split(' ')[0]
  if (first !== undefined) ruleOf(tally, first).first += people
  if (finding.at !== undefined) addTo(tally.laterFrom, hourOf(finding.at, judgedAt), people)
}

function hourOf(at: number, judgedAt: number): string {
  const last = Math.floor(judgedAt / hourMs) + laterHoursMax
  return String(Math.min(Math.floor(at / hourMs), last) * hourMs)
}

/** Adds `part` to `whole`. */
export function mergeTally(whole: Tally, part: Tally): void {
  whole.people += part.people
  addKinds(whole.kinds, part.kinds)
  for (const [rule, counts] of Object.entries(part.rules)) {
    const own = ruleOf(whole, rule)
    own.refused += counts.refused
    own.first += counts.first
    own.unknown += counts.unknown
  }
  for (const [territory, kinds] of Object.entries(part.territories)) {
    whole.territories[territory] ??= noKinds()
    addKinds(whole.territories[territory] as Kinds, kinds)
  }
  for (const [hour, people] of Object.entries(part.laterFrom)) addTo(whole.laterFrom, hour, people)
  for (const [fact, people] of Object.entries(part.missing)) addTo(whole.missing, fact, people)
}

function addKinds(whole: Kinds, part: Kinds): void {
  whole.now += part.now
  whole.later += part.later
  whole.never += part.never
  whole.unknown += part.unknown
}

function ruleOf(tally: Tally, rule: string): RuleTally {
  tally.rules[rule] ??= { refused: 0, first: 0, unknown: 0 }
  return tally.rules[rule] as RuleTally
}

function addTo(counts: Record<string, number>, key: string, people: number): void {
  counts[key] = (counts[key] ?? 0) + people
}
