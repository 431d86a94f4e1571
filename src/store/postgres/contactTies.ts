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
 * The few mentions that may tie numbers together: several in a row, or a full address. New numbers get
 * their ids here, in the order of the numbers; the rest when inserted. From the sequence one by one: others
 * write contacts meanwhile.
 */
const setApart = `create temporary table tied on commit drop as
with t as materialized (
  select m.phone, f.known, m.line, m.parts, m.shared_line, m.last_name, m.first_name, m.home_key
  from mention m left join met f on f.phone = m.phone
  where m.source_id = $1 and (m.parts > 1 or m.home_key is not null)
), fresh as materialized (
  select phone, nextval('contact_id_seq') as id
  from (select distinct phone from t where known is null order by phone) numbers
)
select t.*, c.person_id, c.household_id, c.last_name as known_last, c.first_name as known_first,
  coalesce(t.known, n.id) as contact_id
from t left join contact c on c.id = t.known left join fresh n on n.phone = t.phone`

/**
 * Label: the group a contact is in now; its own id when it is new. Homes of earlier imports are met
 * through the key of the home.
 */
const homeLabels = `create temporary table household_link on commit drop as
select line::text as meeting, coalesce(household_id, contact_id) as label from tied where parts > 1
union all
select home_key::text, coalesce(household_id, contact_id) from tied where home_key is not null
union all
select k.home_key::text, k.household_id
from contact k join (select distinct home_key from tied where home_key is not null) t
  on t.home_key = k.home_key
where k.organisation_id = $2`

/** A landline given under several names is nobody's own. */
const personLabels = `create temporary table person_link on commit drop as
with named as (
  select contact_id, line, parts, shared_line, person_id,
    nullif(lower(concat_ws(' ', last_name, first_name)), '') as name,
    nullif(lower(concat_ws(' ', known_last, known_first)), '') as known_name
  from tied
), nobodys as (
  select contact_id from named where shared_line group by contact_id
  having count(distinct name) > 1 or bool_or(name <> known_name)
)
select n.line::text as meeting, coalesce(n.person_id, n.contact_id) as label
from named n left join nobodys o on o.contact_id = n.contact_id
where n.parts > 1 and o.contact_id is null`

/** What is not simply "a new number, alone": met before, or tied to others. */
const exceptions = `create temporary table exception on commit drop as
select coalesce(f.phone, t.phone) as phone, f.at, f.known, t.contact_id,
  p.root as person, h.root as household
from (select distinct phone, contact_id from tied where known is null) t
left join person_tie p on p.label = t.contact_id
left join household_tie h on h.label = t.contact_id
full join met f on f.phone = t.phone`

/**
 * Leaves `exception (phone, at, known, contact_id, person, household)`; contacts known before are
 * already moved. Answers how many homes have several of this file's numbers or groups.
 */
export async function tieContacts(
  client: pg.PoolClient,
  source: number,
  organisation: number,
): Promise<number> {
  const about = [source, organisation]
  const say = (sql: string): Promise<unknown> =>
    client.query(sql.replace(/\$([12])/g, (_, n) => String(about[Number(n) - 1])))
  await say(setApart)
  await client.query('analyze tied (phone, known, contact_id, home_key)')
  await say(homeLabels)
  await joinGroups(client, 'household')
  await client.query(personLabels)
  await joinGroups(client, 'person')
  await client.query(exceptions)
  await client.query('analyze exception (phone, known)')
  const { rows } = await client.query<{ homes: number }>(
    'select count(distinct root) as homes from household_tie',
  )
  return rows[0]?.homes ?? 0
}

/**
 * Connected components. A label starts under the smallest it meets. Where every meeting is of two
 * labels that meet nobody else, as in most files, that is the end of it; the rest is a knot.
 * Leaves `<tie>_tie (label, root)`; contacts known before are already moved.
 */
async function joinGroups(client: pg.PoolClient, tie: Tie): Promise<void> {
  await client.query(`create temporary table ${tie}_edge on commit drop as
    select distinct low, label as high from (
      select min(label) over (partition by meeting) as low, label from ${tie}_link) m
    where low <> label`)
  await client.query(`create temporary table ${tie}_tie on commit drop as
    select label, min(root) as root, count(*) as meetings from (
      select high as label, low as root from ${tie}_edge union all select low, low from ${tie}_edge) l
    group by label`)
  await client.query(`create unique index on ${tie}_tie (label)`)
  await client.query(`analyze ${tie}_tie; analyze ${tie}_edge`)
  await untieKnots(client, tie)
  await client.query(`update contact c set ${tie}_id = t.root from ${tie}_tie t
    where c.${tie}_id = t.label and t.root <> t.label`)
}

/**
 * Labels jump to the root of their root until nothing moves, and roots that still meet hook onto the
 * smaller, until none do. A group of more than two labels has one with several meetings on each edge.
 */
async function untieKnots(client: pg.PoolClient, tie: Tie): Promise<void> {
  const { rowCount: edges } =
    await client.query(`create temporary table ${tie}_knot on commit drop as
    select e.* from ${tie}_edge e
    join ${tie}_tie a on a.label = e.low join ${tie}_tie b on b.label = e.high
    where a.meetings > 1 or b.meetings > 1`)
  if (!edges) return
  await client.query(`create temporary table ${tie}_knotted on commit drop as
    select t.label, t.root from ${tie}_tie t
    join (select low as label from ${tie}_knot union select high from ${tie}_knot) k using (label)`)
  await client.query(`create unique index on ${tie}_knotted (label)`)
  await client.query(`analyze ${tie}_knotted; analyze ${tie}_knot`)
  const hook = `update ${tie}_knotted t set root = h.low from (
      select greatest(a.root, b.root) as high, min(least(a.root, b.root)) as low
      from ${tie}_knot e
      join ${tie}_knotted a on a.label = e.low join ${tie}_knotted b on b.label = e.high
      where a.root <> b.root group by 1) h
    where t.label = h.high`
  const jump = `update ${tie}_knotted t set root = r.root from ${tie}_knotted r
    where r.label = t.root and r.root <> t.root`
  const jumpUntilStill = (): Promise<void> =>
    untilStill(async () => (await client.query(jump)).rowCount ?? 0)
  await jumpUntilStill()
  await untilStill(async () => {
    const { rowCount } = await client.query(hook)
    if (rowCount) await jumpUntilStill()
    return rowCount ?? 0
  })
  await client.query(`update ${tie}_tie t set root = k.root from ${tie}_knotted k
    where k.label = t.label and k.root <> t.root`)
}

async function untilStill(round: () => Promise<number>): Promise<void> {
  for (let rounds = 0; (await round()) > 0; rounds += 1) {
    assert(rounds < roundsMax, `groups of contacts join within ${roundsMax} rounds`)
  }
}
