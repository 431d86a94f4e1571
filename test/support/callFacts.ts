/** A call that every rule allows, and ways to change one fact of it. Fiction numbers only. */
import { type E164, type EpochMs, epochMs, ms } from '../../src/base/units.ts'
import type { Election } from '../../src/campaign/election.ts'
import type { ConsentEntry, Slot } from '../../src/contacts/consent.ts'
import { decide } from '../../src/law/decide.ts'
import type { CallFacts } from '../../src/law/facts.ts'
import { saturdayTerritories } from '../../src/law/fr/codeElectoralL49.ts'
import type { Verdict } from '../../src/law/verdict.ts'

export const instant = (iso: string): EpochMs => epochMs(Date.parse(iso))
export const iso = (at: number | undefined): string =>
  at === undefined ? 'never' : new Date(at).toISOString()

/** A Tuesday, 10:00 in Paris. */
export const tuesdayTen = instant('2026-11-24T10:00:00+01:00')
export const someone = '+33639981234' as E164
export const npv = '+33163001234'
export const controller = 'Camille Exemple'
const everyDay = [1, 2, 3, 4, 5, 6, 7]
export const wholeWeek: readonly Slot[] = [{ days: everyDay, from: '00:00', to: '24:00' }]
/** Calls at any hour were asked for in so many words: only the rule under test is left to refuse. */
export const anyHour: readonly Slot[] = [
  { days: everyDay, from: '00:00', to: '24:00', expressOutsideHours: true, includesHolidays: true },
]

export function aConsent(change: Partial<ConsentEntry> = {}): ConsentEntry {
  const at = instant('2026-03-12T10:41:00+01:00')
  return { kind: 'given', controller, channel: 'automate', at, slots: wholeWeek, ...change }
}

export function callFacts(change: Partial<CallFacts> = {}): CallFacts {
  return {
    now: tuesdayTen,
    channel: 'automate',
    controller,
    purpose: 'electoral',
    election: null,
    callee: { number: someone, insee: '75056' },
    consents: [aConsent()],
    suppressions: [],
    attempts: [],
    callerId: npv,
    trunk: { kind: 'practice', callerIds: [npv] },
    ringTimeoutMs: ms(25_000),
    maxTalkMs: ms(90_000),
    ...change,
  }
}

/** ringTimeoutMs + maxTalkMs of callFacts + one minute. */
export const freezeLeadMs = 25_000 + 90_000 + 60_000

export const presidential2027: Election = {
  name: 'présidentielle 2027',
  kind: 'presidential',
  status: 'announced',
  rounds: [
    {
      pollDate: '2027-04-18',
      saturday: { pollDate: '2027-04-17', territories: saturdayTerritories },
    },
    {
      pollDate: '2027-05-02',
      saturday: { pollDate: '2027-05-01', territories: saturdayTerritories },
    },
  ],
}

export const verdictOf = (change: Partial<CallFacts>): Verdict => decide(callFacts(change)).verdict

/** The rules that answer *unknown* when this fact is left out. */
export function unknownWithout(fact: keyof CallFacts): readonly string[] {
  const facts: Partial<CallFacts> = { ...callFacts() }
  Reflect.deleteProperty(facts, fact)
  const { verdict, lawful } = decide(facts as CallFacts)
  if (lawful !== null || verdict.allowed) throw new Error(`allowed without knowing ${fact}`)
  return verdict.unknown.filter(({ missing }) => missing === fact).map(({ rule }) => rule)
}

/** `allowed`, `refused` or `unknown`: what this one rule says. */
export function ruleSays(
  rule: string,
  change: Partial<CallFacts>,
): 'allowed' | 'refused' | 'unknown' | 'not run' {
  const verdict = verdictOf(change)
  if (!verdict.rulesRun.includes(rule)) return 'not run'
  if (verdict.refusals.some((refusal) => refusal.rule === rule)) return 'refused'
  return verdict.unknown.some((each) => each.rule === rule) ? 'unknown' : 'allowed'
}

/** The boundary triple: one millisecond before `limit`, at it, one after. */
export function around(
  limit: number,
  says: (now: EpochMs) => string,
): readonly [before: string, at: string, after: string] {
  return [says(epochMs(limit - 1)), says(epochMs(limit)), says(epochMs(limit + 1))]
}
