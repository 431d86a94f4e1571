/**
 * Appends to the ledger of an organisation, inside the SqlTransaction that writes what the entries speak
 * of and as its last act: the head stays locked until that commits, so that a chain has no fork.
 */
import { createHash, randomBytes } from 'node:crypto'
import { CompiledQuery, type Transaction } from 'kysely'
import { assert } from '../../base/assert.ts'
import type { LedgerEntry } from '../ledger.ts'
import {
  beforeFirst,
  type ChainHead,
  chainAfter,
  contentHash,
  type Sha256,
} from '../ledgerChain.ts'
import { auditSubjectOf, keyOf, nameOf } from './auditSubjects.ts'
import type { SqlClient } from './sqlTransaction.ts'
import type { Tables } from './tables.ts'

/** A connection with a transaction open, of pg or of kysely. */
export type LedgerClient = SqlClient | Transaction<Tables>

export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

const saltBytes = 32

const insertLinks = `insert into ledger
  (organisation_id, seq, at, kind, subject, content_hash, previous_hash, hash)
select $1, e.* from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[],
  $7::text[], $8::text[]) as e`
const insertOpenings = `insert into ledger_opening (organisation_id, seq, salt, content)
select $1, e.* from unnest($2::bigint[], $3::text[], $4::jsonb[]) as e`

export async function appendToLedger(
  client: LedgerClient,
  organisation: number,
  entries: readonly LedgerEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const read = await readSubjects(
    client,
    organisation,
    entries.map(({ subject }) => subject),
  )
  const committed = entries.map((entry) => {
    const kept = auditSubjectOf(entry.subject) === undefined
    const content = kept ? entry.content : read.get(entry.subject)
    assert(content !== undefined, `no row of the database is the subject ${entry.subject}`)
    return { entry, content, kept, salt: randomBytes(saltBytes).toString('hex') }
  })
  const head = await lockHead(client, organisation)
  const links = chainAfter(
    organisation,
    head,
    committed.map(({ entry, content, salt }) => ({
      ...{ at: entry.at, kind: entry.kind, subject: entry.subject },
      contentHash: contentHash(salt, content, sha256),
    })),
    sha256,
  )
  await ask(client, insertLinks, [
    organisation,
    ...(['seq', 'at', 'kind', 'subject', 'contentHash', 'previousHash', 'hash'] as const).map(
      (part) => links.map((link) => link[part]),
    ),
  ])
  await ask(client, insertOpenings, [
    organisation,
    links.map(({ seq }) => seq),
    committed.map(({ salt }) => salt),
    committed.map(({ content, kept }) => (kept ? JSON.stringify(content) : null)),
  ])
  const last = links.at(-1)
  await ask(client, 'update ledger_head set seq = $2, hash = $3 where organisation_id = $1', [
    organisation,
    last?.seq,
    last?.hash,
  ])
}

/** The contents of those subjects whose rows are in a table of their own. */
export async function readSubjects(
  client: LedgerClient,
  organisation: number,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const contents = new Map<string, unknown>()
  for (const [name, asked] of Map.groupBy(subjects, nameOf)) {
    const known = auditSubjectOf(`${name}/`)
    if (!known) continue
    const rows = await ask<{ key: string; content: unknown }>(client, known.read, [
      organisation,
      asked.map(keyOf),
    ])
    for (const { key, content } of rows) contents.set(`${name}/${key}`, content)
  }
  return contents
}

async function lockHead(client: LedgerClient, organisation: number): Promise<ChainHead> {
  const { seq, hash } = beforeFirst
  await ask(client, 'insert into ledger_head values ($1, $2, $3) on conflict do nothing', [
    organisation,
    seq,
    hash,
  ])
  const [head] = await ask<ChainHead>(
    client,
    'select seq, hash from ledger_head where organisation_id = $1 for update',
    [organisation],
  )
  assert(head, 'the head of a chain was just made')
  return head
}

export async function ask<Row extends object>(
  client: LedgerClient,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  if ('executeQuery' in client) {
    return (await client.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows
  }
  return (await client.query<Row>(text, [...values])).rows
}
