/** Figures, instants, durations and money in the reader's language. */
import { type Format, formatIn } from './formatIn.ts'
import { useLanguage } from './language.ts'

export type { Format, Instant } from './formatIn.ts'

export function useFormat(): Format {
  return formatIn(useLanguage())
}
