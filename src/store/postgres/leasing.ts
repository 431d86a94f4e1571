/**
 * Step 4: who is called next. Targets that came back are found by their due instant, new ones above
 * the campaign's floor (an index whose head is full of dead entries is never read again). A member of
 * a home that is being called waits, and is woken when that call ends. Leases of an organisation are
 * taken one after the other, so that two campaigns cannot both choose the same home.
 */

import type { CampaignId } from '../../base/ids.ts'
import { after, type EpochMs, seconds } from '../../base/units.ts'
import type { CampaignState } from '../../campaign/campaign.ts'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { advisoryLockClasses } from './advisoryLocks.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { lockCounters, moveCounters, moveEndedCounters } from './counters.ts'
import { areaMoves, type EndedAttempt, outcomeMoves } from './endedMoves.ts'
import { factsOf, type LeasedRow } from './leasedFacts.ts'
import { padsInUse } from './listKeys.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import { mayLeave } from './voicemails.ts'

type LeasingVerbs = Pick<Store, 'lease' | 'release' | 'recover'>

/** More is not leased at once: the facts of a batch are held in memory. */
export const leaseMax = 1000
/** How often one lease looks for more when all it found live in homes that are being called. */
const roundsMax = 20
/** A home busy in another campaign is asked again after this; in the same one it is woken. */
const householdAgainMs = seconds(5)

interface LeasingCampaign {
  readonly id: CampaignId
  readonly organisation: number
  readonly controller: string
  readonly state: CampaignState
  readonly practice: boolean
  readonly leavesVoicemail: boolean
  readonly voicemailsADayMax: number | null
}

const campaignOf = {
  name: 'lease-campaign',
  text: `select id, organisation_id as organisation, controller, state,
           practice_start is not null as practice,
           answering_machines = 'leaveVoicemail' as "leavesVoicemail",
           voicemails_a_day_max as "voicemailsADayMax" from campaign where id = $1`,
}
const oneAfterTheOther = {
  name: 'lease-lock',
  text: 'select pg_advisory_xact_lock($1::int, $2::int)',
}
const giveBackExpired = {
  name: 'lease-expired',
  text: `update target set state = 'waiting', waits_for = 'turn', due_at = 0,
           lease_token = null, held_until = null
         where campaign_id = $1 and state = 'leased' and held_until <= $2`,
}
const due = {
  name: 'lease-due',
  text: `select id from target where campaign_id = $1 and state = 'waiting' and due_at <= $2
         order by due_at, id limit $3`,
}
const fresh = {
  name: 'lease-fresh',
  text: `select id from target where campaign_id = $1 and state = 'ready' and id > $2
         order by id limit $3`,
}
/**
 * Takes the candidates whose home is free, the first one of each home; the others wait. Another
 * campaign's call keeps a home busy for as long as it can last, not for ever: its runner may have died.
 * Campaigns on a practice clock ring nobody, and do not hinder others.
 */
const take = {
  name: 'lease-take',
  text: `with candidate as (
           select t.id, c.household_id as household,
             row_number() over (partition by c.household_id order by asked.turn) as turn
           from unnest($2::bigint[]) with ordinality as asked(id, turn)
           join target t on t.id = asked.id join contact c on c.id = t.contact_id
         ), judged as (
           select id, turn = 1 and not exists (
             select from contact member join target other on other.contact_id = member.id
             where member.household_id = candidate.household and other.lease_token is not null
               and (other.campaign_id = $1 or (not $6::boolean and other.held_until > $3::bigint and exists (
                 select from campaign k
                 where k.id = other.campaign_id and k.practice_start is null)))
           ) as free from candidate
         ), token as materialized (select nextval('lease_token') as next)
         update target t set
           state = case when free then 'leased' else 'waiting' end,
           waits_for = case when free then null else 'household' end,
           due_at = case when free then null else $5::bigint end,
           lease_token = case when free then token.next end,
           held_until = case when free then $4::bigint end
         from judged, token, contact c
         where t.id = judged.id and c.id = t.contact_id and t.state in ('ready', 'waiting')
         returning t.id::text as target, t.lease_token::text as token, t.attempts,
           c.id as contact, c.phone, c.person_id as person, c.household_id as household,
           c.insee, c.territory, (select s.phone from stand_in s where s.target_id = t.id) as "standIn"`,
}
const raiseFloor = {
  name: 'lease-floor',
  text: 'update campaign_counter set floor = greatest(floor, $2) where campaign_id = $1',
}
const giveBack = {
  name: 'lease-release',
  text: `update target t set state = 'waiting', waits_for = 'turn', due_at = 0,
           lease_token = null, held_until = null
         from jsonb_to_recordset($1) as given(target bigint, "leaseToken" bigint)
         where t.id = given.target and t.state <> 'armed' and t.lease_token = given."leaseToken"
         returning t.campaign_id as campaign, t.contact_id as contact`,
}

export function leasingVerbs(database: Database): LeasingVerbs {
  const { pool } = database
  return {
    lease: (id, limit, now, leaseMs) =>
      inSqlTransaction(
        pool,
        async (client) => {
          const [campaign] = await rowsOf<LeasingCampaign>(client, campaignOf, [id])
          if (!campaign) throw noSuchCampaign(id)
          if (campaign.state !== 'running') return []
          await rowsOf(client, oneAfterTheOther, [advisoryLockClasses.lease, campaign.organisation])
          const rows = await takeTargets(client, campaign, {
            limit: Math.min(limit, leaseMax),
            now,
            until: after(now, leaseMs),
          })
          const pads = await padsInUse(client, database)
          const leased = await factsOf(client, { campaign, pads }, rows, now)
          return campaign.leavesVoicemail ? mayLeave(client, campaign, leased, now) : leased
        },
        { durable: false },
      ),
    release: (targets) =>
      inSqlTransaction(pool, async (client) => {
        const given = targets.map(({ target, leaseToken }) => ({ target, leaseToken }))
        const freed = await rowsOf<FreedRow>(client, giveBack, [JSON.stringify(given)])
        await wakeHouseholds(client, freed)
      }),
    recover: (id, now) => inSqlTransaction(pool, (client) => recover(client, id, now)),
  }
}

async function takeTargets(
  client: SqlClient,
  campaign: LeasingCampaign,
  { limit, now, until }: { limit: number; now: EpochMs; until: EpochMs },
): Promise<readonly LeasedRow[]> {
  const { id, practice } = campaign
  let floor = (await lockCounters(client, [id])).get(id) ?? 0
  await rowsOf(client, giveBackExpired, [id, now])
  const leased: LeasedRow[] = []
  for (let round = 0; round < roundsMax && leased.length < limit; round += 1) {
    const wanted = limit - leased.length
    const dueRows = await rowsOf<{ id: number }>(client, due, [id, now, wanted])
    const left = wanted - dueRows.length
    const freshRows = left > 0 ? await rowsOf<{ id: number }>(client, fresh, [id, floor, left]) : []
    const candidates = [...dueRows, ...freshRows].map((row) => row.id)
    if (candidates.length === 0) break
    floor = freshRows.at(-1)?.id ?? floor
    const askAgainAt = after(now, householdAgainMs)
    const values = [id, candidates, now, until, askAgainAt, practice]
    const taken = await rowsOf<LeasedRow>(client, take, values)
    leased.push(...inOrder(taken, candidates))
  }
  await rowsOf(client, raiseFloor, [id, floor])
  return leased
}

/** The leased ones (a token) in the order in which they were found. */
function inOrder(taken: readonly LeasedRow[], candidates: readonly number[]): LeasedRow[] {
  const turns = new Map(candidates.map((candidate, turn) => [String(candidate), turn]))
  return taken
    .filter(({ token }) => token !== null)
    .sort((a, b) => (turns.get(a.target) ?? 0) - (turns.get(b.target) ?? 0))
}

export interface FreedRow {
  readonly campaign: string
  readonly contact: number
}

const wake = {
  name: 'household-wake',
  text: `update target t set waits_for = 'turn', due_at = 0
         from contact freed join contact member on member.household_id = freed.household_id
         where freed.id = any($2::bigint[]) and t.contact_id = member.id and t.campaign_id = $1
           and t.waits_for = 'household'`,
}

/** Members of these homes that were waiting for this campaign's call to end may be called now. */
export async function wakeHouseholds(client: SqlClient, freed: readonly FreedRow[]): Promise<void> {
  for (const [campaign, rows] of Map.groupBy(freed, (row) => row.campaign)) {
    await rowsOf(client, wake, [campaign, rows.map(({ contact }) => contact)])
  }
}

const markUnknown = {
  name: 'recover-unknown',
  text: `with lost as (
           update attempt set state = 'unknown', outcome = 'unknown', ended_at = $2
           where campaign_id = $1 and state = 'armed' returning target_id
         )
         update target t set state = 'done', outcome = 'unknown', lease_token = null, held_until = null
         from lost, target before left join contact c on c.id = before.contact_id
         where t.id = lost.target_id and before.id = t.id and t.state = 'armed'
         returning t.campaign_id as campaign, t.contact_id as contact, t.attempts,
           t.outcome, before.outcome as "outcomeBefore",
           coalesce(before.area, area_of(c.insee, c.territory), '') as area`,
}
const giveBackLeased = {
  name: 'recover-leased',
  text: `update target set state = 'waiting', waits_for = 'turn', due_at = 0,
           lease_token = null, held_until = null
         where campaign_id = $1 and state = 'leased'
         returning campaign_id as campaign, contact_id as contact`,
}

interface LostRow extends FreedRow, Omit<EndedAttempt, 'heardMs'> {
  readonly attempts: number
}

/** At most once: what was armed may have rung, so it is never called again by itself. */
async function recover(
  client: SqlClient,
  id: CampaignId,
  now: EpochMs,
): Promise<{ unknown: number; released: number }> {
  if (!(await lockCounters(client, [id])).has(id)) throw noSuchCampaign(id)
  const lost = await rowsOf<LostRow>(client, markUnknown, [id, now])
  const released = await rowsOf<FreedRow>(client, giveBackLeased, [id])
  await wakeHouseholds(client, [...lost, ...released])
  await moveCounters(client, id, {
    armed: -lost.length,
    armed_first: -lost.filter(({ attempts }) => attempts === 1).length,
  })
  const ended = lost.map((row) => ({ ...row, heardMs: null }))
  await moveEndedCounters(client, id, { outcomes: outcomeMoves(ended), areas: areaMoves(ended) })
  return { unknown: lost.length, released: released.length }
}
