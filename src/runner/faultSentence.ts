/** What went wrong, as it may be stored and shown: numbers masked, a bug called a bug. */
import { BrokenInvariant } from '../base/assert.ts'
import { maskNumbersIn } from '../base/redact.ts'

export function faultSentence(error: unknown): string {
  if (error instanceof BrokenInvariant) return `a bug: ${maskNumbersIn(error.message)}`
  return maskNumbersIn(error instanceof Error ? error.message : String(error))
}
