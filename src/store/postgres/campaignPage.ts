/** Lists of campaigns, newest first, with their maintained counters: no campaign's people are counted. */
import type { CampaignId } from '../../base/ids.ts'
import type { EpochMs } from '../../base/units.ts'
import type { CampaignState } from '../../campaign/campaign.ts'
import type { Database } from '../database.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface CampaignRow {
  readonly id: CampaignId
  readonly name: string
  readonly state: CampaignState
  readonly practice: boolean
  readonly controller: string
  readonly deadline: EpochMs
  readonly startsAt: EpochMs | null
  readonly createdAt: EpochMs
  readonly targets: number
  readonly remaining: number
  readonly attempts: number
  readonly objections: number
  readonly heardToEnd: number
  readonly costMicroEuro: number
  /** Why it is in this state. */
  readonly why: string
}

const page = {
  name: 'campaign-page',
  text: `select k.id, k.name, k.state, k.practice_start is not null as practice, k.controller, k.deadline,
           k.starts_at as "startsAt", k.created_at as "createdAt", n.targets, n.remaining, n.attempts,
           n.objections, n.cost_micro_euro as "costMicroEuro",
           coalesce((select o.attempts from outcome_counter o
             where o.campaign_id = k.id and o.outcome = 'heardToEnd'), 0) as "heardToEnd",
           coalesce((select e.why from campaign_event e where e.campaign_id = k.id and e.what = 'moved'
             order by e.id desc limit 1), '') as why
         from campaign k join campaign_counter n on n.campaign_id = k.id
         where k.organisation_id = $1 and k.deleted_at is null
           and ($2::bigint is null or (k.created_at, k.id) < ($2, $3))
           and ($5::text[] is null or k.state = any($5))
         order by k.created_at desc, k.id desc limit $4`,
}

export function campaignPage(
  { pool }: Pick<Database, 'pool'>,
  organisation: number,
  asked: {
    readonly after: readonly [createdAt: number, id: string] | null
    readonly limit: number
    readonly states: readonly CampaignState[] | null
  },
): Promise<readonly CampaignRow[]> {
  const [createdAt, id] = asked.after ?? [null, null]
  return rowsOf<CampaignRow>(pool, page, [organisation, createdAt, id, asked.limit, asked.states])
}

const peopleThere = {
  name: 'campaign-people',
  text: `select coalesce(
           (select (a.counts->>'chosen')::bigint from campaign_audience a
             where a.campaign_id = $1 order by a.version desc limit 1),
           (select count(*) from (
             select from contact c join campaign k on k.organisation_id = c.organisation_id
             where k.id = $1 limit 1) as any_of_them)) as people`,
}

/** Whom it would choose: those of its audience, as counted then; of everybody, only whether there is one. */
export async function peopleOf({ pool }: Pick<Database, 'pool'>, id: CampaignId): Promise<number> {
  const [found] = await rowsOf<{ people: number }>(pool, peopleThere, [id])
  return found?.people ?? 0
}

const listened = {
  name: 'campaign-listened',
  text: `select exists (
           select from campaign_event e where e.campaign_id = $1 and e.what = 'listened' and e.why = (
             select v.hash from voice_message v where v.campaign_id = $1 order by v.version desc limit 1)
         ) as heard`,
}
const noteHeard = {
  name: 'campaign-note-listened',
  text: `insert into campaign_event (campaign_id, at, who, what, why)
         select $1, $3, $2, 'listened', v.hash from voice_message v
         where v.campaign_id = $1 and not exists (
           select from campaign_event e
           where e.campaign_id = $1 and e.what = 'listened' and e.why = v.hash and e.who = $2)
         order by v.version desc limit 1`,
}

/** Somebody of the team took the call with this very sound; another sound is to be heard anew. */
export async function noteListened(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
  who: string,
  now: EpochMs,
): Promise<void> {
  await rowsOf(pool, noteHeard, [id, who, now])
}

/** Somebody of the team heard it as those called will. */
export async function hasListened(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
): Promise<boolean> {
  const [found] = await rowsOf<{ heard: boolean }>(pool, listened, [id])
  return found?.heard === true
}

const real = {
  name: 'campaign-real',
  text: `select exists (select from campaign k join campaign_counter n on n.campaign_id = k.id
           where k.organisation_id = $1 and k.practice_start is null and n.attempts > 0) as called`,
}

/** Has this organisation ever rung a real phone? */
export async function calledForReal(
  { pool }: Pick<Database, 'pool'>,
  organisation: number,
): Promise<boolean> {
  const [found] = await rowsOf<{ called: boolean }>(pool, real, [organisation])
  return found?.called === true
}

const here = {
  name: 'campaign-here',
  text: 'select from campaign where id = $1 and deleted_at is null',
}

/** Refuses a campaign that this database's tenant does not have. */
export async function campaignHere({ pool }: Database, id: CampaignId): Promise<void> {
  const found = await rowsOf(pool, here, [id])
  if (found.length === 0) throw noSuchCampaign(id)
}
