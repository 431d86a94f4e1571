/**
 * The first import builds the indexes at its end, in half the time. Only the first: nobody reads an
 * empty table, while a later import must not hold up a campaign. Statements as in the migrations.
 */
import type pg from 'pg'

/** Without contacts there are no targets: taking off their foreign key and putting it back is nothing. */
const drop = `alter table target drop constraint target_contact_id_fkey;
alter table contact drop constraint contact_pkey;
alter table contact drop constraint contact_organisation_id_phone_key;
drop index contact_person; drop index contact_household; drop index contact_home;
drop index contact_name;
drop index mention_phone;
alter table mention drop constraint mention_pkey`

/**
 * What is written into a table emptied by the same SqlTransaction need not be written to the log too:
 * at wal_level minimal (our own server) the file itself is on the disk before the commit is.
 */
const empty = 'truncate contact, mention'

const make = `alter table contact add primary key (id);
alter table contact add unique (organisation_id, phone);
create index contact_person on contact (person_id);
create index contact_household on contact (household_id);
create index contact_home on contact (home_key) where home_key is not null;
create index contact_name on contact (organisation_id, (name_key(last_name, first_name) collate "C"), id);
create index mention_phone on mention (phone);
alter table mention add primary key (source_id, line, part);
alter table target add foreign key (contact_id) references contact`

/** True when they were dropped. */
export async function dropIndexesWhenEmpty(client: pg.PoolClient): Promise<boolean> {
  if (!(await nothingKnown(client))) return false
  // Asked again once nobody else can write: two first imports may have started together.
  await client.query('lock table target, contact, mention in access exclusive mode')
  if (!(await nothingKnown(client))) return false
  await client.query(drop)
  await client.query(empty)
  return true
}

export async function makeIndexes(client: pg.PoolClient): Promise<void> {
  await client.query("set local maintenance_work_mem = '256MB'")
  // With the server process itself that makes two, for two cores; three get in each other's way.
  await client.query('set local max_parallel_maintenance_workers = 1')
  await client.query(make)
}

async function nothingKnown(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ nothing: boolean }>(
    `select not exists (select from contact) and not exists (select from mention)
       and not exists (select from target) as nothing`,
  )
  return rows[0]?.nothing ?? false
}
