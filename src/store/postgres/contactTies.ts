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

/**
 * Label: the group a contact is in now; its own id when it is new. Homes of earlier imports are met
 * through the key of the home.
 */
const homeLabels = `create temporary table household_link on commit drop as
select line::text as meeting, coalesce(c.household_id, t.contact_id) as label
from tied t left join contact c on c.id = t.known
where t.parts > 1
union all
select t.home_key::text, coalesce(c.household_id, t.contact_id)
from tied t left join contact c on c.id = t.known
where t.home_key is not null
union all
select k.home_key::text, k.household_id
from contact k join (select distinct home_key from tied where home_key is not null) t
  on t.home_key = k.home_key
where k.organisation_id = $1`

/** A landline given under several names is nobody's own. */
const personLabels = `create temporary table person_link on commit drop as
with named as (
  select t.contact_id, t.known, t.line, t.parts, t.shared, c.person_id,
    nullif(lower(concat_ws(' ', t.last_name, t.first_name)), '') as name,
    nullif(lower(concat_ws(' ', c.last_name, c.first_name)), '') as known_name
  from tied t left join contact c on c.id = t.known
), nobodys as (
  select contact_id from named where shared group by contact_id
  having count(distinct name) > 1 or bool_or(name <> known_name)
)
select n.line::text as meeting, coalesce(n.person_id, n.contact_id) as label
from named n left join nobodys o on o.contact_id = n.contact_id
where n.parts > 1 and o.contact_id is null`

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
 * Connected components. A label starts under the smallest it meets; labels then jump to the root of
 * their root until nothing moves, and roots that still meet hook onto the smaller, until none do.
 * Leaves `<tie>_tie (label, root)`; contacts known before are already moved.
 */
async function joinGroups(client: pg.PoolClient, tie: Tie): Promise<void> {
  await client.query(`create temporary table ${tie}_edge on commit drop as
    select distinct low, label as high from (
      select min(label) over (partition by meeting) as low, label from ${tie}_link) m
    where low <> label`)
  await client.query(`create temporary table ${tie}_tie on commit drop as
    select label, min(root) as root from (
      select high as label, low as root from ${tie}_edge union all select low, low from ${tie}_edge) l
    group by label`)
  await client.query(`create unique index on ${tie}_tie (label)`)
  await client.query(`analyze ${tie}_tie; analyze ${tie}_edge`)
  const hook = `update ${tie}_tie t set root = h.low from (
      select greatest(a.root, b.root) as high, min(least(a.root, b.root)) as low
      from ${tie}_edge e join ${tie}_tie a on a.label = e.low join ${tie}_tie b on b.label = e.high
      where a.root <> b.root group by 1) h
    where t.label = h.high`
  const jump = `update ${tie}_tie t set root = r.root from ${tie}_tie r
    where r.label = t.root and r.root <> t.root`
  const jumpUntilStill = (): Promise<void> =>
    untilStill(async () => (await client.query(jump)).rowCount ?? 0)
  await jumpUntilStill()
  await untilStill(async () => {
    const { rowCount } = await client.query(hook)
    if (rowCount) await jumpUntilStill()
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
