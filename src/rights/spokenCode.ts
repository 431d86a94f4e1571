/**
 * A one-time code dictated by telephone, as a pure judgement: how many digits, how long it lives, how
 * many guesses it survives. 5 guesses at one of 1,000,000 codes, 3 codes a day for one number: whoever
 * guesses for a month at one number gets in with a chance of 1 in 2,200.
 *
 *  waiting ─right→ used      waiting ─wrong, 5th→ dead      waiting ─10 min→ dead
 */
import { after, type EpochMs, type Ms, minutes } from '../base/units.ts'

export const codeDigits = 6
/** WCAG 2.2, 2.2.1: time enough to be called, write the code down and type it; a new one can be had. */
export const codeLivesMs: Ms = minutes(10)
export const codeAttemptsMax = 5
/** Wrong codes of all browsers within an hour; then no code is taken until it has passed. */
export const wrongCodesPerHour = 500
/** Codes one number can be asked for in 24 hours, whoever asks and whether it rings or not. */
export const codesPerNumber = 3
/** Codes asked for by everybody in 24 hours. */
export const codesOverall = 5_000
/** How long a browser that typed the code may see and act. */
export const provedForMs: Ms = minutes(30)

export interface SpokenCode {
  readonly state: 'waiting' | 'used' | 'dead'
  readonly attempts: number
  readonly expiresAt: EpochMs
}

export type CodeAnswer =
  | { readonly is: 'right' }
  | { readonly is: 'wrong'; readonly attemptsLeft: number }
  /** Used, expired or guessed at too often: a new one must be asked for. */
  | { readonly is: 'dead' }

/** One attempt; `same` is asked for by the edge, which compares in constant time. */
export function tryCode(
  code: SpokenCode,
  same: boolean,
  now: EpochMs,
): readonly [SpokenCode, CodeAnswer] {
  const isOver = now >= code.expiresAt || code.attempts >= codeAttemptsMax
  if (code.state !== 'waiting' || isOver) {
    const state = code.state === 'used' ? 'used' : 'dead'
    return [{ ...code, state }, { is: 'dead' }]
  }
  const attempts = code.attempts + 1
  if (same) return [{ ...code, state: 'used', attempts }, { is: 'right' }]
  const attemptsLeft = codeAttemptsMax - attempts
  if (attemptsLeft === 0) return [{ ...code, state: 'dead', attempts }, { is: 'dead' }]
  return [
    { ...code, attempts },
    { is: 'wrong', attemptsLeft },
  ]
}

export const newCode = (now: EpochMs): SpokenCode => ({
  state: 'waiting',
  attempts: 0,
  expiresAt: after(now, codeLivesMs),
})

/** What people type: `482 913`, `4-8-2 9 1 3`; undefined when it is not six digits. */
export function readCode(written: string): string | undefined {
  if (written.length > 40) return undefined
  const digits = written.normalize('NFKC').replace(/[\s.\-\u2010-\u2015]/g, '')
  return /^\d+$/.test(digits) && digits.length === codeDigits ? digits : undefined
}
