/**
 * Step 5 of the path: facts → LawfulCall | Refusals. The only maker of LawfulCall.
 * Runs *all* rules; deny overrides, windows intersect, caps take the minimum, unknown refuses.
 */
import { type E164, type EpochMs, epochMs, type Ms, seconds } from '../base/units.ts'
import { type ApprovalCall, judgeApprovalCall } from './approvalCall.ts'
import { type CodeCall, judgeCodeCall } from './codeCall.ts'
import type { CallFacts } from './facts.ts'
import { judge } from './judge.ts'
import { readNumber } from './numberText.ts'
import { type RuleSet, ruleSetOf } from './ruleSets.ts'
import { judgeTrunkTest, type TrunkTest } from './trunkTest.ts'
import type { Verdict } from './verdict.ts'

/** How long after the decision the INVITE may still leave: the queue between pacer and socket, not a pause. */
export const lawfulForMs: Ms = seconds(5)

export interface Decision {
  readonly verdict: Verdict
  /** Present exactly when the verdict allows. */
  readonly lawful: LawfulCall | null
}

/** May this call be placed now? The verdict is stored either way. */
export function decide(facts: CallFacts, rules: RuleSet = ruleSetOf(facts.country)): Decision {
  const { verdict, until } = judge(facts, rules)
  if (!verdict.allowed) return { verdict, lawful: null }
  const { callee, standIn, callerId = '', trunk } = facts
  return {
    verdict,
    lawful: new LawfulCallProof(
      // In a rehearsal the proof is for the number of fiction: the person's own cannot be dialled with it.
      standIn ?? callee.number,
      readNumber(callerId) ?? callerId,
      trunk.kind,
      verdict,
      epochMs(Math.min(facts.now + lawfulForMs, until)),
    ),
  }
}

/** May `portevoix call` ring this phone to test a trunk? */
export function decideTrunkTest(test: TrunkTest): Decision {
  const verdict = judgeTrunkTest(test)
  if (!verdict.allowed) return { verdict, lawful: null }
  const expiresAt = epochMs(test.now + lawfulForMs)
  const kind = test.loopback ? 'practice' : test.trunkKind
  return {
    verdict,
    lawful: new LawfulCallProof(
      test.number,
      readNumber(test.callerId) ?? test.callerId,
      kind,
      verdict,
      expiresAt,
    ),
  }
}

/** May the code a person asked for be dictated to this number? */
export function decideCodeCall(call: CodeCall): Decision {
  const verdict = judgeCodeCall(call)
  if (!verdict.allowed) return { verdict, lawful: null }
  const { now, number, callerId, trunkKind } = call
  const shown = readNumber(callerId) ?? callerId
  const expiresAt = epochMs(now + lawfulForMs)
  return {
    verdict,
    lawful: new LawfulCallProof(number, shown, trunkKind, verdict, expiresAt),
  }
}

/** May the phone of whoever answers for a recording ring with it? */
export function decideApprovalCall(call: ApprovalCall): Decision {
  const verdict = judgeApprovalCall(call)
  if (!verdict.allowed) return { verdict, lawful: null }
  const { now, number, callerId, trunkKind } = call
  const shown = readNumber(callerId) ?? callerId
  const expiresAt = epochMs(now + lawfulForMs)
  return {
    verdict,
    lawful: new LawfulCallProof(number, shown, trunkKind, verdict, expiresAt),
  }
}

class LawfulCallProof {
  // A #field, not a private constructor, is what makes a class nominal in TypeScript.
  readonly #proof = true
  readonly number: E164
  readonly callerId: string
  readonly trunkKind: 'practice' | 'real'
  readonly verdict: Verdict
  /** Telephony refuses to send the INVITE from this instant on (calendar time). */
  readonly expiresAt: EpochMs

  constructor(
    number: E164,
    callerId: string,
    trunkKind: 'practice' | 'real',
    verdict: Verdict,
    expiresAt: EpochMs,
  ) {
    this.number = number
    this.callerId = callerId
    this.trunkKind = trunkKind
    this.verdict = verdict
    this.expiresAt = epochMs(this.#proof ? expiresAt : 0)
  }
}

/** The proof that one call may be placed now. */
export type LawfulCall = LawfulCallProof
