/**
 * The first import builds the indexes at its end, in half the time. Only the first: nobody reads an
 * empty table, while a later import must not hold up a campaign. Statements as in migrations/0001.
 */
import type pg from 'pg'

const drop = `alter table contact drop constraint contact_organisation_id_phone_key;
drop index contact_person; drop index contact_household; drop index mention_phone;
alter table mention drop constraint mention_pkey`

const make = `alter table contact add unique (organisation_id, phone);
create index contact_person on contact (person_id);
create index contact_household on contact (household_id);
create index mention_phone on mention (phone);
alter table mention add primary key (source_id, line, part)`

/** True when they were dropped. */
export async function dropIndexesWhenEmpty(client: pg.PoolClient): Promise<boolean> {
  const empty =
    'select not exists (select from contact) and not exists (select from mention) as empty'
  if (!(await isEmpty(client, empty))) return false
  // Asked again once nobody else can write: two first imports may have started together.
  await client.query('lock table contact, mention in access exclusive mode')
  if (!(await isEmpty(client, empty))) return false
  await client.query(drop)
  return true
}

export async function makeIndexes(client: pg.PoolClient): Promise<void> {
  await client.query("set local maintenance_work_mem = '128MB'")
  await client.query(make)
}

async function isEmpty(client: pg.PoolClient, sql: string): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(sql)
  return rows[0]?.empty ?? false
}
