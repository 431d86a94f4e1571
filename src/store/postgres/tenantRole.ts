/** The role of tenants, and the few steps that are done as the owner of the tables. */
import type { SqlClient } from './sqlTransaction.ts'

const tenantRole = 'portevoix_tenant'

/** A statement. */
export const actAsTenant = `set role ${tenantRole}`
/** Of a connection: it acts as a tenant from its first statement on. */
export const tenantOptions = `-c role=${tenantRole}`

/**
 * What row-level security does not let a tenant do at all, inside a SqlTransaction. Three kinds of work: what
 * fills large tables (COPY into a guarded one, its statistics, its indexes made at the end), ending calls of
 * other tenants to whoever objects to them too, and reading the rules that come from above. The caller
 * writes rows of its own only. When the work fails the SqlTransaction ends, and the role of before is back
 * with it.
 */
export async function asOwner<Result>(
  client: SqlClient,
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await client.query<{ role: string }>(`select current_setting('role') as role`)
  if (rows[0]?.role !== tenantRole) return await work()
  await client.query('set local role none')
  const result = await work()
  await client.query(`set local role ${tenantRole}`)
  return result
}
