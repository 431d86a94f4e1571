/**
 * The rules of `portevoix call`, which tries a trunk with one call a person ordered: on loopback and
 * on the practice carrier any number of fiction; on a real trunk the organisation's own phones only.
 */
import { maskNumber } from '../base/redact.ts'
import type { E164, EpochMs } from '../base/units.ts'
import { callableClasses, classOf } from '../contacts/phoneNumber.ts'
import { refuseClass } from './fr/arcepCallee.ts'
import { fictionAnswer } from './fr/fiction.ts'
import { readNumber } from './numberText.ts'
import { refused } from './rule.ts'
import { france } from './ruleSets.ts'
import { both } from './say.ts'
import type { Refused, RuleId, Verdict } from './verdict.ts'

export interface TrunkTest {
  readonly now: EpochMs
  readonly number: E164
  readonly trunkKind: 'practice' | 'real'
  /** The trunk's address is in 127.0.0.0/8 or ::1. */
  readonly loopback: boolean
  /** Phones declared as the organisation's own. */
  readonly ownPhones: readonly E164[]
  readonly callerId: string
}

type TestRule = readonly [id: RuleId, check: (test: TrunkTest) => Refused | undefined]

const rings = ({ loopback, trunkKind }: TrunkTest): 'practice' | 'real' =>
  loopback ? 'practice' : trunkKind

const testRules: readonly TestRule[] = [
  [
    'test.callee',
    ({ number }) => {
      const kind = classOf(number)
      return callableClasses.includes(kind) ? undefined : refuseClass(kind, number)
    },
  ],
  [
    'test.fiction',
    (test) => fictionAnswer(classOf(test.number) === 'fiction', rings(test), test.number),
  ],
  [
    'test.own-phone',
    (test) => {
      if (rings(test) === 'practice' || test.ownPhones.includes(test.number)) return undefined
      return refused(() => ({
        measured: `${maskNumber(test.number)}, not declared`,
        limit: 'a phone declared as the organisation’s own',
        reason: both(
          'A trunk is tested on the organisation’s own phones only. Declare this one first ' +
            'if it is yours.',
          'On n’essaie un raccordement que sur les téléphones de l’organisation. Si celui-ci ' +
            'est à vous, déclarez-le d’abord.',
        ),
      }))
    },
  ],
  [
    'test.caller-ID',
    ({ callerId }) => {
      if (readNumber(callerId)) return undefined
      return refused(() => ({
        measured: `“${callerId}”`,
        limit: 'a telephone number',
        reason: both(
          'A call never hides its number. Give the number to show.',
          'Un appel ne masque jamais son numéro. Donnez le numéro à afficher.',
        ),
      }))
    },
  ],
]

export function judgeTrunkTest(test: TrunkTest): Verdict {
  const refusals = testRules.flatMap(([rule, check]) => {
    const refusal = check(test)
    return refusal ? [{ rule, is: refusal.is, ...refusal.say() }] : []
  })
  return {
    allowed: refusals.length === 0,
    refusals,
    unknown: [],
    rulesRun: testRules.map(([rule]) => rule),
    judgedAt: test.now,
    lawVersion: france.version,
  }
}
