/**
 * One row of organisation 1 in every table there is, whatever migrations come: each number is 1, each text
 * x, so that every row belongs to the others by their keys. Made in a database of one's own, where nothing
 * is checked any more.
 */
import type pg from 'pg'

export interface Column {
  readonly name: string
  readonly type: string
  /** Made by the database: it cannot be set again. */
  readonly identity: boolean
}

export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
}

const tablesAndColumns = `select c.relname as name, jsonb_agg(jsonb_build_object('name', a.attname,
    'type', format_type(a.atttypid, null),
      'identity', a.attidentity <> '') order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and a.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  group by c.relname order by c.relname`
const checks = `select conrelid::regclass as table, conname as name from pg_constraint
  where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0`

export async function everyTable(pool: pg.Pool): Promise<readonly Table[]> {
  return (await pool.query<Table>(tablesAndColumns)).rows
}

export async function fillEveryTable(pool: pg.Pool, tables: readonly Table[]): Promise<void> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ table: string; name: string }>(checks)
    for (const { table, name } of rows) {
      await client.query(`alter table ${table} drop constraint "${name}"`)
    }
    // Neither triggers nor foreign keys: of some rows what they refer to comes later.
    await client.query('set session_replication_role to replica')
    for (const table of tables) await client.query(`${insertOf(table)} on conflict do nothing`)
    await client.query('set session_replication_role to default')
  } finally {
    client.release()
  }
}

export const insertOf = ({ name, columns }: Table): string =>
  `insert into ${name} (${columns.map((column) => `"${column.name}"`).join(', ')})
   overriding system value values (${columns.map(someValue).join(', ')})`

function someValue({ name, type }: Column): string {
  if (name === 'parent_id') return 'null'
  if (type.endsWith('[]')) return "'{}'"
  switch (type) {
    case 'bigint':
    case 'integer':
    case 'smallint':
    case 'double precision':
    case 'real':
    case 'numeric':
      return '1'
    case 'boolean':
      return 'true'
    case 'bytea':
      return `decode(repeat('00', 32), 'hex')`
    case 'json':
    case 'jsonb':
      return `'"x"'`
    case 'uuid':
      return `'00000000-0000-0000-0000-000000000001'`
    case 'date':
      return `'2026-01-01'`
    case 'xid8':
      return `'1'`
    default:
      return `'x'`
  }
}
