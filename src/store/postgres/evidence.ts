/**
 * What an evidence pack reads: facts of one campaign and its organisation, without a whole number or a
 * name. People are their keyed hash; streams come a page at a time, in an order that never changes.
 */
import type { CampaignId } from '../../base/ids.ts'
import type { Outcome } from '../../call/outcome.ts'
import type { Verdict } from '../../law/verdict.ts'
import type { Database } from '../database.ts'
import { rowsOf, type Statement } from './sqlTransaction.ts'

/** Rows of a stream held in memory. */
const perPage = 1000

const sources = {
  name: 'evidence-sources',
  text: `select s.id, s.kind, s.holder, s.collected_from as "collectedFrom",
           s.collected_to as "collectedTo", s.controller, s.channel, s.slots,
           s.evidence_file as "evidenceFile", s.evidence_sha256 as "evidenceSha256",
           s.file_name as "fileName", s.file_sha256 as "fileSha256",
           s.import_sha256 as "importSha256", s.imported_at as "importedAt", s.rows_read as "rowsRead",
           s.rows_accepted as "rowsAccepted", s.rows_duplicate as "rowsDuplicate",
           s.rows_rejected as "rowsRejected",
           (select coalesce(jsonb_object_agg(r.reason, r.rows), '{}') from source_rejection r
             where r.source_id = s.id) as "rejectedBy",
           (select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'sha256', v.hash,
               'language', w.language, 'text', w.text) order by v.version), '[]')
             from source_wording v join wording w on w.hash = v.hash
               and w.organisation_id = s.organisation_id where v.source_id = s.id) as wordings
         from source s where s.organisation_id = $1 order by s.imported_at, s.id`,
}
/** Those of web pages and forms as well as those of files. */
const wordings = {
  name: 'evidence-wordings',
  text: `select hash as sha256, language, version, text, first_seen as "firstSeen",
           expires_at as "expiresAt"
         from wording_now where organisation_id = $1 order by first_seen, hash`,
}
const approvals = {
  name: 'evidence-approvals',
  text: `select version, hash, approved_by as "approvedBy", approved_at as "approvedAt"
         from voice_message_approval where campaign_id = $1 order by id`,
}
const declarations = {
  name: 'evidence-declarations',
  text: `select part, value, declared_by as "declaredBy", declared_at as "declaredAt"
         from legal_declaration where campaign_id = $1 order by id`,
}
const events = {
  name: 'evidence-events',
  text: `select at, who, what, from_state as "from", to_state as "to", why
         from campaign_event where campaign_id = $1 order by id`,
}
const refusals = {
  name: 'evidence-refusals',
  text: `select rule, untried, tried, postponed, example from refusal_counter
         where campaign_id = $1 order by rule`,
}
const audiences = {
  name: 'evidence-audiences',
  text: `select version, selection, chosen_by as "chosenBy", chosen_at as "chosenAt", counts
         from campaign_audience where campaign_id = $1 order by version`,
}
/** Neither the number nor the words: what was asked, and whether it was answered in time. */
const requests = {
  name: 'evidence-requests',
  text: `select reference, kind, channel, proof, reach, opened_at as "openedAt", due_at as "dueAt", state,
           answered_at as "answeredAt", answered_by as "answeredBy"
         from rights_request where organisation_id = $1 order by opened_at, reference`,
}
const purges = {
  name: 'evidence-purges',
  text: `select at, rule, article, subject, sum(rows)::bigint as rows from purge_log
         where organisation_id = $1 group by at, rule, article, subject order by at, rule, subject`,
}
/**
 * Objections of the people of this campaign: in its calls, by ringing back, and on a clock shared with its calls those
 * that came otherwise. Then the calls made to them after it was written: there must be none; and the
 * end of the one that was up.
 */
const objections = {
  name: 'evidence-objections',
  text: `with objected as (
           select a.target_id as target, s.at, 'call' as "by" from attempt a
           join suppression s on s.attempt_id = a.id where a.campaign_id = $1
           union all
           select a.target_id, o.at, 'call' from rehearsal_objection o
           join attempt a on a.id = o.attempt_id where o.campaign_id = $1
           union all
           select t.id, s.at, case when s.source_id is null then 'other' else 'file' end
           from suppression s join contact c on c.phone = s.phone and c.organisation_id = $2
           join target t on t.contact_id = c.id and t.campaign_id = $1
           where s.attempt_id is null and not $3::boolean
             and (s.scope <> 'organisation' or s.organisation_id = $2)
           union all
           select t.id, s.at, case when s.source_id is null then 'other' else 'file' end
           from suppression s join target t on t.number_hash = s.number_hash and t.campaign_id = $1
           where s.attempt_id is null and not $3::boolean
             and (s.scope <> 'organisation' or s.organisation_id = $2)
           union all
           select t.id, s.at, 'ringBack' from ring_back r
           join suppression s on s.attempt_id = r.attempt_id
           left join contact c on c.phone = s.phone and c.organisation_id = $2
           join target t on t.campaign_id = $1
             and (t.contact_id = c.id or t.number_hash = s.number_hash)
           where r.organisation_id = $2
         ), first as (
           select distinct on (target) target, at, "by" from objected order by target, at, "by"
         )
         select f.at, f."by",
           (select count(*) from attempt a where a.target_id = f.target and a.placed_at > f.at)
             as "placedAfter",
           (select coalesce(max(a.ended_at) - f.at, 0) from attempt a
             where a.target_id = f.target and a.placed_at <= f.at and a.ended_at > f.at)
             as "upForMs"
         from first f order by f.at, f.target`,
}

export interface EvidenceFacts {
  readonly sources: readonly object[]
  readonly wordings: readonly object[]
  readonly approvals: readonly object[]
  readonly declarations: readonly { readonly part: string; readonly value: unknown }[]
  readonly events: readonly object[]
  readonly refusals: readonly object[]
  readonly audiences: readonly { readonly version: number; readonly selection: unknown }[]
  readonly requests: readonly EvidenceRequest[]
  readonly purges: readonly object[]
  readonly objections: readonly EvidenceObjection[]
}

export interface EvidenceRequest {
  readonly kind: string
  readonly dueAt: number
  readonly state: string
  readonly answeredAt: number | null
}

export interface EvidenceObjection {
  readonly at: number
  readonly by: 'call' | 'file' | 'other'
  readonly placedAfter: number
  readonly upForMs: number
}

export async function evidenceFacts(
  { pool }: Database,
  campaign: CampaignId,
  organisation: number,
  practice: boolean,
): Promise<EvidenceFacts> {
  return {
    sources: await rowsOf(pool, sources, [organisation]),
    wordings: await rowsOf(pool, wordings, [organisation]),
    approvals: await rowsOf(pool, approvals, [campaign]),
    declarations: await rowsOf(pool, declarations, [campaign]),
    events: await rowsOf(pool, events, [campaign]),
    refusals: await rowsOf(pool, refusals, [campaign]),
    audiences: await rowsOf(pool, audiences, [campaign]),
    requests: await rowsOf(pool, requests, [organisation]),
    purges: await rowsOf(pool, purges, [organisation]),
    objections: await rowsOf(pool, objections, [campaign, organisation, practice]),
  }
}

const calls = {
  name: 'evidence-calls',
  text: `select a.id as attempt,
           encode(coalesce(t.number_hash, number_hash(c.phone, $4, $5)), 'hex') as person,
           coalesce(t.area, area_of(c.insee, c.territory)) as area,
           a.attempt_number as "attemptNumber", a.armed_at as "armedAt", a.placed_at as "placedAt",
           a.ended_at as "endedAt", a.outcome, a.ring_ms as "ringMs", a.talk_ms as "talkMs",
           a.heard_ms as "heardMs", a.keys, a.verdict,
           a.voicemail_ms as "voicemailMs", a.voicemail_beep as "voicemailBeep"
         from attempt a join target t on t.id = a.target_id left join contact c on c.id = t.contact_id
         where a.campaign_id = $1 and (a.armed_at, a.id) > ($2::bigint, $3::uuid)
         order by a.armed_at, a.id limit ${perPage}`,
}

export interface EvidenceCall {
  readonly attempt: string
  /** Keyed hash of the number; null: the person was erased. */
  readonly person: string | null
  readonly area: string | null
  readonly attemptNumber: number
  readonly armedAt: number
  readonly placedAt: number | null
  readonly endedAt: number | null
  readonly outcome: Outcome | null
  readonly ringMs: number | null
  readonly talkMs: number | null
  readonly heardMs: number | null
  readonly voicemailMs: number | null
  readonly voicemailBeep: boolean | null
  readonly keys: string
  readonly verdict: Verdict
}

export async function* evidenceCalls(
  { pool, numberKey }: Database,
  campaign: CampaignId,
): AsyncGenerator<EvidenceCall> {
  const { innerPad, outerPad } = numberKey
  let last = { armedAt: -1, attempt: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const values = [campaign, last.armedAt, last.attempt, innerPad, outerPad]
    const rows = await rowsOf<EvidenceCall>(pool, calls, values)
    yield* rows
    const end = rows.at(-1)
    if (!end || rows.length < perPage) return
    last = end
  }
}

const refused = {
  name: 'evidence-refused',
  text: `select r.target_id as id,
           encode(coalesce(t.number_hash, number_hash(c.phone, $3, $4)), 'hex') as person,
           r.judged_at as "judgedAt", r.for_good as "forGood", r.verdict
         from refusal r join target t on t.id = r.target_id left join contact c on c.id = t.contact_id
         where t.campaign_id = $1 and r.target_id > $2 order by r.target_id limit ${perPage}`,
}

export interface EvidenceRefusal {
  readonly id: number
  readonly person: string | null
  readonly judgedAt: number
  readonly forGood: boolean
  readonly verdict: Verdict
}

export function evidenceRefused(
  database: Database,
  campaign: CampaignId,
): AsyncGenerator<EvidenceRefusal> {
  const { innerPad, outerPad } = database.numberKey
  return byId(database, refused, (after) => [campaign, after, innerPad, outerPad])
}

/** Who rang back, without a number: what was played, and by which rule not. */
const ringBacks = {
  name: 'evidence-ring-backs',
  text: `select id, began_at as at, answered_at as "answeredAt", ended_at as "endedAt", outcome, says, because,
           heard_ms as "heardMs", keys
         from ring_back where campaign_id = $1 and id > $2 order by id limit ${perPage}`,
}

export function evidenceRingBacks(
  database: Database,
  campaign: CampaignId,
): AsyncGenerator<{ readonly id: number }> {
  return byId(database, ringBacks, (after) => [campaign, after])
}

const ledger = {
  name: 'evidence-ledger',
  text: `select seq as id, at, kind, subject, content_hash as "contentHash",
           previous_hash as "previousHash", hash
         from ledger where organisation_id = $1 and seq > $2 order by seq limit ${perPage}`,
}

export function evidenceLedger(
  database: Database,
  organisation: number,
): AsyncGenerator<{ readonly id: number }> {
  return byId(database, ledger, (after) => [organisation, after])
}

async function* byId<Row extends { readonly id: number }>(
  { pool }: Database,
  statement: Statement,
  valuesAfter: (id: number) => readonly unknown[],
): AsyncGenerator<Row> {
  let after = 0
  for (;;) {
    const rows = await rowsOf<Row>(pool, statement, valuesAfter(after))
    yield* rows
    const end = rows.at(-1)
    if (!end || rows.length < perPage) return
    after = end.id
  }
}
