/** The report's facts from the counters, and what only the attempts themselves tell (peaks, delays). */
import type { CampaignId } from '../../base/ids.ts'
import { maskNumber } from '../../base/redact.ts'
import { sentenceOfUnknown } from '../../law/unknownFacts.ts'
import type { RefusalsOfRule, RehearsedFacts } from '../../report/reportFacts.ts'
import type { Database } from '../database.ts'
import type { AttemptRow, CampaignFacts, CountedFacts, ReportStore } from '../reportStore.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { asDatabaseFailure } from './failures.ts'
import { rowsOf } from './sqlTransaction.ts'

const attemptsPerPage = 1000

const base = {
  name: 'report-base',
  text: `select k.name, k.state, k.deadline, k.practice_start is not null as practice,
           k.organisation_id as organisation,
           coalesce((select why from campaign_event e where e.campaign_id = k.id and e.what = 'moved'
             order by e.id desc limit 1), '') as why,
           (select jsonb_build_object('standIns', r.stand_ins, 'leftOut', r.left_out, 'objections',
               (select count(*) from rehearsal_objection o where o.campaign_id = k.id))
             from rehearsal r where r.campaign_id = k.id and r.stand_ins > 0) as rehearsal,
           n.targets, n.objections, n.refused_untried, n.closed_untried, n.armed_first
         from campaign k join campaign_counter n on n.campaign_id = k.id where k.id = $1`,
}
const outcomeCounts = {
  name: 'report-outcomes',
  text: `select coalesce(jsonb_object_agg(outcome, attempts) filter (where attempts > 0), '{}') as attempts,
           coalesce(jsonb_object_agg(outcome, last_of) filter (where last_of > 0), '{}') as last_of
         from outcome_counter where campaign_id = $1`,
}
const refusalCounts = {
  name: 'report-refusals',
  text: `select rule, untried, postponed, example from refusal_counter
         where campaign_id = $1 order by untried desc, postponed desc, rule`,
}
const imported = {
  name: 'report-rows',
  text: `select coalesce(sum(rows_read), 0)::bigint as read,
           coalesce(sum(rows_accepted), 0)::bigint as accepted,
           coalesce(sum(rows_duplicate), 0)::bigint as duplicates,
           coalesce(sum(rows_rejected), 0)::bigint as rejected
         from source where organisation_id = $1`,
}
const rejections = {
  name: 'report-rejections',
  text: `select r.reason, sum(r.rows)::bigint as rows from source_rejection r
         join source s on s.id = r.source_id where s.organisation_id = $1
         group by r.reason order by rows desc, r.reason`,
}
const attemptsPerTarget = {
  name: 'report-attempts-per-target',
  text: `select attempts, count(*) as targets from target
         where campaign_id = $1 and attempts > 0 group by attempts order by attempts`,
}
const firstAudio = {
  name: 'report-first-audio',
  text: `select percentile_disc(0.5) within group (order by first_audio_ms) as p50,
           percentile_disc(0.99) within group (order by first_audio_ms) as p99,
           max(first_audio_ms) as max
         from attempt where campaign_id = $1 and first_audio_ms is not null`,
}
const callsPerSecond = {
  name: 'report-calls-per-second',
  text: `select coalesce(max(calls), 0) as max from (
           select count(*) as calls from attempt
           where campaign_id = $1 and placed_at is not null group by placed_at / 1000) as per_second`,
}
/** At one instant, calls that end are counted out before calls that start are counted in. */
const concurrentCalls = {
  name: 'report-concurrent-calls',
  text: `select coalesce(max(up), 0)::bigint as max from (
           select sum(step) over (order by at, step) as up from (
             select placed_at as at, 1 as step from attempt
             where campaign_id = $1 and placed_at is not null
             union all
             select ended_at, -1 from attempt
             where campaign_id = $1 and placed_at is not null and ended_at is not null) as steps) as sums`,
}
const page = {
  name: 'report-attempts',
  text: `select a.id as attempt, coalesce(c.phone, '') as number, a.attempt_number as "attemptNumber", a.state,
           a.outcome, a.armed_at as "armedAt", a.placed_at as "placedAt", a.ended_at as "endedAt",
           a.sip_status as "sipStatus", a.ring_ms as "ringMs", a.talk_ms as "talkMs",
           a.first_audio_ms as "firstAudioMs", a.heard_ms as "heardMs", a.keys,
           a.voicemail_ms as "voicemailMs", a.voicemail_beep as "voicemailBeep",
           a.rtp_sent as "rtpSent", a.rtp_received as "rtpReceived", a.rtp_lost as "rtpLost",
           a.rtp_jitter_ms as "rtpJitterMs", a.mos, a.round_trip_ms as "roundTripMs",
           a.rtp_out_lost as "rtpOutLost", a.rtp_out_jitter_ms as "rtpOutJitterMs",
           a.verdict->'rulesRun' as "rulesRun",
           a.verdict->>'lawVersion' as "lawVersion"
         from attempt a join target t on t.id = a.target_id
         left join contact c on c.id = t.contact_id
         where a.campaign_id = $1 and (a.armed_at, a.id) > ($2::bigint, $3::uuid)
         order by a.armed_at, a.id limit ${attemptsPerPage}`,
}
const beforeAll = { armedAt: -1, attempt: '00000000-0000-0000-0000-000000000000' }

export function reportStore({ pool }: Database): ReportStore {
  return {
    async reportFacts(id) {
      try {
        return await campaignFacts(pool, id)
      } catch (error) {
        throw asDatabaseFailure(error)
      }
    },
    async countedFacts(id) {
      try {
        const { organisation: _, ...facts } = await countedFacts(pool, id)
        return facts
      } catch (error) {
        throw asDatabaseFailure(error)
      }
    },
    async *attemptRows(id) {
      let last: { armedAt: number; attempt: string } = beforeAll
      for (;;) {
        const rows = await rowsOf<AttemptRow>(pool, page, [id, last.armedAt, last.attempt])
        for (const row of rows) yield { ...row, number: maskNumber(row.number) }
        const end = rows.at(-1)
        if (!end || rows.length < attemptsPerPage) return
        last = end
      }
    },
  }
}

type BaseRow = Omit<CampaignFacts['campaign'], 'rehearsal'> & {
  readonly rehearsal: RehearsedFacts | null
  readonly organisation: number
  readonly targets: number
  readonly objections: number
  readonly refused_untried: number
  readonly closed_untried: number
  readonly armed_first: number
}
interface RefusalRow {
  readonly rule: string
  readonly untried: number
  readonly postponed: number
  readonly example: { readonly reason?: RefusalsOfRule['reason']; readonly missing?: string }
}

async function campaignFacts(client: Database['pool'], id: CampaignId): Promise<CampaignFacts> {
  const only = async <Row extends object>(statement: typeof base): Promise<Row> => {
    const [row] = await rowsOf<Row>(client, statement, [id])
    if (!row) throw new Error(`${statement.name} gave no row`)
    return row
  }
  const { organisation, ...counted } = await countedFacts(client, id)
  const [rows] = await rowsOf<Omit<CampaignFacts['rows'], 'rejectedBy'>>(client, imported, [
    organisation,
  ])
  const rejectedBy = await rowsOf<CampaignFacts['rows']['rejectedBy'][number]>(client, rejections, [
    organisation,
  ])
  const delays = await only<{ p50: number | null; p99: number; max: number }>(firstAudio)
  return {
    ...counted,
    rows: { read: 0, accepted: 0, duplicates: 0, rejected: 0, ...rows, rejectedBy },
    attemptsPerTarget: await rowsOf(client, attemptsPerTarget, [id]),
    firstAudioMs:
      delays.p50 === null ? null : { p50: delays.p50, p99: delays.p99, max: delays.max },
    callsPerSecondMax: (await only<{ max: number }>(callsPerSecond)).max,
    concurrentCallsMax: (await only<{ max: number }>(concurrentCalls)).max,
  }
}

async function countedFacts(
  client: Database['pool'],
  id: CampaignId,
): Promise<CountedFacts & { readonly organisation: number }> {
  const [[found], [counted = { attempts: {}, last_of: {} }], refusals] = await Promise.all([
    rowsOf<BaseRow>(client, base, [id]),
    rowsOf<CountedOutcomes>(client, outcomeCounts, [id]),
    rowsOf<RefusalRow>(client, refusalCounts, [id]),
  ])
  if (!found) throw noSuchCampaign(id)
  const { organisation, targets, objections, name, state, why, deadline, practice } = found
  const { rehearsal } = found
  const tried = Object.values(counted.last_of).reduce((sum, count) => sum + count, 0)
  const { armed_first: live, refused_untried: refused, closed_untried: closed } = found
  return {
    organisation,
    campaign: { name, state, why, deadline, practice, ...(rehearsal && { rehearsal }) },
    targets,
    lastOutcomes: counted.last_of,
    live,
    refused,
    refusedBy: refusalsBy(refusals, ({ untried }) => untried),
    postponedBy: refusalsBy(refusals, ({ postponed }) => postponed),
    closedByOtherNumber: closed,
    waiting: targets - tried - live - refused - closed,
    attempts: counted.attempts,
    objections,
  }
}

interface CountedOutcomes {
  readonly attempts: CampaignFacts['attempts']
  readonly last_of: CampaignFacts['lastOutcomes']
}

function refusalsBy(
  rows: readonly RefusalRow[],
  countOf: (row: RefusalRow) => number,
): readonly RefusalsOfRule[] {
  const named = rows
    .filter((row) => countOf(row) > 0)
    .map((row) => ({ rule: row.rule, targets: countOf(row), reason: reasonOf(row.example) }))
  return [...Map.groupBy(named, ({ reason }) => reason.fr).values()].flatMap(asOne)
}

/** Several rules that say the same sentence are one line: each person lacks a fact once. */
function asOne(same: readonly RefusalsOfRule[]): readonly RefusalsOfRule[] {
  const [first] = same
  const targets = same.reduce((sum, each) => sum + each.targets, 0)
  return first ? [{ ...first, targets }] : []
}

const reasonOf = ({ reason, missing = '' }: RefusalRow['example']): RefusalsOfRule['reason'] =>
  reason ?? sentenceOfUnknown(missing)
