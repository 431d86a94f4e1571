/**
 * What an import asks of the database, in the business's verbs. One import is one SqlTransaction: when
 * `feed` fails, or the program dies, nothing of it was ever there.
 */
import type { EpochMs } from '../base/units.ts'
import type { ContactRow } from '../contacts/intake.ts'
import type { RejectionReason } from '../contacts/rejection.ts'
import type { Source } from '../contacts/source.ts'

export interface ImportedFile {
  readonly name: string
  /** Lower-case hex SHA-256 of its bytes: the same file is never imported twice. */
  readonly sha256: string
  readonly evidenceSha256: string | null
}

/** Takes the accepted rows; `whenReady` resolves when more can be taken (memory stays bounded). */
export interface ContactSink {
  write(row: ContactRow): void
  whenReady(): Promise<void>
}

export interface RowCounts {
  readonly read: number
  readonly accepted: number
  readonly rejected: number
  /** Rejected rows by the first thing wrong in each; sums to `rejected`. */
  readonly rejectedByReason: Readonly<Partial<Record<RejectionReason, number>>>
}

export interface ImportCounts {
  /** Rows with at least one number that stood on no earlier row of the file. */
  readonly accepted: number
  /** Rows all of whose numbers stood on earlier rows of the file. */
  readonly duplicatesInFile: number
  /** Numbers not known before this import. */
  readonly newContacts: number
  /** Numbers known before: their provenance and consents were added to. */
  readonly merged: number
  /** Homes with several numbers among those of this file. */
  readonly households: number
}

export interface ContactStore {
  /** When this very file was imported; null when it was not. */
  importedAt(fileSha256: string): Promise<EpochMs | null>
  /** `feed` writes every accepted row into the sink and returns what it counted. */
  importContacts(
    file: ImportedFile,
    source: Source,
    now: EpochMs,
    feed: (sink: ContactSink) => Promise<RowCounts>,
  ): Promise<ImportCounts>
}
