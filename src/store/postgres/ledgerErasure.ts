/**
 * What a SqlTransaction deleted for good is no tampering: triggers keep which rows of imports and which
 * openings of entries are no more (migrations/0004), and one entry names them all (RGPD art. 17). What was
 * deleted without such an entry is found by `audit verify`.
 */
import type { EpochMs } from '../../base/units.ts'
import type { LedgerEntry } from '../ledger.ts'
import { ask, type LedgerClient } from './ledgerClient.ts'

const mine = 'by_transaction = pg_current_xact_id() and erasure_id is null'

const deletedHere = `select exists (select from erased_entry where ${mine} and organisation_id = $1)
  or exists (select from erased_mention m join source s on s.id = m.source_id
    where ${mine} and s.organisation_id = $1) as deleted`

const claim = `with erasure_made as (
  insert into erasure (organisation_id, at) values ($1, $2) returning id),
entries as (
  update erased_entry set erasure_id = (select id from erasure_made)
  where ${mine} and organisation_id = $1),
rows as (
  update erased_mention m set erasure_id = (select id from erasure_made)
  from source s where s.id = m.source_id and s.organisation_id = $1 and ${mine})
select id from erasure_made`

/** null: nothing was deleted. */
export async function claimErasure(
  client: LedgerClient,
  organisation: number,
  at: EpochMs,
): Promise<LedgerEntry | null> {
  const [here] = await ask<{ deleted: boolean }>(client, deletedHere, [organisation])
  if (!here?.deleted) return null
  const [made] = await ask<{ id: number }>(client, claim, [organisation, at])
  return { kind: 'erased', at, subject: `erasure/${made?.id}`, content: {} }
}
