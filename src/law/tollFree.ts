/**
 * A free number in a recording: the law of one country requires it, that of another forbids it, a third
 * does not mind. One question, three answers, one predicate.
 */

import type { CivilDay } from './civilDate.ts'
import { passed } from './gate.ts'
import type { Dated } from './rule.ts'
import { refused, valueOn } from './rule.ts'
import { both } from './say.ts'
import type { RuleAnswer } from './verdict.ts'

export type Duty = 'required' | 'forbidden' | 'indifferent'

/**
 * Numbers the caller does not pay for, in E.164. +1: 800, 833, 844, 855, 866, 877, 888. France: 0800 to
 * 0805. United Kingdom: 0800, 0808 and 0500.
 */
const tollFree = /^\+(?:1(?:800|833|844|855|866|877|888)|3380[0-5]|44(?:80[08]|500))\d*$/

export const isTollFree = (number: string): boolean =>
  tollFree.test(number.replace(/[\s.\-()]/g, ''))

/** `numbers`: every number the recording speaks or the call shows, in E.164. */
export function tollFreeAnswer(
  numbers: readonly string[],
  duty: Dated<Duty>,
  day: CivilDay,
): RuleAnswer {
  const free = numbers.filter(isTollFree)
  const measured = numbers.join(', ') || 'no number given'
  switch (valueOn(duty, day) ?? 'indifferent') {
    case 'indifferent':
      return passed(measured, 'any number')
    case 'required':
      if (free.length > 0) return passed(measured, 'one toll-free number')
      return refused(() => ({
        measured,
        limit: 'one toll-free number',
        reason: both(
          'A message left on a voicemail must speak a toll-free number that leads to the opt-out.',
          'Un message laissé sur une messagerie doit donner un numéro gratuit qui mène au refus.',
        ),
      }))
    case 'forbidden':
      if (free.length === 0) return passed(measured, 'no toll-free number')
      return refused(() => ({
        measured: free.join(', '),
        limit: 'no toll-free number',
        reason: both(
          'A free number may not be given in this period: give one at the ordinary tariff.',
          'Un numéro gratuit ne peut pas être donné dans cette période\u202f: donnez-en un au tarif ordinaire.',
        ),
      }))
  }
}
