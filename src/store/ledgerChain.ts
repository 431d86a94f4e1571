/**
 * The arithmetic of the ledger: what an entry's hash covers, and how an entry holds the one before it.
 * SHA-256 comes in as an argument; nothing here waits or reads.
 */
import { canonicalJson } from '../base/canonical.ts'
import type { EpochMs } from '../base/units.ts'

/** Lower-case hex SHA-256 of a text in UTF-8. */
export type Sha256 = (text: string) => string

/** One entry as it stands in the table `ledger`. */
export interface Link {
  readonly organisation: number
  /** 1, 2, 3 … without a gap. */
  readonly seq: number
  readonly at: EpochMs
  readonly kind: string
  readonly subject: string
  readonly contentHash: string
  readonly previousHash: string
  readonly hash: string
}

/** Where a chain stands: its last entry. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

/** What the first entry of a chain follows. */
export const beforeFirst: ChainHead = { seq: 0, hash: '0'.repeat(64) }

/** Names the encoding: a later one is another text, so that its hashes can never be taken for these. */
const encoding = 'portevoix ledger 1'

/** A canonical JSON array: no two different entries have the same text. */
export function linkHash(link: Omit<Link, 'hash'>, sha256: Sha256): string {
  const { organisation, seq, at, kind, subject, contentHash, previousHash } = link
  return sha256(
    canonicalJson([encoding, organisation, seq, at, kind, subject, contentHash, previousHash]),
  )
}

/**
 * Commits to a content without telling it: who has forgotten the salt (64 hex digits, random) can no
 * longer try out telephone numbers until one fits.
 */
export const contentHash = (salt: string, content: unknown, sha256: Sha256): string =>
  sha256(`${salt}${canonicalJson(content)}`)

export interface Unlinked {
  readonly at: EpochMs
  readonly kind: string
  readonly subject: string
  readonly contentHash: string
}

/** The entries that follow `head`, in order. */
export function chainAfter(
  organisation: number,
  head: ChainHead,
  entries: readonly Unlinked[],
  sha256: Sha256,
): readonly Link[] {
  let last = head
  return entries.map((entry) => {
    const { at, kind, subject, contentHash } = entry
    const open = {
      ...{ organisation, seq: last.seq + 1, at, kind, subject, contentHash },
      previousHash: last.hash,
    }
    const link = { ...open, hash: linkHash(open, sha256) }
    last = link
    return link
  })
}
