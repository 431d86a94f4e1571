/**
 * What ledger entries speak of, and how each is read again: subject `consent/12/7` is key `12/7` of the
 * subject `consent`. Whoever writes a table that must not be changed unseen adds one row here.
 *
 * - `read`: $1 organisation, $2 text[] of keys → rows (key, content jsonb). Only columns that never
 *   change after the entry was appended (an answer given later is a subject of its own), no clock, and
 *   a number only where erasing the person also forgets the entry (ledgerErasure.ts); else its hash.
 * - `every`: $1 organisation → all keys there are (and, where it varies, the kind of entry): a row
 *   without an entry was inserted by hand.
 *
 * The content of a subject that stands here is read from its own table by `appendToLedger`, in the same
 * SqlTransaction, after the row was written. Of any other subject the content given is kept beside the
 * ledger.
 *
 * Example: `wordingExpiry` in auditConsents.ts.
 */
import type { LedgerKind } from '../ledger.ts'
import { campaignSubjects } from './auditCampaigns.ts'
import { consentSubjects } from './auditConsents.ts'
import { rightsSubjects } from './auditRights.ts'
import { suppressionSubjects } from './auditSuppression.ts'

export interface AuditSubject {
  /** What stands before the first `/` of the subject. */
  readonly name: string
  /** Of an entry made for a row that is older than the ledger. */
  readonly kind: LedgerKind
  /** What its keys look like, where `read` makes numbers of them; another key names no row. */
  readonly key?: RegExp
  readonly read: string
  readonly every: string
}

export const auditSubjects: readonly AuditSubject[] = [
  ...consentSubjects,
  ...campaignSubjects,
  ...rightsSubjects,
  ...suppressionSubjects,
]

export function auditSubjectOf(subject: string): AuditSubject | undefined {
  const name = nameOf(subject)
  return auditSubjects.find((known) => known.name === name)
}

export const nameOf = (subject: string): string => subject.slice(0, subject.indexOf('/'))
export const keyOf = (subject: string): string => subject.slice(subject.indexOf('/') + 1)
