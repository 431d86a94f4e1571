/**
 * The rules of a call by which a person approves a recording: they have just typed their own number on the
 * page of a link they were sent, and their phone rings with the whole message. It is one call to somebody
 * of the team, asked for now: neither consent nor hours of calls to voters bind it (Code électoral L49
 * forbids serial calls that urge a vote). A link may fall into other hands, so how often it rings is capped.
 */
import { maskNumber } from '../base/redact.ts'
import { type E164, type EpochMs, hours, type Ms, minutes } from '../base/units.ts'
import { callableClasses, classOf } from '../contacts/phoneNumber.ts'
import { refuseClass } from './fr/arcepCallee.ts'
import { fictionAnswer } from './fr/fiction.ts'
import { readNumber } from './numberText.ts'
import { refused } from './rule.ts'
import { france } from './ruleSets.ts'
import { both } from './say.ts'
import type { Refused, RuleId, Verdict } from './verdict.ts'

export interface ApprovalCall {
  readonly now: EpochMs
  readonly number: E164
  readonly trunkKind: 'practice' | 'real'
  readonly callerId: string
  /** Numbers the operator lets us show on this trunk. */
  readonly callerIds: readonly string[]
  /** When the person asked, on the page of their link. */
  readonly askedAt: EpochMs
  /** This number has objected to calls of the organisation. */
  readonly objected: boolean
  /** Approval calls of the organisation to this number, and to all, in the 24 hours before. */
  readonly callsToNumber: number
  readonly callsOverall: number
}

/** Our own caps: no text gives any for a call the person asks for. */
export const approvalCallsPerNumber = 5
export const approvalCallsOverall = 100
export const approvalCallsWithin: Ms = hours(24)
/** Asked for now: a call that comes later would be a surprise. */
export const approvalAskedWithin: Ms = minutes(2)

type ApprovalRule = readonly [id: RuleId, check: (call: ApprovalCall) => Refused | undefined]

const approvalRules: readonly ApprovalRule[] = [
  ['approval.callee', ({ number }) => calleeAnswer(number)],
  [
    'approval.fiction',
    ({ number, trunkKind }) => fictionAnswer(classOf(number) === 'fiction', trunkKind, number),
  ],
  ['approval.asked-for', (call) => askedForAnswer(call)],
  ['approval.objection', (call) => objectionAnswer(call)],
  [
    'approval.calls-per-number',
    ({ callsToNumber }) => capAnswer(callsToNumber, approvalCallsPerNumber, perNumber),
  ],
  [
    'approval.calls-overall',
    ({ callsOverall }) => capAnswer(callsOverall, approvalCallsOverall, overall),
  ],
  ['approval.caller-ID', (call) => callerIdAnswer(call)],
]

/** Deny overrides: every rule runs, one refusal is enough. */
export function judgeApprovalCall(call: ApprovalCall): Verdict {
  const refusals = approvalRules.flatMap(([rule, check]) => {
    const refusal = check(call)
    return refusal ? [{ rule, is: refusal.is, ...refusal.say() }] : []
  })
  return {
    allowed: refusals.length === 0,
    refusals,
    unknown: [],
    rulesRun: approvalRules.map(([rule]) => rule),
    judgedAt: call.now,
    lawVersion: france.version,
  }
}

function calleeAnswer(number: E164): Refused | undefined {
  const kind = classOf(number)
  return callableClasses.includes(kind) ? undefined : refuseClass(kind, number)
}

function askedForAnswer({ now, askedAt }: ApprovalCall): Refused | undefined {
  const waited = now - askedAt
  if (waited >= 0 && waited <= approvalAskedWithin) return undefined
  return refused(() => ({
    measured: `asked ${Math.round(waited / 1000)} s ago`,
    limit: `at most ${approvalAskedWithin / 1000} s ago`,
    reason: both(
      'This phone rings while the person waits for it. Ask again.',
      'Ce téléphone sonne pendant que la personne l’attend. Demandez de nouveau.',
    ),
  }))
}

function objectionAnswer({ objected, number }: ApprovalCall): Refused | undefined {
  if (!objected) return undefined
  return refused(() => ({
    measured: `${maskNumber(number)} objected`,
    limit: 'a number that did not object',
    reason: both(
      'This number asked never to be called again. Give another phone of yours.',
      'Ce numéro a demandé à ne plus être appelé. Donnez un autre de vos téléphones.',
    ),
  }))
}

const perNumber = both(
  'This number was already rung several times today for approvals. Try again tomorrow.',
  'Ce numéro a déjà sonné plusieurs fois aujourd’hui pour des approbations. Réessayez demain.',
)
const overall = both(
  'Too many phones were rung today for approvals. Try again tomorrow.',
  'Trop de téléphones ont sonné aujourd’hui pour des approbations. Réessayez demain.',
)

function capAnswer(calls: number, cap: number, reason: typeof overall): Refused | undefined {
  if (calls < cap) return undefined
  return refused(() => ({ measured: `${calls} in 24 h`, limit: `${cap} in 24 h`, reason }))
}

/** CPCE L34-5: identity never hidden; the operator lets us show only its own numbers. */
function callerIdAnswer({ callerId, callerIds }: ApprovalCall): Refused | undefined {
  const shown = readNumber(callerId)
  // A machine calls: of the classes Arcep leaves to automated systems, only NPV is on our list.
  if (shown && classOf(shown) === 'npv' && callerIds.some((each) => readNumber(each) === shown)) {
    return undefined
  }
  return refused(() => ({
    measured: shown ? `${maskNumber(shown)} (${classOf(shown)})` : `“${callerId}”`,
    limit: 'a verified number (NPV) of this trunk',
    reason: both(
      'An automated call shows a verified number (NPV) of its trunk. Give the campaign one.',
      'Un appel automatique affiche un numéro vérifié (NPV) de son raccordement. Donnez-en un à ' +
        'la campagne.',
    ),
  }))
}
