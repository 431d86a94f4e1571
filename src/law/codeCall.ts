/**
 * The rules of a call that dictates a one-time code to a person who has just asked for it on a public
 * page. It carries no propaganda and is asked for now, so neither the hours nor the eve of an election
 * bind it (Code électoral L49 forbids serial calls that urge a vote); a stranger may have typed the
 * number, so what may ring and how often does.
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

export interface CodeCall extends AskedCall {
  /**
   * data: they want to see what we hold about the number. consent: they offer their consent. A number
   * we hold nothing about is rung for the second only: otherwise the page could be used to pester.
   */
  readonly purpose: 'data' | 'consent'
  readonly holdsData: boolean
  /** Code calls to this number, and to all numbers, in the 24 hours before. */
  readonly callsToNumber: number
  readonly callsOverall: number
}

/** Our own caps: no text gives any for a call the person asks for. */
export const codeCallsPerNumber = 3
export const codeCallsOverall = 2_000
export const codeCallsWithin: Ms = hours(24)
export const askedWithin: Ms = minutes(2)

const tooLate = both(
  'A code is dictated while the person waits for it. Ask for a new one.',
  'Un code se dicte pendant que la personne l’attend. Demandez-en un nouveau.',
)
const perNumber = both(
  'This number was already rung for codes today. Try again tomorrow, or write to us.',
  'Ce numéro a déjà sonné pour des codes aujourd’hui. Réessayez demain, ou écrivez-nous.',
)
const overall = both(
  'Too many codes were dictated today. Try again tomorrow, or write to us.',
  'Trop de codes ont été dictés aujourd’hui. Réessayez demain, ou écrivez-nous.',
)
const notVerified = both(
  'An automated call shows a verified number (NPV) of its trunk. Give the trunk one.',
  'Un appel automatique affiche un numéro vérifié (NPV) de son raccordement. Donnez-en un ' +
    'au raccordement.',
)

const codeRules: readonly AskedRule<CodeCall>[] = [
  ['code.callee', calleeAnswer],
  ['code.fiction', fictionOf],
  ['code.asked-for', (call) => askedForAnswer(call, askedWithin, tooLate)],
  ['code.known', knownAnswer],
  ['code.calls-per-number', (call) => capAnswer(call.callsToNumber, codeCallsPerNumber, perNumber)],
  ['code.calls-overall', (call) => capAnswer(call.callsOverall, codeCallsOverall, overall)],
  ['code.caller-ID', (call) => callerIdAnswer(call, notVerified)],
]

export const judgeCodeCall = (call: CodeCall): Verdict => judgeAsked(codeRules, call)

function knownAnswer({ purpose, holdsData, number }: CodeCall): Refused | undefined {
  if (purpose === 'consent' || holdsData) return undefined
  return refused(() => ({
    measured: `nothing held about ${maskNumber(number)}`,
    limit: 'a number we hold something about, or a consent being offered',
    reason: both(
      'We hold nothing about this number: there is nothing to show, and it is not rung.',
      'Nous n’avons rien sur ce numéro\u202f: il n’y a rien à montrer, et il ne sonne pas.',
    ),
  }))
}
