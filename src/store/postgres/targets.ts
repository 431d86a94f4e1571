/** Choosing whom a campaign calls, and what is left of them. */
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { latestAudience, reachOfAudience } from './audience.ts'
import { inAudience, reachValues } from './audienceSql.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { lockCounters, moveCounters, readCounters } from './counters.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

type TargetVerbs = Pick<Store, 'chooseTargets' | 'nextReadyAt' | 'counters'>

/**
 * A target's id is its turn. Homes with several numbers come first: their calls follow one another, so
 * that the last of them would otherwise still be waiting when everybody else has been called.
 */
const choose = {
  name: 'targets-choose',
  text: `insert into target (campaign_id, contact_id)
         select chosen.campaign, chosen.contact from (
           select k.id as campaign, c.id as contact,
             count(*) over (partition by c.household_id) > 1 as shared
           from campaign k join contact c on c.organisation_id = k.organisation_id
           where k.id = $1
             and ($2::text[] is null or exists (
               select from unnest($2::text[]) as prefix where starts_with(c.insee, prefix)))
             and ${inAudience(3)}
         ) as chosen
         order by chosen.shared desc, chosen.contact
         on conflict (contact_id, campaign_id) do nothing`,
}
/** Chosen under an earlier audience, and never leased. */
const leaveOut = {
  name: 'targets-leave-out',
  text: `delete from target t using contact c
         where t.campaign_id = $1 and t.state = 'ready' and c.id = t.contact_id
           and not ${inAudience(2)}`,
}
const nextReady = {
  name: 'targets-next-ready',
  text: `select case when exists (select from target where campaign_id = $1 and state = 'ready') then 0
           else (select min(due_at) from target where campaign_id = $1 and state = 'waiting')
         end as at`,
}

export function targetVerbs({ pool }: Database): TargetVerbs {
  return {
    chooseTargets: (id, inseePrefixes) =>
      inSqlTransaction(
        pool,
        async (client) => {
          const floors = await lockCounters(client, [id])
          if (!floors.has(id)) throw noSuchCampaign(id)
          const reach = reachValues(reachOfAudience(await latestAudience({ pool: client }, id)))
          const out = await client.query({ ...leaveOut, values: [id, ...reach] })
          const chosen = await client.query({ ...choose, values: [id, inseePrefixes, ...reach] })
          const added = chosen.rowCount ?? 0
          const more = added - (out.rowCount ?? 0)
          await moveCounters(client, id, { targets: more, remaining: more })
          return added
        },
        { fewRows: false },
      ),
    async nextReadyAt(id) {
      const [row] = await rowsOf<{ at: number | null }>(pool, nextReady, [id])
      return (row?.at ?? null) as Awaited<ReturnType<Store['nextReadyAt']>>
    },
    counters: (id) => readCounters(pool, id),
  }
}
