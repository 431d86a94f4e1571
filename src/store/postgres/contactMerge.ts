/**
 * Staged numbers → contacts, with set-based SQL (step 3 of the path). Sorted by number first: the
 * indexes then grow at their end, which is twice as fast as in the order of the file (measured).
 */
import type pg from 'pg'
import type { EpochMs } from '../../base/units.ts'
import type { DeclaredConsent } from '../../contacts/source.ts'
import type { ImportCounts } from '../contactStore.ts'
import { tieHomes, tiePersons } from './contactTies.ts'

export interface MergeRequest {
  readonly organisation: number
  readonly source: number
  readonly consent: DeclaredConsent | null
  readonly now: EpochMs
  /** Rows accepted by the intake, duplicates still among them. */
  readonly rows: number
}

/**
 * first: the number's first mention in this file. A new contact takes the next id, one already known
 * keeps its own; `known` is null for the new. parts: how many numbers the row holds.
 */
const gather = `create temporary table gathered on commit drop as
select s.*, coalesce(s.known, $2::bigint
    + sum((s.first and s.known is null)::int) over (order by s.phone, s.line, s.part)) as contact_id
from (
  select t.*, md5(t.home)::uuid as home_key, c.id as known,
    row_number() over (partition by t.phone order by t.line, t.part) = 1 as first
  from staging t
  left join contact c on c.organisation_id = $1 and c.phone = '+' || t.phone
) s`

/** The few rows that need looking at twice: repeats of a number, and what may tie people together. */
const setApart = `create temporary table repeated on commit drop as
  select * from gathered where not first;
create temporary table tied on commit drop as
  select contact_id, known, line, parts, shared, last_name, first_name, home_key
  from gathered where parts > 1 or home_key is not null;
analyze repeated; analyze tied; analyze gathered (contact_id, first, known)`

const countGathered = `select count(*) filter (where first and known is null) as new,
  count(*) filter (where first and known is not null) as merged
from gathered`

/** In the order of the ids, as gathered is: sorting again would cost what it saves. */
const insertContacts = `insert into contact (id, organisation_id, phone, person_id, household_id,
  last_name, first_name, commune, postcode, insee, territory, home_key, created_at)
overriding system value
select g.contact_id, $1, '+' || g.phone, coalesce(p.root, g.contact_id), coalesce(h.root, g.contact_id),
  g.last_name, g.first_name, g.commune, g.postcode, g.insee, g.territory, g.home_key, $2
from gathered g
left join person_tie p on p.label = g.contact_id
left join household_tie h on h.label = g.contact_id
where g.first and g.known is null`

/**
 * What an earlier source said stays unless this one says otherwise. The place is one fact: a better
 * named commune replaces all of it, a lesser named one none.
 */
const updateKnown = `update contact c set
  last_name = coalesce(g.last_name, c.last_name),
  first_name = coalesce(g.first_name, c.first_name),
  commune = case when g.places then g.commune else coalesce(c.commune, g.commune) end,
  postcode = case when g.places then g.postcode else coalesce(c.postcode, g.postcode) end,
  insee = case when g.places then g.insee else c.insee end,
  territory = case when g.places then g.territory else c.territory end,
  home_key = coalesce(g.home_key, c.home_key)
from (
  select g.*, g.insee is not null or (g.territory is not null and k.insee is null) as places
  from gathered g join contact k on k.id = g.known where g.first
) g
where c.id = g.known and (
  (g.last_name is not null and g.last_name is distinct from c.last_name)
  or (g.first_name is not null and g.first_name is distinct from c.first_name)
  or (g.places and (g.insee, g.postcode, g.territory, g.commune)
    is distinct from (c.insee, c.postcode, c.territory, c.commune))
  or (c.commune is null and g.commune is not null)
  or (c.postcode is null and g.postcode is not null)
  or (g.home_key is not null and g.home_key is distinct from c.home_key))`

/** A later line of the file fills what the first left empty; it never overrides it. */
const fillFromDuplicates = `update contact c set
  last_name = coalesce(c.last_name, d.last_name), first_name = coalesce(c.first_name, d.first_name),
  commune = case when d.places then d.commune else c.commune end,
  postcode = case when d.places then d.postcode else c.postcode end,
  insee = case when d.places then d.insee else c.insee end,
  territory = case when d.places then d.territory else c.territory end
from (
  select distinct on (g.contact_id) g.*, k.insee is null and k.territory is null
    and (g.insee is not null or g.territory is not null) as places
  from repeated g join contact k on k.id = g.contact_id
  order by g.contact_id, (g.insee is not null) desc, g.line
) d
where c.id = d.contact_id and (d.places
  or (c.last_name is null and d.last_name is not null)
  or (c.first_name is null and d.first_name is not null))`

const insertMentions = `insert into mention (contact_id, source_id, line, last_name, first_name,
  commune, postcode, insee, territory, said_by, said_at)
select contact_id, $1, line, last_name, first_name, commune, postcode, insee, territory,
  said_by, said_at
from gathered`

const consentColumns =
  '(contact_id, kind, controller, channel, at, slots, wording_version, source_id, line)'

/** A new contact's first mention cannot have been said before. */
const insertFirstConsents = `insert into consent ${consentColumns}
select contact_id, 'given', $2, $3, consent_at, slots, wording_version, $1, line
from gathered where consent_at is not null and first and known is null`

/**
 * Said again by another line or file, the same consent is not given twice. Asked person by person
 * through the index (offset 0): as one join of two large tables it took minutes.
 */
const insertOtherConsents = `insert into consent ${consentColumns}
select contact_id, 'given', $2, $3, consent_at, slots, wording_version, $1, line
from (
  select distinct on (contact_id, consent_at, slots, wording_version) *
  from (
    select contact_id, consent_at, slots, wording_version, line from repeated
    where consent_at is not null
    union all
    select contact_id, consent_at, slots, wording_version, line from gathered
    where consent_at is not null and first and known is not null) said
  order by contact_id, consent_at, slots, wording_version, line
) g
where not exists (
  select from consent k
  where k.contact_id = g.contact_id and k.kind = 'given' and k.controller = $2 and k.channel = $3
    and k.at = g.consent_at and k.slots = g.slots
    and k.wording_version is not distinct from g.wording_version
  offset 0)
order by contact_id, line`

/** Rows all of whose numbers stood on an earlier row. */
const countDuplicates = `select count(*) as duplicates from (
  select line from repeated where parts = 1
  union all
  select line from gathered where parts > 1 group by line having bool_and(not first)) as repeats`

/** As migrations/0001 makes them. */
const dropIndexes = `alter table contact drop constraint contact_organisation_id_phone_key;
drop index contact_person; drop index contact_household`
const makeIndexes = `alter table contact add unique (organisation_id, phone);
create index contact_person on contact (person_id);
create index contact_household on contact (household_id)`

/**
 * The first import builds the indexes at the end, in half the time. Only then: nobody reads an empty
 * table, while a later import must not hold up a campaign.
 */
async function withoutIndexesWhenEmpty(
  client: pg.PoolClient,
  insert: () => Promise<void>,
): Promise<void> {
  const { rowCount } = await client.query('select from contact limit 1')
  if (rowCount) return await insert()
  await client.query(dropIndexes)
  await insert()
  await client.query(makeIndexes)
}

export async function mergeStaged(
  client: pg.PoolClient,
  { organisation, source, consent, now, rows }: MergeRequest,
): Promise<ImportCounts> {
  // One sort of the whole file; one import at a time, and readers are not held up.
  await client.query("set local work_mem = '128MB'; set local jit = off")
  await client.query('lock table contact in share row exclusive mode')
  const before = await client.query<{ last: number }>(
    "select nextval(pg_get_serial_sequence('contact', 'id')) as last",
  )
  const lastId = before.rows[0]?.last ?? 0
  // A statement that makes a table takes no parameters.
  await client.query(gather.replace('$1', String(organisation)).replace('$2', String(lastId)))
  await client.query(setApart)
  const counted = await client.query<{ new: number; merged: number }>(countGathered)
  const { new: newContacts = 0, merged = 0 } = counted.rows[0] ?? {}
  const households = await tieHomes(client, organisation)
  await tiePersons(client)
  await withoutIndexesWhenEmpty(client, async () => {
    await client.query(insertContacts, [organisation, now])
  })
  await client.query("select setval(pg_get_serial_sequence('contact', 'id'), $1)", [
    lastId + newContacts,
  ])
  await client.query(insertMentions, [source])
  if (consent) {
    const agreed = [source, consent.controller, consent.channel]
    await client.query(insertFirstConsents, agreed)
    await client.query(insertOtherConsents, agreed)
  }
  if (merged > 0) await client.query(updateKnown)
  await client.query(fillFromDuplicates)
  const repeats = await client.query<{ duplicates: number }>(countDuplicates)
  const duplicatesInFile = repeats.rows[0]?.duplicates ?? 0
  return { accepted: rows - duplicatesInFile, duplicatesInFile, newContacts, merged, households }
}
