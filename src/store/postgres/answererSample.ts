/**
 * Calls drawn for people to judge: as many of each verdict, by lot, the same ones until more are asked for.
 * Whoever judges is not told the verdict before; what they say goes into the journal.
 */
import type { Actor } from '../../access/actor.ts'
import type { AmdFeatures, AmdVerdictName } from '../../base/amd.ts'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import type { EpochMs } from '../../base/units.ts'
import type { FarSign } from '../../call/farSigns.ts'
import type { Outcome } from '../../call/outcome.ts'
import type { AnswererLabel } from '../../report/answerers.ts'
import type { Database } from '../database.ts'
import { type AdministrativeWord, administered } from './accessJournal.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

/** Of each of the five verdicts: never more than this many wait to be judged. */
export const openPerVerdictMax = 20
/** Of one campaign, ever: beyond it an interval hardly narrows any more. */
export const drawnMax = 2000

/** A call to be judged: what is known of it, but the verdict. */
export interface DrawnCall {
  readonly attempt: string
  readonly placedAt: EpochMs | null
  readonly ringMs: number | null
  readonly talkMs: number | null
  readonly heardMs: number | null
  readonly firstAudioMs: number | null
  readonly keys: string
  readonly outcome: Outcome
  readonly voiceTrack: string
  readonly signs: readonly FarSign[]
  readonly features: AmdFeatures
}

export interface SampleState {
  readonly drawn: number
  /** Judged by somebody. */
  readonly labelled: number
  readonly drawnAt: EpochMs | null
  /** Calls that could still be drawn. */
  readonly more: boolean
}

const state = {
  name: 'answerer-sample-state',
  text: `select count(*) as drawn, max(s.drawn_at) as "drawnAt",
           count(*) filter (where exists (
             select from answerer_label l where l.attempt_id = s.attempt_id)) as labelled,
           exists (select from answerer a where a.campaign_id = $1 and not exists (
             select from answerer_sample d where d.attempt_id = a.attempt_id)) as more
         from answerer_sample s where s.campaign_id = $1`,
}

export async function sampleState(
  { pool }: { readonly pool: SqlClient },
  campaign: CampaignId,
): Promise<SampleState> {
  const [found] = await rowsOf<SampleState>(pool, state, [campaign])
  return found ?? { drawn: 0, labelled: 0, drawnAt: null, more: false }
}

/** Those of a turn, one of each verdict, stand in the order of their lots: it does not tell which is which. */
const open = {
  name: 'answerer-sample-open',
  text: `select a.attempt_id as attempt, t.placed_at as "placedAt", t.ring_ms as "ringMs",
           t.talk_ms as "talkMs", t.heard_ms as "heardMs", t.first_audio_ms as "firstAudioMs", t.keys,
           t.outcome, a.voice_track as "voiceTrack", a.signs, a.features
         from answerer_sample s join answerer a on a.attempt_id = s.attempt_id
         join attempt t on t.id = s.attempt_id
         where s.campaign_id = $1 and not exists (
           select from answerer_label l where l.attempt_id = s.attempt_id)
         order by s.turn, a.lot, a.attempt_id limit $2`,
}

export const openCalls = (
  { pool }: Pick<Database, 'pool'>,
  campaign: CampaignId,
  limit: number,
): Promise<readonly DrawnCall[]> => rowsOf<DrawnCall>(pool, open, [campaign, limit])

/** Of each verdict the next by lot, until `$2` of it are open. */
const draw = {
  name: 'answerer-sample-draw',
  text: `insert into answerer_sample (attempt_id, campaign_id, turn, drawn_at, drawn_by)
         select next.attempt_id, $1, own.turns + row_number() over (
           partition by own.verdict order by next.lot, next.attempt_id), $4, $5
         from (select v.verdict, coalesce(max(d.turn), 0) as turns, count(d.turn) filter (where d.open) as open
               from unnest($3::text[]) as v(verdict) left join (
                 select a.verdict, s.turn, not exists (
                   select from answerer_label l where l.attempt_id = s.attempt_id) as open
                 from answerer_sample s join answerer a on a.attempt_id = s.attempt_id
                 where s.campaign_id = $1) as d on d.verdict = v.verdict
               group by v.verdict) as own
         cross join lateral (
           select a.attempt_id, a.lot from answerer a
           where a.campaign_id = $1 and a.verdict = own.verdict and not exists (
             select from answerer_sample drawn where drawn.attempt_id = a.attempt_id)
           order by a.lot, a.attempt_id limit greatest(0, $2::bigint - own.open)) as next
         on conflict (attempt_id) do nothing returning attempt_id`,
}

export interface Labelling {
  readonly organisation: number
  readonly campaign: CampaignId
  readonly actor: Actor
  readonly now: EpochMs
}

/** How many calls were drawn: none, where all of them wait already. */
export function drawSample(
  { pool }: Pick<Database, 'pool'>,
  labelling: Labelling,
  verdicts: readonly AmdVerdictName[],
): Promise<number> {
  const { campaign, actor, now } = labelling
  return inSqlTransaction(pool, async (client) => {
    const { drawn } = await sampleState({ pool: client }, campaign)
    if (drawn + openPerVerdictMax * verdicts.length > drawnMax) throw enoughDrawn(drawn)
    const values = [campaign, openPerVerdictMax, verdicts, now, labellerOf(actor)]
    const rows = await rowsOf(client, draw, values)
    if (rows.length > 0) {
      await note(client, labelling, 'answerersDrawn', { campaign, calls: rows.length })
    }
    return rows.length
  })
}

const label = {
  name: 'answerer-label',
  text: `insert into answerer_label (attempt_id, labelled_by, campaign_id, label, at)
         select s.attempt_id, $3, s.campaign_id, $4, $5 from answerer_sample s
         where s.campaign_id = $1 and s.attempt_id = $2
         on conflict (attempt_id, labelled_by) do update set label = excluded.label, at = excluded.at
         returning (select jsonb_build_object('verdict', a.verdict, 'atMs', a.at_ms,
           'confidence', a.confidence) from answerer a where a.attempt_id = $2) as heard`,
}

/** What the ear had said of it: told once somebody has judged without knowing. */
export interface HeardVerdict {
  readonly verdict: AmdVerdictName
  readonly atMs: number
  readonly confidence: number
}

export function labelCall(
  { pool }: Pick<Database, 'pool'>,
  labelling: Labelling,
  attempt: string,
  said: AnswererLabel,
): Promise<HeardVerdict> {
  const { campaign, actor, now } = labelling
  return inSqlTransaction(pool, async (client) => {
    const values = [campaign, attempt, labellerOf(actor), said, now]
    const [row] = await rowsOf<{ heard: HeardVerdict }>(client, label, values)
    if (!row) throw notDrawn()
    await note(client, labelling, 'answererLabelled', { campaign, attempt, label: said })
    return row.heard
  })
}

const unlabel = {
  name: 'answerer-unlabel',
  text: `delete from answerer_label where campaign_id = $1 and attempt_id = $2 and labelled_by = $3
         returning attempt_id`,
}

/** Takes back what one has said oneself. */
export function unlabelCall(
  { pool }: Pick<Database, 'pool'>,
  labelling: Labelling,
  attempt: string,
): Promise<void> {
  const { campaign, actor } = labelling
  return inSqlTransaction(pool, async (client) => {
    const rows = await rowsOf(client, unlabel, [campaign, attempt, labellerOf(actor)])
    if (rows.length === 0) throw notDrawn()
    await note(client, labelling, 'answererLabelUndone', { campaign, attempt })
  })
}

const note = (
  client: SqlClient,
  { organisation, actor, now }: Labelling,
  what: AdministrativeWord,
  about: Readonly<Record<string, string | number>>,
): Promise<void> => administered(client, { organisation, actor, what, about, at: now })

/** Names change; who they are does not. */
function labellerOf(actor: Actor): string {
  switch (actor.is) {
    case 'user':
      return `user/${actor.user}`
    case 'key':
      return `key/${actor.key}`
    case 'system':
      return `system/${actor.name}`
    default:
      return actor satisfies never
  }
}

const notDrawn = (): Failure =>
  new Failure('notFound', 'This call was not drawn to be judged, or you have not judged it.', {
    fr: 'Cet appel n’a pas été tiré au sort, ou vous ne l’avez pas jugé.',
  })

const enoughDrawn = (drawn: number): Failure =>
  new Failure('wrongState', 'Enough calls of this campaign were drawn: judge those that wait.', {
    measured: `${drawn} calls drawn`,
    limit: `${drawnMax} calls of one campaign`,
    fr: 'Assez d’appels de cette campagne ont été tirés : jugez ceux qui attendent.',
  })
