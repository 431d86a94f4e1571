/**
 * Appends to the ledger of an organisation, inside the SqlTransaction that writes what the entries speak
 * of and as its last act: the head stays locked until that commits, so that a chain has no fork.
 */
import { randomBytes } from 'node:crypto'
import { assert } from '../../base/assert.ts'
import type { LedgerEntry } from '../ledger.ts'
import { beforeFirst, type ChainHead, chainAfter, contentHash } from '../ledgerChain.ts'
import { auditSubjectOf, keyOf, nameOf } from './auditSubjects.ts'
import { ask, type LedgerClient, sha256 } from './ledgerClient.ts'
import { claimErasure } from './ledgerErasure.ts'

const saltBytes = 32

/** $1 organisation, $2 to $8 the entries, $9 salts, $10 contents kept beside, $11 $12 the new head. */
const write = `with links as (
  insert into ledger (organisation_id, seq, at, kind, subject, content_hash, previous_hash, hash)
  select $1, e.* from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[],
    $7::text[], $8::text[]) as e),
openings as (
  insert into ledger_opening (organisation_id, seq, salt, content)
  select $1, e.* from unnest($2::bigint[], $9::text[], $10::jsonb[]) as e)
update ledger_head set seq = $11, hash = $12 where organisation_id = $1`

/** Entries of one statement: an import of a hundred thousand objections is no single one. */
const entriesPerStatement = 5_000

/**
 * What this SqlTransaction deleted for good is said first, in an entry of its own. `known`: contents that
 * the caller has just read from the subjects' own tables.
 */
export async function appendToLedger(
  client: LedgerClient,
  organisation: number,
  entries: readonly LedgerEntry[],
  known: ReadonlyMap<string, unknown> = new Map(),
): Promise<void> {
  const [first] = entries
  if (!first) return
  const erased = await claimErasure(client, organisation, first.at)
  if (erased) await append(client, organisation, [erased], known)
  for (let from = 0; from < entries.length; from += entriesPerStatement) {
    await append(client, organisation, entries.slice(from, from + entriesPerStatement), known)
  }
}

async function append(
  client: LedgerClient,
  organisation: number,
  entries: readonly LedgerEntry[],
  known: ReadonlyMap<string, unknown>,
): Promise<void> {
  const unread = entries.map(({ subject }) => subject).filter((subject) => !known.has(subject))
  const read = await readSubjects(client, organisation, unread)
  const committed = entries.map((entry) => {
    const kept = auditSubjectOf(entry.subject) === undefined
    const content = kept ? entry.content : (known.get(entry.subject) ?? read.get(entry.subject))
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
  const last = links.at(-1)
  await ask(client, write, [
    organisation,
    ...(['seq', 'at', 'kind', 'subject', 'contentHash', 'previousHash', 'hash'] as const).map(
      (part) => links.map((link) => link[part]),
    ),
    committed.map(({ salt }) => salt),
    committed.map(({ content, kept }) => (kept ? JSON.stringify(content) : null)),
    ...[last?.seq, last?.hash],
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
    const { key: shape = /./ } = known
    const rows = await ask<{ key: string; content: unknown }>(client, known.read, [
      organisation,
      asked.map(keyOf).filter((key) => shape.test(key)),
    ])
    for (const { key, content } of rows) contents.set(`${name}/${key}`, content)
  }
  return contents
}

const head = 'select seq, hash from ledger_head where organisation_id = $1 for update'

async function lockHead(client: LedgerClient, organisation: number): Promise<ChainHead> {
  const [known] = await ask<ChainHead>(client, head, [organisation])
  if (known) return known
  const { seq, hash } = beforeFirst
  // Another may be making it at this moment: we wait for them here, and then for the lock.
  await ask(client, 'insert into ledger_head values ($1, $2, $3) on conflict do nothing', [
    ...[organisation, seq, hash],
  ])
  const [made] = await ask<ChainHead>(client, head, [organisation])
  assert(made, 'the head of a chain was just made')
  return made
}
