/** A number as people read it in France, masked: `06 39 98 •• 34`. */
import { maskNumber } from './redact.ts'
import type { E164 } from './units.ts'

export function maskedNational(number: E164): string {
  const found = /^\+33(\d)(\d\d)(\d\d)\d\d(\d\d)$/.exec(number)
  return found ? `0${found[1]} ${found[2]} ${found[3]} •• ${found[4]}` : maskNumber(number)
}

export function wholeNational(number: E164): string {
  const found = /^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(number)
  return found ? `0${found.slice(1).join(' ')}` : number
}
