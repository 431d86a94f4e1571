/**
 * The one reason under which a person refused is counted, so that reasons add up to people: of who is
 * refused for good, the first thing that will never change; else the first thing that refuses.
 */
import type { RuleId, Said, Verdict } from './verdict.ts'

export interface DecidingReason {
  readonly rule: RuleId
  /** Its words as they were said of this person. */
  readonly example:
    | { readonly measured: string; readonly limit: string; readonly reason: Said }
    | { readonly missing: string; readonly reason?: Said }
}

export function decidingReason(
  { refusals, unknown }: Pick<Verdict, 'refusals' | 'unknown'>,
  forGood: boolean,
): DecidingReason | undefined {
  const lasting = refusals.find(({ notBefore }) => notBefore === undefined)
  const [refusal] = refusals
  const [lack] = unknown
  const refused = forGood ? (lasting ?? (lack ? undefined : refusal)) : refusal
  if (refused) {
    const { rule, measured, limit, reason } = refused
    return { rule, example: { measured, limit, reason } }
  }
  if (!lack) return undefined
  const { rule, missing, reason } = lack
  return { rule, example: { missing, ...(reason && { reason }) } }
}
