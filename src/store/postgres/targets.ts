/** Choosing whom a campaign calls, and what is left of them. */
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { latestAudience, reachOfAudience } from './audience.ts'
import { inAudience, reachValues } from './audienceSql.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import {
  type AreaMove,
  lockCounters,
  moveCounters,
  moveEndedCounters,
  readCounters,
  readSpent,
} from './counters.ts'
import { chooseRehearsed, isRehearsal } from './rehearsal.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

type TargetVerbs = Pick<Store, 'chooseTargets' | 'nextReadyAt' | 'counters' | 'spent'>

const areaOf = `coalesce(area_of(c.insee, c.territory), '')`

/**
 * A target's id is its turn. Homes with several numbers come first: their calls follow one another, so
 * that the last of them would otherwise still be waiting when everybody else has been called.
 */
const choose = {
  name: 'targets-choose',
  text: `with chosen as materialized (
           select k.id as campaign, c.id as contact, ${areaOf} as area,
             count(*) over (partition by c.household_id) > 1 as shared
           from campaign k join contact c on c.organisation_id = k.organisation_id
           where k.id = $1
             and ($2::text[] is null or c.insee ^@ any($2::text[]))
             and ${inAudience(3)}
         ), fresh as materialized (
           select * from chosen where not exists (
             select from target t where t.campaign_id = $1 and t.contact_id = chosen.contact)
         ), added as (
           insert into target (campaign_id, contact_id)
           select campaign, contact from fresh order by shared desc, contact)
         select area, count(*) as targets from fresh group by 1`,
}
/**
 * Half a million are sorted twice without going to the disk; and what was chosen a moment ago is unknown to
 * the planner, who would compare everybody with everybody.
 */
const forMany = `set local work_mem = '64MB'; set local enable_nestloop to off; set local jit to off`
/** Chosen under an earlier audience, and never leased. */
const leaveOut = {
  name: 'targets-leave-out',
  text: `with gone as (
         delete from target t using contact c
         where t.campaign_id = $1 and t.state = 'ready' and c.id = t.contact_id
           and not ${inAudience(2)}
         returning ${areaOf} as area)
         select area, count(*) as targets from gone group by 1`,
}
const nextReady = {
  name: 'targets-next-ready',
  text: `select case when exists (select from target where campaign_id = $1 and state = 'ready') then 0
           else (select min(due_at) from target where campaign_id = $1 and state = 'waiting')
         end as at`,
}

/** Ids are given in the order of a sequence: what is chosen now lies between two looks at it. */
const lastGiven = {
  name: 'targets-last-given',
  text: `select coalesce(pg_sequence_last_value('target_id_seq'::regclass), 0) as last`,
}
const widen = {
  name: 'targets-widen',
  text: `update campaign_counter set first_target = least(first_target, $2),
           last_target = greatest(last_target, $3) where campaign_id = $1`,
}

const chosenAll = {
  name: 'targets-chosen-all',
  text: `select n.chosen_up_to as before, coalesce((
             select c.id from contact c where c.organisation_id = k.organisation_id
             order by c.id desc limit 1), 0) as newest,
           n.targets > 0 as some
         from campaign k join campaign_counter n on n.campaign_id = k.id where k.id = $1`,
}
const noteChosen = {
  name: 'targets-note-chosen',
  text: 'update campaign_counter set chosen_up_to = $2 where campaign_id = $1',
}

/**
 * Of half a million that are chosen already, asking each again takes seconds. The mark goes when the audience
 * does, or what people are chosen by (migrations/0018).
 */
async function newestUnlessChosen(client: SqlClient, id: string): Promise<number | null> {
  const [found] = await rowsOf<{ before: number | null; newest: number; some: boolean }>(
    client,
    chosenAll,
    [id],
  )
  const { before = null, newest = 0, some = false } = found ?? {}
  return some && before === newest ? null : newest
}

/** Told while they are being chosen too: sequences do not wait for a commit. */
export async function lastTarget(client: SqlClient): Promise<number> {
  const [row] = await rowsOf<{ last: number }>(client, lastGiven, [])
  return row?.last ?? 0
}

export function targetVerbs({ pool }: Database): TargetVerbs {
  return {
    chooseTargets: (id, inseePrefixes) =>
      inSqlTransaction(
        pool,
        async (client) => {
          const floors = await lockCounters(client, [id])
          if (!floors.has(id)) throw noSuchCampaign(id)
          const audience = await latestAudience({ pool: client }, id)
          const newest = inseePrefixes === null ? await newestUnlessChosen(client, id) : 0
          if (newest === null) return 0
          const reach = reachValues(reachOfAudience(audience))
          await client.query(forMany)
          const before = await lastTarget(client)
          const out = await rowsOf<AreaRow>(client, leaveOut, [id, ...reach])
          const chosen = (await isRehearsal(client, id))
            ? await chooseRehearsed(client, id, inseePrefixes, reach)
            : await rowsOf<AreaRow>(client, choose, [id, inseePrefixes, ...reach])
          const added = sum(chosen)
          const more = added - sum(out)
          await moveCounters(client, id, { targets: more, remaining: more })
          await moveEndedCounters(client, id, { outcomes: [], areas: chosenByArea(chosen, out) })
          await rowsOf(client, noteChosen, [id, inseePrefixes === null ? newest : null])
          if (added > 0) await rowsOf(client, widen, [id, before + 1, await lastTarget(client)])
          return added
        },
        { fewRows: false },
      ),
    async nextReadyAt(id) {
      const [row] = await rowsOf<{ at: number | null }>(pool, nextReady, [id])
      return (row?.at ?? null) as Awaited<ReturnType<Store['nextReadyAt']>>
    },
    counters: (id) => readCounters(pool, id),
    spent: (id) => readSpent(pool, id),
  }
}

interface AreaRow {
  readonly area: string
  readonly targets: number
}

const sum = (rows: readonly AreaRow[]): number =>
  rows.reduce((total, { targets }) => total + targets, 0)

function chosenByArea(chosen: readonly AreaRow[], out: readonly AreaRow[]): readonly AreaMove[] {
  const targets = new Map<string, number>()
  for (const row of chosen) targets.set(row.area, row.targets)
  for (const row of out) targets.set(row.area, (targets.get(row.area) ?? 0) - row.targets)
  const unmoved = { called: 0, attempts: 0, heard_to_end: 0, objections: 0 }
  return [...targets].map(([area, more]) => ({ area, targets: more, ...unmoved }))
}
