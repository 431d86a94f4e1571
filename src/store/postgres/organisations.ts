/** Whose people, when nothing says so: the first organisation; on a tenant's database, its own. */
import type { Database } from '../database.ts'

export async function firstOrganisation({ pool }: Pick<Database, 'pool'>): Promise<number> {
  const { rows } = await pool.query<{ id: number }>('select min(id) as id from organisation')
  return rows[0]?.id ?? 0
}
