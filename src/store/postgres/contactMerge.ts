/**
 * What a file said → contacts, with set-based SQL (step 3 of the path). The first mention of a number
 * makes the contact; later ones fill what it left empty. Statements speak of one source, $1.
 */
import type pg from 'pg'
import type { EpochMs } from '../../base/units.ts'
import type { ImportCounts } from '../contactStore.ts'
import type { NumberPads } from '../numberKey.ts'
import { advisoryLocks } from './advisoryLocks.ts'
import { makeIndexes } from './contactIndexes.ts'
import { writeObjections } from './contactObjections.ts'
import { tieContacts } from './contactTies.ts'
import { asOwner } from './tenantRole.ts'

export interface MergeRequest {
  readonly organisation: number
  readonly source: number
  readonly now: EpochMs
  /** Rows accepted by the intake, duplicates still among them. */
  readonly rows: number
  /** Of them, those whose person objected to being called. */
  readonly objections: number
  /** false: dropIndexesForMost dropped them. */
  readonly indexed: boolean
  /** Under which those who objected are kept. */
  readonly numberKey: NumberPads
  readonly onStep?: (done: number, of: number) => void
}

/** What is counted to those who wait. */
const stepsOfMerge = 6
/** Fewer rows change no plan. */
const analysedFrom = 1_000

/**
 * The numbers that need more than being inserted: met several times in this file, or known before.
 * at: their first mention, a row having at most sixteen numbers.
 */
const metBefore = `create temporary table met on commit drop as
select f.phone, f.at, f.times, c.id as known
from (
  select phone, min(line::bigint * 16 + part) as at, count(*) as times
  from mention where source_id = $1 group by phone) f
left join contact c on c.organisation_id = $2 and c.phone = f.phone
where f.times > 1 or c.id is not null`

const countMet = `select count(*) filter (where known is not null) as merged,
  coalesce(sum(times - 1), 0)::int8 as repeats
from met`

/**
 * ORDER and REST, when there is an index of numbers: by number, so that it is walked along, not jumped about in; and a
 * number that somebody else wrote meanwhile is theirs.
 */
const insertContacts = `insert into contact (id, organisation_id, phone, person_id, household_id,
  last_name, first_name, commune, postcode, insee, territory, home_key, language, polling_district,
  created_at)
overriding system value
select n.id, $2, n.phone, coalesce(n.person, n.id), coalesce(n.household, n.id), n.last_name,
  n.first_name, n.commune, n.postcode, n.insee, n.territory, n.home_key, n.language,
  n.polling_district, $3
from (
  select coalesce(e.contact_id, nextval('contact_id_seq')) as id, e.person, e.household, m.*
  from mention m left join exception e on e.phone = m.phone
  where m.source_id = $1 and e.known is null
    and coalesce(e.at = m.line::bigint * 16 + m.part, true) ORDER) n REST`

/**
 * What an earlier source said stays unless this one says otherwise; what the person said of themselves
 * stays whatever this one says (RGPD art. 16). The place is one fact: a better named commune replaces all
 * of it, a lesser named one none.
 */
const updateKnown = `update contact c set
  last_name = case when c.own_words then coalesce(c.last_name, m.last_name)
    else coalesce(m.last_name, c.last_name) end,
  first_name = case when c.own_words then coalesce(c.first_name, m.first_name)
    else coalesce(m.first_name, c.first_name) end,
  commune = case when m.places then m.commune else coalesce(c.commune, m.commune) end,
  postcode = case when m.places then m.postcode else coalesce(c.postcode, m.postcode) end,
  insee = case when m.places then m.insee else c.insee end,
  territory = case when m.places then m.territory else c.territory end,
  home_key = coalesce(m.home_key, c.home_key),
  language = coalesce(m.language, c.language),
  polling_district = case when m.places then m.polling_district
    else coalesce(c.polling_district, m.polling_district) end
from (
  select m.*, k.id, not k.own_words
    and (m.insee is not null or (m.territory is not null and k.insee is null)) as places
  from mention m
  join met f on f.phone = m.phone and f.at = m.line::bigint * 16 + m.part
  join contact k on k.id = f.known
  where m.source_id = $1
) m
where c.id = m.id and (
  (m.last_name is not null and m.last_name is distinct from c.last_name)
  or (m.first_name is not null and m.first_name is distinct from c.first_name)
  or (m.places and (m.insee, m.postcode, m.territory, m.commune)
    is distinct from (c.insee, c.postcode, c.territory, c.commune))
  or (c.commune is null and m.commune is not null)
  or (c.postcode is null and m.postcode is not null)
  or (m.home_key is not null and m.home_key is distinct from c.home_key)
  or (m.language is not null and m.language is distinct from c.language)
  or (m.polling_district is not null and m.polling_district is distinct from c.polling_district))`

const setRepeatsApart = `create temporary table repeated on commit drop as
select m.*
from mention m join met f on f.phone = m.phone and f.at <> m.line::bigint * 16 + m.part
where m.source_id = $1 and f.times > 1`

/** A later line of the file never overrides the first. */
const fillFromRepeats = `update contact c set
  last_name = coalesce(c.last_name, d.last_name), first_name = coalesce(c.first_name, d.first_name),
  commune = case when d.places then d.commune else c.commune end,
  postcode = case when d.places then d.postcode else c.postcode end,
  insee = case when d.places then d.insee else c.insee end,
  territory = case when d.places then d.territory else c.territory end
from (
  select r.phone,
    (array_agg(r.last_name order by r.line) filter (where r.last_name is not null))[1] as last_name,
    (array_agg(r.first_name order by r.line) filter (where r.first_name is not null))[1]
      as first_name,
    p.phone is not null as places, p.commune, p.postcode, p.insee, p.territory
  from repeated r
  join contact k on k.organisation_id = $2 and k.phone = r.phone
  left join (
    select distinct on (phone) * from repeated where territory is not null
    order by phone, (insee is not null) desc, line) p
    on p.phone = r.phone and k.insee is null and k.territory is null
  where (k.last_name is null and r.last_name is not null)
    or (k.first_name is null and r.first_name is not null) or p.phone is not null
  group by r.phone, p.phone, p.commune, p.postcode, p.insee, p.territory
) d
where c.organisation_id = $2 and c.phone = d.phone`

/** Rows all of whose numbers stood on an earlier row. */
const countRepeatedRows = `select count(*) as rows from (
  select line, parts from repeated group by line, parts having count(*) = parts) as whole`

export async function mergeMentions(
  client: pg.PoolClient,
  { organisation, source, now, rows, objections, indexed, numberKey, onStep }: MergeRequest,
): Promise<ImportCounts> {
  const step = (done: number): void => onStep?.(done, stepsOfMerge)
  step(0)
  await client.query("set local work_mem = '128MB'; set local jit = off")
  await client.query('set local max_parallel_workers_per_gather = 1')
  if (indexed) await takeTurns(client)
  // What was just copied is unknown to the planner, who would walk it row by row.
  await asOwner(client, () =>
    client.query('analyze mention (source_id, phone, line, part, parts, home_key)'),
  )
  const about = { source, organisation, now }
  step(1)
  await say(client, metBefore, about)
  await client.query('analyze met')
  const counted = await client.query<{ merged: number; repeats: number }>(countMet)
  const { merged = 0, repeats = 0 } = counted.rows[0] ?? {}
  step(2)
  const households = await tieContacts(client, source, organisation)
  step(3)
  const insert = insertContacts
    .replace('ORDER', indexed ? 'order by m.phone' : '')
    .replace('REST', indexed ? 'on conflict (organisation_id, phone) do nothing' : '')
  const newContacts = await say(client, insert, about)
  step(4)
  if (!indexed) await asOwner(client, () => makeIndexes(client))
  if (merged > 0) await say(client, updateKnown, about)
  const duplicatesInFile = repeats > 0 ? await learnFromRepeats(client, about) : 0
  step(5)
  if (objections > 0) await writeObjections(client, { ...about, numberKey })
  // Who lists or counts them in the next minute would be planned for an empty table.
  if (rows >= analysedFrom) await asOwner(client, () => client.query('analyze contact'))
  const accepted = rows - duplicatesInFile
  return { accepted, duplicatesInFile, newContacts, merged, objections, households }
}

/**
 * One import makes sense of its mentions at a time, and nobody is forgotten meanwhile: their number would come
 * back with the file. Whoever else writes contacts, reads them or calls does not wait.
 */
async function takeTurns(client: pg.PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [advisoryLocks.merge])
  await client.query('select pg_advisory_xact_lock_shared($1)', [advisoryLocks.forgetting])
}

async function learnFromRepeats(client: pg.PoolClient, about: About): Promise<number> {
  await say(client, setRepeatsApart, about)
  await client.query('analyze repeated (phone)')
  await say(client, fillFromRepeats, about)
  const { rows } = await client.query<{ rows: number }>(countRepeatedRows)
  return rows[0]?.rows ?? 0
}

interface About {
  readonly source: number
  readonly organisation: number
  readonly now: EpochMs
}

/** These statements take numbers only, and those that make a table cannot take parameters. */
async function say(client: pg.PoolClient, sql: string, about: About): Promise<number> {
  const values = [about.source, about.organisation, about.now]
  const { rowCount } = await client.query(
    sql.replace(/\$([123])/g, (_, n) => String(Number(values[Number(n) - 1]))),
  )
  return rowCount ?? 0
}
