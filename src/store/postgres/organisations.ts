/** Whose people, when nothing says so: the first organisation; on a tenant's database, its own. */
import type { Database } from '../database.ts'

export async function firstOrganisation({ pool }: Pick<Database, 'pool'>): Promise<number> {
  const { rows } = await pool.query<{ id: number }>('select min(id) as id from organisation')
  return rows[0]?.id ?? 0
}

/** What it may do: a practice organisation calls nobody real. */
export async function organisationMode(
  { pool }: Pick<Database, 'pool'>,
  organisation: number,
): Promise<'practice' | 'production'> {
  const { rows } = await pool.query<{ mode: 'practice' | 'production' }>(
    'select mode from organisation where id = $1',
    [organisation],
  )
  return rows[0]?.mode ?? 'production'
}
