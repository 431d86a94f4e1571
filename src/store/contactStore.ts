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
  /** Lower-case hex SHA-256 of its bytes. */
  readonly sha256: string
  /** Of its bytes, how they are read and what is declared of them: the same is never imported twice. */
  readonly importSha256: string
  readonly evidenceSha256: string | null
  /** About as many as it has. */
  readonly rows: number
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
  /** Accepted rows whose person objected to being called. */
  readonly objections: number
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
  /** Accepted rows whose person does not want to be called. */
  readonly objections: number
  /** Homes with several numbers among those of this file. */
  readonly households: number
}

export interface ContactStore {
  /** When this very import was made; null when it was not. */
  importedAt(importSha256: string): Promise<EpochMs | null>
  /** `feed` writes every accepted row into the sink and returns what it counted. */
  importContacts(
    file: ImportedFile,
    source: Source,
    now: EpochMs,
    feed: (sink: ContactSink) => Promise<RowCounts>,
  ): Promise<ImportCounts>
}
