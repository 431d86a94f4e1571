/**
 * What a dashboard shows, from maintained counters alone: a page costs the same with 500 or 6,000,000
 * people. `organisations` is written into every statement although a tenant sees no others: the provider's
 * roll-up reads several, and the command line sees all.
 */
import type { EpochMs } from '../../base/units.ts'
import type { CampaignState } from '../../campaign/campaign.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface DashboardCampaign {
  readonly id: string
  readonly name: string
  readonly state: CampaignState
  readonly practice: boolean
  readonly deadline: EpochMs
  readonly createdAt: EpochMs
  /** Why it is in its state, and since when; null: nothing happened yet. */
  readonly why: string | null
  readonly since: EpochMs | null
  readonly targets: number
  /** Targets not decided for good. */
  readonly remaining: number
  /** Ended CallAttempts, and those of them in which everything was heard. */
  readonly attempts: number
  readonly heardToEnd: number
  readonly objections: number
  readonly costMicroEuro: number
  readonly budgetMicroEuro: number | null
}

const campaigns = {
  name: 'dashboard-campaigns',
  text: `select c.id, c.name, c.state, c.practice_start is not null as practice, c.deadline,
      c.created_at as "createdAt", e.why, e.at as since,
      coalesce(k.targets, 0) as targets, coalesce(k.remaining, 0) as remaining,
      coalesce(o.attempts, 0) as attempts, coalesce(o.heard, 0) as "heardToEnd",
      coalesce(k.objections, 0) as objections, coalesce(k.cost_micro_euro, 0) as "costMicroEuro",
      c.budget_micro_euro as "budgetMicroEuro"
    from campaign c
    left join campaign_counter k on k.campaign_id = c.id
    left join lateral (
      select sum(attempts)::bigint as attempts,
        (sum(attempts) filter (where outcome = 'heardToEnd'))::bigint as heard
      from outcome_counter where campaign_id = c.id) o on true
    left join lateral (
      select why, at from campaign_event where campaign_id = c.id and to_state is not null
      order by id desc limit 1) e on true
    where c.organisation_id = any($1) and c.deleted_at is null
    order by (c.state = 'running') desc, (c.state = 'paused') desc, c.created_at desc, c.id desc
    limit $2`,
}

export const dashboardCampaigns = (
  pool: SqlClient,
  organisations: readonly number[],
  limit: number,
): Promise<readonly DashboardCampaign[]> =>
  rowsOf<DashboardCampaign>(pool, campaigns, [organisations, limit])

export interface WaitingApproval {
  readonly campaign: string
  readonly campaignName: string
  readonly version: number
  readonly askedBy: string
  readonly askedAt: EpochMs
}

/** Links that may still be answered, of the newest version, which nobody has approved. */
const approvals = {
  name: 'dashboard-approvals',
  text: `select distinct on (c.id) c.id as campaign, c.name as "campaignName", l.version,
      l.asked_by as "askedBy", l.asked_at as "askedAt"
    from approval_link l join campaign c on c.id = l.campaign_id
    where c.organisation_id = any($1) and c.deleted_at is null and c.state in ('draft', 'ready', 'paused')
      and l.expires_at > $2
      and l.version = (select max(version) from voice_message v where v.campaign_id = c.id)
      and not exists (select from message_review r where r.link_id = l.id)
      and not exists (select from voice_message_approval a
        where a.campaign_id = c.id and a.version = l.version and a.hash = l.hash)
    order by c.id, l.asked_at
    limit $3`,
}

export const waitingApprovals = (
  pool: SqlClient,
  organisations: readonly number[],
  now: EpochMs,
  limit: number,
): Promise<readonly WaitingApproval[]> =>
  rowsOf<WaitingApproval>(pool, approvals, [organisations, now, limit])

export interface OpenRights {
  readonly open: number
  readonly firstDueAt: EpochMs | null
}

/** The index holds open requests only: as many as somebody must still answer. */
const rights = {
  name: 'dashboard-rights',
  text: `select count(*) as open, min(due_at) as "firstDueAt" from rights_request
    where organisation_id = any($1) and state = 'open'`,
}

export async function openRights(
  pool: SqlClient,
  organisations: readonly number[],
): Promise<OpenRights> {
  const [found] = await rowsOf<OpenRights>(pool, rights, [organisations])
  return found ?? { open: 0, firstDueAt: null }
}

export interface RejectedLines {
  readonly source: number
  readonly fileName: string
  readonly lines: number
  readonly importedAt: EpochMs
  /** The task that keeps them, as a file to correct; null: they were imported elsewhere, or it is gone. */
  readonly task: number | null
  readonly file: { readonly id: string; readonly name: string } | null
}

const rejected = {
  name: 'dashboard-rejected',
  text: `select s.id as source, s.file_name as "fileName", s.rows_rejected as lines,
      s.imported_at as "importedAt", t.id as task, t.files->0 as file
    from source s
    left join task t on t.organisation_id = s.organisation_id and t.kind = 'import' and t.state = 'done'
      and (t.result->>'importedAt')::bigint = s.imported_at and jsonb_array_length(t.files) > 0
    where s.organisation_id = any($1) and s.rows_rejected > 0 and s.imported_at >= $2
    order by s.imported_at desc limit $3`,
}

/** Of files imported since `since`: older ones are no longer news. */
export const rejectedLines = (
  pool: SqlClient,
  organisations: readonly number[],
  since: EpochMs,
  limit: number,
): Promise<readonly RejectedLines[]> =>
  rowsOf<RejectedLines>(pool, rejected, [organisations, since, limit])
