/**
 * Binds an import into the ledger, at the end of its SqlTransaction: the wordings it brought, the source,
 * its rows in blocks of 1,000 lines, the objections they state. The rows are hashed in the database, by two processes.
 */
import type pg from 'pg'
import type { EpochMs } from '../../base/units.ts'
import { type LedgerEntry, linesPerBlock } from '../ledger.ts'
import { appendToLedger } from './ledger.ts'
import { ask } from './ledgerClient.ts'

/**
 * The same as the subject `mention` reads of one block, of all blocks at once. Materialized: else the rows
 * are hashed after two processes have read them, by one (a million rows: 2.5 s instead of 1.7 s).
 */
const hashBlocks = `with r as materialized (
  select (m.line - 1) / ${linesPerBlock} as block, m.line, m.part, mention_hash(m) as hash
  from mention m where m.source_id = $1)
select $1::bigint || '/' || block as key,
  jsonb_build_object('rows', count(*),
    'hash', encode(sha256(string_agg(hash, ''::bytea order by line, part)), 'hex')) as content
from r group by block order by block`

/** The planner thinks hashing a row is nothing and leaves it to one process. */
const byTwo = `set local parallel_setup_cost = 0; set local parallel_tuple_cost = 0;
set local min_parallel_table_scan_size = 0`

interface SealedImport {
  readonly organisation: number
  readonly source: number
  readonly now: EpochMs
  /** Entries of the wordings it brought. */
  readonly wordings: readonly LedgerEntry[]
}

export async function sealImport(client: pg.PoolClient, sealed: SealedImport): Promise<void> {
  const { organisation, source, now: at, wordings } = sealed
  await client.query(byTwo)
  const blocks = await ask<{ key: string; content: unknown }>(client, hashBlocks, [source])
  const [stated] = await ask(client, 'select from suppression where source_id = $1 limit 1', [
    source,
  ])
  const read = new Map(blocks.map(({ key, content }) => [`mention/${key}`, content]))
  await appendToLedger(
    client,
    organisation,
    [
      ...wordings,
      { kind: 'imported', at, subject: `source/${source}`, content: {} },
      ...[...read.keys()].map(
        (subject): LedgerEntry => ({ kind: 'importedBlock', at, subject, content: {} }),
      ),
      ...(stated
        ? [{ kind: 'suppressed' as const, at, subject: `sourceObjections/${source}`, content: {} }]
        : []),
    ],
    read,
  )
}
