/**
 * Step 5 of the path: facts → LawfulCall | Refusals. The only maker of LawfulCall.
 * Runs *all* rules; deny overrides, windows intersect, caps take the minimum, unknown refuses.
 */
import { type E164, type EpochMs, epochMs } from '../base/units.ts'
import type { Verdict } from './verdict.ts'

class LawfulCallProof {
  // A #field, not a private constructor, is what makes a class nominal in TypeScript.
  readonly #proof = true
  readonly number: E164
  readonly callerId: string
  readonly trunkKind: 'practice' | 'real'
  readonly verdict: Verdict
  /** Telephony refuses to send the INVITE from this instant on (calendar time). */
  readonly expiresAt: EpochMs

  constructor(
    number: E164,
    callerId: string,
    trunkKind: 'practice' | 'real',
    verdict: Verdict,
    expiresAt: EpochMs,
  ) {
    this.number = number
    this.callerId = callerId
    this.trunkKind = trunkKind
    this.verdict = verdict
    this.expiresAt = epochMs(this.#proof ? expiresAt : 0)
  }
}

/** The proof that one call may be placed now. */
export type LawfulCall = LawfulCallProof
