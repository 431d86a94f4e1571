/**
 * A number as people write it in facts and settings → E.164, whatever its class: `+33 1 63 00 12 34`,
 * `01 63 00 12 34`, `0033…`, `+33 (0)1…`, and the numbers law must be able to refuse: `15`, `3008`.
 */
import type { E164 } from '../base/units.ts'
import { countryCodes, emergencyNumbers, shortNumber } from '../contacts/numberPlan.ts'
import { e164Of, e164OfNational } from '../contacts/phoneNumber.ts'

/** Longer text is no number; E.164 has fifteen digits, separators between them. */
const writtenMax = 40

export function readNumber(written: string): E164 | undefined {
  const exact = e164Of(written)
  if (exact && !trunkZero.test(written)) return exact
  if (written.length > writtenMax) return undefined
  const text = written
    .normalize('NFKC')
    .replace(/^tel:/i, '')
    .replace(/[\s.\-()/\u2010-\u2015]/g, '')
  const digits = text.startsWith('+') ? text.slice(1) : text
  if (!/^\d+$/.test(digits)) return undefined
  if (text.startsWith('+')) return international(digits)
  if (digits.startsWith('00')) return international(digits.slice(2))
  if (isService(digits)) return e164Of(`+33${digits}`)
  if (!digits.startsWith('0')) return undefined
  // Numbers of machines (0700) have up to fourteen digits; every other has ten.
  const significant = digits.slice(1)
  if (significant.length === nationalDigits) return e164OfNational(significant)
  return significant.startsWith('700') ? e164Of(`+33${significant}`) : undefined
}

/** `+33 0…`: a zero that is said but not dialled, after a country code of ours. */
const trunkZero = /^\+(?:33|262|59[046]|508|68[179])0/
const nationalDigits = 9

const isService = (digits: string): boolean =>
  emergencyNumbers.includes(digits) || shortNumber.test(digits)

/** `+33 (0)6…`: the zero that is said but not dialled. */
function international(digits: string): E164 | undefined {
  for (const [code, lengths] of Object.entries(countryCodes)) {
    const local = digits.slice(code.length)
    if (digits.startsWith(`${code}0`) && lengths.includes(local.length - 1)) {
      return e164Of(`+${code}${local.slice(1)}`)
    }
  }
  return e164Of(`+${digits}`)
}
