/**
 * Contacts are forgotten here, and nowhere else: asked for by the person (nothing leads back to them) or
 * because their time has come (the proof of what was done stays, by keyed hash). Counts, attempts,
 * hashed objections and the ledger stay; the home's other members are not touched.
 */

import type { EpochMs } from '../../base/units.ts'
import type { NumberKey } from '../numberKey.ts'
import { advisoryLocks } from './advisoryLocks.ts'
import { lockCounters, moveCounters } from './counters.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface Forgetting {
  readonly contacts: readonly number[]
  readonly numberKey: NumberKey
  readonly now: EpochMs
  /** What their unfinished targets are refused by from now on. */
  readonly because: {
    readonly rule: string
    readonly measured: string
    readonly en: string
    readonly fr: string
  }
  /** Keep the proof by keyed hash. */
  readonly keepProof: boolean
}

/** Rows deleted or emptied, by table. */
export type Forgotten = Readonly<Record<string, number>>

const campaignsOf = {
  name: 'forget-campaigns',
  text: `select distinct campaign_id as id from target where contact_id = any($1::bigint[])
         order by campaign_id`,
}
const lockTargets = {
  name: 'forget-lock',
  text: 'select id from target where contact_id = any($1::bigint[]) order by id for update',
}
/** Refused for good, like anybody the law bars: the campaign's sums still close. */
const closeTargets = {
  name: 'forget-close',
  text: `update target set state = 'refused', waits_for = null, due_at = null, lease_token = null,
           held_until = null
         where contact_id = any($1::bigint[]) and state in ('ready', 'leased', 'waiting')
         returning campaign_id as campaign, attempts`,
}
const countRefused = {
  name: 'forget-count',
  text: `insert into refusal_counter as k (campaign_id, rule, untried, tried, example)
         values ($1, $2, $3, $4, $5)
         on conflict (campaign_id, rule) do update
         set untried = k.untried + excluded.untried, tried = k.tried + excluded.tried`,
}
const keepProof = {
  name: 'forget-proof',
  text: `insert into consent_proof (organisation_id, number_hash, kind, controller, channel, at, slots,
           wording_version, wording_hash, proof, source_id, line, purged_at)
         select c.organisation_id, number_hash(c.phone, $2, $3), e.kind, e.controller, e.channel, e.at,
           coalesce(e.slots, '[]'), e.wording_version, e.wording_hash, e.proof, e.source_id, e.line, $4
         from contact c cross join lateral consents_of(c.id, c.phone, c.organisation_id) e
         where c.id = any($1::bigint[])`,
}
const linkByHash = {
  name: 'forget-link',
  text: `update target t set contact_id = null, number_hash = number_hash(c.phone, $2, $3),
           area = area_of(c.insee, c.territory)
         from contact c where c.id = t.contact_id and c.id = any($1::bigint[])`,
}
const unlink = {
  name: 'forget-unlink',
  text: `update target t set contact_id = null, area = area_of(c.insee, c.territory)
         from contact c where c.id = t.contact_id and c.id = any($1::bigint[])`,
}
/** A refusal's words may quote what the person said; its counts stay. */
const dropRefusals = {
  name: 'forget-refusals',
  text: `delete from refusal r using target t
         where t.id = r.target_id and t.contact_id = any($1::bigint[])`,
}
/** What was measured of their voice proves nothing that we did; how often each verdict was given stays. */
const dropAnswerers = {
  name: 'forget-answerers',
  text: `delete from answerer r using target t join attempt a on a.target_id = t.id
         where r.attempt_id = a.id and t.contact_id = any($1::bigint[])`,
}
const clearSuppressions = {
  name: 'forget-suppressions',
  text: `update suppression s set phone = null, line = null from contact c
         where c.id = any($1::bigint[]) and s.phone = c.phone and s.number_hash is not null
           and s.organisation_id = c.organisation_id`,
}
/** Who rang back: nobody is led to by it; of whom their time has come, the keyed hash stays. */
const unlinkRingBacks = (emptied: string, name: string) => ({
  name,
  text: `update ring_back set ${emptied} where contact_id = any($1::bigint[])`,
})
const forgetRingBacks = unlinkRingBacks('contact_id = null, caller_hash = null', 'forget-ring-back')
const hashRingBacks = unlinkRingBacks('contact_id = null', 'forget-ring-back-link')
const countMentions = {
  name: 'forget-mentions',
  text: `select count(*) as rows from contact c join mention m on m.phone = c.phone
         join source s on s.id = m.source_id and s.organisation_id = c.organisation_id
         where c.id = any($1::bigint[])`,
}
const countConsents = {
  name: 'forget-consents',
  text: 'select count(*) as rows from consent where contact_id = any($1::bigint[])',
}
/** Mentions and consents go with them, and what opens their entries in the ledger (triggers). */
const dropContacts = {
  name: 'forget-contacts',
  text: 'delete from contact where id = any($1::bigint[])',
}

/** None of the contacts may be in a call: whoever asks has made sure of that, under `lockForForgetting`. */
export async function forgetContacts(
  client: SqlClient,
  forgetting: Forgetting,
): Promise<Forgotten> {
  const { contacts, numberKey, now } = forgetting
  const { innerPad, outerPad } = numberKey
  await closeOpenTargets(client, forgetting)
  const ids = [contacts]
  const mention = await counted(client, countMentions, ids)
  const consent = await counted(client, countConsents, ids)
  if (forgetting.keepProof) {
    await rowsOf(client, keepProof, [contacts, innerPad, outerPad, now])
  }
  const refusal = forgetting.keepProof ? 0 : await changed(client, dropRefusals, ids)
  const answerer = await changed(client, dropAnswerers, ids)
  const target = forgetting.keepProof
    ? await changed(client, linkByHash, [contacts, innerPad, outerPad])
    : await changed(client, unlink, ids)
  const rungBack = forgetting.keepProof ? hashRingBacks : forgetRingBacks
  const ringBack = await changed(client, rungBack, ids)
  const suppression = await changed(client, clearSuppressions, ids)
  const contact = await changed(client, dropContacts, ids)
  return { contact, mention, consent, target, refusal, suppression, answerer, ring_back: ringBack }
}

/** Campaigns first, then targets, as everybody else locks them. */
export async function lockForForgetting(
  client: SqlClient,
  contacts: readonly number[],
): Promise<void> {
  // Before the counters: a choice or an import that goes on must not stop the calls of a campaign.
  await client.query('select pg_advisory_xact_lock($1)', [advisoryLocks.forgetting])
  const campaigns = await rowsOf<{ id: string }>(client, campaignsOf, [contacts])
  await lockCounters(
    client,
    campaigns.map(({ id }) => id),
  )
  await rowsOf(client, lockTargets, [contacts])
}

async function closeOpenTargets(
  client: SqlClient,
  { contacts, because }: Forgetting,
): Promise<void> {
  const closed = await rowsOf<{ campaign: string; attempts: number }>(client, closeTargets, [
    contacts,
  ])
  const { rule, measured, en, fr } = because
  const example = JSON.stringify({ measured, limit: '—', reason: { en, fr } })
  for (const [campaign, rows] of Map.groupBy(closed, (row) => row.campaign)) {
    const untried = rows.filter(({ attempts }) => attempts === 0).length
    await moveCounters(client, campaign, {
      remaining: -rows.length,
      refused: rows.length,
      refused_untried: untried,
    })
    await rowsOf(client, countRefused, [campaign, rule, untried, rows.length - untried, example])
  }
}

type Statement = Parameters<typeof rowsOf>[1]

async function changed(
  client: SqlClient,
  statement: Statement,
  values: readonly unknown[],
): Promise<number> {
  return (await client.query({ ...statement, values: [...values] })).rowCount ?? 0
}

async function counted(
  client: SqlClient,
  statement: Statement,
  values: readonly unknown[],
): Promise<number> {
  const [row] = await rowsOf<{ rows: number }>(client, statement, values)
  return row?.rows ?? 0
}

/** One row a table in which something was deleted. */
const purgeRows = {
  name: 'purge-log',
  text: `insert into purge_log (organisation_id, at, rule, article, subject, rows, kept_from)
         select $1, $2, $3, $4, p.subject, p.rows, $6
         from jsonb_to_recordset($5) as p(subject text, rows bigint) where p.rows > 0
         returning id`,
}

export interface PurgeEntry {
  readonly organisation: number
  readonly at: EpochMs
  readonly rule: string
  readonly article: string
  readonly rows: Forgotten
  readonly keptFrom: EpochMs | null
}

/** The ids of the rows, for the ledger. */
export async function writePurgeLog(
  client: SqlClient,
  { organisation, at, rule, article, rows, keptFrom }: PurgeEntry,
): Promise<readonly number[]> {
  const subjects = Object.entries(rows).map(([subject, count]) => ({ subject, rows: count }))
  const values = [organisation, at, rule, article, JSON.stringify(subjects), keptFrom]
  return (await rowsOf<{ id: number }>(client, purgeRows, values)).map(({ id }) => id)
}
