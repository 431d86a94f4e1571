/**
 * Can these words be said in this time? Declared words that no mouth could say so fast are not those of
 * the recording; words that would be drawn out without end are not all of them.
 */
import type { Ms } from '../base/units.ts'

/** French is read at 12 to 18 characters a second; the fastest synthetic voices reach 25. */
export const charactersPerSecondMax = 25
/** Slower than any speech, pauses included. */
export const charactersPerSecondMin = 2
/** A digit is a whole word when it is said: « zéro », « quatre », « cinq ». */
const charactersOfDigit = 4

/** How long the text is when it is read aloud, in characters; blanks and signs are not said. */
export function spokenLength(text: string): number {
  const said = text.normalize('NFC').match(/[\p{L}\p{N}]|\p{Zs}(?=[\p{L}\p{N}])/gu) ?? []
  return said.reduce(
    (sum, character) => sum + (/\p{N}/u.test(character) ? charactersOfDigit : 1),
    0,
  )
}

export type PaceAnswer =
  | { readonly is: 'sayable' }
  | { readonly is: 'tooFast' | 'tooSlow'; readonly measured: string; readonly limit: string }

/** Judges the words of a segment that lasts this long. */
export function paceOf(text: string, lastsMs: Ms): PaceAnswer {
  const characters = spokenLength(text)
  const perSecond = lastsMs <= 0 ? Number.POSITIVE_INFINITY : (characters * 1000) / lastsMs
  const measured = `${characters} characters in ${(lastsMs / 1000).toFixed(2)} s`
  if (perSecond > charactersPerSecondMax) {
    return { is: 'tooFast', measured, limit: `${charactersPerSecondMax} characters a second` }
  }
  if (perSecond < charactersPerSecondMin) {
    return { is: 'tooSlow', measured, limit: `${charactersPerSecondMin} characters a second` }
  }
  return { is: 'sayable' }
}
