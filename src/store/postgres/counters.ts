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

export type CounterMoves = Partial<Record<CounterName, number>>

export interface OutcomeMove {
  readonly outcome: string
  readonly attempts: number
  readonly last_of: number
}

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
           armed_first = k.armed_first + coalesce(d.armed_first, 0)
         from jsonb_to_record($2) as d(
           targets bigint, remaining bigint, refused bigint, refused_untried bigint,
           closed_untried bigint, attempts bigint, objections bigint, armed bigint, armed_first bigint)
         where k.campaign_id = $1`,
}
const moveOutcomes = {
  name: 'counters-outcomes',
  text: `insert into outcome_counter as k (campaign_id, outcome, attempts, last_of)
         select $1, d.outcome, d.attempts, d.last_of
         from jsonb_to_recordset($2) as d(outcome text, attempts bigint, last_of bigint)
         on conflict (campaign_id, outcome) do update
         set attempts = k.attempts + excluded.attempts, last_of = k.last_of + excluded.last_of`,
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

export async function moveOutcomeCounters(
  client: SqlClient,
  campaign: string,
  moves: readonly OutcomeMove[],
): Promise<void> {
  if (moves.length === 0) return
  await rowsOf(client, moveOutcomes, [campaign, JSON.stringify(moves)])
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
