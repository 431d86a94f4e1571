/**
 * A request of a person about their data (RGPD art. 12 to 21): what they asked, with its clock. The
 * answer is due within a month of the request (art. 12 § 3); the reference is what the person is given.
 */
import { type EpochMs, hours, type Ms } from '../base/units.ts'

export const requestKinds = ['access', 'correct', 'export', 'erase', 'object', 'complain'] as const
export type RequestKind = (typeof requestKinds)[number]

/** How far an objection reaches. */
export type ObjectionReach = 'campaign' | 'organisation' | 'everything'

export interface RightsRequest {
  /** Such as `PV-7K3M-92QD`: random, not to be guessed, without look-alike letters. */
  readonly reference: string
  readonly kind: RequestKind
  readonly openedAt: EpochMs
  readonly dueAt: EpochMs
  /** web: the public pages; call: key 9 or a volunteer; office: mail or visit, typed in by the team. */
  readonly channel: 'web' | 'call' | 'office'
  /** How the person proved that the number is theirs; null: not proved yet, a human must look. */
  readonly proof: 'code' | null
  /** What the person wrote: the right commune, the complaint. */
  readonly words: string | null
  readonly reach: ObjectionReach | null
  readonly state: 'open' | 'answered' | 'refused'
  readonly answeredAt: EpochMs | null
  readonly answer: string | null
}

/** 30 days: the month of art. 12 § 3 at its shortest but February's, counted from the request. */
export const answerWithinMs: Ms = hours(30 * 24)
