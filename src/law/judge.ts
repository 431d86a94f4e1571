/**
 * Runs every rule over one call and adds up the answers: deny overrides, windows intersect, caps take
 * the minimum, unknown refuses. Pure and total: it never throws on facts its schema accepts.
 */
import { type EpochMs, epochMs } from '../base/units.ts'
import { classOf } from '../contacts/phoneNumber.ts'
import { localDay, zoneOf } from './calendar.ts'
import type { CivilDay } from './civilDate.ts'
import type { CallFacts } from './facts.ts'
import type { DialCase, DialRule } from './rule.ts'
import type { RuleSet } from './ruleSets.ts'
import { standingConsent } from './standingConsent.ts'
import type { Refused, RuleId, Verdict } from './verdict.ts'
import { whereaboutsOf } from './whereabouts.ts'

export interface Judgement {
  readonly verdict: Verdict
  /** When allowed: the first instant at which a rule may refuse again. */
  readonly until: EpochMs
}

/** Each turn moves past one closed window; a slot and the hours that never meet would turn for ever. */
const askAgainTurnsMax = 24

export function judge(facts: CallFacts, rules: RuleSet): Judgement {
  const call = caseOf(facts)
  const answers = answersOf(rules.dial, call)
  const { refused, unknown, rulesRun, until } = answers
  const allowed = refused.length === 0 && unknown.length === 0
  const askAgainAt = allowed ? undefined : firstInstantAllowed(rules.dial, call, answers)
  const verdict: Verdict = {
    allowed,
    refusals: refused.map(inWords),
    unknown,
    rulesRun,
    judgedAt: facts.now,
    lawVersion: rules.version,
  }
  return { verdict: askAgainAt === undefined ? verdict : { ...verdict, askAgainAt }, until }
}

/** Written out, not spread: most of what a refusal costs is its words. */
function inWords([rule, { say, notBefore }]: readonly [
  RuleId,
  Refused,
]): Verdict['refusals'][number] {
  const { measured, limit, reason } = say()
  if (notBefore === undefined) return { rule, is: 'refused', measured, limit, reason }
  return { rule, is: 'refused', measured, limit, reason, notBefore }
}

interface Answers extends Pick<Verdict, 'unknown' | 'rulesRun'> {
  readonly refused: readonly (readonly [RuleId, Refused])[]
  readonly until: EpochMs
  /** The latest `notBefore`; undefined when something is refused for ever or unknown. */
  readonly notBefore: EpochMs | undefined
}

function answersOf(rules: readonly DialRule[], call: DialCase): Answers {
  const refused: (readonly [RuleId, Refused])[] = []
  const unknown: Verdict['unknown'][number][] = []
  const rulesRun: string[] = []
  let until = Number.POSITIVE_INFINITY
  let notBefore = 0
  for (const rule of rules) {
    if (!isInForce(rule, call) || !rule.appliesTo(call.facts)) continue
    rulesRun.push(rule.id)
    const answer = rule.check(call)
    if (answer.is === 'allowed') {
      until = Math.min(until, answer.until ?? until)
      continue
    }
    const missing = answer.is === 'unknown' ? answer : answer.butUnknown
    if (missing) unknown.push({ rule: rule.id, missing: missing.missing, reason: missing.reason })
    if (answer.is === 'unknown') continue
    refused.push([rule.id, answer])
    notBefore = Math.max(notBefore, answer.notBefore ?? Number.POSITIVE_INFINITY)
  }
  const opensLater = unknown.length === 0 && Number.isFinite(notBefore)
  return {
    refused,
    unknown,
    rulesRun,
    until: epochMs(until),
    notBefore: opensLater ? epochMs(notBefore) : undefined,
  }
}

/**
 * No rule allows before its own `notBefore`, so nothing is lost by moving to the latest of them; there
 * another rule may refuse (a slot on a holiday, a freeze), and so on until all of them allow.
 */
function firstInstantAllowed(
  rules: readonly DialRule[],
  call: DialCase,
  now: Answers,
): EpochMs | undefined {
  let instant = now.notBefore
  for (let turn = 0; turn < askAgainTurnsMax && instant !== undefined; turn += 1) {
    const later = notBeforeAt(rules, caseAt(call, instant))
    if (later === instant) return instant
    instant = later
  }
  return undefined
}

/** This instant when every rule allows at it, else the latest `notBefore`; undefined when there is none. */
function notBeforeAt(rules: readonly DialRule[], call: DialCase): EpochMs | undefined {
  let latest: number = call.now
  for (const rule of rules) {
    if (!isInForce(rule, call) || !rule.appliesTo(call.facts)) continue
    const answer = rule.check(call)
    if (answer.is === 'allowed') continue
    if (answer.is === 'unknown' || answer.butUnknown || answer.notBefore === undefined) {
      return undefined
    }
    latest = Math.max(latest, answer.notBefore)
  }
  return epochMs(latest)
}

function isInForce({ inForce }: DialRule, { legalDay }: DialCase): boolean {
  return inForce.from <= legalDay && (inForce.to === undefined || legalDay < inForce.to)
}

const paris = zoneOf('Europe/Paris')

function caseOf(facts: CallFacts): DialCase {
  return {
    facts,
    now: facts.now,
    legalDay: legalDayOf(facts, facts.now),
    whereabouts: whereaboutsOf(facts),
    calleeClass: classOf(facts.callee.number),
    consent: standingConsent(facts.consents, facts, facts.now),
  }
}

function caseAt(call: DialCase, now: EpochMs): DialCase {
  const { facts, whereabouts, calleeClass } = call
  const legalDay = legalDayOf(facts, now)
  const consent = standingConsent(facts.consents, facts, now)
  return { facts, now, legalDay, whereabouts, calleeClass, consent }
}

const legalDayOf = ({ lawOf }: CallFacts, now: EpochMs): CivilDay => lawOf ?? localDay(paris, now)
