/** What the runner compares with the thresholds of a campaign, complaints, and stricter settings. */

import type { CampaignId } from '../../base/ids.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import type { Outcome } from '../../call/outcome.ts'
import { usualLimits } from '../../campaign/afterCall.ts'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { changedChannel } from './campaignWatch.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

type ThresholdVerbs = Pick<
  Store,
  'afterCall' | 'addComplaint' | 'setThresholds' | 'notePausedItself'
>

/** Somebody took the call, and could have objected. */
export const answered: readonly Outcome[] = [
  'heardToEnd',
  'heardPart',
  'notListened',
  'hungUpAtGate',
  'objected',
]

const totals = `select k.practice_start is not null as practice, n.objections,
    (select coalesce(sum(o.attempts), 0)::bigint from outcome_counter o
      where o.campaign_id = k.id and o.outcome = any($2)) as answers,
    (select count(*) from complaint c where c.campaign_id = k.id) as complaints
  from campaign k join campaign_counter n on n.campaign_id = k.id where k.id = $1`
const facts = {
  name: 'after-call',
  text: `with now as (${totals})
         select now.practice, now.answers - coalesce(t.answers_before, 0) as answers,
           now.objections - coalesce(t.objections_before, 0) as objections,
           now.complaints - coalesce(t.complaints_before, 0) as complaints,
           t.objection_share_max as "objectionShareMax",
           t.complaint_share_max as "complaintShareMax"
         from now left join campaign_threshold t on t.campaign_id = $1`,
}
const complain = {
  name: 'complaint',
  text: `insert into complaint (campaign_id, reference, at) values ($1, $2, $3)
         on conflict (campaign_id, reference) do nothing`,
}
/** A new revision: the runner of the campaign looks at once. */
const changed = {
  name: 'threshold-changed',
  text: `update campaign set revision = nextval('campaign_revision') where id = $1 returning id`,
}
const tell = { name: 'threshold-tell', text: 'select pg_notify($1, $2)' }
const set = {
  name: 'threshold-set',
  text: `insert into campaign_threshold (campaign_id, objection_share_max, complaint_share_max)
         values ($1, $2, $3) on conflict (campaign_id) do update set
           objection_share_max = coalesce(excluded.objection_share_max,
             campaign_threshold.objection_share_max),
           complaint_share_max = coalesce(excluded.complaint_share_max,
             campaign_threshold.complaint_share_max)`,
}
const pausedItself = {
  name: 'threshold-paused',
  text: `insert into campaign_threshold (campaign_id, paused_at) values ($1, $2)
         on conflict (campaign_id) do update set paused_at = excluded.paused_at`,
}
/** Somebody looked and went on: from here on it is counted anew, or it would pause again at once. */
export const countAnew = {
  name: 'threshold-anew',
  text: `with now as (${totals})
         update campaign_threshold t set answers_before = now.answers,
           objections_before = now.objections, complaints_before = now.complaints, paused_at = null
         from now where t.campaign_id = $1 and t.paused_at is not null`,
}

interface FactsRow {
  readonly practice: boolean
  readonly answers: number
  readonly objections: number
  readonly complaints: number
  readonly objectionShareMax: number | null
  readonly complaintShareMax: number | null
}

export function thresholdVerbs({ pool }: Database): ThresholdVerbs {
  return {
    async afterCall(id) {
      const [row] = await rowsOf<FactsRow>(pool, facts, [id, answered])
      if (!row) throw noSuchCampaign(id)
      const { practice, answers, objections, complaints } = row
      const { objectionShareMax, complaintShareMax } = row
      const isSet = objectionShareMax !== null || complaintShareMax !== null
      return {
        counts: { answers, objections, complaints },
        // Practice people object by their seed, whatever they hear: they stop nobody unasked.
        limits:
          practice && !isSet
            ? null
            : {
                objectionShareMax: objectionShareMax ?? usualLimits.objectionShareMax,
                complaintShareMax: complaintShareMax ?? usualLimits.complaintShareMax,
              },
      }
    },
    addComplaint: (id, reference, now) =>
      inSqlTransaction(pool, async (client) => {
        await tellRunner(client, id)
        await rowsOf(client, complain, [id, reference, now])
      }),
    setThresholds: (id, { objectionShareMax, complaintShareMax }) =>
      inSqlTransaction(pool, async (client) => {
        await tellRunner(client, id)
        await rowsOf(client, set, [id, objectionShareMax ?? null, complaintShareMax ?? null])
      }),
    async notePausedItself(id, now) {
      await rowsOf(pool, pausedItself, [id, now])
    },
  }
}

const lastCaller = {
  name: 'complaint-about',
  text: `select a.campaign_id as campaign from contact c join target t on t.contact_id = c.id
         join attempt a on a.target_id = t.id
         where c.organisation_id = $1 and c.phone = $2
           and not exists (select from stand_in s where s.target_id = t.id)
         order by a.armed_at desc, a.id limit 1`,
}

/** A complaint of somebody who was called is about the campaign that called them last. */
export async function countComplaint(
  client: SqlClient,
  by: { readonly organisation: number; readonly number: E164; readonly reference: string },
  now: EpochMs,
): Promise<void> {
  const { organisation, number, reference } = by
  const [found] = await rowsOf<{ campaign: CampaignId }>(client, lastCaller, [organisation, number])
  if (!found) return
  await tellRunner(client, found.campaign)
  await rowsOf(client, complain, [found.campaign, reference, now])
}

async function tellRunner(client: SqlClient, id: CampaignId): Promise<void> {
  const [found] = await rowsOf(client, changed, [id])
  if (!found) throw noSuchCampaign(id)
  await rowsOf(client, tell, [changedChannel, id])
}
