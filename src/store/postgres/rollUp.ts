/** The campaigns and open requests of several organisations, one row each: the provider's table. */
import type { EpochMs } from '../../base/units.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface OrganisationFigures {
  readonly organisation: number
  readonly running: number
  readonly paused: number
  /** Neither over nor calling: being prepared. */
  readonly preparing: number
  readonly over: number
  readonly targets: number
  readonly remaining: number
  readonly attempts: number
  readonly heardToEnd: number
  readonly objections: number
  readonly costMicroEuro: number
  readonly openRights: number
  readonly firstDueAt: EpochMs | null
}

const figures = {
  name: 'roll-up',
  text: `with asked as (select unnest($1::bigint[]) as id),
    heard as (
      select c.organisation_id as id, sum(o.attempts)::bigint as attempts,
        (sum(o.attempts) filter (where o.outcome = 'heardToEnd'))::bigint as heard
      from outcome_counter o join campaign c on c.id = o.campaign_id
      where c.organisation_id = any($1) and c.deleted_at is null group by 1),
    campaigns as (
      select c.organisation_id as id,
        count(*) filter (where c.state = 'running') as running,
        count(*) filter (where c.state = 'paused') as paused,
        count(*) filter (where c.state in ('draft', 'ready')) as preparing,
        count(*) filter (where c.state in ('completed', 'stopped')) as over,
        sum(k.targets)::bigint as targets, sum(k.remaining)::bigint as remaining,
        sum(k.objections)::bigint as objections, sum(k.cost_micro_euro)::bigint as cost
      from campaign c left join campaign_counter k on k.campaign_id = c.id
      where c.organisation_id = any($1) and c.deleted_at is null group by 1),
    rights as (
      select organisation_id as id, count(*) as open, min(due_at) as due from rights_request
      where organisation_id = any($1) and state = 'open' group by 1)
    select a.id as organisation, coalesce(c.running, 0) as running, coalesce(c.paused, 0) as paused,
      coalesce(c.preparing, 0) as preparing, coalesce(c.over, 0) as over,
      coalesce(c.targets, 0) as targets, coalesce(c.remaining, 0) as remaining,
      coalesce(h.attempts, 0) as attempts, coalesce(h.heard, 0) as "heardToEnd",
      coalesce(c.objections, 0) as objections, coalesce(c.cost, 0) as "costMicroEuro",
      coalesce(r.open, 0) as "openRights", r.due as "firstDueAt"
    from asked a left join campaigns c on c.id = a.id left join heard h on h.id = a.id
    left join rights r on r.id = a.id`,
}

export const organisationFigures = (
  pool: SqlClient,
  organisations: readonly number[],
): Promise<readonly OrganisationFigures[]> =>
  rowsOf<OrganisationFigures>(pool, figures, [organisations])
