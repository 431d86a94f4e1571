/** Choosing whom a campaign calls, and what is left of them. */
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
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
           select c.id as campaign, p.id as contact,
             count(*) over (partition by p.household_id) > 1 as shared
           from campaign c join contact p on p.organisation_id = c.organisation_id
           where c.id = $1
             and ($2::text[] is null or exists (
               select from unnest($2::text[]) as prefix where starts_with(p.insee, prefix)))
         ) as chosen
         order by chosen.shared desc, chosen.contact
         on conflict (contact_id, campaign_id) do nothing`,
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
          const { name, text } = choose
          const { rowCount } = await client.query({ name, text, values: [id, inseePrefixes] })
          const added = rowCount ?? 0
          await moveCounters(client, id, { targets: added, remaining: added })
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
