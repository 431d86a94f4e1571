/**
 * Step 8: attempts are committed as ARMED before any INVITE leaves. What changed since the lease (a
 * pause, an objection, a lost lease) is seen here, inside the SqlTransaction. And step 5's other end:
 * refusals, stored with the whole verdict.
 */
import type { AttemptId } from '../../base/ids.ts'
import { minutes } from '../../base/units.ts'
import { decidingReason } from '../../law/decidingReason.ts'
import type { Verdict } from '../../law/verdict.ts'
import type { Database } from '../database.ts'
import type { ArmRequest, BarredCall, Store } from '../store.ts'
import { lockCounters, moveCounters } from './counters.ts'
import { killedCampaigns } from './killing.ts'
import { type FreedRow, wakeHouseholds } from './leasing.ts'
import { padsInUse } from './listKeys.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import { granted, takeVoicemails, voicemailDay } from './voicemails.ts'

type ArmingVerbs = Pick<Store, 'arm' | 'refuse' | 'barred'>

/** Beyond ringing and talking: signalling, and clocks that differ a little. */
const callMarginMs = minutes(1)

/** In share mode: a move of the campaign waits for this SqlTransaction, and the next one sees it. */
const lockCampaigns = {
  name: 'arm-campaigns',
  text: `select id from campaign
         where id in (select campaign_id from target where id = any($1::bigint[]))
         order by id for share`,
}
const arm = {
  name: 'arm',
  text: `with asked as (
           select * from jsonb_to_recordset($1)
             as a(attempt uuid, target bigint, token bigint, verdict jsonb, armed_at bigint,
               voicemail_day date)
         ), armed as (
           update target t set state = 'armed', attempts = t.attempts + 1,
             held_until = asked.armed_at + k.ring_timeout_ms + k.max_talk_ms + $2
           from asked, campaign k, contact c
           where t.id = asked.target and t.state <> 'armed' and t.lease_token = asked.token
             and k.id = t.campaign_id and k.state = 'running' and c.id = t.contact_id
             and k.id not in (${killedCampaigns})
             and not exists (
               select from contact mine
               cross join unnest($3::bytea[], $4::bytea[]) as key(inner_pad, outer_pad)
               join standing_suppression s
                 on s.number_hash = number_hash(mine.phone, key.inner_pad, key.outer_pad)
               where mine.person_id = c.person_id and mine.organisation_id = c.organisation_id
                 and (mine.id = c.id or s.whole_person)
                 and (s.scope = 'platform'
                   or (s.scope = 'organisation' and s.organisation_id = k.organisation_id)
                   or (s.scope = 'controller'
                     and (s.controller is null or same_name(s.controller, k.controller)))))
           returning asked.*, t.campaign_id, t.attempts, t.lease_token
         )
         insert into attempt
           (id, campaign_id, target_id, attempt_number, lease_token, verdict, armed_at, voicemail_day)
         select attempt, campaign_id, target, attempts, lease_token, verdict, armed_at, voicemail_day
         from armed
         returning id as attempt, campaign_id as campaign, attempt_number as number,
           voicemail_day::text as "voicemailDay"`,
}
/** Not armed, still leased: given back, so that law refuses it with the fact that is new. */
const giveBackRest = {
  name: 'arm-rest',
  text: `update target t set state = 'waiting', waits_for = 'turn', due_at = 0,
           lease_token = null, held_until = null
         from jsonb_to_recordset($1) as a(target bigint, token bigint)
         where t.id = a.target and t.state <> 'armed' and t.lease_token = a.token
         returning t.campaign_id as campaign, t.contact_id as contact`,
}
const refuse = {
  name: 'refuse',
  text: `with asked as (
           select * from jsonb_to_recordset($1)
             as a(target bigint, token bigint, verdict jsonb, judged_at bigint, ask_again_at bigint)
         ), moved as (
           update target t set
             state = case when asked.ask_again_at is null then 'refused' else 'waiting' end,
             waits_for = case when asked.ask_again_at is null then null else 'window' end,
             due_at = asked.ask_again_at, lease_token = null, held_until = null
           from asked where t.id = asked.target and t.state <> 'armed' and t.lease_token = asked.token
           returning t.id, t.campaign_id, t.contact_id, t.attempts, asked.verdict, asked.judged_at,
             asked.ask_again_at is null as for_good
         ), logged as (
           insert into refusal (target_id, verdict, judged_at, for_good)
           select id, verdict, judged_at, for_good from moved
           on conflict (target_id) do update set verdict = excluded.verdict,
             judged_at = excluded.judged_at, for_good = excluded.for_good
         )
         select campaign_id as campaign, contact_id as contact, attempts, for_good as "forGood", verdict
         from moved`,
}
const countRefusals = {
  name: 'refuse-count',
  text: `insert into refusal_counter as k (campaign_id, rule, untried, tried, postponed, example)
         select $1, d.rule, d.untried, d.tried, d.postponed, d.example
         from jsonb_to_recordset($2)
           as d(rule text, untried bigint, tried bigint, postponed bigint, example jsonb)
         on conflict (campaign_id, rule) do update set untried = k.untried + excluded.untried,
           tried = k.tried + excluded.tried, postponed = k.postponed + excluded.postponed`,
}

const barred = {
  name: 'arm-barred',
  text: `select id as attempt, barred as why from attempt
         where campaign_id = $1 and barred is not null and state = 'armed' order by id`,
}

export function armingVerbs(database: Database): ArmingVerbs {
  const { pool } = database
  return {
    arm: (requests) =>
      requests.length === 0
        ? Promise.resolve([])
        : inSqlTransaction(pool, (client) => armAll(client, database, requests)),
    barred: (id) => rowsOf<BarredCall>(pool, barred, [id]),
    refuse: (refusals) =>
      inSqlTransaction(pool, async (client) => {
        const asked = refusals.map(({ target, leaseToken, verdict }) => ({
          target,
          token: leaseToken,
          verdict,
          judged_at: verdict.judgedAt,
          ask_again_at: verdict.askAgainAt ?? null,
        }))
        await lockCounters(client, await campaignsOf(client, refusals))
        const moved = await rowsOf<RefusedRow>(client, refuse, [JSON.stringify(asked)])
        for (const [campaign, rows] of Map.groupBy(moved, (row) => row.campaign)) {
          await countRefused(client, campaign, rows)
        }
        await wakeHouseholds(client, moved)
      }),
  }
}

async function armAll(
  client: SqlClient,
  database: Database,
  requests: readonly ArmRequest[],
): Promise<readonly AttemptId[]> {
  const targets = requests.map(({ target }) => target)
  const campaigns = await rowsOf<{ id: string }>(client, lockCampaigns, [targets])
  await lockCounters(
    client,
    campaigns.map(({ id }) => id),
  )
  const asked = requests.map(askedOf)
  const grantable = await granted(client, asked)
  const armed = await rowsOf<ArmedRow>(client, arm, [
    JSON.stringify(grantable),
    callMarginMs,
    ...(await padsInUse(client, database)),
  ])
  await takeVoicemails(client, armed, 1)
  for (const [campaign, rows] of Map.groupBy(armed, (row) => row.campaign)) {
    await moveCounters(client, campaign, {
      remaining: -rows.length,
      attempts: rows.length,
      armed: rows.length,
      armed_first: rows.filter(({ number }) => number === 1).length,
    })
  }
  if (armed.length < requests.length) {
    const rest = await rowsOf<FreedRow>(client, giveBackRest, [JSON.stringify(asked)])
    await wakeHouseholds(client, rest)
  }
  return armed.map(({ attempt }) => attempt)
}

interface ArmedRow {
  readonly attempt: AttemptId
  readonly campaign: string
  readonly number: number
  readonly voicemailDay: string | null
}

const askedOf = (request: ArmRequest) => ({
  attempt: request.attempt,
  target: request.target,
  token: request.leaseToken,
  verdict: request.verdict,
  armed_at: request.armedAt,
  voicemail_day: request.mayLeaveVoicemail ? voicemailDay(request.armedAt) : null,
})

const campaignsOfTargets = {
  name: 'refuse-campaigns',
  text: 'select distinct campaign_id as id from target where id = any($1::bigint[])',
}

async function campaignsOf(
  client: SqlClient,
  targets: readonly { readonly target: string }[],
): Promise<readonly string[]> {
  const ids = targets.map(({ target }) => target)
  const rows = await rowsOf<{ id: string }>(client, campaignsOfTargets, [ids])
  return rows.map(({ id }) => id)
}

interface RefusedRow extends FreedRow {
  readonly attempts: number
  readonly forGood: boolean
  readonly verdict: Verdict
}

/** Everybody once, under the reason that decided. */
async function countRefused(
  client: SqlClient,
  campaign: string,
  rows: readonly RefusedRow[],
): Promise<void> {
  const forGood = rows.filter((row) => row.forGood)
  await moveCounters(client, campaign, {
    remaining: -forGood.length,
    refused: forGood.length,
    refused_untried: forGood.filter(({ attempts }) => attempts === 0).length,
  })
  const counts = new Map<string, RefusalCount>()
  for (const row of rows) {
    const deciding = decidingReason(row.verdict, row.forGood)
    if (!deciding) continue
    const { rule, example } = deciding
    const count = counts.get(rule) ?? { rule, untried: 0, tried: 0, postponed: 0, example }
    if (!row.forGood) count.postponed += 1
    else if (row.attempts === 0) count.untried += 1
    else count.tried += 1
    counts.set(rule, count)
  }
  await rowsOf(client, countRefusals, [campaign, JSON.stringify([...counts.values()])])
}

interface RefusalCount {
  readonly rule: string
  readonly example: unknown
  untried: number
  tried: number
  postponed: number
}
