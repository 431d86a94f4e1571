/** How one telephone number is written for a carrier. Which way it wants is a row of its profile. */
import type { E164 } from '../base/units.ts'
import type { NumberFormat } from './trunkProfile.ts'

/** Countries that share the national plan of the first: metropole and overseas, written 0… alike. */
const sharedPlans: readonly (readonly string[])[] = [['33', '262', '590', '594', '596']]

export interface NationalPlan {
  /** Country code: what `national` means here. */
  readonly country: string
  /** Before a national number: `0` in France and the United Kingdom, nothing in North America. */
  readonly nationalPrefix: string
}

const frenchPlan: NationalPlan = { country: '33', nationalPrefix: '0' }

export function writeNumber(
  number: E164,
  format: NumberFormat,
  { country, nationalPrefix }: NationalPlan = frenchPlan,
): string {
  const digits = number.slice(1)
  switch (format) {
    case 'e164':
      return number
    case 'digits':
      return digits
    case 'international':
      return `00${digits}`
    case 'national': {
      const plan = sharedPlans.find((codes) => codes[0] === country) ?? [country]
      const code = plan.find((candidate) => digits.startsWith(candidate))
      // Another country has no national form here; every exchange understands 00.
      if (code === undefined) return `00${digits}`
      return `${nationalPrefix}${digits.slice(code.length)}`
    }
  }
}

/** The ways carriers write one number, for comparing a redirection's target with what was dialled. */
export function writtenForms(number: E164, plan: NationalPlan = frenchPlan): string[] {
  const formats = ['e164', 'digits', 'international', 'national'] as const
  return [...new Set(formats.map((format) => writeNumber(number, format, plan)))]
}
