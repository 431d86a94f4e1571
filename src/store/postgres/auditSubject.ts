/**
 * What ledger entries speak of, and how each is read again: subject `consent/12/7` is key `12/7` of the
 * subject `consent`. Whoever writes a table that must not be changed unseen adds one row to
 * auditSubjects.ts; an example is `wordingExpiry` in auditConsents.ts.
 */
import type { LedgerKind } from '../ledger.ts'

/**
 * `appendToLedger` reads the content of a subject from its own table, in the SqlTransaction that wrote the
 * row. Of a subject that is not among these the content given is kept beside the ledger.
 */
export interface AuditSubject {
  /** What stands before the first `/` of the subject. */
  readonly name: string
  /** Of an entry made for a row that is older than the ledger. */
  readonly kind: LedgerKind
  /** What its keys look like, where `read` makes numbers of them; another key names no row. */
  readonly key?: RegExp
  /**
   * $1 organisation, $2 text[] of keys → rows (key, content jsonb). Only columns that never change once
   * the entry is appended (an answer given later is a subject of its own), and no clock. A number only
   * where erasing the person also forgets the entry (ledgerErasure.ts), else its keyed hash.
   */
  readonly read: string
  /**
   * $1 organisation → all keys there are and, where it varies, the kind of entry: a row without an entry
   * was inserted by hand.
   */
  readonly every: string
}

// What keys look like: of a ledger changed by hand they may be anything.

/** A bigint; a longer one would end the question with an error of the database. */
export const idKey = /^\d{1,18}$/
/** Two of them: `12/7`. */
export const idPairKey = /^\d{1,18}\/\d{1,18}$/
/** A bigint, and an integer such as a line, or a block of them. */
export const lineKey = /^\d{1,18}\/\d{1,6}$/
