/**
 * A file larger than all that is known builds the indexes at its end, in a fraction of the time: 200,000
 * rows into an empty table took 18 s instead of 66 (busy machine). Only then: readers wait meanwhile, and
 * a later import must not hold up a campaign. Statements as in the migrations.
 */

import type pg from 'pg'
import { advisoryLocks } from './advisoryLocks.ts'

const drop = `alter table contact drop constraint contact_pkey;
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
create index contact_name on contact (organisation_id, sort_name, id);
create index mention_phone on mention (phone);
alter table mention add primary key (source_id, line, part)`

/** Rows known, for one of the file: with more, making the indexes anew takes longer than keeping them. */
const knownShare = 0.1
/** Whoever knows more than that has campaigns to hold up. */
const knownMax = 50_000
/** So few rows are written into the indexes in less time than these take to be made. */
const fewRows = 10_000

/**
 * True when they were dropped. `rows`: about as many as the file has. Only while nobody but `organisation`
 * has people: theirs would be locked until the import ends.
 */
export async function dropIndexesForMost(
  client: pg.PoolClient,
  rows: number,
  organisation: number,
): Promise<boolean> {
  if (rows < fewRows) return false
  // Before anything of the tables is read: two that had read them would wait for each other for ever.
  await client.query('select pg_advisory_xact_lock($1)', [advisoryLocks.firstImport])
  const most = Math.min(knownMax, Math.floor(rows * knownShare))
  if ((await knownRows(client, most, organisation)) > most) return false
  // Asked again once nobody else can write: two first imports may have started together.
  await client.query('lock table contact, mention in access exclusive mode')
  const known = await knownRows(client, most, organisation)
  if (known > most) return false
  await client.query(drop)
  if (known === 0) await client.query(empty)
  return true
}

export async function makeIndexes(client: pg.PoolClient): Promise<void> {
  await client.query("set local maintenance_work_mem = '256MB'")
  // With the server process itself that makes two, for two cores; three get in each other's way.
  await client.query('set local max_parallel_maintenance_workers = 1')
  await client.query(make)
}

/** Infinity while anybody is called, or another organisation has people; counted no further than it matters. */
async function knownRows(
  client: pg.PoolClient,
  most: number,
  organisation: number,
): Promise<number> {
  const { rows } = await client.query<{ calling: boolean; others: boolean; known: number }>(
    `select exists (select from campaign where state = 'running') as calling,
       exists (select from (select organisation_id from contact limit $1) c
         where c.organisation_id <> $2) as others,
       (select count(*) from (select from contact limit $1) c)
       + (select count(*) from (select from mention limit $1) m)
       + (select count(*) from (select from target limit $1) t) as known`,
    [most + 1, organisation],
  )
  const { calling = true, others = true, known = 0 } = rows[0] ?? {}
  return others || (calling && known > 0) ? Number.POSITIVE_INFINITY : known
}
