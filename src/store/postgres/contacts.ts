/** The ContactStore on PostgreSQL: declare the source, copy what it says, merge; all or nothing. */
import type pg from 'pg'
import { Failure } from '../../base/failure.ts'
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { Source } from '../../contacts/source.ts'
import type { ContactStore, ImportedFile } from '../contactStore.ts'
import type { Database } from '../database.ts'
import type { LedgerEntry } from '../ledger.ts'
import type { NumberPads } from '../numberKey.ts'
import { dropIndexesForMost } from './contactIndexes.ts'
import { copyMentions, type MentionCopy } from './contactMentions.ts'
import { mergeMentions } from './contactMerge.ts'
import { sealImport } from './importSeal.ts'
import { sha256 } from './ledgerClient.ts'
import { inOneTry } from './sqlTransaction.ts'
import { asOwner } from './tenantRole.ts'
import { keepWordings } from './wordings.ts'

/** The file was imported by another process between our question and our declaration. */
const importOnce = 'source_organisation_id_import_sha256_key'

/** What writing a file's people needs of a database. */
export interface ImportingDatabase extends Pick<Database, 'pool'> {
  readonly numberKey: NumberPads
}

export interface ImportOptions {
  /** Whose people, where the database sees several organisations; absent: the first one's. */
  readonly organisation?: number
  /** A step of making sense of the rows was done. */
  readonly onStep?: (done: number, of: number) => void
}

export function postgresContacts(
  { pool, numberKey }: ImportingDatabase,
  { organisation, onStep }: ImportOptions = {},
): ContactStore {
  return {
    async importedAt(importSha256) {
      const { rows } = await pool.query<{ at: number }>(
        `select imported_at as at from source
         where organisation_id = coalesce($2, (${first})) and import_sha256 = $1`,
        [importSha256, organisation ?? null],
      )
      return rows[0] ? epochMs(rows[0].at) : null
    },
    async importContacts(file, source, now, feed) {
      return await inOneImport(pool, async (client) => {
        const declared = await declareSource(client, { file, source, now, organisation })
        const dropped = await asOwner(client, () =>
          dropIndexesForMost(client, file.rows, declared.organisation),
        )
        const read = await asOwner(client, () => feedInto(copyMentions(client, declared.id), feed))
        const counts = await mergeMentions(client, {
          organisation: declared.organisation,
          source: declared.id,
          now,
          rows: read.accepted,
          objections: read.objections,
          indexed: !dropped,
          numberKey,
          ...(onStep && { onStep }),
        })
        await client.query(
          `update source set rows_read = $2, rows_accepted = $3, rows_duplicate = $4,
             rows_rejected = $5 where id = $1`,
          [declared.id, read.read, counts.accepted, counts.duplicatesInFile, read.rejected],
        )
        await client.query(
          `insert into source_rejection (source_id, reason, rows)
           select $1, reason, rows from unnest($2::text[], $3::bigint[]) as rejected (reason, rows)`,
          [declared.id, Object.keys(read.rejectedByReason), Object.values(read.rejectedByReason)],
        )
        // The head of the ledger stays locked from here to the commit.
        await sealImport(client, {
          ...{ organisation: declared.organisation, source: declared.id, now },
          wordings: declared.wordings,
        })
        return counts
      })
    },
  }
}

/** On a tenant's database its own. */
const first = 'select min(id) from organisation'

interface DeclaredSource {
  readonly id: number
  readonly organisation: number
  /** Of the wordings nobody had declared before. */
  readonly wordings: readonly LedgerEntry[]
}

interface Declaration {
  readonly file: ImportedFile
  readonly source: Source
  readonly now: EpochMs
  readonly organisation: number | undefined
}

async function declareSource(
  client: pg.PoolClient,
  { file, source, now, organisation }: Declaration,
): Promise<DeclaredSource> {
  const { consent } = source
  const { rows } = await client.query<DeclaredSource>(
    `insert into source (organisation_id, kind, holder, collected_from, collected_to, controller,
       channel, slots, evidence_file, evidence_sha256, file_name, file_sha256,
       import_sha256, imported_at)
     select coalesce($14, (${first})), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
     returning id, organisation_id as organisation`,
    [
      source.kind,
      source.holder,
      source.collectedFrom,
      source.collectedTo,
      consent?.controller ?? null,
      consent?.channel ?? null,
      JSON.stringify(consent?.slots ?? []),
      source.evidenceFile,
      file.evidenceSha256,
      file.name,
      file.sha256,
      file.importSha256,
      now,
      organisation ?? null,
    ],
  )
  const declared = rows[0] as Omit<DeclaredSource, 'wordings'>
  const given = consent?.wordings ?? []
  const wordings = await keepWordings(client, declared.organisation, given, now)
  await client.query(
    `insert into source_wording (source_id, version, hash)
     select $1, w.* from unnest($2::text[], $3::text[]) as w`,
    [declared.id, given.map(({ version }) => version), given.map(({ text }) => sha256(text))],
  )
  return { ...declared, wordings }
}

async function feedInto<Counts>(
  copy: MentionCopy,
  feed: (sink: MentionCopy) => Promise<Counts>,
): Promise<Counts> {
  try {
    const counts = await feed(copy)
    await copy.end()
    return counts
  } catch (error) {
    await copy.abandon(error as Error)
    throw error
  }
}

async function inOneImport<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await inOneTry(pool, work)
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== importOnce) throw error
    throw new Failure('busy', 'Another process imported this very file meanwhile: nothing to do.', {
      fr: 'Ce même fichier a été importé entre-temps : il n’y a rien à faire.',
    })
  }
}
