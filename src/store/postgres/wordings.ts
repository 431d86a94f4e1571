/** The exact texts people agreed to, each kept once under its hash, and from when one is no longer good. */
import type { EpochMs } from '../../base/units.ts'
import type { LedgerEntry } from '../ledger.ts'
import { ask, type LedgerClient, sha256 } from './ledgerClient.ts'

export interface WordingText {
  readonly version: string
  readonly text: string
  /** BCP 47; French when not said. */
  readonly language?: string
}

const keep = `insert into wording (organisation_id, hash, text, language, version, first_seen)
select $1, w.hash, w.text, w.language, w.version, $6
from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as w(hash, text, language, version)
on conflict do nothing returning hash`

/** Keeps those not met before; returns the entries by which the caller's SqlTransaction must say so. */
export async function keepWordings(
  client: LedgerClient,
  organisation: number,
  wordings: readonly WordingText[],
  at: EpochMs,
): Promise<readonly LedgerEntry[]> {
  const met = await ask<{ hash: string }>(client, keep, [
    organisation,
    wordings.map(({ text }) => sha256(text)),
    wordings.map(({ text }) => text),
    wordings.map(({ language }) => language ?? 'fr'),
    wordings.map(({ version }) => version),
    at,
  ])
  return met.map(({ hash }) => ({ kind: 'wording', at, subject: `wording/${hash}`, content: {} }))
}
