/** The exact texts people agreed to, each kept once under its hash, and from when one is no longer good. */
import type pg from 'pg'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { LedgerEntry } from '../ledger.ts'
import { appendToLedger } from './ledger.ts'
import { ask, type LedgerClient, sha256 } from './ledgerClient.ts'
import { inSqlTransaction } from './sqlTransaction.ts'

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

export interface KeptWording {
  readonly hash: string
  readonly version: string
  readonly text: string
  readonly language: string
  readonly firstSeen: EpochMs
  readonly expiresAt: EpochMs | null
}

/** Of one organisation; $2 null: all, else those of a text's hash or called so by anybody. */
const find = `select w.hash, w.version, w.text, w.language, w.first_seen as "firstSeen",
  w.expires_at as "expiresAt"
from wording_now w
where w.organisation_id = $1 and ($2::text is null or w.hash = $2 or w.version = $2 or exists (
  select from source_wording v join source s on s.id = v.source_id
  where s.organisation_id = $1 and v.version = $2 and v.hash = w.hash))
order by w.first_seen, w.hash`

export const wordings = (
  client: LedgerClient,
  organisation: number,
): Promise<readonly KeptWording[]> => ask<KeptWording>(client, find, [organisation, null])

/** By its text, its hash, or what it is called where that names one text only. */
export async function keptWording(
  client: LedgerClient,
  organisation: number,
  named: WordingText | string,
): Promise<KeptWording> {
  const name = typeof named === 'string' ? named : sha256(named.text)
  const [found, ...others] = await ask<KeptWording>(client, find, [organisation, name])
  if (!found) {
    throw new Failure(
      'notFound',
      `No wording is called "${name}": list them with \`consent wordings\`.`,
      { fr: `Aucun texte ne s’appelle « ${name} ».` },
    )
  }
  if (others.length > 0) {
    const hashes = [found, ...others].map(({ hash }) => hash)
    throw new Failure(
      'badInput',
      `${hashes.length} texts are called "${name}": name one by its hash (${hashes.join(', ')}).`,
      {
        fr:
          `${hashes.length} textes s’appellent « ${name} » : désignez-en un par son empreinte ` +
          `(${hashes.join(', ')}).`,
      },
    )
  }
  return found
}

/** Consents under it are no longer good from `at` on; null takes back what was said before. */
export function expireWording(
  pool: pg.Pool,
  wording: {
    readonly organisation: number
    readonly named: string
    readonly at: EpochMs | null
    readonly by: string
  },
  now: EpochMs,
): Promise<KeptWording> {
  const { organisation, named, at, by } = wording
  return inSqlTransaction(pool, async (client) => {
    const found = await keptWording(client, organisation, named)
    const [said] = await ask<{ id: number }>(
      client,
      `insert into wording_expiry (organisation_id, hash, expires_at, said_at, said_by)
       values ($1, $2, $3, $4, $5) returning id`,
      [organisation, found.hash, at, now, by],
    )
    await appendToLedger(client, organisation, [
      { kind: 'wording', at: now, subject: `wordingExpiry/${said?.id}`, content: {} },
    ])
    return { ...found, expiresAt: at }
  })
}
