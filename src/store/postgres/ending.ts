/** Step 11: outcomes, retries, the person's other numbers, and the counters, in one SqlTransaction. */
import { assert } from '../../base/assert.ts'
import type { Outcome } from '../../call/outcome.ts'
import { chargeOf } from '../../money/price.ts'
import type { Database } from '../database.ts'
import type { AttemptEnd, Store } from '../store.ts'
import { keepAnswerers } from './answerers.ts'
import { lockCounters, moveCounters, moveEndedCounters } from './counters.ts'
import { areaMoves, type EndedAttempt, heardMoves, outcomeMoves } from './endedMoves.ts'
import { type FreedRow, wakeHouseholds } from './leasing.ts'
import { type PriceColumns, priceColumns, priceOf } from './priceColumns.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import { takeVoicemails } from './voicemails.ts'

/** A person answered, refused, or has the voicemail: their other numbers are not called any more. */
const reached: ReadonlySet<Outcome> = new Set([
  'heardToEnd',
  'heardPart',
  'objected',
  'notListened',
  'hungUpAtGate',
  'declined',
  'voicemailLeft',
  'screened',
])

const campaignsOf = {
  name: 'end-campaigns',
  text: `select k.id, k.trunk_id as trunk from campaign k
         where k.id in (select campaign_id from attempt where id = any($1::uuid[]))`,
}
/** A call costs what the trunk that carried it takes. */
const pricesOf = {
  name: 'end-prices',
  text: `select trunk.id, ${priceColumns} from trunk where trunk.id = any($1::text[])`,
}
/** `before` is the row as it was: RETURNING sees the new one only (PostgreSQL 15). */
const end = {
  name: 'end',
  text: `with e as (
           select * from jsonb_to_recordset($1) as e(
             attempt uuid, outcome text, sip_status smallint, placed_at bigint, ended_at bigint,
             ring_ms integer, talk_ms integer, first_audio_ms double precision, heard_ms integer,
             keys text, trunk text, rtp_sent bigint, rtp_received bigint, rtp_lost bigint,
             rtp_jitter_ms double precision, mos real, round_trip_ms real,
             rtp_out_lost bigint, rtp_out_jitter_ms real, retry_at bigint,
             voicemail_ms integer, voicemail_starts smallint, voicemail_beep boolean)
         ), ended as (
           update attempt a set state = 'ended', outcome = e.outcome, sip_status = e.sip_status,
             placed_at = e.placed_at, trunk_id = e.trunk, ended_at = e.ended_at, ring_ms = e.ring_ms,
             talk_ms = e.talk_ms, first_audio_ms = e.first_audio_ms, heard_ms = e.heard_ms,
             keys = e.keys, rtp_sent = e.rtp_sent, rtp_received = e.rtp_received,
             rtp_lost = e.rtp_lost, rtp_jitter_ms = e.rtp_jitter_ms, mos = e.mos,
             round_trip_ms = e.round_trip_ms, rtp_out_lost = e.rtp_out_lost,
             rtp_out_jitter_ms = e.rtp_out_jitter_ms, voicemail_ms = e.voicemail_ms,
             voicemail_starts = e.voicemail_starts, voicemail_beep = e.voicemail_beep,
             voicemail_day = case when e.voicemail_ms is null then null else a.voicemail_day end
           from e, attempt granted
           where a.id = e.attempt and a.state = 'armed' and granted.id = a.id
           returning a.target_id, e.outcome, e.retry_at, e.heard_ms, e.talk_ms, e.trunk,
             case when e.voicemail_ms is null then granted.voicemail_day end as freed_day
         )
         update target t set
           state = case when ended.retry_at is null then 'done' else 'waiting' end,
           waits_for = case when ended.retry_at is null then null else 'retry' end,
           due_at = ended.retry_at, lease_token = null, held_until = null, outcome = ended.outcome
         from ended, target before left join contact c on c.id = before.contact_id
         where t.id = ended.target_id and before.id = t.id and t.state = 'armed'
         returning t.campaign_id as campaign, t.contact_id as contact, t.outcome, t.attempts,
           before.outcome as "outcomeBefore", t.state = 'waiting' as again,
           coalesce(before.area, area_of(c.insee, c.territory), '') as area,
           ended.heard_ms as "heardMs", ended.talk_ms as "talkMs", ended.trunk,
           ended.freed_day::text as "voicemailDay"`,
}
const closeOtherNumbers = {
  name: 'end-other-numbers',
  text: `update target t set state = 'done', waits_for = null, due_at = null,
           lease_token = null, held_until = null
         from contact person join contact other
           on other.person_id = person.person_id and other.id <> person.id
         where person.id = any($2::bigint[]) and t.contact_id = other.id and t.campaign_id = $1
           and t.state in ('ready', 'waiting', 'leased')
         returning t.attempts`,
}

interface EndedRow extends FreedRow, EndedAttempt {
  readonly attempts: number
  readonly again: boolean
  readonly talkMs: number | null
  readonly trunk: string | null
  /** It could have left a voicemail, and did not: the day it had taken one of. */
  readonly voicemailDay: string | null
}

interface CampaignRow {
  readonly id: string
  readonly trunk: string
}

interface PriceRow extends PriceColumns {
  readonly id: string
}

export function endingVerbs({ pool }: Database): Pick<Store, 'endAttempts'> {
  return {
    endAttempts: (ends) =>
      inSqlTransaction(pool, async (client) => {
        const ids = ends.map(({ attempt }) => attempt)
        const campaigns = await rowsOf<CampaignRow>(client, campaignsOf, [ids])
        const trunks = [...campaigns, ...ends].flatMap(({ trunk }) => trunk ?? [])
        const prices = await rowsOf<PriceRow>(client, pricesOf, [[...new Set(trunks)]])
        await lockCounters(
          client,
          campaigns.map(({ id }) => id),
        )
        const ended = await rowsOf<EndedRow>(client, end, [JSON.stringify(ends.map(rowOf))])
        await keepAnswerers(client, ends)
        for (const [campaign, rows] of Map.groupBy(ended, (row) => row.campaign)) {
          const own = campaigns.find(({ id }) => id === campaign)
          assert(own !== undefined, 'an attempt belongs to a campaign')
          await settle(client, own, rows, prices)
        }
        await takeVoicemails(client, ended, -1)
        await wakeHouseholds(client, ended)
      }),
  }
}

async function settle(
  client: SqlClient,
  { id: campaign, trunk: named }: CampaignRow,
  rows: readonly EndedRow[],
  prices: readonly PriceRow[],
): Promise<void> {
  const people = rows.filter(({ outcome }) => reached.has(outcome)).map(({ contact }) => contact)
  const closed =
    people.length === 0
      ? []
      : await rowsOf<{ attempts: number }>(client, closeOtherNumbers, [campaign, people])
  const charges = rows.map(({ talkMs, trunk }) => {
    const row = prices.find(({ id }) => id === (trunk ?? named))
    return chargeOf(row && priceOf(row), talkMs ?? undefined)
  })
  await moveCounters(client, campaign, {
    billed_ms: charges.reduce((sum, { billedMs }) => sum + billedMs, 0),
    cost_micro_euro: charges.reduce((sum, { costMicroEuro }) => sum + costMicroEuro, 0),
    armed: -rows.length,
    armed_first: -rows.filter(({ attempts }) => attempts === 1).length,
    remaining: rows.filter(({ again }) => again).length - closed.length,
    closed_untried: closed.filter(({ attempts }) => attempts === 0).length,
  })
  await moveEndedCounters(client, campaign, {
    outcomes: outcomeMoves(rows),
    areas: areaMoves(rows),
    heard: heardMoves(rows),
  })
}

const rowOf = (ended: AttemptEnd) => ({
  attempt: ended.attempt,
  outcome: ended.outcome,
  sip_status: ended.sipStatus,
  placed_at: ended.placedAt,
  trunk: ended.trunk,
  ended_at: ended.endedAt,
  ring_ms: whole(ended.ringMs),
  talk_ms: whole(ended.talkMs),
  first_audio_ms: ended.firstAudioMs,
  heard_ms: whole(ended.heardMs),
  keys: ended.keys.join(''),
  rtp_sent: ended.rtp?.sent,
  rtp_received: ended.rtp?.received,
  rtp_lost: ended.rtp?.lost,
  rtp_jitter_ms: ended.rtp?.jitterMs,
  mos: ended.rtp?.mos,
  round_trip_ms: ended.rtp?.roundTripMs,
  rtp_out_lost: ended.rtp?.outLost,
  rtp_out_jitter_ms: ended.rtp?.outJitterMs,
  retry_at: ended.retryAt,
  voicemail_ms: ended.voicemail?.playedMs,
  voicemail_starts: ended.voicemail?.starts,
  voicemail_beep: ended.voicemail?.beepHeard,
})

const whole = (duration: number | undefined): number | undefined =>
  duration === undefined ? undefined : Math.round(duration)
