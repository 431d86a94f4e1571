/**
 * The line that is rung back, in PostgreSQL. Whom we called last is found by keys alone: the number → its contact →
 * their targets (one a campaign) → the attempts of each (a few, by law): so it costs the same among six million
 * attempts as among six.
 */
import type { CampaignId, OrganisationId } from '../../base/ids.ts'
import type { EpochMs } from '../../base/units.ts'
import { ringBackOutcomes } from '../../call/ringBackOutcome.ts'
import type { Database } from '../database.ts'
import type {
  RefusedBusy,
  RingBackBegun,
  RingBackCall,
  RingBackEnded,
  RingBackStanding,
  RingBackStore,
  RungBack,
} from '../ringBackStore.ts'
import { padsInUse } from './listKeys.ts'
import { objectOnRingBack } from './ringBackObjection.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

const lineOf = {
  name: 'ring-back-line',
  text: `select organisation_id as organisation, kind,
           case when $2::text is null then caller_ids else array[$2] end as shown
         from trunk where id = $1`,
}
interface LineRow {
  readonly organisation: number
  readonly kind: 'practice' | 'real'
  readonly shown: readonly string[]
}

/** A call that never left rang nobody. $1 organisation, $2 numbers shown, $3 who rings, $4 its hash, $5 practice. */
const lastCall = {
  name: 'ring-back-last-call',
  text: `with mine as (
           select t.id, t.contact_id, false as rehearsed
           from contact c join target t on t.contact_id = c.id
           where c.organisation_id = $1 and c.phone = $3
             and not exists (select from stand_in s where s.target_id = t.id)
           union all
           select t.id, null, false from target t where t.number_hash = $4
           union all
           select t.id, t.contact_id, true
           from campaign k join stand_in s on s.campaign_id = k.id and s.phone = $3
           join target t on t.id = s.target_id
           where $5 and k.caller_id = any($2::text[]) and k.organisation_id = $1
         )
         select a.id as attempt, k.id as campaign, m.contact_id as contact, c.insee, c.territory,
           m.rehearsed
         from mine m join attempt a on a.target_id = m.id
         join campaign k on k.id = a.campaign_id and k.organisation_id = $1
           and k.caller_id = any($2::text[]) and (k.practice_start is not null) = $5
         left join contact c on c.id = m.contact_id
         where a.outcome is distinct from 'notPlaced'
         order by a.armed_at desc, a.id limit 1`,
}
const objected = {
  name: 'ring-back-objected',
  text: `select 1 from unnest($3::bytea[], $4::bytea[]) as key(inner_pad, outer_pad)
         join standing_suppression s
           on s.number_hash = number_hash($2, key.inner_pad, key.outer_pad)
         where s.scope <> 'organisation' or s.organisation_id = $1 limit 1`,
}
/** Two are enough to know that there is more than one. */
const publicCampaigns = {
  name: 'ring-back-public',
  text: `select id from campaign where caller_id = any($2::text[]) and organisation_id = $1
           and state in ('running', 'paused', 'completed') and deadline > $3
           and (practice_start is not null) = $4
         order by id limit 2`,
}
const insert = {
  name: 'ring-back-begin',
  text: `insert into ring_back (organisation_id, attempt_id, trunk_id, called, campaign_id,
           last_attempt_id, contact_id, caller_hash, rehearsed, says, because, began_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (attempt_id) do nothing`,
}
const end = {
  name: 'ring-back-end',
  text: `with e as (
           select * from jsonb_to_recordset($1) as e(attempt uuid, outcome text, answered_at bigint,
             ended_at bigint, heard_ms integer, keys text, heard boolean)
         ), ended as (
           update ring_back r set outcome = e.outcome, answered_at = e.answered_at,
             ended_at = e.ended_at, heard_ms = e.heard_ms, keys = e.keys
           from e where r.attempt_id = e.attempt and r.outcome is null
           returning r.campaign_id, e.heard
         )
         insert into ring_back_counter as k (campaign_id, calls, heard)
         select campaign_id, count(*), count(*) filter (where heard) from ended
         where campaign_id is not null group by campaign_id order by campaign_id
         on conflict (campaign_id) do update
         set calls = k.calls + excluded.calls, heard = k.heard + excluded.heard`,
}
/** Of one number shown by one campaign that goes on it is that campaign's; else only the organisation's. */
const busy = {
  name: 'ring-back-busy',
  text: `with e as (
           select * from jsonb_to_recordset($1) as e(attempt uuid, trunk text, called text, at bigint)
         ), whose as (
           select e.*, t.organisation_id, (
             select case when count(*) = 1 then min(k.id) end from campaign k
             where k.caller_id = e.called and k.organisation_id = t.organisation_id
               and k.state in ('running', 'paused', 'completed') and k.deadline > e.at) as campaign_id
           from e join trunk t on t.id = e.trunk
         ), noted as (
           insert into ring_back (organisation_id, attempt_id, trunk_id, called, campaign_id, says,
             began_at, ended_at, outcome)
           select organisation_id, attempt, trunk, called, campaign_id, 'nothing', at, at, 'refusedBusy'
           from whose on conflict (attempt_id) do nothing returning campaign_id
         )
         insert into ring_back_counter as k (campaign_id, refused_busy)
         select campaign_id, count(*) from noted
         where campaign_id is not null group by campaign_id order by campaign_id
         on conflict (campaign_id) do update set refused_busy = k.refused_busy + excluded.refused_busy`,
}
/** `last_attempt_id` names the call; how this one ended nobody knows. */
const forgetOpen = {
  name: 'ring-back-forget',
  text: `update ring_back set outcome = 'unknown', ended_at = began_at
         where outcome is null and trunk_id = any($1::text[]) and began_at < $2`,
}

const standing = {
  name: 'ring-back-standing',
  text: `select r.attempt_id as attempt, k.state,
           exists (select from message_kill m where m.hash = (select v.hash from voice_message v
             where v.campaign_id = k.id order by v.version desc limit 1)) as killed,
           exists (select from standing_suppression s where s.number_hash = r.caller_hash
             and (s.scope <> 'organisation' or s.organisation_id = r.organisation_id)) as objected
         from ring_back r join campaign k on k.id = r.campaign_id
         where r.attempt_id = any($1::uuid[])`,
}

export function ringBackStore(database: Database): RingBackStore {
  const { pool } = database
  return {
    lookUp: (call, now) =>
      inSqlTransaction(pool, (client) => lookUp(client, database, call, now), { durable: false }),
    begin: (call) =>
      inSqlTransaction(pool, async (client) => {
        await rowsOf(client, insert, rowOf(database, call))
      }),
    end: (ends) =>
      inSqlTransaction(pool, async (client) => {
        await rowsOf(client, end, [JSON.stringify(ends.map(endRowOf))])
      }),
    refuseBusy: (calls) =>
      inSqlTransaction(pool, async (client) => {
        await rowsOf(client, busy, [JSON.stringify(calls satisfies readonly RefusedBusy[])])
      }),
    object: (objection) =>
      inSqlTransaction(pool, (client) => objectOnRingBack(client, database, objection)),
    standing: (attempts) => rowsOf<RingBackStanding>(pool, standing, [attempts]),
    forgetOpen: (trunks, before) =>
      inSqlTransaction(pool, async (client) => {
        const { rowCount } = await client.query({ ...forgetOpen, values: [trunks, before] })
        return rowCount ?? 0
      }),
  }
}

async function lookUp(
  client: SqlClient,
  database: Database,
  { trunk, called, caller }: RingBackCall,
  now: EpochMs,
): Promise<RungBack | null> {
  const [line] = await rowsOf<LineRow>(client, lineOf, [trunk, called])
  if (line === undefined) return null
  const { organisation, shown } = line
  const practice = line.kind === 'practice'
  const [last] =
    caller === null
      ? []
      : await rowsOf<NonNullable<RungBack['lastCall']>>(client, lastCall, [
          ...[organisation, shown, caller, database.numberKey.hash(caller), practice],
        ])
  const pads = await padsInUse(client, database)
  const suppressed =
    caller === null ? [] : await rowsOf(client, objected, [organisation, caller, ...pads])
  const goOn = await rowsOf<{ id: CampaignId }>(client, publicCampaigns, [
    ...[organisation, shown, now, practice],
  ])
  return {
    organisation: String(organisation) as OrganisationId,
    lastCall: last ?? null,
    objected: suppressed.length > 0,
    publicCampaign: goOn.length === 1 ? (goOn[0]?.id ?? null) : null,
  }
}

/** The number of a stranger is kept nowhere; of who stood in for somebody nothing is kept of that person. */
function rowOf({ numberKey }: Database, call: RingBackBegun): readonly unknown[] {
  const { lastCall: last, caller } = call
  const person = last !== null && !last.rehearsed
  return [
    ...[Number(call.organisation), call.attempt, call.trunk, call.called, call.campaign],
    ...[last?.attempt ?? null, person ? last.contact : null],
    ...[person && caller !== null ? numberKey.hash(caller) : null, last?.rehearsed ?? false],
    ...[call.says, call.because, call.at],
  ]
}

const endRowOf = (ended: RingBackEnded) => ({
  ...{ attempt: ended.attempt, outcome: ended.outcome, answered_at: ended.answeredAt },
  ...{ ended_at: ended.endedAt, heard_ms: ended.heardMs, keys: ended.keys },
  heard: ringBackOutcomes[ended.outcome].heard,
})
