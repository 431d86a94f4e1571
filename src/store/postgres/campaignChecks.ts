/** Checks as they were read: the newest of a campaign, and what happened since, by whom. */
import type { CampaignId } from '../../base/ids.ts'
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface KeptCheck<Result> {
  readonly id: number
  readonly madeAt: EpochMs
  readonly judgedAt: EpochMs
  readonly targets: number
  readonly result: Result
}

export interface EventSince {
  readonly at: EpochMs
  readonly who: string
  readonly what: string
  readonly why: string
}

const latest = {
  name: 'check-latest',
  text: `select id, made_at as "madeAt", judged_at as "judgedAt", targets, result
         from campaign_check where campaign_id = $1 order by id desc limit 1`,
}
const lastEvent = {
  name: 'check-event',
  text: 'select coalesce(max(id), 0) as id from campaign_event where campaign_id = $1',
}
const keep = {
  name: 'check-keep',
  text: `insert into campaign_check (campaign_id, made_at, judged_at, event, targets, result)
         values ($1, $2, $3, $4, $5, $6) returning id`,
}
const since = {
  name: 'check-since',
  text: `select e.at, e.who, e.what, e.why from campaign_event e
         where e.campaign_id = $1 and e.what <> 'listened' and e.id > (
           select event from campaign_check where campaign_id = $1 order by id desc limit 1)
         union all
         select a.chosen_at, a.chosen_by, 'audience', '' from campaign_audience a
         where a.campaign_id = $1 and a.chosen_at > (
           select made_at from campaign_check where campaign_id = $1 order by id desc limit 1)
         order by 1 limit 50`,
}

export async function latestCheck<Result>(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
): Promise<KeptCheck<Result> | null> {
  const [found] = await rowsOf<KeptCheck<Result>>(pool, latest, [id])
  if (!found) return null
  return { ...found, madeAt: epochMs(found.madeAt), judgedAt: epochMs(found.judgedAt) }
}

/** The id of its last event: what comes after it, the check has not seen. */
export async function lastEventOf(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
): Promise<number> {
  const [found] = await rowsOf<{ id: number }>(pool, lastEvent, [id])
  return found?.id ?? 0
}

export async function keepCheck<Result>(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
  check: Omit<KeptCheck<Result>, 'id'> & { readonly event: number },
): Promise<number> {
  const { madeAt, judgedAt, event, targets, result } = check
  const values = [id, madeAt, judgedAt, event, targets, JSON.stringify(result)]
  const [row] = await rowsOf<{ id: number }>(pool, keep, values)
  return row?.id ?? 0
}

/** Who changed what since the newest check (to listen changes nothing); empty: it is as it was checked. */
export function eventsSinceCheck(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
): Promise<readonly EventSince[]> {
  return rowsOf<EventSince>(pool, since, [id])
}
