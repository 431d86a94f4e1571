/** What the business asks of the suppression list beyond single objections (store.ts). */
import type { E164, EpochMs } from '../base/units.ts'
import type { SuppressionEntry } from '../contacts/suppression.ts'
import type { SuppressionReceipt } from './store.ts'

/** A list as its file was declared. */
export interface DeclaredList {
  readonly name: string
  readonly holder: string
  /** `2026-11-22` */
  readonly dated: string
  readonly scope: SuppressionEntry['scope']
  readonly controller: string | null
  readonly kept: 'clear' | 'hashed'
  /** The holder's key, when the hashes are not under our own. */
  readonly secret: Buffer | null
  readonly fileName: string
  readonly fileSha256: string
}

export interface KeptList extends Omit<DeclaredList, 'secret' | 'fileName' | 'fileSha256'> {
  readonly importedAt: EpochMs
  readonly rowsRead: number
  readonly entries: number
  readonly alreadyThere: number
  readonly rejected: number
  /** Fingerprint of the holder's key; null: our own, or clear. */
  readonly key: string | null
}

export interface ListSink {
  /** A number in E.164, or 64 hexadecimal digits. */
  write(entry: string): void
  whenReady(): Promise<void>
}

export interface ListRead {
  readonly rowsRead: number
  readonly rejected: number
}

export interface StandingEntry {
  readonly id: number
  readonly scope: SuppressionEntry['scope']
  readonly controller: string | null
  readonly at: EpochMs
  readonly reason: string
  readonly reference: string | null
  readonly wholePerson: boolean
}

/** One line of an export. */
export interface ListedEntry {
  readonly phone: string | null
  readonly hash: string
  readonly scope: string
  readonly controller: string | null
  readonly at: EpochMs
}

/** The name of the objections this installation received itself. */
export const ownList = 'own'

export interface SuppressionStore {
  /** When this very file was imported under this name; null: never. */
  importedAt(name: string, fileSha256: string): Promise<EpochMs | null>
  /** All or nothing. `feed` writes what it reads and says how much it was. */
  importList(
    list: DeclaredList,
    now: EpochMs,
    feed: (sink: ListSink) => Promise<ListRead>,
  ): Promise<{ readonly entries: number; readonly alreadyThere: number }>
  lists(): Promise<readonly KeptList[]>
  /** Everything that stands of one list, page by page; `own` is what we received ourselves. */
  entriesOf(name: string): AsyncIterable<readonly ListedEntry[]>
  /** Entries that reach this number, under whatever key. */
  standing(number: E164): Promise<readonly StandingEntry[]>
  /** The person's own act ends their objection. Platform entries only when `scope` says so. */
  lift(
    number: E164,
    lift: { readonly proof: string; readonly scope: SuppressionEntry['scope'] | null },
    now: EpochMs,
  ): Promise<(SuppressionReceipt & { readonly entries: number }) | null>
}
