/**
 * Who may answer for a recording, and until when they may be asked. In practice the author may approve
 * alone; where real phones ring, somebody else always does.
 */
import { after, type EpochMs, hours } from '../base/units.ts'

export const reviewAnswers = ['approved', 'returned', 'rejected'] as const
/** returned: to be changed, for this reason. rejected: not to be used at all. */
export type ReviewAnswer = (typeof reviewAnswers)[number]

/** Somebody on a journey finds the link when they are back. */
export const linkLasts = hours(24 * 7)
export const linkEndsAt = (askedAt: EpochMs): EpochMs => after(askedAt, linkLasts)

export interface Reviewer {
  readonly user: number | null
  readonly name: string
  readonly email: string | null
}

export type ReviewerRefusal = 'sameUser' | 'sameEmail'

/** null: they may. An author nobody knows (the command line) is not this reviewer, nor anybody else. */
export function refusesReviewer(
  author: Reviewer | null,
  reviewer: Reviewer,
  practice: boolean,
): ReviewerRefusal | null {
  if (practice || author === null) return null
  if (author.user !== null && author.user === reviewer.user) return 'sameUser'
  const [one, other] = [author.email, reviewer.email].map((email) => email?.trim().toLowerCase())
  return one !== undefined && one !== '' && one === other ? 'sameEmail' : null
}
