/**
 * What a call that a person has just asked for by typing their own number on one of our pages has to
 * satisfy, whatever it says to them: `codeCall.ts` and `approvalCall.ts` are two of these. It is no serial
 * call that urges a vote (Code électoral L49), so neither hours nor eves bind it; but a stranger may have typed
 * the number, so what may ring, how soon and how often does.
 */
import { maskNumber } from '../base/redact.ts'
import type { E164, EpochMs, Ms } from '../base/units.ts'
import { callableClasses, classOf } from '../contacts/phoneNumber.ts'
import { refuseClass } from './fr/arcepCallee.ts'
import { fictionAnswer } from './fr/fiction.ts'
import { readNumber } from './numberText.ts'
import { refused } from './rule.ts'
import { france } from './ruleSets.ts'
import type { both } from './say.ts'
import type { Refused, RuleId, Verdict } from './verdict.ts'

export interface AskedCall {
  readonly now: EpochMs
  readonly number: E164
  readonly trunkKind: 'practice' | 'real'
  readonly callerId: string
  /** Numbers the operator lets us show on this trunk. */
  readonly callerIds: readonly string[]
  /** When the person asked, on the page. */
  readonly askedAt: EpochMs
}

type Reason = ReturnType<typeof both>
export type AskedRule<Call> = readonly [id: RuleId, check: (call: Call) => Refused | undefined]

/** Deny overrides: every rule runs, one refusal is enough. */
export function judgeAsked<Call extends AskedCall>(
  rules: readonly AskedRule<Call>[],
  call: Call,
): Verdict {
  const refusals = rules.flatMap(([rule, check]) => {
    const refusal = check(call)
    return refusal ? [{ rule, is: refusal.is, ...refusal.say() }] : []
  })
  return {
    allowed: refusals.length === 0,
    refusals,
    unknown: [],
    rulesRun: rules.map(([rule]) => rule),
    judgedAt: call.now,
    lawVersion: france.version,
  }
}

export function calleeAnswer({ number }: AskedCall): Refused | undefined {
  const kind = classOf(number)
  return callableClasses.includes(kind) ? undefined : refuseClass(kind, number)
}

export const fictionOf = ({ number, trunkKind }: AskedCall): Refused | undefined =>
  fictionAnswer(classOf(number) === 'fiction', trunkKind, number)

/** Asked for now: a call that comes later would be a surprise. */
export function askedForAnswer(
  { now, askedAt }: AskedCall,
  within: Ms,
  reason: Reason,
): Refused | undefined {
  const waited = now - askedAt
  if (waited >= 0 && waited <= within) return undefined
  return refused(() => ({
    measured: `asked ${Math.round(waited / 1000)} s ago`,
    limit: `at most ${within / 1000} s ago`,
    reason,
  }))
}

export function capAnswer(calls: number, cap: number, reason: Reason): Refused | undefined {
  if (calls < cap) return undefined
  return refused(() => ({ measured: `${calls} in 24 h`, limit: `${cap} in 24 h`, reason }))
}

/** CPCE L34-5: identity never hidden; the operator lets us show only its own numbers. */
export function callerIdAnswer(
  { callerId, callerIds }: AskedCall,
  reason: Reason,
): Refused | undefined {
  const shown = readNumber(callerId)
  // A machine calls: of the classes Arcep leaves to automated systems, only NPV is on our list.
  if (shown && classOf(shown) === 'npv' && callerIds.some((each) => readNumber(each) === shown)) {
    return undefined
  }
  return refused(() => ({
    measured: shown ? `${maskNumber(shown)} (${classOf(shown)})` : `“${callerId}”`,
    limit: 'a verified number (NPV) of this trunk',
    reason,
  }))
}
