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
 * keeps its own; `known` is null for the new.
 */
const gather = `create temporary table gathered on commit drop as
select s.*, '+' || s.phone as number, s.md5::uuid as home_key, coalesce(s.known,
    $2::bigint + sum((s.first and s.known is null)::int) over (order by s.phone, s.line, s.part)) as contact_id
from (
  select t.*, md5(t.home) as md5, c.id as known,
    row_number() over (partition by t.phone order by t.line, t.part) = 1 as first
  from staging t
  left join contact c on c.organisation_id = $1 and c.phone = '+' || t.phone
) s`

const insertContacts = `insert into contact (id, organisation_id, phone, person_id, household_id,
  last_name, first_name, commune, postcode, insee, territory, home_key, created_at)
overriding system value
select g.contact_id, $1, g.number, coalesce(p.root, g.contact_id), coalesce(h.root, g.contact_id),
  g.last_name, g.first_name, g.commune, g.postcode, g.insee, g.territory, g.home_key, $2
from gathered g
left join person_tie p on p.label = g.contact_id
left join household_tie h on h.label = g.contact_id
where g.first and g.known is null
order by g.contact_id`

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
  from gathered g join contact k on k.id = g.contact_id
  where not g.first
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

/** Said again by another line or file, the same consent is not given twice. */
const insertOtherConsents = `insert into consent ${consentColumns}
select contact_id, 'given', $2, $3, consent_at, slots, wording_version, $1, line
from (
  select distinct on (contact_id, consent_at, slots, wording_version) *
  from gathered where consent_at is not null and not (first and known is null)
  order by contact_id, consent_at, slots, wording_version, line
) g
where not exists (
  select from consent k
  where k.contact_id = g.contact_id and k.kind = 'given' and k.controller = $2 and k.channel = $3
    and k.at = g.consent_at and k.slots = g.slots
    and k.wording_version is not distinct from g.wording_version)
order by contact_id, line`

const countDuplicates = `select count(*) as duplicates from (
  select line from gathered g where exists (
    select from gathered d where not d.first and d.line = g.line)
  group by line having bool_and(not first)) as only_repeats`

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
  const households = await tieHomes(client, organisation)
  await tiePersons(client)
  const added = await client.query(insertContacts, [organisation, now])
  const newContacts = added.rowCount ?? 0
  await client.query("select setval(pg_get_serial_sequence('contact', 'id'), $1)", [
    lastId + newContacts,
  ])
  await client.query(insertMentions, [source])
  const known = await client.query('select from gathered where first and known is not null')
  if (consent) {
    const agreed = [source, consent.controller, consent.channel]
    await client.query(insertFirstConsents, agreed)
    await client.query(insertOtherConsents, agreed)
  }
  await client.query(updateKnown)
  await client.query(fillFromDuplicates)
  const repeats = await client.query<{ duplicates: number }>(countDuplicates)
  const duplicatesInFile = repeats.rows[0]?.duplicates ?? 0
  const merged = known.rowCount ?? 0
  return { accepted: rows - duplicatesInFile, duplicatesInFile, newContacts, merged, households }
}
