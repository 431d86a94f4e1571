/**
 * The purge: what the rules of law say is due goes, batch by batch. A batch is one SqlTransaction with
 * its line in purge_log and its entry in the ledger, so that a purge that dies goes on where it stopped.
 */
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { CampaignState } from '../../campaign/campaign.ts'
import type { Election } from '../../campaign/election.ts'
import { france } from '../../law/ruleSets.ts'
import {
  type CampaignRetention,
  type Cutoffs,
  cutoffsAt,
  type RetentionTimes,
  retentionOf,
  retentionTimes,
} from '../../rights/retention.ts'
import type { Database } from '../database.ts'
import { type Forgotten, forgetContacts, lockForForgetting, writePurgeLog } from './forgetting.ts'
import { appendToLedger } from './ledger.ts'
import { type PurgeContext, type PurgeStep, purgeSteps } from './retentionSteps.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

/** Contacts, or rows, one SqlTransaction deletes: a dialler beside it waits a fraction of a second. */
export const purgeBatchMax = 1000
/** A purge that is not over by then goes on the next day: 10 million rows. */
export const purgeBatchesMax = 10_000

export interface RetentionPlan {
  readonly organisation: number
  readonly at: EpochMs
  readonly times: RetentionTimes
  readonly cutoffs: Cutoffs
  readonly campaigns: readonly CampaignRetention[]
  /** What a run now would delete, counted up to `countedMax` each. */
  readonly due: readonly DueCount[]
}

export interface DueCount {
  readonly subject: string
  readonly rule: string
  readonly article: string
  readonly rows: number
  readonly atLeast: boolean
}

/** Beyond this a plan says "at least": it is made to be read, not to read millions of rows. */
const countedMax = 100_000

export async function retentionPlan(
  { pool }: Database,
  organisation: number,
  now: EpochMs,
): Promise<RetentionPlan> {
  return inSqlTransaction(
    pool,
    async (client) => {
      const context = await contextOf(client, organisation, now)
      const due: DueCount[] = []
      for (const step of purgeSteps(context)) {
        const rows = await countOf(client, step)
        const { subject, rule, article } = step
        if (rows > 0) due.push({ subject, rule, article, rows, atLeast: rows > countedMax })
      }
      const { times, cutoffs, campaigns } = context
      return { organisation, at: now, times, cutoffs, campaigns, due }
    },
    { fewRows: false },
  )
}

export interface PurgedRows {
  readonly rule: string
  readonly article: string
  readonly subject: string
  readonly rows: number
}

export interface PurgeOptions {
  readonly batchMax?: number
  /** Asked between two batches. */
  readonly goOn?: () => boolean
  /** Rows deleted so far. */
  readonly onBatch?: (rows: number) => void
}

/** Everything due in every organisation, or until `goOn` says no; what was deleted, by rule and table. */
export async function runRetention(
  database: Database,
  now: EpochMs,
  { batchMax = purgeBatchMax, goOn = () => true, onBatch }: PurgeOptions = {},
): Promise<readonly PurgedRows[]> {
  const organisations = await rowsOf<{ id: number }>(database.pool, everyOrganisation, [])
  const purged = new Map<string, PurgedRows>()
  let batches = 0
  for (const { id: organisation } of organisations) {
    const context = await contextOf(database.pool, organisation, now)
    for (const step of purgeSteps(context)) {
      let after = 0
      while (goOn() && batches < purgeBatchesMax) {
        const batch = await purgeBatch(database, { organisation, step, after, batchMax, now })
        batches += 1
        addUp(purged, step, batch.rows)
        onBatch?.([...purged.values()].reduce((sum, { rows }) => sum + rows, 0))
        if (batch.last === null) break
        after = batch.last
      }
    }
    const due = context.campaigns.filter((campaign) => campaign.due).map(({ campaign }) => campaign)
    await rowsOf(database.pool, noteEmptied, [due, now])
  }
  return [...purged.values()]
}

export interface PurgeLogEntry extends PurgedRows {
  readonly at: EpochMs
  readonly keptFrom: EpochMs | null
}

const readLog = {
  name: 'purge-log-read',
  text: `select at, rule, article, subject, sum(rows)::bigint as rows, kept_from as "keptFrom"
         from purge_log where organisation_id = $1 group by at, rule, article, subject, kept_from
         order by at desc, rule, subject limit $2`,
}
/** Purges shown at once, the newest first. */
const purgesShownMax = 1000

/** What was deleted, the batches of one purge together. */
export function purgeLog(
  { pool }: Database,
  organisation: number,
): Promise<readonly PurgeLogEntry[]> {
  return rowsOf<PurgeLogEntry>(pool, readLog, [organisation, purgesShownMax])
}

/** Nobody is left whom these campaigns chose. */
const noteEmptied = {
  name: 'retention-emptied',
  text: `update campaign k set people_purged_at = $2
         where k.id = any($1::text[]) and k.people_purged_at is null and not exists (
           select from target t where t.campaign_id = k.id and t.contact_id is not null)`,
}

const everyOrganisation = {
  name: 'retention-organisations',
  text: 'select id from organisation order by id',
}

const campaignsOf = {
  name: 'retention-campaigns',
  text: `select k.id, k.name, k.practice_start is not null as practice, k.state, k.election, k.deadline,
           k.people_purged_at is not null as purged, (select max(e.at) from campaign_event e where e.campaign_id = k.id
             and e.to_state in ('completed', 'stopped')) as "endedAt"
         from campaign k where k.organisation_id = $1 order by k.created_at, k.id`,
}

interface CampaignRow {
  readonly id: string
  readonly name: string
  readonly practice: boolean
  readonly purged: boolean
  readonly state: CampaignState
  readonly election: Election | null
  readonly deadline: number
  readonly endedAt: number | null
}

async function contextOf(
  client: SqlClient,
  organisation: number,
  now: EpochMs,
): Promise<PurgeContext> {
  const times = retentionTimes(france, now)
  const rows = await rowsOf<CampaignRow>(client, campaignsOf, [organisation])
  const kept = rows.map(({ deadline, endedAt, state, ...row }) => ({
    ...row,
    state,
    deadline: epochMs(deadline),
    // A campaign that was stopped and taken up again has not ended.
    endedAt: endedAt === null || !isOver(state) ? null : epochMs(endedAt),
  }))
  return {
    organisation,
    now,
    times,
    cutoffs: cutoffsAt(times, now),
    campaigns: kept.map((campaign) => retentionOf(campaign, times, now)),
    endedAt: new Map(kept.map(({ id, endedAt, deadline }) => [id, endedAt ?? deadline])),
    purged: new Set(rows.filter(({ purged }) => purged).map(({ id }) => id)),
  }
}

const isOver = (state: CampaignState): boolean => state === 'completed' || state === 'stopped'

async function countOf(client: SqlClient, step: PurgeStep): Promise<number> {
  const { text, values } = step.find
  const counted = `select count(*) as rows from (${text}) as due`
  const { rows } = await client.query<{ rows: number }>(counted, [...values, 0, countedMax + 1])
  return rows[0]?.rows ?? 0
}

interface Batch {
  readonly organisation: number
  readonly step: PurgeStep
  readonly after: number
  readonly batchMax: number
  readonly now: EpochMs
}

/** `last`: where the next batch begins; null: nothing is left. */
function purgeBatch(
  database: Database,
  batch: Batch,
): Promise<{ readonly rows: Forgotten; readonly last: number | null }> {
  const { organisation, step, after, batchMax, now } = batch
  return inSqlTransaction(database.pool, async (client) => {
    const { text, values } = step.find
    const found = await client.query<{ id: number }>(text, [...values, after, batchMax])
    const ids = found.rows.map(({ id }) => id)
    if (ids.length === 0) return { rows: {}, last: null }
    const rows = await deleteThem(client, database, batch, ids)
    const { rule, article, keptFrom } = step
    const log = await writePurgeLog(client, {
      organisation,
      at: now,
      rule,
      article,
      rows,
      keptFrom,
    })
    await appendToLedger(
      client,
      organisation,
      log.map((id) => ({ kind: 'purged', at: now, subject: `purge/${id}`, content: {} })),
    )
    return { rows, last: ids.length < batchMax ? null : (ids.at(-1) ?? null) }
  })
}

const notInCall = {
  name: 'retention-not-in-call',
  text: `select id from unnest($1::bigint[]) as asked(id)
         where not exists (select from target t where t.contact_id = id and t.state = 'armed')`,
}

async function deleteThem(
  client: SqlClient,
  { numberKey }: Database,
  { step, now }: Batch,
  ids: readonly number[],
): Promise<Forgotten> {
  if (step.delete !== 'contacts') {
    const { rowCount } = await client.query(step.delete, [ids])
    return { [step.subject]: rowCount ?? 0 }
  }
  await lockForForgetting(client, ids)
  const free = await rowsOf<{ id: number }>(client, notInCall, [ids])
  return forgetContacts(client, {
    contacts: free.map(({ id }) => id),
    numberKey,
    now,
    because: {
      rule: step.rule,
      measured: step.article,
      en: 'the time for which this person may be kept is over',
      fr: 'la durée de conservation de cette personne est passée',
    },
    keepProof: true,
  })
}

function addUp(purged: Map<string, PurgedRows>, step: PurgeStep, rows: Forgotten): void {
  const { rule, article } = step
  for (const [subject, count] of Object.entries(rows)) {
    if (count === 0) continue
    const key = `${rule} ${subject}`
    purged.set(key, { rule, article, subject, rows: (purged.get(key)?.rows ?? 0) + count })
  }
}
