/**
 * May this campaign be launched? Runs every gate on the facts and gives each one's answer; one refusal
 * or one unknown fact is enough to refuse. In practice, where no real phone rings, paper only warns.
 */
import { localDay, zoneOf } from './calendar.ts'
import type { LaunchFacts } from './launchFacts.ts'
import type { GateRule, LaunchCase } from './rule.ts'
import { france, type RuleSet } from './ruleSets.ts'
import { both } from './say.ts'
import type { RuleId, Said } from './verdict.ts'

export interface GateAnswer {
  readonly rule: RuleId
  readonly title: Said
  /** Code and article. */
  readonly article: string
  /** warned: would be refused with real calls. unknown: a fact is missing, which refuses too. */
  readonly is: 'passed' | 'refused' | 'unknown' | 'warned'
  readonly measured: string
  /** What would pass. */
  readonly limit: string
  /** Nothing when it passed. */
  readonly reason?: Said
  /** Path of the missing fact. */
  readonly missing?: string
}

export interface LaunchVerdict {
  readonly launchable: boolean
  readonly gates: readonly GateAnswer[]
  readonly judgedAt: number
  readonly lawVersion: string
}

const paris = zoneOf('Europe/Paris')

export function judgeLaunch(facts: LaunchFacts, rules: RuleSet = france): LaunchVerdict {
  const launch: LaunchCase = { facts, now: facts.now, legalDay: localDay(paris, facts.now) }
  const gates = rules.launch
    .filter((gate) => isInForce(gate, launch) && gate.appliesTo(facts))
    .map((gate) => answerOf(gate, launch))
  return {
    launchable: gates.every(({ is }) => is === 'passed' || is === 'warned'),
    gates,
    judgedAt: facts.now,
    lawVersion: rules.version,
  }
}

function isInForce({ inForce }: GateRule, { legalDay }: LaunchCase): boolean {
  return inForce.from <= legalDay && (inForce.to === undefined || legalDay < inForce.to)
}

function answerOf(gate: GateRule, launch: LaunchCase): GateAnswer {
  const { id: rule, title, text, paper } = gate
  const about = { rule, title, article: `${text.code}, ${text.article}` }
  const warns = paper && launch.facts.trunkKind === 'practice'
  const answer = gate.check(launch)
  switch (answer.is) {
    case 'allowed':
      return { ...about, is: 'passed', measured: '', limit: '', ...answer.found }
    case 'refused':
      return { ...about, is: warns ? 'warned' : 'refused', ...answer.say() }
    case 'unknown': {
      const { missing, reason = both('A fact is missing.', 'Il manque un fait.') } = answer
      const is = warns ? 'warned' : 'unknown'
      return { ...about, is, measured: 'not known', limit: `${missing} known`, reason, missing }
    }
  }
}
