/**
 * The ledger: append-only entries of one organisation, each bound by hash to the one before. It holds
 * commitments (a hash of what was written), not personal data, so that a person can be erased and the
 * chain still holds.
 */
import type { EpochMs } from '../base/units.ts'

export const ledgerKinds = [
  'consentGiven',
  'consentWithdrawn',
  'imported',
  'importedBlock',
  'wording',
  'suppressed',
  'suppressionLifted',
  'messageAdded',
  'messageApproved',
  'messageKilled',
  'declared',
  'campaignMoved',
  'rightsOpened',
  'rightsAnswered',
  'erased',
  'purged',
  'sealed',
  'administered',
] as const
export type LedgerKind = (typeof ledgerKinds)[number]

/** Lines of a file that one entry binds: block n holds the lines 1,000·n + 1 to 1,000·(n + 1). */
export const linesPerBlock = 1_000

export interface LedgerEntry {
  readonly kind: LedgerKind
  readonly at: EpochMs
  /** Table and key of what is written, such as `consent/12/7`: `audit verify` reads it again there. */
  readonly subject: string
  /**
   * What is committed to, in canonical JSON once hashed; never stored in the ledger itself. Not used of a
   * subject that stands in postgres/auditSubjects.ts: its row is read from its own table.
   */
  readonly content: Readonly<Record<string, unknown>>
}
