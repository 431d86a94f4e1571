/**
 * The counters of a campaign, moved in the SqlTransaction of what they count. Locking them first puts
 * all moves of one campaign's targets in a row: no two SqlTransactions of a campaign can deadlock.
 */
import type { CampaignId } from '../../base/ids.ts'
import type { Outcome } from '../../call/outcome.ts'
import type { CampaignCounters } from '../store.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export type CounterName =
  | 'targets'
  | 'remaining'
  | 'refused'
  | 'refused_untried'
  | 'closed_untried'
  | 'attempts'
  | 'objections'
  | 'armed'
  | 'armed_first'
  | 'billed_ms'
  | 'cost_micro_euro'

export type CounterMoves = Partial<Record<CounterName, number>>

export interface OutcomeMove {
  readonly outcome: string
  readonly attempts: number
  readonly last_of: number
}

export interface AreaMove {
  readonly area: string
  readonly targets: number
  readonly called: number
  readonly attempts: number
  readonly heard_to_end: number
  readonly objections: number
}

export interface HeardMove {
  readonly second: number
  readonly calls: number
}

/** Whoever heard more than this is counted here: the longest talk there is (campaign.max_talk_ms). */
export const lastHeardSecond = 600

const lock = {
  name: 'counters-lock',
  text: `select campaign_id as campaign, floor from campaign_counter
         where campaign_id = any($1) order by campaign_id for update`,
}
const move = {
  name: 'counters-move',
  text: `update campaign_counter k set
           targets = k.targets + coalesce(d.targets, 0),
           remaining = k.remaining + coalesce(d.remaining, 0),
           refused = k.refused + coalesce(d.refused, 0),
           refused_untried = k.refused_untried + coalesce(d.refused_untried, 0),
           closed_untried = k.closed_untried + coalesce(d.closed_untried, 0),
           attempts = k.attempts + coalesce(d.attempts, 0),
           objections = k.objections + coalesce(d.objections, 0),
           armed = k.armed + coalesce(d.armed, 0),
           armed_first = k.armed_first + coalesce(d.armed_first, 0),
           billed_ms = k.billed_ms + coalesce(d.billed_ms, 0),
           cost_micro_euro = k.cost_micro_euro + coalesce(d.cost_micro_euro, 0)
         from jsonb_to_record($2) as d(
           targets bigint, remaining bigint, refused bigint, refused_untried bigint,
           closed_untried bigint, attempts bigint, objections bigint, armed bigint, armed_first bigint,
           billed_ms bigint, cost_micro_euro bigint)
         where k.campaign_id = $1`,
}
/** One statement for all that attempts move when they end: one round trip, whatever they were. */
const moveEnded = {
  name: 'counters-ended',
  text: `with outcome as (
           insert into outcome_counter as k (campaign_id, outcome, attempts, last_of)
           select $1, d.outcome, d.attempts, d.last_of
           from jsonb_to_recordset($2) as d(outcome text, attempts bigint, last_of bigint)
           on conflict (campaign_id, outcome) do update
           set attempts = k.attempts + excluded.attempts, last_of = k.last_of + excluded.last_of
         ), area as (
           insert into area_counter as k
             (campaign_id, area, targets, called, attempts, heard_to_end, objections)
           select $1, d.area, d.targets, d.called, d.attempts, d.heard_to_end, d.objections
           from jsonb_to_recordset($3) as d(area text, targets bigint, called bigint, attempts bigint,
             heard_to_end bigint, objections bigint)
           on conflict (campaign_id, area) do update set targets = k.targets + excluded.targets,
             called = k.called + excluded.called, attempts = k.attempts + excluded.attempts,
             heard_to_end = k.heard_to_end + excluded.heard_to_end,
             objections = k.objections + excluded.objections
         )
         insert into heard_counter as k (campaign_id, second, calls)
         select $1, d.second, d.calls from jsonb_to_recordset($4) as d(second smallint, calls bigint)
         on conflict (campaign_id, second) do update set calls = k.calls + excluded.calls`,
}
const read = {
  name: 'counters-read',
  text: `select k.*, coalesce((
             select jsonb_object_agg(o.outcome, o.attempts) from outcome_counter o
             where o.campaign_id = k.campaign_id and o.attempts > 0), '{}') as outcomes
         from campaign_counter k where k.campaign_id = $1`,
}

/** Locks, in one order for everybody, and gives each campaign's floor. */
export async function lockCounters(
  client: SqlClient,
  campaigns: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await rowsOf<{ campaign: string; floor: number }>(client, lock, [campaigns])
  return new Map(rows.map(({ campaign, floor }) => [campaign, floor]))
}

export async function moveCounters(
  client: SqlClient,
  campaign: string,
  moves: CounterMoves,
): Promise<void> {
  if (Object.values(moves).every((by) => by === 0)) return
  await rowsOf(client, move, [campaign, JSON.stringify(moves)])
}

export async function moveEndedCounters(
  client: SqlClient,
  campaign: string,
  moves: {
    readonly outcomes: readonly OutcomeMove[]
    readonly areas: readonly AreaMove[]
    readonly heard?: readonly HeardMove[]
  },
): Promise<void> {
  const { outcomes, areas, heard = [] } = moves
  if (outcomes.length + areas.length + heard.length === 0) return
  const values = [outcomes, areas, heard].map((rows) => JSON.stringify(rows))
  await rowsOf(client, moveEnded, [campaign, ...values])
}

type CounterRow = Record<CounterName, number> & {
  outcomes: Partial<Record<Outcome, number>>
}

export async function readCounters(client: SqlClient, id: CampaignId): Promise<CampaignCounters> {
  const [row] = await rowsOf<CounterRow>(client, read, [id])
  if (!row) throw noSuchCampaign(id)
  return {
    targets: row.targets,
    remaining: row.remaining,
    refused: row.refused,
    attempts: row.attempts,
    objections: row.objections,
    outcomes: row.outcomes,
    armedNow: row.armed,
  }
}

const spentSoFar = {
  name: 'counters-spent',
  text: 'select cost_micro_euro as spent from campaign_counter where campaign_id = $1',
}

export async function readSpent(client: SqlClient, id: CampaignId): Promise<number> {
  const [row] = await rowsOf<{ spent: number }>(client, spentSoFar, [id])
  if (!row) throw noSuchCampaign(id)
  return row.spent
}
