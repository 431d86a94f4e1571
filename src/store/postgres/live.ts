/** The figures of a live page, from the counters: as fast for six million people as for sixty. */
import type { Database } from '../database.ts'
import type { LiveFigures, LiveStore } from '../liveStore.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { asDatabaseFailure } from './failures.ts'
import { rowsOf } from './sqlTransaction.ts'

const figures = {
  name: 'live-figures',
  text: `select n.billed_ms as "billedMs", n.cost_micro_euro as "costMicroEuro",
           (select count(*) from complaint c where c.campaign_id = n.campaign_id) as complaints,
           coalesce((select jsonb_build_object('calls', r.calls, 'heard', r.heard,
             'objections', r.objections, 'refusedBusy', r.refused_busy) from ring_back_counter r
             where r.campaign_id = n.campaign_id),
             '{"calls": 0, "heard": 0, "objections": 0, "refusedBusy": 0}') as "ringBacks",
           (select jsonb_build_object('why', e.why, 'at', e.at) from campaign_event e
             where e.campaign_id = n.campaign_id and e.what = 'moved'
             order by e.id desc limit 1) as "lastMove",
           coalesce((select jsonb_agg(jsonb_build_object('area', a.area, 'targets', a.targets,
             'called', a.called, 'attempts', a.attempts, 'heardToEnd', a.heard_to_end,
             'objections', a.objections) order by a.area) from area_counter a
             where a.campaign_id = n.campaign_id and (a.targets > 0 or a.attempts > 0)), '[]') as areas,
           coalesce((select jsonb_agg(jsonb_build_object('second', h.second, 'calls', h.calls)
             order by h.second) from heard_counter h
             where h.campaign_id = n.campaign_id), '[]') as heard
         from campaign_counter n where n.campaign_id = $1`,
}

const running = {
  name: 'live-running',
  text: `select count(*) as running from campaign where organisation_id = $1 and state = 'running'`,
}

export function liveStore({ pool }: Pick<Database, 'pool'>): LiveStore {
  return {
    async liveFigures(id) {
      try {
        const [row] = await rowsOf<LiveFigures>(pool, figures, [id])
        if (!row) throw noSuchCampaign(id)
        return row
      } catch (error) {
        throw asDatabaseFailure(error)
      }
    },
    async runningCampaigns(organisation) {
      const [row] = await rowsOf<{ running: number }>(pool, running, [organisation])
      return row?.running ?? 0
    },
  }
}
