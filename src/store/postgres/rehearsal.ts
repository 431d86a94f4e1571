/**
 * Rehearsal: a practice campaign with real people's numbers. Each chosen number gets a number of fiction
 * that rings instead (its stand-in); law judges the person, and no real number is ever dialled. There are
 * 60,000 numbers of fiction: beyond them a sample is rehearsed, whole homes spread over all of them.
 * docs/adr/0015-rehearsal-with-stand-ins.md says why.
 */
import type { CampaignId } from '../../base/ids.ts'
import { maskedNational } from '../../base/nationalNumber.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { newReference } from '../receipt.ts'
import type { SuppressionReceipt } from '../store.ts'
import { inAudience } from './audienceSql.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

/** Six ranges of ten thousand (Arcep 2018-0881): no campaign has more stand-ins. */
export const standInsMax = 60_000

/** $1 campaign, $2 INSEE prefixes, $3 to $8 the audience: as in targets.ts. */
const wanted = (columns: string): string => `
  select ${columns} from campaign k join contact c on c.organisation_id = k.organisation_id
  where k.id = $1
    and ($2::text[] is null or c.insee ^@ any($2::text[]))
    and ${inAudience(3)}`

/**
 * A home is rehearsed whole or not at all: its numbers follow one another as they would for real. The
 * order of homes is that of a hash: no part of the file, and no commune, comes first.
 */
const choose = {
  name: 'rehearsal-choose',
  text: `with chosen as (
           ${wanted('k.id as campaign, c.id, c.household_id as home, c.phone, is_fiction(c.phone) as fiction, c.organisation_id')}
             and not exists (select from target t where t.campaign_id = k.id and t.contact_id = c.id)
         ), free as (
           select number.phone, row_number() over (order by number.n) as turn
           from (select n, fiction_number(n) as phone from generate_series(0, ${standInsMax - 1}) as n) number
           where not exists (
               select from stand_in s where s.campaign_id = $1 and s.phone = number.phone)
             and not exists (
               select from contact own join campaign k on k.organisation_id = own.organisation_id
               where k.id = $1 and own.phone = number.phone)
         ), queued as (
           select chosen.*, row_number() over (order by hashint8extended(home, 0), home, id) as turn
           from chosen where not fiction
         ), fitting as (
           select queued.*, max(turn) over (partition by home) as home_turn from queued
         ), taken as (
           select campaign, id, home from chosen where fiction
           union all
           select campaign, id, home from fitting where home_turn <= (select count(*) from free)
         ), added as (
           insert into target (campaign_id, contact_id)
           select campaign, id from (
             select taken.*, count(*) over (partition by home) > 1 as shared from taken) as ordered
           order by shared desc, id
           on conflict (contact_id, campaign_id) do nothing
           returning id, contact_id
         ), cast_in_order as (
           select added.id, row_number() over (order by added.id) as turn
           from added join contact c on c.id = added.contact_id where not is_fiction(c.phone)
         ), stood as (
           insert into stand_in (target_id, campaign_id, phone)
           select p.id, $1, free.phone from cast_in_order p join free on free.turn = p.turn
         )
         select coalesce(area_of(c.insee, c.territory), '') as area, count(*) as targets
         from added join contact c on c.id = added.contact_id group by 1`,
}
const remember = {
  name: 'rehearsal-remember',
  text: `with counted as (
           select (select count(*) from (${wanted('1')}) as everybody) as chosen,
             (select count(*) from target t join contact c on c.id = t.contact_id
               where t.campaign_id = $1 and is_fiction(c.phone)) as fiction,
             (select count(*) from stand_in where campaign_id = $1) as stand_ins
         )
         insert into rehearsal (campaign_id, chosen, fiction, stand_ins, left_out)
         select $1, fiction + stand_ins + greatest(0, chosen - fiction - stand_ins), fiction, stand_ins,
           greatest(0, chosen - fiction - stand_ins)
         from counted
         on conflict (campaign_id) do update set chosen = excluded.chosen, fiction = excluded.fiction,
           stand_ins = excluded.stand_ins, left_out = excluded.left_out`,
}
const isPractice = {
  name: 'rehearsal-is-practice',
  text: 'select practice_start is not null as practice from campaign where id = $1',
}

export async function isRehearsal(client: SqlClient, id: CampaignId): Promise<boolean> {
  const [found] = await rowsOf<{ practice: boolean }>(client, isPractice, [id])
  return found?.practice === true
}

/** Chooses whom a practice campaign calls; how many were added, by area. */
export async function chooseRehearsed(
  client: SqlClient,
  id: CampaignId,
  inseePrefixes: readonly string[] | null,
  reach: readonly unknown[],
): Promise<readonly { readonly area: string; readonly targets: number }[]> {
  const values = [id, inseePrefixes, ...reach]
  const added = await rowsOf<{ area: string; targets: number }>(client, choose, values)
  await rowsOf(client, remember, values)
  return added
}

export interface RehearsalCounts {
  /** People of the audience = fiction + standIns + leftOut. */
  readonly chosen: number
  /** Their number is one of fiction: they are rung themselves. */
  readonly fiction: number
  readonly standIns: number
  /** Beyond the numbers of fiction there are: not rehearsed. */
  readonly leftOut: number
  /** Pressed in the rehearsal: no objection of anybody real. */
  readonly objections: number
}

const counts = {
  name: 'rehearsal-counts',
  text: `select chosen, fiction, stand_ins as "standIns", left_out as "leftOut",
           (select count(*) from rehearsal_objection o where o.campaign_id = r.campaign_id) as objections
         from rehearsal r where campaign_id = $1`,
}

/** null: nobody was chosen yet, or nothing is rehearsed. */
export async function rehearsalCounts(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
): Promise<RehearsalCounts | null> {
  const [found] = await rowsOf<RehearsalCounts>(pool, counts, [id])
  return found ?? null
}

export interface StandIn {
  readonly target: number
  readonly contact: number | null
  /** Masked: who may see whole numbers asks for one. */
  readonly person: string
  readonly standIn: E164
  readonly place: string | null
  /** How its last call ended; null: not called yet. */
  readonly outcome: string | null
}

const page = {
  name: 'rehearsal-page',
  text: `select s.target_id as target, t.contact_id as contact, coalesce(c.phone, '') as person,
           s.phone as "standIn", coalesce(c.commune, c.insee, c.territory) as place, t.outcome
         from stand_in s join target t on t.id = s.target_id left join contact c on c.id = t.contact_id
         where s.campaign_id = $1 and s.target_id > $2 order by s.target_id limit $3`,
}

export async function standIns(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
  after: number,
  limit: number,
): Promise<readonly StandIn[]> {
  const rows = await rowsOf<StandIn>(pool, page, [id, after, limit])
  return rows.map((row) => ({
    ...row,
    person: row.person === '' ? '' : maskedNational(row.person as E164),
  }))
}

const objected = {
  name: 'rehearsal-objected',
  text: `insert into rehearsal_objection (attempt_id, campaign_id, reason, at, reference)
         values ($1, $2, $3, $4, $5) on conflict (attempt_id) do nothing`,
}
const receiptOf = {
  name: 'rehearsal-receipt',
  text: 'select reference, at from rehearsal_objection where attempt_id = $1',
}

/** Practice facts stay apart: the real person objected to nothing. `first`: it was not written before. */
export async function keepRehearsalObjection(
  client: SqlClient,
  by: { readonly attempt: string; readonly campaign: string; readonly reason: string },
  now: EpochMs,
): Promise<SuppressionReceipt & { readonly first: boolean }> {
  const receipt = { reference: newReference('S'), at: now }
  const { rowCount } = await client.query({
    ...objected,
    values: [by.attempt, by.campaign, by.reason, now, receipt.reference],
  })
  if (rowCount) return { ...receipt, first: true }
  const [known] = await rowsOf<SuppressionReceipt>(client, receiptOf, [by.attempt])
  return { ...(known ?? receipt), first: false }
}

/**
 * From practice to real calls or back, and when a draft is taken back: whom it calls is chosen anew. Only
 * of a campaign that never called.
 */
export const clearChosen = {
  name: 'rehearsal-clear',
  text: `with gone as (delete from target where campaign_id = $1),
           facts as (delete from rehearsal where campaign_id = $1),
           areas as (delete from area_counter where campaign_id = $1)
         update campaign_counter set floor = 0, targets = 0, remaining = 0, chosen_up_to = null
         where campaign_id = $1`,
}
