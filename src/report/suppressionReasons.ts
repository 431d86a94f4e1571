/** Why a number is never called again, in French: the table keeps what the program wrote, in English. */
import type { Language } from './words.ts'

const inFrench: readonly (readonly [RegExp, string])[] = [
  [/^pressed 9 during the call$/, 'a tapé 9 pendant l’appel'],
  [/^pressed 9 when ringing back$/, 'a tapé 9 en rappelant'],
  [
    /^typed when ringing back from another telephone$/,
    'numéro tapé en rappelant d’un autre téléphone',
  ],
  [
    /^marked the call as unwanted on the phone \(SIP 607\)$/,
    'a marqué l’appel comme indésirable sur son téléphone (SIP 607)',
  ],
  [/^web page, number proved by code$/, 'page web, numéro prouvé par un code'],
  [/^web page, without a code$/, 'page web, sans code'],
  [/^on the list (.+) of (.+)$/, 'sur la liste $1 de $2'],
]

/** A person's own words stay as they are. */
export function suppressionReasonIn(reason: string, language: Language): string {
  if (language === 'en') return reason
  const known = inFrench.find(([pattern]) => pattern.test(reason))
  return known === undefined ? reason : reason.replace(known[0], known[1])
}
