/**
 * Which numbers belong to one home, and which to one person. Numbers of one row are one home; so are
 * a shared landline, and the same last name at the same full address. Numbers of one row are also one
 * person, except a landline that persons of different names gave: it stays with who gave it first.
 * Groups that meet are merged under their smallest id, so the result never depends on the order.
 */
import type pg from 'pg'
import { assert } from '../../base/assert.ts'

/** Each round at least halves what is still apart: 64 rounds join any number of groups. */
const roundsMax = 64

type Tie = 'household' | 'person'

/** Label: the group a contact is in now; its own id when it is new. */
const homeLabels = `create temporary table household_link on commit drop as
select distinct 'l' || line as meeting, coalesce(c.household_id, g.contact_id) as label
from gathered g left join contact c on c.id = g.known
where line in (select line from gathered where part > 0)
union
select 'h' || g.home_key, coalesce(c.household_id, g.contact_id)
from gathered g left join contact c on c.id = g.known
where g.home_key in (
  select home_key from gathered where home_key is not null
  group by home_key having count(distinct contact_id) > 1
  union
  select k.home_key from contact k join gathered n on n.home_key = k.home_key
  where k.organisation_id = $1 and k.id <> n.contact_id)
union
select 'h' || k.home_key, k.household_id
from contact k where k.organisation_id = $1
  and k.home_key in (select home_key from gathered where home_key is not null)`

/** A landline given under several names is nobody's own. */
const personLabels = `create temporary table person_link on commit drop as
with several as (
  select g.*, c.person_id,
    lower(coalesce(g.last_name, '') || ' ' || coalesce(g.first_name, '')) as name,
    lower(coalesce(c.last_name, '') || ' ' || coalesce(c.first_name, '')) as known_name
  from gathered g left join contact c on c.id = g.known
  where g.contact_id in (select contact_id from gathered
    where line in (select line from gathered where part > 0))
), shared_by_names as (
  select contact_id from several where shared group by contact_id
  having count(distinct name) filter (where name <> ' ') > 1
    or bool_or(known is not null and name <> ' ' and known_name <> ' ' and name <> known_name)
)
select distinct 'l' || line as meeting, coalesce(person_id, contact_id) as label
from several where contact_id not in (select contact_id from shared_by_names)`

/** Number of homes that have several of this file's numbers or groups. */
export async function tieHomes(client: pg.PoolClient, organisation: number): Promise<number> {
  await client.query(homeLabels.replaceAll('$1', String(organisation)))
  await joinGroups(client, 'household')
  const { rows } = await client.query<{ homes: number }>(
    'select count(distinct root) as homes from household_tie',
  )
  return rows[0]?.homes ?? 0
}

export async function tiePersons(client: pg.PoolClient): Promise<void> {
  await client.query(personLabels)
  await joinGroups(client, 'person')
}

/**
 * Connected components: roots hook onto smaller roots they meet, then every label jumps to its root's
 * root until nothing moves. Leaves `<tie>_tie (label, root)`, and contacts known before under it.
 */
async function joinGroups(client: pg.PoolClient, tie: Tie): Promise<void> {
  await client.query(`create temporary table ${tie}_edge on commit drop as
    select distinct low, label as high from (
      select min(label) over (partition by meeting) as low, label from ${tie}_link) m
    where low <> label`)
  await client.query(`create temporary table ${tie}_tie on commit drop as
    select label, label as root from (
      select low as label from ${tie}_edge union select high from ${tie}_edge) l`)
  await client.query(`create unique index on ${tie}_tie (label)`)
  await client.query(`analyze ${tie}_tie; analyze ${tie}_edge`)
  const hook = `update ${tie}_tie t set root = h.low from (
      select greatest(a.root, b.root) as high, min(least(a.root, b.root)) as low
      from ${tie}_edge e join ${tie}_tie a on a.label = e.low join ${tie}_tie b on b.label = e.high
      where a.root <> b.root group by 1) h
    where t.label = h.high`
  const jump = `update ${tie}_tie t set root = r.root from ${tie}_tie r
    where r.label = t.root and r.root <> t.root`
  await untilStill(async () => {
    const { rowCount } = await client.query(hook)
    await untilStill(async () => (await client.query(jump)).rowCount ?? 0)
    return rowCount ?? 0
  })
  await client.query(`update contact c set ${tie}_id = t.root from ${tie}_tie t
    where c.${tie}_id = t.label and t.root <> t.label`)
}

async function untilStill(round: () => Promise<number>): Promise<void> {
  for (let rounds = 0; (await round()) > 0; rounds += 1) {
    assert(rounds < roundsMax, `groups of contacts join within ${roundsMax} rounds`)
  }
}
