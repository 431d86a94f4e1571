/** The refusal shared by the packs outside France: this is not a person's telephone in that country. */
import { maskNumber } from '../base/redact.ts'
import { allowed, refused } from './rule.ts'
import { both } from './say.ts'
import type { RuleAnswer, Said } from './verdict.ts'

export function calleeAnswer(isTelephone: boolean, number: string, country: Said): RuleAnswer {
  if (isTelephone) return allowed
  return refused(() => ({
    measured: maskNumber(number),
    limit: `a person’s telephone in ${country.en}`,
    reason: both(
      `This number is not a person’s telephone in ${country.en}: it is never called under this law.`,
      `Ce numéro n’est pas le téléphone d’une personne (${country.fr})\u202f: cette loi ne permet pas de l’appeler.`,
    ),
  }))
}

/** No live consent of this person to this caller, by this means. */
export function consentMissing(controller: string, why: Said): RuleAnswer {
  return refused(() => ({
    measured: 'no live consent',
    limit: `a live consent naming “${controller}” and recorded calls`,
    reason: why,
  }))
}
