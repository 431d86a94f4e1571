/** Numbers as people read them. Before a code proved whose it is, no page shows a whole one. */
import type { E164 } from '../base/units.ts'

/** `06 39 98 •• 34`; a number outside the metropolitan plan keeps its international form. */
export function shownNumber(number: E164, { masked }: { readonly masked: boolean }): string {
  const french = /^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(number)
  if (!french) {
    if (!masked) return number
    const keep = 4
    return `${number.slice(0, keep)}${'•'.repeat(Math.max(0, number.length - keep - 2))}${number.slice(-2)}`
  }
  const [, first, a, b, c, d] = french
  return [`0${first}`, a, b, masked ? '••' : c, d].join('\u00a0')
}
