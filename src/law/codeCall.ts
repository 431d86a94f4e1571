/**
 * The rules of a call that dictates a one-time code to a person who has just asked for it on a public
 * page. It carries no propaganda and is asked for now, so neither the hours nor the eve of an election
 * bind it (Code électoral L49 forbids serial calls that urge a vote); a stranger may have typed the
 * number, so what may ring and how often does.
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

export interface CodeCall {
  readonly now: EpochMs
  readonly number: E164
  readonly trunkKind: 'practice' | 'real'
  readonly callerId: string
  /** Numbers the operator lets us show on this trunk. */
  readonly callerIds: readonly string[]
  /** When the person asked, on the page. */
  readonly askedAt: EpochMs
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
/** Asked for now: a call that waited longer for a line would come as a surprise. */
export const askedWithin: Ms = minutes(2)

type CodeRule = readonly [id: RuleId, check: (call: CodeCall) => Refused | undefined]

const codeRules: readonly CodeRule[] = [
  ['code.callee', ({ number }) => calleeAnswer(number)],
  [
    'code.fiction',
    ({ number, trunkKind }) => fictionAnswer(classOf(number) === 'fiction', trunkKind, number),
  ],
  ['code.asked-for', (call) => askedForAnswer(call)],
  ['code.known', (call) => knownAnswer(call)],
  ['code.calls-per-number', (call) => capAnswer(call.callsToNumber, codeCallsPerNumber, perNumber)],
  ['code.calls-overall', (call) => capAnswer(call.callsOverall, codeCallsOverall, overall)],
  ['code.caller-ID', (call) => callerIdAnswer(call)],
]

/** Deny overrides: every rule runs, one refusal is enough. */
export function judgeCodeCall(call: CodeCall): Verdict {
  const refusals = codeRules.flatMap(([rule, check]) => {
    const refusal = check(call)
    return refusal ? [{ rule, is: refusal.is, ...refusal.say() }] : []
  })
  return {
    allowed: refusals.length === 0,
    refusals,
    unknown: [],
    rulesRun: codeRules.map(([rule]) => rule),
    judgedAt: call.now,
    lawVersion: france.version,
  }
}

function calleeAnswer(number: E164): Refused | undefined {
  const kind = classOf(number)
  return callableClasses.includes(kind) ? undefined : refuseClass(kind, number)
}

function askedForAnswer({ now, askedAt }: CodeCall): Refused | undefined {
  const waited = now - askedAt
  if (waited >= 0 && waited <= askedWithin) return undefined
  return refused(() => ({
    measured: `asked ${Math.round(waited / 1000)} s ago`,
    limit: `at most ${askedWithin / 1000} s ago`,
    reason: both(
      'A code is dictated while the person waits for it. Ask for a new one.',
      'Un code se dicte pendant que la personne l’attend. Demandez-en un nouveau.',
    ),
  }))
}

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

const perNumber = both(
  'This number was already rung for codes today. Try again tomorrow, or write to us.',
  'Ce numéro a déjà sonné pour des codes aujourd’hui. Réessayez demain, ou écrivez-nous.',
)
const overall = both(
  'Too many codes were dictated today. Try again tomorrow, or write to us.',
  'Trop de codes ont été dictés aujourd’hui. Réessayez demain, ou écrivez-nous.',
)

function capAnswer(calls: number, cap: number, reason: typeof overall): Refused | undefined {
  if (calls < cap) return undefined
  return refused(() => ({ measured: `${calls} in 24 h`, limit: `${cap} in 24 h`, reason }))
}

/** CPCE L34-5: identity never hidden; the operator lets us show only its own numbers. */
function callerIdAnswer({ callerId, callerIds }: CodeCall): Refused | undefined {
  const shown = readNumber(callerId)
  // A machine calls: of the classes Arcep leaves to automated systems, only NPV is on our list.
  if (shown && classOf(shown) === 'npv' && callerIds.some((each) => readNumber(each) === shown)) {
    return undefined
  }
  return refused(() => ({
    measured: shown ? `${maskNumber(shown)} (${classOf(shown)})` : `“${callerId}”`,
    limit: 'a verified number (NPV) of this trunk',
    reason: both(
      'An automated call shows a verified number (NPV) of its trunk. Give the trunk one.',
      'Un appel automatique affiche un numéro vérifié (NPV) de son raccordement. Donnez-en un ' +
        'au raccordement.',
    ),
  }))
}
