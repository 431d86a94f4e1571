/**
 * `audit verify`: walks every chain in one snapshot of the database, a page of entries at a time, and
 * reads every content again from its own table. Then asks each table for rows that no entry speaks of.
 */
import type pg from 'pg'
import type { EpochMs } from '../../base/units.ts'
import { breaksAt, type LedgerBreak } from '../ledgerBreak.ts'
import { beforeFirst, type ChainHead, contentHash, type Link } from '../ledgerChain.ts'
import { auditSubjectOf, auditSubjects } from './auditSubjects.ts'
import { readSubjects } from './ledger.ts'
import { ask, sha256 } from './ledgerClient.ts'
import { inOneTry } from './sqlTransaction.ts'

/** Entries, and rows without an entry, that are held in memory at a time. */
export const entriesPerPage = 1_000
/** Breaks that are named of one chain: who rewrote more than that has been found. */
export const breaksNamedMax = 100

export interface ChainVerification {
  readonly organisation: number
  readonly name: string
  /** Of the entries there are: how many, how many of them speak of what was erased since. */
  readonly entries: number
  readonly erased: number
  /** null: no entry yet. */
  readonly head: ChainHead | null
  /** Entries by which rows older than the ledger were sealed: a change before them cannot be found. */
  readonly sealings: readonly Pick<Link, 'seq' | 'at'>[]
  /** The first comes first; at most `breaksNamedMax`. */
  readonly breaks: readonly LedgerBreak[]
}

export interface Verification {
  readonly chains: readonly ChainVerification[]
  /** Remembered heads that are in no chain. */
  readonly headsUnknown: readonly string[]
}

export interface VerifyOptions {
  /** Hashes kept elsewhere: each must still be that of an entry. */
  readonly heads?: readonly string[]
  readonly onProgress?: (organisation: string, entries: number) => void
}

const snapshot = 'begin isolation level repeatable read read only'

export const verifyLedger = (pool: pg.Pool, options: VerifyOptions = {}): Promise<Verification> =>
  inOneTry(pool, (client) => verifyIn(client, options), snapshot)

/** What the SqlTransaction of `client` sees. */
export async function verifyIn(
  client: pg.PoolClient,
  { heads = [], onProgress = () => undefined }: VerifyOptions = {},
): Promise<Verification> {
  const unknown = new Set(heads)
  const chains: ChainVerification[] = []
  const organisations = await ask<{ id: number; name: string }>(
    client,
    'select id, name from organisation order by id',
    [],
  )
  for (const { id, name } of organisations) {
    const walk = new ChainWalk(client, id, unknown)
    await walk.toEnd((entries) => onProgress(name, entries))
    chains.push({ organisation: id, name, ...walk.result() })
  }
  return { chains, headsUnknown: [...unknown] }
}

interface Row extends Link {
  readonly opened: boolean
  readonly salt: string | null
  readonly kept: unknown
  readonly erasure: number | null
}

const page = `select l.organisation_id as organisation, l.seq, l.at, l.kind, l.subject,
  l.content_hash as "contentHash", l.previous_hash as "previousHash", l.hash,
  o.seq is not null as opened, o.salt, o.content as kept, x.erasure_id as erasure
from ledger l
left join ledger_opening o on o.organisation_id = l.organisation_id and o.seq = l.seq
left join erased_entry x on x.organisation_id = l.organisation_id and x.seq = l.seq
where l.organisation_id = $1 and l.seq > $2 order by l.seq limit $3`

/** One chain, from its first entry on; holds one page and the breaks found so far. */
class ChainWalk {
  readonly #client: pg.PoolClient
  readonly #organisation: number
  /** Shared by all chains: what is found in one is struck off. */
  readonly #headsSought: Set<string>
  readonly #breaks: LedgerBreak[] = []
  readonly #sealings: Pick<Link, 'seq' | 'at'>[] = []
  #last = beforeFirst
  #entries = 0
  #erased = 0

  constructor(client: pg.PoolClient, organisation: number, headsSought: Set<string>) {
    this.#client = client
    this.#organisation = organisation
    this.#headsSought = headsSought
  }

  result(): Omit<ChainVerification, 'organisation' | 'name'> {
    return {
      entries: this.#entries,
      erased: this.#erased,
      head: this.#entries === 0 ? null : this.#last,
      sealings: this.#sealings,
      breaks: this.#breaks,
    }
  }

  async toEnd(onPage: (entries: number) => void): Promise<void> {
    for (;;) {
      const rows = await ask<Row>(this.#client, page, [
        ...[this.#organisation, this.#last.seq, entriesPerPage],
      ])
      if (rows.length === 0) break
      await this.#judge(rows)
      onPage(this.#entries)
    }
    await this.#judgeHead()
    await this.#seekUnrecorded()
    await this.#seekDeleted()
  }

  async #judge(rows: readonly Row[]): Promise<void> {
    const open = rows.filter(({ salt }) => salt !== null).map(({ subject }) => subject)
    const read = await readSubjects(this.#client, this.#organisation, [...new Set(open)])
    for (const row of rows) {
      const { opened, salt, kept, erasure, ...link } = row
      this.#say(...breaksAt(this.#last, link, sha256))
      const content = auditSubjectOf(row.subject) ? read.get(row.subject) : kept
      if (!opened) this.#say({ is: 'openingGone', entry: link })
      else if (salt === null && erasure === null) this.#say({ is: 'forgotten', entry: link })
      else if (salt === null) this.#erased += 1
      else if (content === undefined) this.#say({ is: 'contentGone', entry: link })
      else if (contentHash(salt, content, sha256) !== link.contentHash) {
        this.#say({ is: 'contentChanged', entry: link })
      }
      if (link.kind === 'sealed') this.#sealings.push({ seq: link.seq, at: link.at })
      this.#headsSought.delete(link.hash)
      this.#last = { seq: link.seq, hash: link.hash }
      this.#entries += 1
    }
  }

  async #judgeHead(): Promise<void> {
    const [head] = await ask<ChainHead>(
      this.#client,
      'select seq, hash from ledger_head where organisation_id = $1',
      [this.#organisation],
    )
    const { seq, hash } = head ?? beforeFirst
    if (seq > this.#last.seq) this.#say({ is: 'cut', from: this.#last.seq + 1, upTo: seq })
    else if (seq < this.#last.seq || hash !== this.#last.hash) this.#say({ is: 'headChanged' })
  }

  async #seekUnrecorded(): Promise<void> {
    for (const { name, every } of auditSubjects) {
      const rows = await ask<{ key: string }>(this.#client, unrecorded(every), [
        ...[this.#organisation, name, breaksNamedMax],
      ])
      for (const { key } of rows) this.#say({ is: 'unrecorded', subject: `${name}/${key}` })
    }
  }

  async #seekDeleted(): Promise<void> {
    const rows = await ask<{ source: number; line: number }>(
      this.#client,
      `select m.source_id as source, m.line from erased_mention m join source s on s.id = m.source_id
       where s.organisation_id = $1 and m.erasure_id is null order by 1, 2 limit $2`,
      [this.#organisation, breaksNamedMax],
    )
    for (const row of rows) this.#say({ is: 'rowDeleted', ...row })
  }

  #say(...breaks: readonly LedgerBreak[]): void {
    this.#breaks.push(...breaks.slice(0, breaksNamedMax - this.#breaks.length))
  }
}

/** $1 organisation, $2 name of the subject, $3 how many at most: keys of rows that no entry speaks of. */
export const unrecorded = (every: string): string =>
  `select e.* from (${every}) e where not exists (
     select from ledger l where l.organisation_id = $1 and l.subject = $2 || '/' || e.key)
   order by length(e.key), e.key limit $3`

/** The last entry of each chain, to be kept elsewhere. */
export async function ledgerHeads(
  pool: pg.Pool,
): Promise<readonly (ChainHead & { readonly name: string; readonly at: EpochMs })[]> {
  return await ask(
    pool,
    `select o.name, l.seq, l.hash, l.at from organisation o
     cross join lateral (select seq, hash, at from ledger where organisation_id = o.id
       order by seq desc limit 1) l order by o.id`,
    [],
  )
}
