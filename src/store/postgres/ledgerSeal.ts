/**
 * Rows that are older than the ledger get their entries at the first `audit` command after the update
 * (migrations/0004 marks the organisations that have some): from then on a change of them is found. What
 * was changed before cannot be.
 */
import type { EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import type { LedgerEntry, LedgerKind } from '../ledger.ts'
import { auditSubjects } from './auditSubjects.ts'
import { appendToLedger } from './ledger.ts'
import { ask } from './ledgerClient.ts'
import { unrecorded } from './ledgerVerify.ts'
import { inOneTry, type SqlClient } from './sqlTransaction.ts'

export interface SealedRows {
  readonly organisation: string
  readonly rows: number
}

/** Each time the whole table is asked which rows have no entry yet. */
const rowsAtOnce = 20_000

/** What was sealed; nothing for a database made with the ledger. */
export async function sealOlderRows(
  { pool }: Pick<Database, 'pool'>,
  now: EpochMs,
): Promise<readonly SealedRows[]> {
  const waiting = await ask<{ id: number; name: string }>(
    pool,
    `select o.id, o.name from ledger_head h join organisation o on o.id = h.organisation_id
     where h.to_seal order by o.id`,
    [],
  )
  const sealed: SealedRows[] = []
  for (const { id, name } of waiting) {
    const rows = await inOneTry(pool, (client) => sealOrganisation(client, id, now))
    if (rows > 0) sealed.push({ organisation: name, rows })
  }
  return sealed
}

/** Whoever comes second finds nothing left to seal; nor does who sets the mark again by hand. */
async function sealOrganisation(
  client: SqlClient,
  organisation: number,
  at: EpochMs,
): Promise<number> {
  const [mine] = await ask<{ seq: number }>(
    client,
    `update ledger_head set to_seal = false where organisation_id = $1 and to_seal and not exists (
       select from ledger where organisation_id = $1 and kind = 'sealed') returning seq`,
    [organisation],
  )
  if (!mine) return 0
  let rows = 0
  for (const { name, kind, every } of auditSubjects) {
    for (;;) {
      const keys = await ask<{ key: string; kind?: LedgerKind }>(client, unrecorded(every), [
        ...[organisation, name, rowsAtOnce],
      ])
      if (keys.length === 0) break
      const entries = keys.map(
        (row): LedgerEntry => ({
          ...{ kind: row.kind ?? kind, at, subject: `${name}/${row.key}`, content: {} },
        }),
      )
      await appendToLedger(client, organisation, entries)
      rows += entries.length
    }
  }
  await appendToLedger(client, organisation, [
    { kind: 'sealed', at, subject: `sealing/${organisation}`, content: { rows } },
  ])
  return rows
}
