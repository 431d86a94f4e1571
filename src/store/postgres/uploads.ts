/** Rows of uploads: whose they are, how large they say they are, and whether all of it has arrived. */
import type pg from 'pg'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface Upload {
  readonly id: string
  readonly organisation: number
  readonly name: string
  readonly bytes: number
  readonly by: string
  readonly createdAt: EpochMs
  readonly completedAt: EpochMs | null
}

/** Of one organisation, begun or waiting to be imported: twice the largest file. */
export const organisationBytesMax = 2 * 1024 ** 3
export const organisationUploadsMax = 20

const columns = `id, organisation_id as organisation, name, bytes, by, created_at as "createdAt",
  completed_at as "completedAt"`

const held = {
  name: 'upload-held',
  text: `select count(*) as uploads, coalesce(sum(bytes), 0)::int8 as bytes
         from upload where organisation_id = $1`,
}
const insert = {
  name: 'upload-insert',
  text: `insert into upload (id, organisation_id, name, bytes, by, created_at)
         values ($1, $2, $3, $4, $5, $6)`,
}

/** Fails when the organisation holds too much already. */
export async function beginUpload(
  pool: pg.Pool,
  upload: Omit<Upload, 'completedAt'>,
): Promise<void> {
  const { id, organisation, name, bytes, by, createdAt } = upload
  await inSqlTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtext($1), $2::int)', [
      'upload',
      organisation % 2 ** 31,
    ])
    const [now] = await rowsOf<{ uploads: number; bytes: number }>(client, held, [organisation])
    if ((now?.uploads ?? 0) >= organisationUploadsMax) throw tooMany(now?.uploads ?? 0)
    if ((now?.bytes ?? 0) + bytes > organisationBytesMax) throw tooMuch((now?.bytes ?? 0) + bytes)
    await rowsOf(client, insert, [id, organisation, name, bytes, by, createdAt])
  })
}

const one = { name: 'upload-one', text: `select ${columns} from upload where id = $1` }
export const readUpload = async (client: SqlClient, id: string): Promise<Upload | undefined> =>
  (await rowsOf<Upload>(client, one, [id]))[0]

const complete = {
  name: 'upload-complete',
  text: 'update upload set completed_at = $2 where id = $1 and completed_at is null',
}
export async function completeUpload(client: SqlClient, id: string, now: EpochMs): Promise<void> {
  await rowsOf(client, complete, [id, now])
}

const forget = { name: 'upload-forget', text: 'delete from upload where id = $1' }
export async function forgetUpload(client: SqlClient, id: string): Promise<void> {
  await rowsOf(client, forget, [id])
}

const forgetOld = {
  name: 'upload-forget-old',
  text: 'delete from upload where created_at < $1 returning id',
}
export const forgetOldUploads = async (client: SqlClient, before: EpochMs): Promise<string[]> =>
  (await rowsOf<{ id: string }>(client, forgetOld, [before])).map(({ id }) => id)

const tooMany = (uploads: number): Failure =>
  new Failure(
    'tooMany',
    'Too many files wait to be imported: import or remove some, then drop this one again.',
    {
      fr:
        'Trop de fichiers attendent d’être importés : importez-en ou retirez-en, puis ' +
        'recommencez.',
      measured: String(uploads),
      limit: String(organisationUploadsMax),
    },
  )
const tooMuch = (bytes: number): Failure =>
  new Failure(
    'tooLarge',
    'The files that wait to be imported are too large together: import or remove one first.',
    {
      fr:
        'Les fichiers qui attendent d’être importés sont trop gros ensemble : importez-en ou ' +
        'retirez-en un d’abord.',
      measured: `${Math.ceil(bytes / 1e6)} MB`,
      limit: `${Math.floor(organisationBytesMax / 1e6)} MB`,
    },
  )
