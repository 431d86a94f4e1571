/**
 * The rules of a call by which a person approves a recording: they have just typed their own number on the
 * page of a link they were sent, and their phone rings with the whole message. It is one call to somebody
 * of the team, asked for now: neither consent nor hours of calls to voters bind it (Code électoral L49
 * forbids serial calls that urge a vote). A link may fall into other hands, so how often it rings is capped.
 */
import { maskNumber } from '../base/redact.ts'
import { hours, type Ms, minutes } from '../base/units.ts'
import {
  type AskedCall,
  type AskedRule,
  askedForAnswer,
  calleeAnswer,
  callerIdAnswer,
  capAnswer,
  fictionOf,
  judgeAsked,
} from './askedCall.ts'
import { refused } from './rule.ts'
import { both } from './say.ts'
import type { Refused, Verdict } from './verdict.ts'

export interface ApprovalCall extends AskedCall {
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
export const approvalAskedWithin: Ms = minutes(2)

const tooLate = both(
  'This phone rings while the person waits for it. Ask again.',
  'Ce téléphone sonne pendant que la personne l’attend. Demandez de nouveau.',
)
const perNumber = both(
  'This number was already rung several times today for approvals. Try again tomorrow.',
  'Ce numéro a déjà sonné plusieurs fois aujourd’hui pour des approbations. Réessayez demain.',
)
const overall = both(
  'Too many phones were rung today for approvals. Try again tomorrow.',
  'Trop de téléphones ont sonné aujourd’hui pour des approbations. Réessayez demain.',
)
const notVerified = both(
  'An automated call shows a verified number (NPV) of its trunk. Give the campaign one.',
  'Un appel automatique affiche un numéro vérifié (NPV) de son raccordement. Donnez-en un à ' +
    'la campagne.',
)

const approvalRules: readonly AskedRule<ApprovalCall>[] = [
  ['approval.callee', calleeAnswer],
  ['approval.fiction', fictionOf],
  ['approval.asked-for', (call) => askedForAnswer(call, approvalAskedWithin, tooLate)],
  ['approval.objection', objectionAnswer],
  [
    'approval.calls-per-number',
    ({ callsToNumber }) => capAnswer(callsToNumber, approvalCallsPerNumber, perNumber),
  ],
  [
    'approval.calls-overall',
    ({ callsOverall }) => capAnswer(callsOverall, approvalCallsOverall, overall),
  ],
  ['approval.caller-ID', (call) => callerIdAnswer(call, notVerified)],
]

export const judgeApprovalCall = (call: ApprovalCall): Verdict => judgeAsked(approvalRules, call)

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
